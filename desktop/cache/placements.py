"""Where rows lie: each in one bucket, a transfer in several."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Table, delete, exists, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.bulk import execute_many
from desktop.cache.tables import LIVE, Tables
from domain.registers import Register

Place = tuple[str, str, str]
"""Bucket, entity, id."""

TELLING = frozenset({"transfer", *Register})
"""What messages come from."""


def known_placements(connection: Connection, tables: Tables, places: Sequence[Place]) -> dict[Place, int]:
    """The versions that lie there."""
    p = tables.placement.c
    asked = func.json_each(msgspec.json.encode(places).decode()).table_valued("value").c.value
    here = (p.bucket == asked.op("->>")(0)) & (p.entity == asked.op("->>")(1)) & (p.id == asked.op("->>")(2))
    rows = connection.execute(select(p.bucket, p.entity, p.id, p.version).where(here))
    return {(bucket, entity, row_id): version for bucket, entity, row_id, version in rows}


def rows_in(connection: Connection, bucket: str, entity: str) -> list[str]:
    """Ids of what lies there, as the server said."""
    p = LIVE.placement.c
    statement = select(p.id).where((p.bucket == bucket) & (p.entity == entity))
    return list(connection.execute(statement).scalars())


def fullest_buckets(connection: Connection, most: int) -> dict[str, int]:
    """How many rows lie in those that hold the most."""
    p, count = LIVE.placement.c, func.count()
    statement = select(p.bucket, count).group_by(p.bucket).order_by(count.desc()).limit(most)
    return {row.bucket: row[1] for row in connection.execute(statement)}


def place_all(connection: Connection, placement: Table, versions: dict[Place, int]) -> None:
    if not versions:
        return
    statement = upsert(placement)
    statement = statement.on_conflict_do_update(
        index_elements=["bucket", "entity", "id"], set_={"version": statement.excluded.version}
    )
    execute_many(
        connection,
        statement,
        [
            {"bucket": bucket, "entity": entity, "id": row_id, "version": version}
            for (bucket, entity, row_id), version in versions.items()
        ],
    )


def unplace(connection: Connection, tables: Tables, places: Iterable[Place]) -> None:
    """A row goes with its last placement."""
    p = tables.placement.c
    for bucket, entity, row_id in places:
        here = (p.bucket == bucket) & (p.entity == entity) & (p.id == row_id)
        connection.execute(delete(tables.placement).where(here))
        table = tables.entities().get(entity)
        if table is not None:
            elsewhere = exists().where((p.entity == entity) & (p.id == row_id))
            connection.execute(delete(table).where((table.c.id == row_id) & ~elsewhere))
            if entity in TELLING:
                told = (tables.message.c.subject_kind == entity) & (tables.message.c.subject_id == row_id)
                connection.execute(delete(tables.message).where(told & ~elsewhere))
