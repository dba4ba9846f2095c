"""The inbox (SPEC R112): ids first, rows by page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, select

from desktop.cache.rows import STATES
from desktop.cache.selecting import (
    documents,
    ids_below,
    in_chunks,
    matches,
    ordered_ids,
    organisation,
    overlaid,
    path_of,
)
from desktop.cache.tables import LIVE, overlay_transfer
from desktop.documents import TRANSFERS
from desktop.values import DueRange, Tab, TransferOrder, TransferQuery
from domain.transfers import Transfer, TransferState

_BASE = LIVE.transfer
_KEYS = {
    TransferOrder.DEADLINE: "deadline",
    TransferOrder.NAME: "sort_name",
    TransferOrder.KIND: "kind",
    TransferOrder.SOURCE: "source",
    TransferOrder.DESTINATION: "destination",
    TransferOrder.STATE: "state",
    TransferOrder.STARTED_AT: "started_at",
    TransferOrder.DECIDED_AT: "decided_at",
}


def transfer_ids(connection: Connection, query: TransferQuery) -> list[str]:
    path = None
    if query.organisation_id is not None:
        path = path_of(connection, query.organisation_id)
        if path is None:
            return []
    return ordered_ids(
        connection,
        lambda table: _listed(table, query, path),
        _BASE,
        overlay_transfer,
        descending=query.descending,
    )


def _listed(table: Table, query: TransferQuery, path: str | None) -> Select[tuple[str, ...]]:
    key = table.c[_KEYS[query.order]]
    statement = select(table.c.id, key.label("key"), table.c.sort_name).where(_on_tab(table, query.tab))
    if path is not None:
        statement = statement.where(_concerns(table, query.tab, path))
    if query.due is not None:
        statement = statement.where(_due(table, query.due))
    if query.unallocated:
        statement = statement.where(table.c.state == STATES.index(TransferState.AWAITING_ALLOCATION))
    found = matches(table, query.text)
    return statement if found is None else statement.where(found)


def _due(table: Table, due: DueRange) -> ColumnElement[bool]:
    until = table.c.deadline <= due.last.isoformat()
    return until if due.first is None else until & (table.c.deadline >= due.first.isoformat())


def _on_tab(table: Table, tab: Tab) -> ColumnElement[bool]:
    match tab:
        case Tab.PENDING:
            # The cache holds exactly the scope's organisations.
            return table.c.acting_id.is_not(None) & table.c.acting_id.in_(select(organisation.c.id))
        case Tab.DECIDED:
            return table.c.decided_at.is_not(None)
        case Tab.STARTED:
            return table.c.started_here.is_(True)


def _concerns(table: Table, tab: Tab, path: str) -> ColumnElement[bool]:
    """Pending: who must act is there. Otherwise: it has to do with an organisation there."""
    if tab is Tab.PENDING:
        return table.c.acting_id.in_(ids_below(path))
    placement = LIVE.placement.c
    return exists().where(
        (placement.entity == "transfer")
        & (placement.id == table.c.id)
        & placement.bucket.in_(ids_below(path))
    )


def transfers_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Transfer]:
    found = documents(connection, _BASE, overlay_transfer, ids)
    return {transfer_id: TRANSFERS.read(document) for transfer_id, document in found.items()}


def predicted_transfers(connection: Connection, ids: Sequence[str]) -> set[str]:
    return set(documents(connection, overlay_transfer, None, ids))


class OpenTransfer(NamedTuple):
    id: str
    state: TransferState


def open_transfers_of(connection: Connection, member_ids: Sequence[str]) -> dict[str, OpenTransfer]:
    """By the member's id; a member has at most one (SPEC R41)."""
    found: dict[str, OpenTransfer] = {}
    for chunk in in_chunks(member_ids):
        rows = overlaid(lambda table: _open_of(table, chunk), _BASE, overlay_transfer)  # noqa: B023
        for member_id, transfer_id, state in connection.execute(select(rows)):
            found[member_id] = OpenTransfer(transfer_id, STATES[state])
    return found


def _open_of(table: Table, member_ids: list[str]) -> Select[tuple[str, ...]]:
    statement = select(table.c.member_id, table.c.id, table.c.state)
    return statement.where(table.c.member_id.in_(member_ids), table.c.acting_id.is_not(None))


class Group(NamedTuple):
    """Pending transfers whose step opened on the same day under the same rule."""

    edition: int
    state: TransferState
    opened_on: str
    size: int


def pending_groups(connection: Connection) -> Iterator[Group]:
    rows = overlaid(_grouped, _BASE, overlay_transfer).c
    keys = (rows.edition, rows.state, rows.opened_on)
    for edition, state, opened_on, count in connection.execute(select(*keys, func.count()).group_by(*keys)):
        yield Group(edition, STATES[state], opened_on, count)


def _grouped(table: Table) -> Select[tuple[str, ...]]:
    return select(table.c.edition, table.c.state, table.c.opened_on).where(_on_tab(table, Tab.PENDING))
