"""Entries of the registers by scope: those of its organisations."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, Select, bindparam, false, select

from domain.entries import AnyEntry
from domain.registers import Register
from server.database.prepared import Prepared
from server.documents import ENTRIES, Entity
from server.registers.tables import entry
from server.scope import Scope


def find_entry(connection: Connection, scope: Scope, entry_id: str, *, lock: bool = False) -> AnyEntry | None:
    query = _one(scope, entry_id)
    row = connection.execute(query.with_for_update(key_share=True) if lock else query).first()
    return None if row is None else ENTRIES[row.register].read(row.document)


def document_finders() -> dict[Entity, Callable[[Connection, Scope, str], str | None]]:
    """By register: an id of another one's is nothing there."""
    return {Entity(register): partial(_find_document, register) for register in Register}


def _find_document(register: Register, connection: Connection, scope: Scope, entry_id: str) -> str | None:
    row = connection.execute(_one(scope, entry_id)).first()
    return None if row is None or row.register != register else str(row.document)


def _one(scope: Scope, entry_id: str) -> Select[str, str]:
    """A member has no part in the registers; whom they are about looks at their own record."""
    query = select(entry.c.register, entry.c.document).where(entry.c.id == entry_id)
    if scope.member_id is not None:
        return query.where(false())
    return query.where(entry.c.organisation_id.in_(scope.organisation_ids()))


_OPEN = (
    select(entry.c.register, entry.c.document)
    .where(entry.c.member_id == bindparam("member_id"), entry.c.open)
    .order_by(entry.c.id)
)
_OPEN_READ = Prepared(_OPEN)
_OPEN_LOCKED = Prepared(_OPEN.with_for_update(key_share=True))
_TAKEN = Prepared(select(entry.c.id).where(entry.c.id == bindparam("id")))


def open_entries_of(connection: Connection, member_id: str, *, lock: bool = False) -> list[AnyEntry]:
    """Of a member whom the caller holds locked, wherever they are kept."""
    query = _OPEN_LOCKED if lock else _OPEN_READ
    rows = query.rows(connection, {"member_id": member_id})
    return [ENTRIES[register].read(document) for register, document in rows]


def is_taken(connection: Connection, entry_id: str) -> bool:
    """Whether an id is in use anywhere, which is all that may be told of it."""
    return _TAKEN.value(connection, {"id": entry_id}) is not None
