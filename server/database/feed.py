"""The numbers that clients follow (decision 4).

One row of ``counter`` is locked as the last thing before the commit and gives one number to every
changed row. So whoever waits for it takes a higher number and commits later, and what is visible at
n has everything below n. Nothing but the unit of work may write here.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from server.database.prepared import Prepared, one_of
from server.database.tables import counter, feed
from server.database.writes import synced_writes

EVERYWHERE = "*"
"""The bucket that lies in everybody's scope; it holds the editions."""

_PUT_FEED = Prepared(
    text(
        "INSERT INTO feed (bucket, entity, id, seq, version, left_at)"
        " VALUES (:bucket, :entity, :id, :seq, :version, :left_at)"
        " ON CONFLICT (bucket, entity, id) DO UPDATE"
        " SET seq = excluded.seq, version = excluded.version, left_at = excluded.left_at"
    )
)
# Neither database has an exclusive or that the other one knows; this is one, without a borrow, since the
# bits taken away are among those that are there.
_PUT_BUCKET = Prepared(
    text(
        "INSERT INTO bucket (id, rows, xor) VALUES (:id, :rows, :xor) ON CONFLICT (id) DO UPDATE"
        " SET rows = bucket.rows + excluded.rows,"
        " xor = (bucket.xor | excluded.xor) - (bucket.xor & excluded.xor)"
    )
)


class Head(NamedTuple):
    """``seq``: the newest number; ``tree_seq``: the one at which scopes last changed."""

    seq: int
    tree_seq: int
    floor: int
    audit_number: int
    audit_hash: str


class Placement(NamedTuple):
    """A row as it lies in one bucket since now; ``left_at`` set: it lies there no longer."""

    bucket: str
    entity: str
    id: str
    version: int
    left_at: str | None
    former: int | None
    """The version that lay there before; None if none did."""


def read_head(connection: Connection) -> Head:
    return Head(*_READ_HEAD.row(connection))


def lock_head(connection: Connection) -> Head:
    """From here to the commit every other writer waits."""
    return Head(*_LOCK_HEAD.row(connection))


_SELECT_HEAD = select(
    counter.c.seq, counter.c.tree_seq, counter.c.floor, counter.c.audit_number, counter.c.audit_hash
)
_READ_HEAD = Prepared(_SELECT_HEAD)
_LOCK_HEAD = Prepared(_SELECT_HEAD.with_for_update())
_WRITE_HEAD = Prepared(update(counter))


def write_head(connection: Connection, head: Head) -> None:
    _WRITE_HEAD.write(connection, head._asdict())


def checksum(bucket: str, entity: str, row_id: str, version: int) -> int:
    """64 bits, signed as a database's integers are."""
    digest = hashlib.sha256(f"{bucket}/{entity}/{row_id}/{version}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def hexadecimal(xor: int) -> str:
    return f"{xor & 0xFFFF_FFFF_FFFF_FFFF:016x}"


_LYING = Prepared(
    select(feed.c.id, feed.c.bucket, feed.c.version).where(
        feed.c.entity == bindparam("entity"), one_of(feed.c.id, "ids"), feed.c.left_at.is_(None)
    ),
    "ids",
)


class Lying(NamedTuple):
    """Where a row lies from now on."""

    id: str
    version: int
    buckets: Iterable[str]


def placements(connection: Connection, entity: str, rows: Sequence[Lying], now: str) -> list[Placement]:
    """What changes in the feed by that."""
    former: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row_id, bucket, version in _LYING.rows(
        connection, {"entity": entity, "ids": [row.id for row in rows]}
    ):
        former[row_id][bucket] = version
    return [change for row in rows for change in _changes(entity, row, former[row.id], now)]


def _changes(entity: str, row: Lying, former: Mapping[str, int], now: str) -> list[Placement]:
    present = sorted(set(row.buckets))
    left = sorted(former.keys() - set(present))
    return [
        *(Placement(bucket, entity, row.id, row.version, now, former[bucket]) for bucket in left),
        *(Placement(bucket, entity, row.id, row.version, None, former.get(bucket)) for bucket in present),
    ]


def publish(connection: Connection, changes: Sequence[Placement], first: int) -> None:
    """Numbers the changes from ``first`` on. Only while the head is locked."""
    rows = [{**change._asdict(), "seq": seq} for seq, change in enumerate(changes, first)]
    _PUT_FEED.write_all(connection, rows)
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for change in changes:
        _add(sums[change.bucket], change)
    add_to_buckets(connection, sums)


def add_to_buckets(connection: Connection, sums: Mapping[str, Sequence[int]]) -> None:
    rows = [{"id": name, "rows": count, "xor": xor} for name, (count, xor) in sums.items()]
    _PUT_BUCKET.write_all(connection, rows)


def _add(sums: list[int], change: Placement) -> None:
    where = (change.bucket, change.entity, change.id)
    if change.former is not None:
        sums[0] -= 1
        sums[1] ^= checksum(*where, change.former)
    if change.left_at is None:
        sums[0] += 1
        sums[1] ^= checksum(*where, change.version)


def forget_departures(connection: Connection, before: str) -> int:
    """Drops the traces of rows that left a bucket before that instant; a client whose cursor is older must
    fetch anew."""
    head = lock_head(connection)
    old = feed.c.left_at < before
    floor = connection.scalar(select(func.max(feed.c.seq)).where(old))
    if floor is None:
        return 0
    with synced_writes(connection):
        gone = connection.execute(delete(feed).where(old)).rowcount
        write_head(connection, head._replace(floor=max(head.floor, floor)))
    return gone
