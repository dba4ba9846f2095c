"""Ops and their results, by the user who made them."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text, tuple_, update

from server.database.tables import feed
from server.sync.tables import op as op_table
from server.sync.wire import Op

_COLUMNS = (
    "user_id", "op_id", "body_sha256", "device_id", "device_seq", "kind", "subject_id", "decided_at",
    "received_at",
)  # fmt: skip
_INSERT = text(
    f"INSERT INTO op ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)})"  # noqa: S608
    " ON CONFLICT (user_id, op_id) DO NOTHING"
)
_MANIFEST_PAGE = 5000


class StoredOp(NamedTuple):
    op_id: str
    body_sha256: str
    kind: str
    subject_id: str
    outcome: str
    result: str


def insert_op(connection: Connection, user_id: str, device_id: str, op: Op, now: str) -> bool:
    """False when it is known already. Waits for a transaction that is settling the same one."""
    values: dict[str, Any] = {
        name: getattr(op, name)
        for name in ("op_id", "body_sha256", "device_seq", "kind", "subject_id", "decided_at")
    }
    values |= {"user_id": user_id, "device_id": device_id, "received_at": now}
    return connection.execute(_INSERT, values).rowcount == 1


def store_result(connection: Connection, user_id: str, op_id: str, outcome: str, result: str) -> None:
    this = (op_table.c.user_id == user_id) & (op_table.c.op_id == op_id)
    connection.execute(update(op_table).where(this).values(outcome=outcome, result=result))


def find_ops(connection: Connection, user_id: str, op_ids: list[str]) -> dict[str, StoredOp]:
    columns = (op_table.c[name] for name in StoredOp._fields)
    query = select(*columns).where(op_table.c.user_id == user_id, op_table.c.op_id.in_(op_ids))
    return {row.op_id: StoredOp(*row) for row in connection.execute(query)}


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
