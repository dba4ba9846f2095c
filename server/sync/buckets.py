"""Which buckets a scope has, and what lies in them altogether."""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor

from sqlalchemy import Connection, literal, select, union_all

from server.database.feed import EVERYWHERE, Head, hexadecimal
from server.database.tables import bucket
from server.scope import Scope

_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Buckets:
    tree_seq: int
    ids: Sequence[str]
    hash: str

    def __contains__(self, bucket_id: str) -> bool:
        place = bisect_left(self.ids, bucket_id)
        return place < len(self.ids) and self.ids[place] == bucket_id


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
    """``check`` of docs/sync.md, from the buckets' sums."""
    # Not «this or one of those», which PostgreSQL answers by reading all buckets of the country.
    ids = union_all(scope.organisation_ids(), select(literal(EVERYWHERE)))
    query = select(bucket.c.rows, bucket.c.xor).where(bucket.c.id.in_(ids))
    sums = connection.execute(query).all()
    total = reduce(xor, (row.xor for row in sums), 0)
    return {"seq": head.seq, "n": sum(row.rows for row in sums), "xor": hexadecimal(total)}
