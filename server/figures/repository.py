"""Reads the figures as they are kept, by organisations that the caller's scope holds."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, or_, select

from domain.organisations import Organisation
from domain.policy import Letter
from server.documents import ORGANISATIONS
from server.figures.counting import Count
from server.figures.tables import LETTERS, figure_count, figure_day, figure_target
from server.organisations.tables import organisation
from server.scope import Scope

TARGET_UNIT = 10_000


class Counted(NamedTuple):
    day: str
    """Since when, or how it ended."""
    letters: Count


def children_of(connection: Connection, scope: Scope, parent_id: str) -> list[Organisation]:
    query = (
        select(organisation.c.document)
        .where(organisation.c.parent_id == parent_id, scope.holds_organisation())
        .order_by(organisation.c.path)
    )
    return [ORGANISATIONS.read(document) for document in connection.scalars(query)]


def counts_of(connection: Connection, organisation_ids: Sequence[str], year: int) -> dict[str, Counted]:
    query = select(figure_count).where(
        figure_count.c.organisation_id.in_(organisation_ids), figure_count.c.year == year
    )
    return {row.organisation_id: Counted(row.changed_on, count_of(row)) for row in connection.execute(query)}


def days_of(connection: Connection, organisation_id: str, year: int) -> list[Counted]:
    """How the days ended on which something had changed, the oldest first."""
    query = (
        select(figure_day)
        .where(figure_day.c.organisation_id == organisation_id, figure_day.c.year == year)
        .order_by(figure_day.c.day)
    )
    return [Counted(row.day, count_of(row)) for row in connection.execute(query)]


def years_of(connection: Connection, organisation_id: str) -> list[int]:
    """In which somebody counts, the newest first."""
    somebody = or_(*(figure_count.c[name] != 0 for name in LETTERS))
    query = select(figure_count.c.year).where(figure_count.c.organisation_id == organisation_id, somebody)
    return list(connection.scalars(query.order_by(figure_count.c.year.desc())))


def targets_of(
    connection: Connection, organisation_ids: Sequence[str], year: int
) -> dict[tuple[str, str], float]:
    """By organisation and figure."""
    query = select(figure_target.c.organisation_id, figure_target.c.figure, figure_target.c.value).where(
        figure_target.c.organisation_id.in_(organisation_ids), figure_target.c.year == year
    )
    return {(row[0], row[1]): row[2] / TARGET_UNIT for row in connection.execute(query)}


def count_of(row: Row[Any]) -> Count:
    return Counter({letter: getattr(row, name) for letter, name in zip(Letter, LETTERS, strict=True)})
