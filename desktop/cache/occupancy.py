"""What holds an organisation, so that it cannot be dissolved (SPEC R6)."""

from collections.abc import Collection

from sqlalchemy import Connection, Select, Table, func, select

from desktop.cache.placements import rows_in
from desktop.cache.selecting import organisation, overlaid
from desktop.cache.tables import LIVE, overlay_member
from desktop.cache.transfers import transfers_by_id
from desktop.documents import MEMBERS
from domain.organisation_commands import Occupancy
from domain.transfers import OPEN_STATES


def occupancy_of(connection: Connection, organisation_id: str, without: Collection[str]) -> Occupancy:
    """``without``: organisations that are counted elsewhere, because they are predicted."""
    return Occupancy(
        children=_children(connection, organisation_id, without),
        members=_members(connection, organisation_id),
        open_transfers=_open_transfers(connection, organisation_id),
        returning=_returning(connection, organisation_id),
    )


def _children(connection: Connection, organisation_id: str, without: Collection[str]) -> int:
    c = organisation.c
    statement = select(c.id).where((c.parent_id == organisation_id) & c.active)
    return sum(each not in without for each in connection.execute(statement).scalars())


def _members(connection: Connection, organisation_id: str) -> int:
    def here(table: Table) -> Select[tuple[str]]:
        return select(table.c.id).where(table.c.organisation_id == organisation_id)

    rows = overlaid(here, LIVE.member, overlay_member)
    return connection.execute(select(func.count()).select_from(rows)).scalar_one()


def _open_transfers(connection: Connection, organisation_id: str) -> int:
    lying = transfers_by_id(connection, rows_in(connection, organisation_id, "transfer"))
    return sum(transfer.state in OPEN_STATES for transfer in lying.values())


def _returning(connection: Connection, organisation_id: str) -> int:
    """Among the delayed graduates of the scope, which are few."""

    def delayed(table: Table) -> Select[tuple[str, ...]]:
        return select(table.c.document).where(table.c.delayed)

    rows = overlaid(lambda table: delayed(table).add_columns(table.c.id), LIVE.member, overlay_member)
    documents = connection.execute(select(rows.c.document)).scalars()
    return sum(MEMBERS.read(each).marked_from == organisation_id for each in documents)
