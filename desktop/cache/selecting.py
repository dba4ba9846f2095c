"""What the list queries share: a scope, a text, and rows in which the overlay wins."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    CursorResult,
    Join,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles

from desktop.cache.tables import LIVE

CHUNK = 500
"""Ids asked for in one statement."""

organisation = LIVE.organisation


class CrossJoin(Join):
    """SQLite then reads the left table first, and for each of its rows a range of the right one's index,
    instead of looking up the left one's row for every row of the right."""

    inherit_cache = True


@compiles(CrossJoin)
def _cross_join(join: CrossJoin, compiler: Any, **words: Any) -> str:
    return str(compiler.visit_join(join, **words)).replace(" JOIN ", " CROSS JOIN ", 1)


def in_chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def path_of(connection: Connection, organisation_id: str) -> str | None:
    statement = select(organisation.c.path).where(organisation.c.id == organisation_id)
    return connection.execute(statement).scalar_one_or_none()


def below(path: str) -> ColumnElement[bool]:
    """The organisation of ``path`` and everything below, as one range of the index."""
    return (organisation.c.path >= path) & (organisation.c.path < path_end(path))


def path_end(path: str) -> str:
    """The first text after all paths that start with ``path``: «0» follows «/»."""
    return f"{path[:-1]}0"


def ids_below(path: str) -> Select[tuple[str]]:
    return select(organisation.c.id).where(below(path))


def matches(table: Table, text: str) -> ColumnElement[bool] | None:
    """Every word must occur. A word of digits is the end of an identity number or a phone, or in a name."""
    conditions = [_matches_word(table, word) for word in text.lower().split()]
    return and_(*conditions) if conditions else None


def _matches_word(table: Table, word: str) -> ColumnElement[bool]:
    named = table.c.search.contains(word, autoescape=True)
    if "numbers" in table.c and word.rstrip("x").isdigit():
        return named | table.c.numbers.contains(f"{word}|", autoescape=True)
    return named


def overlaid(
    select_from: Callable[[Table], Select[tuple[str, ...]]], base: Table, overlay: Table
) -> Subquery:
    """What ``select_from`` finds in the overlay, and in the base without what the overlay has."""
    return _united(select_from, base, overlay).subquery("rows")


def _united(
    select_from: Callable[[Table], Select[tuple[str, ...]]], base: Table, overlay: Table
) -> "CompoundSelect[tuple[str, ...]]":
    return union_all(
        select_from(base).where(base.c.id.not_in(select(overlay.c.id))),
        select_from(overlay),
    )


def ordered_ids(
    connection: Connection,
    select_from: Callable[[Table], Select[tuple[str, ...]]],
    base: Table,
    overlay: Table,
    *,
    descending: bool,
    limit: int | None = None,
) -> list[str]:
    """Of what ``overlaid`` finds, by ``key`` and ``sort_name``; the id decides between equals. Rows without a
    value come last in either direction.

    The base's rows and the overlay's are sorted apart and then merged: what an index has in order already is
    not sorted, and with a limit not even read.
    """
    named = select_from(base).selected_columns["key"].element
    if isinstance(named, Column) and not named.nullable:
        # The planner is told what it cannot see, or it would sort: no row is without a value.
        rows, first = _united(select_from, base, overlay), []
    else:
        rows, first = _united(lambda table: _with_emptiness(select_from(table)), base, overlay), [_EMPTY]
    keys = [_NAME] if named is base.c.sort_name else [_KEY, _NAME]
    order = [*first, *(key.desc() if descending else key for key in keys), _ID]
    found: CursorResult[Any] = connection.execute(rows.order_by(*order).limit(limit))
    return list(found.scalars())


# A union can only be sorted by the places of its columns.
_ID: ColumnElement[Any] = literal_column("1")
_KEY: ColumnElement[Any] = literal_column("2")
_NAME: ColumnElement[Any] = literal_column("3")
_EMPTY: ColumnElement[Any] = literal_column("4")


def _with_emptiness(statement: Select[tuple[str, ...]]) -> Select[tuple[str, ...]]:
    return statement.add_columns(statement.selected_columns["key"].element.is_(None).label("empty"))


def documents(
    connection: Connection, base: Table, overlay: Table | None, ids: Sequence[str]
) -> dict[str, str]:
    """By id; ids that are gone are left out."""
    found: dict[str, str] = {}
    for table in (base, overlay):
        if table is not None:
            for chunk in in_chunks(ids):
                found.update(connection.execute(_documents(table), {"ids": chunk}).all())
    return found


@cache
def _documents(table: Table) -> Select[Any]:
    """Made once, since making a statement takes longer than running it."""
    return select(table.c.id, table.c.document).where(table.c.id.in_(bindparam("ids", expanding=True)))
