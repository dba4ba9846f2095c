"""The rows as the outbox makes them. Rebuilt from it at any time, so nothing here is the only copy."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.rows import Viewer, columns_of
from desktop.cache.tables import overlay_member, overlay_transfer
from desktop.documents import MEMBERS, TRANSFERS
from domain.members import Member
from domain.transfers import Transfer

TABLES: dict[str, Table] = {"member": overlay_member, "transfer": overlay_transfer}


def clear_overlay(connection: Connection) -> dict[str, set[str]]:
    """Answers the ids by entity of what looked different through it: whoever's transfer it was, too."""
    touched = {
        entity: set(connection.execute(select(table.c.id)).scalars()) for entity, table in TABLES.items()
    }
    touched["member"] |= set(connection.execute(select(overlay_transfer.c.member_id)).scalars())
    for table in TABLES.values():
        connection.execute(delete(table))
    return touched


def put_overlay(
    connection: Connection, members: Iterable[Member], transfers: Iterable[Transfer], viewer: Viewer
) -> None:
    member_rows = [columns_of("member", each, MEMBERS.write(each), viewer) for each in members]
    transfer_rows = [columns_of("transfer", each, TRANSFERS.write(each), viewer) for each in transfers]
    for table, rows in ((overlay_member, member_rows), (overlay_transfer, transfer_rows)):
        if rows:
            statement = upsert(table)
            values = {column.name: statement.excluded[column.name] for column in table.c}
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values), rows)
