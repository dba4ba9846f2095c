"""How far an area of the cache has come, and what its rows add up to."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.placements import unplace
from desktop.cache.tables import LIVE, STAGING, Tables, area
from desktop.documents import LAYOUTS
from desktop.pages import EVERYWHERE, buckets_hash, placement_hash

_READ = select(area).where(area.c.name == bindparam("name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """``seq``: the feed's number up to which it is complete. ``n`` and ``xor``: its placements' sums."""

    name: str
    cursor: str | None = None
    epoch: str = ""
    buckets_hash: str = ""
    seq: int = 0
    n: int = 0
    xor: int = 0

    @property
    def tables(self) -> Tables:
        return LIVE if self.name == "live" else STAGING


def read_area(connection: Connection, name: str) -> Area | None:
    row = connection.execute(_READ, {"name": name}).mappings().one_or_none()
    return None if row is None else Area(**{**row, "xor": int(row["xor"], 16)})


def live_area(connection: Connection) -> Area:
    return read_area(connection, "live") or Area(name="live")


def save_area(connection: Connection, state: Area) -> None:
    values = {name: getattr(state, name) for name in Area.__dataclass_fields__} | {"xor": f"{state.xor:016x}"}
    statement = upsert(area).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def set_buckets(connection: Connection, state: Area, ids: Collection[str]) -> Area:
    """The scope consists of these from now on; what lies elsewhere is gone (RELIABILITY I8)."""
    tables = state.tables
    connection.execute(delete(tables.bucket))
    if ids:
        connection.execute(insert(tables.bucket), [{"id": each} for each in set(ids)])
    outside = tables.placement.c.bucket.not_in(select(tables.bucket.c.id)) & (
        tables.placement.c.bucket != EVERYWHERE
    )
    gone = [
        (row.bucket, row.entity, row.id, row.version)
        for row in connection.execute(select(tables.placement).where(outside))
    ]
    unplace(connection, tables, [(bucket, entity, row_id) for bucket, entity, row_id, _ in gone])
    xor = state.xor
    for place in gone:
        xor ^= placement_hash(*place)
    after = replace(state, buckets_hash=buckets_hash(set(ids)), n=state.n - len(gone), xor=xor)
    save_area(connection, after)
    return after


def known_buckets(connection: Connection, state: Area) -> set[str]:
    return set(connection.execute(select(state.tables.bucket.c.id)).scalars())


def counted_anew(connection: Connection, state: Area) -> tuple[int, int]:
    """``n`` and ``xor`` from the rows themselves: a placement whose row is missing or of another version
    does not count, so that a cache that was tampered with or torn is found out (RELIABILITY F53)."""
    n = xor = 0
    for query in _counting(state.name):
        for bucket, name, row_id, version in connection.execute(query):
            n, xor = n + 1, xor ^ placement_hash(bucket, name, row_id, version)
    return n, xor


@cache
def _counting(name: str) -> list[Select[Any]]:
    """One for each entity, and one for what has no rows."""
    tables = Area(name=name).tables
    p = tables.placement.c
    counted = select(p.bucket, p.entity, p.id, p.version)
    of_rows = [
        counted.join(table, (table.c.id == p.id) & (table.c.version == p.version)).where(p.entity == entity)
        for entity, table in tables.entities().items()
    ]
    return [*of_rows, counted.where(p.entity.not_in(list(LAYOUTS)))]
