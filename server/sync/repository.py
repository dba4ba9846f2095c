"""Ops and their results, by the user who made them."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, tuple_

from server.database.prepared import Prepared, one_of
from server.database.tables import feed
from server.sync.tables import op as op_table

_MANIFEST_PAGE = 5000


class StoredOp(NamedTuple):
    op_id: str
    body_sha256: str
    kind: str
    subject_id: str
    outcome: str
    result: str


def insert_ops(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Raises IntegrityError when one of them is known."""
    _INSERT.write_all(connection, rows)


def find_ops(connection: Connection, user_id: str, op_ids: list[str]) -> dict[str, StoredOp]:
    if not op_ids:
        return {}
    found = map(StoredOp._make, _FIND.rows(connection, {"user_id": user_id, "op_ids": op_ids}))
    return {row.op_id: row for row in found}


_INSERT = Prepared(insert(op_table))
_FIND = Prepared(
    select(*(op_table.c[name] for name in StoredOp._fields)).where(
        op_table.c.user_id == bindparam("user_id"), one_of(op_table.c.op_id, "op_ids")
    ),
    "op_ids",
)


def manifest_page(connection: Connection, bucket: str, after: str) -> dict[str, object]:
    """What lies in a bucket, by entity and id; ``after`` is the place where the next page begins, or None."""
    entity, _, row_id = after.partition("/")
    query = (
        select(feed.c.entity, feed.c.id, feed.c.version)
        .where(feed.c.bucket == bucket, feed.c.left_at.is_(None))
        .where(tuple_(feed.c.entity, feed.c.id) > tuple_(entity, row_id))
        .order_by(feed.c.entity, feed.c.id)
        .limit(_MANIFEST_PAGE)
    )
    items = [tuple(row) for row in connection.execute(query)]
    full = len(items) == _MANIFEST_PAGE
    return {"items": items, "after": f"{items[-1][0]}/{items[-1][1]}" if full else None}
