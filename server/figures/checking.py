"""Whether the figures that are kept are those that all members and transfers add up to."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from domain.instants import china_date
from domain.policy import Letter
from server.figures.counting import Area, Count, add
from server.figures.rebuilding import recompute
from server.figures.renewing import Change, store
from server.figures.tables import LETTERS, figure_count


class Differences(NamedTuple):
    cases: list[Change]
    """Which are kept wrongly, and as what they should be kept."""
    counts: dict[Area, Count]
    """What is missing from the counts of organisations, and below zero, too much."""

    def __bool__(self) -> bool:
        return bool(self.cases or self.counts)

    def sentences(self) -> list[str]:
        cases = [
            f"团员 {(change.present or change.former).member_id} 的计数情形"  # type: ignore[union-attr]
            f"应为 {_brief(change.present)}，现为 {_brief(change.former)}"
            for change in self.cases
        ]
        counts = [
            f"组织 {area.place} {area.year} 年“{letter.value}”少计 {number}"
            for area, count in sorted(self.counts.items())
            for letter, number in count.items()
            if number
        ]
        return cases + counts


def _brief(kept: object) -> str:
    return "无" if kept is None else repr(kept)


def check_figures(connection: Connection) -> Differences:
    """All of one moment, by whoever reads; in a transaction that writes only after ``hold_figures``."""
    cases: list[Change] = []
    missing: dict[Area, Count] = recompute(connection, cases.extend)
    for area, kept in kept_counts(connection).items():
        missing.setdefault(area, Counter()).subtract(kept)
    return Differences(cases, {area: count for area, count in missing.items() if any(count.values())})


def kept_counts(connection: Connection) -> dict[Area, Count]:
    return {
        Area(row.organisation_id, row.year): Counter(
            {letter: getattr(row, name) for letter, name in zip(Letter, LETTERS, strict=True)}
        )
        for row in connection.execute(select(figure_count))
    }


def repair_figures(connection: Connection, differences: Differences, now: datetime) -> None:
    """After ``hold_figures`` and the check, in the same transaction."""
    store(connection, differences.cases)
    add(connection, differences.counts, china_date(now).isoformat())
