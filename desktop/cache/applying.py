"""What a page of the feed does to an area: its rows and its cursor move together, and never back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.areas import Area, save_area
from desktop.cache.bulk import execute_many
from desktop.cache.messages import put_messages
from desktop.cache.placements import Place, known_placements, place_all, unplace
from desktop.cache.rows import Viewer, columns_of
from desktop.cache.tables import Tables
from desktop.documents import LAYOUTS
from desktop.pages import Change, Page, RowReader, placement_hash

Touched = dict[str, set[str]]
"""Ids by entity that look different from before."""


def apply_page(connection: Connection, state: Area, page: Page, viewer: Viewer, touched: Touched) -> Area:
    """Raises ClientError ANSWER_UNREADABLE, with nothing of the page applied. What is older than what is
    there is passed over."""
    known = known_placements(connection, state.tables, [_place(change) for change in page.changes])
    fresh = [change for change in page.changes if change.version >= known.get(_place(change), 0)]
    arrived = [change for change in fresh if not change.is_departure]
    departed = [_place(change) for change in fresh if change.is_departure and _place(change) in known]
    versions = {_place(change): change.version for change in arrived}
    _put_rows(connection, state.tables, page.columns, arrived, viewer)
    place_all(connection, state.tables.placement, versions)
    unplace(connection, state.tables, departed)
    for _, entity, row_id in [*versions, *departed]:
        touched.setdefault(entity, set()).add(row_id)
    n, xor = _summed(state, known, versions, departed)
    seq = state.seq if page.check is None else page.check.seq
    after = replace(state, cursor=page.cursor, seq=seq, n=n, xor=xor)
    save_area(connection, after)
    return after


def _place(change: Change) -> Place:
    return change.bucket, change.entity, change.id


def _put_rows(
    connection: Connection,
    tables: Tables,
    columns: Mapping[str, list[str]],
    arrived: Sequence[Change],
    viewer: Viewer,
) -> None:
    by_entity: dict[str, dict[str, Change]] = defaultdict(dict)
    for change in arrived:
        # Of what only a newer server knows, just the placements are kept. A transfer comes once per bucket.
        if change.entity in LAYOUTS:
            by_entity[change.entity][change.id] = change
    # Editions first: what else comes with them is told by their rules.
    for entity, changes in sorted(by_entity.items(), key=lambda item: item[0] != "edition"):
        reader = RowReader(entity, columns.get(entity, []))
        found = [reader.read(change) for change in changes.values()]
        rows = [columns_of(entity, *each, viewer) for each in found]
        execute_many(connection, _put(tables.entities()[entity]), rows)
        put_messages(connection, tables, entity, found, viewer)


def _put(table: Table) -> Insert:
    statement = upsert(table)
    values = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    newer = statement.excluded.version >= table.c.version
    return statement.on_conflict_do_update(index_elements=["id"], set_=values, where=newer)


def _summed(
    state: Area, known: Mapping[Place, int], arrived: Mapping[Place, int], departed: Sequence[Place]
) -> tuple[int, int]:
    n, xor = state.n, state.xor
    for place in {*arrived, *departed}:
        if place in known:
            n, xor = n - 1, xor ^ placement_hash(*place, known[place])
        if place in arrived:
            n, xor = n + 1, xor ^ placement_hash(*place, arrived[place])
    return n, xor
