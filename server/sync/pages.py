"""Pages of the feed as joined text: the database writes each line, rows are copied as they are stored.

Three ways to find a page, none of which reads what does not belong to it: a scope's buckets one after
the other (first fetch), the changes of few buckets, and the changes of many.
"""

# ruff: noqa: S608 - only texts of this file are put together; values are parameters.
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from server.database.feed import EVERYWHERE
from server.documents import Entity
from server.scope import Scope
from server.sync.cursors import Walk

FEW_BUCKETS = 500
"""Up to here each bucket is asked for its changes; beyond, it is cheaper to look at all changes."""

# Each row by its key: PostgreSQL would rather read a whole table than join a page of it.
_DOCUMENTS = " ".join(
    f"WHEN f.entity = '{entity}' THEN (SELECT r.document FROM {entity.table} r WHERE r.id = f.id)"
    for entity in Entity
)
_LINE = (
    "'[' || f.seq || ',\"' || f.bucket || '\",\"' || f.entity || '\",\"' || f.id || '\",' || f.version || ','"
    f" || CASE WHEN f.left_at IS NOT NULL THEN 'null' {_DOCUMENTS} END || ']' AS line"
)
_IN_SCOPE = "g.path >= :first AND g.path < :last"


def _page(keys: str, found: str, order: str) -> TextClause:
    """``found`` names the rows of the page, and only of these the documents are read."""
    limited = f"SELECT * FROM ({found}) f ORDER BY {order} LIMIT :limit"
    return text(f"SELECT {keys}, {_LINE} FROM ({limited}) f ORDER BY {order}")


_EDITIONS = _page("f.seq", f"SELECT f.* FROM feed f WHERE f.bucket = '{EVERYWHERE}'", "f.seq")
_REST_OF_BUCKET = _page(
    "f.place, f.bucket, f.entity, f.id",
    "SELECT :place AS place, f.* FROM feed f"
    " WHERE f.bucket = :bucket AND (f.entity, f.id) > (:entity, :id) AND f.left_at IS NULL",
    "f.entity, f.id",
)
_NEXT_BUCKETS = _page(
    "f.place, f.bucket, f.entity, f.id",
    "SELECT g.path AS place, f.* FROM organisation g CROSS JOIN feed f"
    " WHERE g.path > :place AND g.path < :last AND f.bucket = g.id AND f.left_at IS NULL",
    "f.place, f.entity, f.id",
)
_CHANGES_OF_FEW = _page(
    "f.seq",
    f"SELECT f.* FROM (SELECT g.id FROM organisation g WHERE {_IN_SCOPE} UNION ALL SELECT '{EVERYWHERE}') b"
    " CROSS JOIN feed f WHERE f.bucket = b.id AND f.seq > :since",
    "f.seq",
)
_CHANGES_OF_MANY = _page(
    "f.seq",
    f"SELECT f.* FROM feed f WHERE f.seq > :since AND (f.bucket = '{EVERYWHERE}'"
    f" OR EXISTS (SELECT 1 FROM organisation g WHERE g.id = f.bucket AND {_IN_SCOPE}))",
    "f.seq",
)

Page = Sequence[Row[Any]]


def edition_lines(connection: Connection) -> list[str]:
    return [row.line for row in connection.execute(_EDITIONS, {"limit": 1000})]


def walk_page(connection: Connection, scope: Scope, walk: Walk, limit: int) -> Page:
    """The rows of the scope's buckets after the place where the walk has come to."""
    rows: list[Row[Any]] = []
    if walk.bucket:
        place = {"place": walk.path, "bucket": walk.bucket, "entity": walk.entity, "id": walk.id}
        rows += connection.execute(_REST_OF_BUCKET, {**place, "limit": limit})
    if len(rows) < limit:
        # Just below the scope's own path, when nothing of it has been sent yet.
        place = {"place": walk.path or scope.path[:-1], "last": scope.end}
        rows += connection.execute(_NEXT_BUCKETS, {**place, "limit": limit - len(rows)})
    return rows


def tail_page(connection: Connection, scope: Scope, buckets: int, since: int, limit: int) -> Page:
    """What changed after ``since``, in the order of the numbers."""
    query = _CHANGES_OF_FEW if buckets <= FEW_BUCKETS else _CHANGES_OF_MANY
    values = {"first": scope.path, "last": scope.end, "since": since, "limit": limit}
    return connection.execute(query, values).all()


_CHANGED_PATHS = text(
    "SELECT COALESCE(g.path, '') AS path, MAX(f.seq) AS seq"
    " FROM feed f LEFT JOIN organisation g ON g.id = f.bucket WHERE f.seq > :since GROUP BY 1"
)


def changed_paths(connection: Connection, since: int) -> list[tuple[str, int]]:
    """Where something has changed after ``since``, and the newest number there; no path: everywhere."""
    return [(row.path, row.seq) for row in connection.execute(_CHANGED_PATHS, {"since": since})]
