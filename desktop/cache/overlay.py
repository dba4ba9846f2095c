"""The rows as the outbox makes them. Rebuilt from it at any time, so nothing here is the only copy."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.rows import Columns, Viewer, columns_of
from desktop.cache.tables import overlay_entry, overlay_member, overlay_transfer
from desktop.documents import LAYOUTS
from domain.entries import AnyEntry, register_of
from domain.members import Member
from domain.transfers import Transfer

Value = Member | Transfer | AnyEntry

TABLES: dict[str, Table] = {
    "member": overlay_member,
    "transfer": overlay_transfer,
    "entry": overlay_entry,
}
_IDS = {entity: select(table.c.id) for entity, table in TABLES.items()}
_MEMBERS_MOVING = select(overlay_transfer.c.member_id)
_EMPTYING = [delete(table) for table in TABLES.values()]


def clear_overlay(connection: Connection) -> dict[str, set[str]]:
    """Answers the ids by entity of what looked different through it: whoever's transfer it was, too."""
    touched = {entity: set(connection.execute(ids).scalars()) for entity, ids in _IDS.items()}
    touched["member"] |= set(connection.execute(_MEMBERS_MOVING).scalars())
    for emptying in _EMPTYING:
        connection.execute(emptying)
    return touched


def put_overlay(
    connection: Connection,
    members: Iterable[Member],
    transfers: Iterable[Transfer],
    entries: Iterable[AnyEntry],
    viewer: Viewer,
) -> None:
    _put(connection, overlay_member, [_columns("member", each, viewer) for each in members])
    _put(connection, overlay_transfer, [_columns("transfer", each, viewer) for each in transfers])
    _put(connection, overlay_entry, [_columns(register_of(each), each, viewer) for each in entries])


def _columns(entity: str, value: Value, viewer: Viewer) -> Columns:
    return columns_of(entity, value, LAYOUTS[entity].write(value), viewer)


def _put(connection: Connection, table: Table, rows: list[Columns]) -> None:
    if rows:
        statement = upsert(table)
        values = {column.name: statement.excluded[column.name] for column in table.c}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values), rows)
