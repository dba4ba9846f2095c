"""The registers (SPEC R70–R72): ids first, rows by page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from desktop.cache.selecting import (
    ids_below,
    in_chunks,
    matches,
    ordered_ids,
    organisation,
    overlaid,
    path_of,
)
from desktop.cache.tables import LIVE, overlay_entry
from desktop.documents import ENTRIES
from desktop.entry_values import EntryOrder, EntryQuery
from domain.entries import AnyEntry
from domain.instants import months_after
from domain.registers import Due, Register

_BASE = LIVE.entry


def entry_ids(connection: Connection, query: EntryQuery, today: date) -> list[str]:
    path = None
    if query.organisation_id is not None:
        path = path_of(connection, query.organisation_id)
        if path is None:
            return []
    return ordered_ids(
        connection,
        lambda table: _listed(table, query, path, today),
        _BASE,
        overlay_entry,
        descending=query.descending,
    )


def _listed(table: Table, query: EntryQuery, path: str | None, today: date) -> Select[tuple[str, ...]]:
    statement = select(table.c.id, _key(table, query.order).label("key"), table.c.sort_name)
    if query.register is not None:
        statement = statement.where(table.c.register == query.register)
    if query.open_only:
        statement = statement.where(table.c.ended_on.is_(None))
    if query.due is not None:
        statement = statement.where(_is(table, query.due, today))
    if path is not None:
        statement = statement.where(table.c.organisation_id.in_(ids_below(path)))
    found = matches(table, query.text)
    return statement if found is None else statement.where(found)


def _key(table: Table, order: EntryOrder) -> ColumnElement[object]:
    match order:
        case EntryOrder.DUE:
            return table.c.due_on
        case EntryOrder.NAME:
            return table.c.sort_name
        case EntryOrder.ORGANISATION:
            here = organisation.c.id == table.c.organisation_id
            return select(organisation.c.sort_name).where(here).scalar_subquery()


def _is(table: Table, due: Due, today: date) -> ColumnElement[bool]:
    """As domain.registers.due_of."""
    open_still, due_on = table.c.ended_on.is_(None), table.c.due_on
    overdue, soon = due_on < today.isoformat(), due_on <= months_after(today, 1).isoformat()
    match due:
        case Due.CLOSED:
            return table.c.ended_on.is_not(None)
        case Due.OVERDUE:
            return open_still & overdue
        case Due.SOON:
            return open_still & ~overdue & soon
        case Due.LATER:
            return open_still & ~soon


def entries_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, AnyEntry]:
    found: dict[str, AnyEntry] = {}
    for table in (_BASE, overlay_entry):
        for chunk in in_chunks(ids):
            found.update((each.id, each) for each in _read(connection, table, table.c.id.in_(chunk)))
    return found


def predicted_entries(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in in_chunks(ids):
        statement = select(overlay_entry.c.id).where(overlay_entry.c.id.in_(chunk))
        found.update(connection.execute(statement).scalars())
    return found


def open_entries_of(connection: Connection, member_id: str) -> Iterator[AnyEntry]:
    def here(table: Table) -> Select[tuple[str, ...]]:
        mine = (table.c.member_id == member_id) & table.c.ended_on.is_(None)
        return select(table.c.id, table.c.register, table.c.document).where(mine)

    for _, register, document in connection.execute(select(overlaid(here, _BASE, overlay_entry))):
        yield ENTRIES[register].read(document)


def _read(connection: Connection, table: Table, which: ColumnElement[bool]) -> Iterator[AnyEntry]:
    for register, document in connection.execute(select(table.c.register, table.c.document).where(which)):
        yield ENTRIES[register].read(document)


class DueCount(NamedTuple):
    register: Register
    due: Due
    size: int


def due_counts(connection: Connection, today: date) -> Iterator[DueCount]:
    """Of what must be done something about soon, or should have been."""
    for due in (Due.SOON, Due.OVERDUE):
        rows = overlaid(
            lambda table: select(table.c.id, table.c.register).where(_is(table, due, today)),  # noqa: B023
            _BASE,
            overlay_entry,
        )
        statement = select(rows.c.register, func.count()).group_by(rows.c.register)
        for register, size in connection.execute(statement):
            yield DueCount(Register(register), due, size)
