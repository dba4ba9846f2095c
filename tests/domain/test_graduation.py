"""The yearly change (SPEC R24, R25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import SetGraduationMonth
from domain.graduation import convert, year_of_the_change
from domain.instants import Month
from domain.members import is_graduate
from domain.organisations import Category, Organisation, OrganisationKind
from tests.domain.examples import act, country, member, small_world
from tests.domain.world import EDITIONS

EDITION = EDITIONS[2020]
JUNIORS = country()["juniors"]
MIXED = replace(JUNIORS, mixed=True, graduation_month=Month("2022-06"))
months = st.sampled_from([Month(f"{year}-{month:02}") for year in range(2018, 2025) for month in (1, 6, 12)])
days = st.dates(date(2019, 1, 1), date(2024, 12, 31))


def leaving(month: str | None, **changes: object) -> Organisation:
    return replace(JUNIORS, graduation_month=Month(month) if month else None, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "year"), [(date(2020, 5, 31), 2019), (date(2020, 6, 1), 2020), (date(2020, 12, 31), 2020)]
)
def test_R24_change_is_on_the_edition_s_day(today: date, year: int) -> None:
    assert year_of_the_change(EDITION, today) == year


@pytest.mark.parametrize(
    ("month", "today", "year"),
    [
        ("2020-06", date(2020, 5, 31), None),
        ("2020-06", date(2020, 6, 1), 2020),
        ("2020-01", date(2020, 6, 1), 2020),
        ("2020-12", date(2020, 6, 1), 2020),
        ("2021-01", date(2020, 6, 1), None),
        (None, date(2020, 6, 1), None),
        # The server was down on the day, or the month was marked later.
        ("2020-06", date(2020, 9, 3), 2020),
        ("2020-06", date(2021, 3, 3), 2020),
        ("2019-06", date(2021, 6, 1), 2019),
    ],
)
def test_R24_branch_of_the_year_becomes_a_graduate_organisation(
    month: str | None, today: date, year: int | None
) -> None:
    branch = leaving(month)
    after = convert(branch, EDITION, today)
    if year is None:
        assert after is branch
    else:
        assert after == replace(branch, version=2, category=Category.GRADUATE, graduate_year=year)


def test_R24_another_edition_has_another_day() -> None:
    edition = replace(EDITION, conversion="07-01")
    branch = leaving("2020-06")
    assert convert(branch, edition, date(2020, 6, 30)) is branch
    assert convert(branch, edition, date(2020, 7, 1)).category is Category.GRADUATE


@given(months, days, st.booleans(), st.lists(months))
def test_R24_once_and_never_twice(month: Month, today: date, mixed: bool, own_months: list[Month]) -> None:
    once = convert(leaving(month, mixed=mixed), EDITION, today, own_months)
    assert convert(once, EDITION, today, own_months) is once


@given(months, st.lists(days, min_size=1), st.booleans(), st.lists(months))
def test_R24_days_that_were_missed_make_no_difference(
    month: Month, passed: list[date], mixed: bool, own_months: list[Month]
) -> None:
    branch = leaving(month, mixed=mixed)
    daily = branch
    for today in sorted(passed):
        daily = convert(daily, EDITION, today, own_months)
    late = convert(branch, EDITION, max(passed), own_months)
    assert (daily.category, daily.graduate_year) == (late.category, late.graduate_year)


def test_R24_new_students_branch_becomes_one_when_its_time_comes() -> None:
    freshers = replace(country()["freshers"], graduation_month=Month("2020-06"))
    assert convert(freshers, EDITION, date(2020, 6, 1)).category is Category.GRADUATE


@pytest.mark.parametrize(
    "category", [Category.DELAYED_GRADUATE, Category.ABROAD_STUDY, Category.SPECIAL_UNIT]
)
def test_R24_registers_keep_their_category(category: Category) -> None:
    branch = leaving("2020-06", category=category)
    assert convert(branch, EDITION, date(2020, 6, 1)) is branch


@pytest.mark.parametrize("changes", [{"active": False}, {"kind": OrganisationKind.COMMITTEE}])
def test_R24_nor_does_what_is_dissolved_or_no_branch(changes: dict[str, object]) -> None:
    branch = leaving("2020-06", **changes)
    assert convert(branch, EDITION, date(2020, 6, 1)) is branch


# Mixed branches: by the members' own months


def test_R24_mixed_branch_changes_for_the_members_whose_year_it_is() -> None:
    people = [member(name, "juniors", graduation_month=Month(f"{name}-06")) for name in ("2020", "2021")]
    own_months = [person.graduation_month for person in people if person.graduation_month]
    first = convert(MIXED, EDITION, date(2020, 6, 1), own_months)
    assert (first.category, first.graduate_year) == (Category.GRADUATE, 2020)
    assert [is_graduate(person, first) for person in people] == [True, False]
    second = convert(first, EDITION, date(2021, 6, 1), own_months)
    assert (second.version, second.graduate_year) == (3, 2021)
    assert [is_graduate(person, second) for person in people] == [True, True]


@pytest.mark.parametrize("own_months", [[], [Month("2021-06")]])
def test_R24_mixed_branch_without_a_graduate_stays_as_it_is(own_months: list[Month]) -> None:
    branch = replace(MIXED, graduation_month=Month("2020-06"))
    assert convert(branch, EDITION, date(2020, 6, 1), own_months) is branch


# R22, R25


def test_R22_branch_whose_month_was_corrected_changes_in_its_own_year() -> None:
    world = small_world()
    act(world, SetGraduationMonth(month="2021-06"), "class", "college")
    corrected = world.organisations["class"]
    assert convert(corrected, EDITION, date(2021, 5, 31)) is corrected
    assert convert(corrected, EDITION, date(2021, 6, 1)).graduate_year == 2021


def test_R22_branch_whose_month_was_right_after_all_changes_again() -> None:
    world = small_world()
    for month in ("2021-06", "2020-06"):
        act(world, SetGraduationMonth(month=month), "class", "college")
    assert convert(world.organisations["class"], EDITION, date(2020, 6, 19)).graduate_year == 2020


def test_R25_graduate_organisation_stays_editable() -> None:
    world = small_world()
    after = act(world, SetGraduationMonth(month="2020-07"), "class", "college").organisation
    assert after is not None
    assert after.category is Category.GRADUATE
