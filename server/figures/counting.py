"""From cells of cases to what organisations count, and the one statement that adds it up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from domain.figures import shares
from domain.policy import Letter
from server.database.prepared import Prepared, one_of
from server.figures.cases import Cell, case_in
from server.figures.tables import LETTERS
from server.organisations.tables import organisation

# ruff: noqa: S608 - only names of columns are put together; values are parameters.

Cells = Counter[Cell]
"""How many cases there are of each; negative where some have gone."""


class Area(NamedTuple):
    """``place``: an organisation's path, or its id."""

    place: str
    year: int


Count = Counter[Letter]
Counts = Mapping[Area, Count]

_CHUNK = 500


def counted(cells: Cells) -> dict[Area, Count]:
    """By path."""
    counts: dict[Area, Count] = defaultdict(Counter)
    for cell, number in cells.items():
        for share in shares(case_in(cell)) if number else ():
            count = counts[Area(share.path, cell.year)]
            for letter in share.letters:
                count[letter] += number
    return counts


def by_organisation(counts: Counts, ids: Mapping[str, str]) -> dict[Area, Count]:
    """By id. ``ids``: of every path, also of one that was left, so that a place which has moved with
    everything below it comes out as unchanged."""
    totals: dict[Area, Count] = defaultdict(Counter)
    for area, count in counts.items():
        if area.place not in ids:
            continue
        total = totals[Area(ids[area.place], area.year)]
        for letter, number in count.items():
            total[letter] += number
    return {area: total for area, total in totals.items() if any(total.values())}


def ids_of(connection: Connection, paths: Iterable[str]) -> dict[str, str]:
    return {
        path: found
        for chunk in chunks(sorted(paths))
        for path, found in _IDS_OF_PATHS.rows(connection, {"paths": chunk})
    }


_IDS_OF_PATHS = Prepared(
    select(organisation.c.path, organisation.c.id).where(one_of(organisation.c.path, "paths")), "paths"
)


def chunks(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


_NAMES = ", ".join(LETTERS)
_VALUES = ", ".join(f":{name}" for name in LETTERS)
_SUMS = ", ".join(f"{name} = figure_count.{name} + excluded.{name}" for name in LETTERS)
_ADD = Prepared(
    text(
        f"INSERT INTO figure_count (organisation_id, year, changed_on, {_NAMES})"
        f" VALUES (:organisation_id, :year, :day, {_VALUES})"
        f" ON CONFLICT (organisation_id, year) DO UPDATE SET {_SUMS},"
        # A clock that was set back makes nothing younger.
        " changed_on = CASE WHEN excluded.changed_on > figure_count.changed_on"
        " THEN excluded.changed_on ELSE figure_count.changed_on END"
    )
)
# The first change of a day keeps what the days before it ended with.
_CLOSE = text(
    f"INSERT INTO figure_day (organisation_id, year, day, {_NAMES})"
    f" SELECT organisation_id, year, changed_on, {_NAMES} FROM figure_count"
    " WHERE organisation_id IN :ids AND year = :year AND changed_on < :day"
    " ON CONFLICT (organisation_id, year, day) DO NOTHING"
).bindparams(bindparam("ids", expanding=True))


def add(connection: Connection, changes: Counts, day: str) -> None:
    """Only while the counter is locked, which makes the hottest row, the root's, one that nobody waits for.

    ``day``: today in China.
    """
    if not changes:
        return
    ordered = sorted(changes.items(), key=lambda change: change[0])
    for year in sorted({area.year for area in changes}):
        for ids in chunks([area.place for area, _ in ordered if area.year == year]):
            connection.execute(_CLOSE, {"ids": ids, "year": year, "day": day})
    _ADD.write_all(connection, [_row(area, count, day) for area, count in ordered])


def _row(area: Area, count: Count, day: str) -> dict[str, str | int]:
    letters = {letter.name.lower(): count.get(letter, 0) for letter in Letter}
    return {"organisation_id": area.place, "year": area.year, "day": day, **letters}
