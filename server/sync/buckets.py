"""Which buckets a scope has, and what lies in them altogether."""

import hashlib
import threading
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from sqlalchemy import Connection, Select, literal, select, text, union_all

from server.database.feed import EVERYWHERE, Head, hexadecimal
from server.database.tables import bucket
from server.scope import Scope

_REMEMBERED = 512
_FEW_CHANGES = 2000
"""Beyond so many numbers the sums of a scope are read anew, instead of those that have changed; and where
traces of what left a bucket are forgotten."""

_CHANGED = text(
    "SELECT b.id, b.rows, b.xor FROM bucket b"
    " WHERE b.id IN (SELECT f.bucket FROM feed f WHERE f.seq > :since AND f.seq <= :seq)"
)


@dataclass(slots=True)
class _Sums:
    """What lay in each bucket of a scope at a number, and in all of them."""

    seq: int = -1
    of: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: int = 0
    xor: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, connection: Connection, scope: Scope, seq: int) -> None:
        self.of = {row.id: (row.rows, row.xor) for row in connection.execute(_sums_of(scope))}
        self.rows = sum(rows for rows, _ in self.of.values())
        self.xor = reduce(xor, (each for _, each in self.of.values()), 0)
        self.seq = seq

    def catch_up(self, connection: Connection, seq: int, buckets: "Buckets") -> None:
        for name, rows, xored in connection.execute(_CHANGED, {"since": self.seq, "seq": seq}):
            if name == EVERYWHERE or name in buckets:
                former = self.of.get(name, (0, 0))
                self.of[name] = (rows, xored)
                self.rows += rows - former[0]
                self.xor ^= xored ^ former[1]
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Buckets:
    tree_seq: int
    ids: Sequence[str]
    hash: str
    _sums: _Sums = field(default_factory=_Sums, compare=False)

    def __contains__(self, bucket_id: str) -> bool:
        place = bisect_left(self.ids, bucket_id)
        return place < len(self.ids) and self.ids[place] == bucket_id

    def check(self, connection: Connection, scope: Scope, head: Head) -> dict[str, object]:
        """``check`` of docs/sync.md, at the cost of what has changed since it was asked for last."""
        sums = self._sums
        with sums.lock:
            if head.seq < sums.seq:
                # This transaction began before the one that was there last.
                return check_of(connection, scope, head)
            if sums.seq < max(head.seq - _FEW_CHANGES, head.floor):
                sums.read(connection, scope, head.seq)
            elif sums.seq < head.seq:
                sums.catch_up(connection, head.seq, self)
            return _check(head, sums)


class BucketMemory:
    """The buckets of the scopes that were asked for lately; they change only when the tree does."""

    def __init__(self) -> None:
        self._known: dict[Scope, Buckets] = {}

    def of(self, connection: Connection, scope: Scope, head: Head) -> Buckets:
        known = self._known.get(scope)
        if known is None or known.tree_seq != head.tree_seq:
            known = _read(connection, scope, head.tree_seq)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[scope] = known
        return known


def _read(connection: Connection, scope: Scope, tree_seq: int) -> Buckets:
    ids: list[str] = sorted(connection.scalars(scope.organisation_ids()))
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()
    return Buckets(tree_seq, ids, digest[:16])


def check_of(connection: Connection, scope: Scope, head: Head) -> dict[str, object]:
    """The same from all sums of the scope."""
    sums = _Sums()
    sums.read(connection, scope, head.seq)
    return _check(head, sums)


def _check(head: Head, sums: _Sums) -> dict[str, object]:
    return {"seq": head.seq, "n": sums.rows, "xor": hexadecimal(sums.xor)}


def _sums_of(scope: Scope) -> Select[str, int, int]:
    # Not «this or one of those», which PostgreSQL answers by reading all buckets of the country.
    ids = union_all(scope.organisation_ids(), select(literal(EVERYWHERE)))
    return select(bucket.c.id, bucket.c.rows, bucket.c.xor).where(bucket.c.id.in_(ids))
