"""The yearly change: branches whose month has come become graduate organisations (SPEC R24)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.instants import Month, year_of
from domain.organisations import Category, Organisation, OrganisationKind
from domain.policy import Edition, conversion_date

_KEEP_THEIR_CATEGORY = frozenset({Category.DELAYED_GRADUATE, Category.ABROAD_STUDY, Category.SPECIAL_UNIT})
"""Registers, whose members have left their class already."""


def year_of_the_change(edition: Edition, today: date) -> int:
    """The latest year whose day of the change has come."""
    return today.year if today >= conversion_date(edition, today.year) else today.year - 1


def takes_part(branch: Organisation) -> bool:
    """Whether the yearly change can make it a graduate organisation at all."""
    return (
        branch.active
        and branch.kind is OrganisationKind.BRANCH
        and branch.category not in _KEEP_THEIR_CATEGORY
    )


def convert(
    branch: Organisation, edition: Edition, today: date, own_months: Iterable[Month] = ()
) -> Organisation:
    """The branch as it is from the day of the change on; the same branch where nothing changes.

    It may run on any day and as often as one likes, and catches up on years that were missed.
    ``own_months`` are those of the members of a mixed branch: each year of theirs changes it anew,
    and who of them has graduated then follows from their month (``domain.members.is_graduate``).
    """
    if not takes_part(branch):
        return branch
    months = own_months if branch.mixed else _its_own(branch)
    latest = year_of_the_change(edition, today)
    year = max((year_of(month) for month in months if year_of(month) <= latest), default=None)
    if year is None or (branch.graduate_year is not None and branch.graduate_year >= year):
        return branch
    return replace(branch, version=branch.version + 1, category=Category.GRADUATE, graduate_year=year)


def _its_own(branch: Organisation) -> tuple[Month, ...]:
    return () if branch.graduation_month is None else (branch.graduation_month,)
