"""Pages of the feed as joined text: rows are copied as they are stored, by nobody who looks at them.

Three ways to find a page, none of which reads what does not belong to it: a scope's buckets one after
the other (first fetch), the changes of few buckets, and the changes of many.
"""

# ruff: noqa: S608 - only texts of this file are put together; values are parameters.
from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, TextClause, text

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
# A line's beginning, after the end of the one before, and its row.
_BEGINNING = """format('],[%s,"%s","%s","%s",%s,', f.seq, f.bucket, f.entity, f.id, f.version)"""
_ROW = f"CASE WHEN f.left_at IS NOT NULL THEN 'null' {_DOCUMENTS} END"
_IN_SCOPE = "g.path >= :first AND g.path < :last"


class _Query(NamedTuple):
    """SQLite hands out bytes, which nobody then has to decode and encode."""

    sqlite: TextClause
    postgresql: TextClause


def _page(found: str, order: str) -> _Query:
    """``found`` names the rows of the page, and only of these the documents are read."""
    limited = f"SELECT * FROM ({found}) f ORDER BY {order} LIMIT :limit"
    return _Query(
        text(f"SELECT CAST({_BEGINNING} AS BLOB), CAST({_ROW} AS BLOB) FROM ({limited}) f ORDER BY {order}"),
        text(f"SELECT {_BEGINNING}, {_ROW} FROM ({limited}) f ORDER BY {order}"),
    )


_EDITIONS = _page(f"SELECT f.* FROM feed f WHERE f.bucket = '{EVERYWHERE}'", "f.seq")
_REST_OF_BUCKET = _page(
    "SELECT :place AS place, f.* FROM feed f"
    " WHERE f.bucket = :bucket AND (f.entity, f.id) > (:entity, :id) AND f.left_at IS NULL",
    "f.entity, f.id",
)
_NEXT_BUCKETS = _page(
    "SELECT g.path AS place, f.* FROM organisation g CROSS JOIN feed f"
    " WHERE g.path > :place AND g.path < :last AND f.bucket = g.id AND f.left_at IS NULL",
    "f.place, f.entity, f.id",
)
_CHANGES_OF_FEW = _page(
    f"SELECT f.* FROM (SELECT g.id FROM organisation g WHERE {_IN_SCOPE} UNION ALL SELECT '{EVERYWHERE}') b"
    " CROSS JOIN feed f WHERE f.bucket = b.id AND f.seq > :since",
    "f.seq",
)
_CHANGES_OF_MANY = _page(
    f"SELECT f.* FROM feed f WHERE f.seq > :since AND (f.bucket = '{EVERYWHERE}'"
    f" OR EXISTS (SELECT 1 FROM organisation g WHERE g.id = f.bucket AND {_IN_SCOPE}))",
    "f.seq",
)


class Line(NamedTuple):
    seq: int
    bucket: str
    entity: str
    id: str


class Lines:
    """Of a page, in their order."""

    def __init__(self, pieces: Sequence[tuple[bytes, bytes]]) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return len(self._pieces)

    def __add__(self, more: "Lines") -> "Lines":
        return Lines([*self._pieces, *more._pieces])

    @property
    def last(self) -> Line:
        return Line(*msgspec.json.decode(self._pieces[-1][0][len("],") :] + b"0]")[:4])

    def joined(self) -> bytes:
        return b"".join((*chain.from_iterable(self._pieces), b"]"))[len("],") :] if self._pieces else b""


def _lines(connection: Connection, query: _Query, values: dict[str, Any]) -> Lines:
    # The driver's own rows: there are many of them, and each is looked at once.
    if connection.dialect.name == "sqlite":
        return Lines(connection.execute(query.sqlite, values).cursor.fetchall())
    found = connection.execute(query.postgresql, values).cursor.fetchall()
    return Lines([(beginning.encode(), row.encode()) for beginning, row in found])


def edition_lines(connection: Connection) -> Lines:
    return _lines(connection, _EDITIONS, {"limit": 1000})


def walk_page(connection: Connection, scope: Scope, walk: Walk, limit: int) -> Lines:
    """The rows of the scope's buckets after the place where the walk has come to."""
    lines = Lines([])
    if walk.bucket:
        place = {"place": walk.path, "bucket": walk.bucket, "entity": walk.entity, "id": walk.id}
        lines = _lines(connection, _REST_OF_BUCKET, {**place, "limit": limit})
    if len(lines) < limit:
        # Just below the scope's own path, when nothing of it has been sent yet.
        place = {"place": walk.path or scope.path[:-1], "last": scope.end}
        lines += _lines(connection, _NEXT_BUCKETS, {**place, "limit": limit - len(lines)})
    return lines


def tail_page(connection: Connection, scope: Scope, buckets: int, since: int, limit: int) -> Lines:
    """What changed after ``since``, in the order of the numbers."""
    query = _CHANGES_OF_FEW if buckets <= FEW_BUCKETS else _CHANGES_OF_MANY
    values = {"first": scope.path, "last": scope.end, "since": since, "limit": limit}
    return _lines(connection, query, values)


_CHANGED_PATHS = text(
    "SELECT COALESCE(g.path, '') AS path, MAX(f.seq) AS seq"
    " FROM feed f LEFT JOIN organisation g ON g.id = f.bucket WHERE f.seq > :since GROUP BY 1"
)


def changed_paths(connection: Connection, since: int) -> list[tuple[str, int]]:
    """Where something has changed after ``since``, and the newest number there; no path: everywhere."""
    return [(row.path, row.seq) for row in connection.execute(_CHANGED_PATHS, {"since": since})]
