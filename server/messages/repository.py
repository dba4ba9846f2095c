"""What messages come from, by scope and newest change first: transfers, entries, and ops that were late."""

# ruff: noqa: S608 - only texts of this file are put together; values are parameters.

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, Row, Table, bindparam, select, text

from domain.messages import CONFLICT_CODES
from domain.registers import Register
from server.documents import Entity
from server.registers.tables import entry
from server.scope import Scope
from server.sync.pages import FEW_BUCKETS
from server.sync.tables import op
from server.sync.wire import RESULT
from server.transfers.tables import transfer

_TELLING = (Entity.TRANSFER.value, *(register.value for register in Register))
_IN_SCOPE = "g.path >= :first AND g.path < :last"
_CHANGED = "f.seq < :before AND f.entity IN :telling AND f.left_at IS NULL"
# A row that lies in several buckets of the scope is found where it was numbered last.
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM feed o JOIN organisation g ON g.id = o.bucket WHERE o.entity = f.entity"
    f" AND o.id = f.id AND o.left_at IS NULL AND o.seq > f.seq AND {_IN_SCOPE})"
)
_END = f"AND {_NEWEST} ORDER BY f.seq DESC LIMIT :limit"
_OF_FEW = text(
    f"SELECT f.seq, f.entity, f.id FROM (SELECT g.id FROM organisation g WHERE {_IN_SCOPE}) b"
    f" CROSS JOIN feed f WHERE f.bucket = b.id AND {_CHANGED} {_END}"
)
_OF_MANY = text(
    f"SELECT f.seq, f.entity, f.id FROM feed f WHERE {_CHANGED}"
    f" AND EXISTS (SELECT 1 FROM organisation g WHERE g.id = f.bucket AND {_IN_SCOPE}) {_END}"
)
_EXPANDING: BindParameter[str] = bindparam("telling", expanding=True)


class Telling(NamedTuple):
    seq: int
    entity: str
    document: str


def newest_before(
    connection: Connection, scope: Scope, buckets: int, before: int, limit: int
) -> list[Telling]:
    query = _OF_FEW if buckets <= FEW_BUCKETS else _OF_MANY
    values = {"first": scope.path, "last": scope.end, "before": before, "limit": limit, "telling": _TELLING}
    places = connection.execute(query.bindparams(_EXPANDING), values).all()
    documents = {**_documents(connection, places, transfer), **_documents(connection, places, entry)}
    return [Telling(row.seq, row.entity, documents[row.entity == "transfer", row.id]) for row in places]


def _documents(
    connection: Connection, places: Sequence[Row[tuple[int, str, str]]], table: Table
) -> dict[tuple[bool, str], str]:
    is_transfer, c = table is transfer, table.c
    ids = [row.id for row in places if (row.entity == "transfer") == is_transfer]
    query = select(c.id, c.document).where(c.id.in_(ids))
    return {(is_transfer, row.id): row.document for row in connection.execute(query)}


class Conflict(NamedTuple):
    op_id: str
    kind: str
    subject_id: str
    at: str
    sentence: str


def conflicts_since(connection: Connection, user_id: str, since: str, limit: int) -> list[Conflict]:
    """Of this person, whatever the machine (SPEC R59)."""
    c = op.c
    query = (
        select(c.op_id, c.kind, c.subject_id, c.received_at, c.result)
        .where(c.user_id == user_id, c.outcome == "rejected", c.received_at > since)
        .order_by(c.received_at.desc())
        .limit(limit)
    )
    found = [(row, RESULT.decode(row.result)) for row in connection.execute(query)]
    return [
        Conflict(row.op_id, row.kind, row.subject_id, row.received_at, result.sentence or "")
        for row, result in found
        if result.code in CONFLICT_CODES
    ]
