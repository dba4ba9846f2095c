"""Organisations (SPEC R1–R5) and the graduation months of branches (R20–R22)."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from domain.commands import SetGraduationMonth
from domain.instants import Month
from domain.organisations import (
    Card,
    Category,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
    card_of,
    is_area_committee,
    is_below,
    municipal_committee,
)
from tests.domain.examples import act, country, organisation, small_world
from tests.domain.refused import refused
from tests.domain.world import World


@pytest.fixture
def world() -> World:
    return small_world()


# R1–R5: what organisations are, and what may be known of them


def test_R1_four_kinds() -> None:
    assert set(OrganisationKind) == {"committee", "working_committee", "general_branch", "branch"}


def test_R3_ten_categories() -> None:
    assert len(Category) == 10


def test_R4_four_systems() -> None:
    assert set(System) == {"national", "beijing", "guangdong", "fujian"}


def test_R5_card_shows_only_what_a_search_may_show() -> None:
    public = {
        "id", "full_name", "short_name", "kind", "category", "field", "school_level", "division", "system",
        "path", "administrators",
    }  # fmt: skip
    assert {each.name for each in fields(Card)} == public


def test_R5_card_shows_the_organisation_as_it_is() -> None:
    shown = organisation(
        "a", full_name="全称", short_name="简称", school_level=SchoolLevel.MIDDLE, system=System.FUJIAN
    )
    card = card_of(shown)
    assert all(getattr(card, each.name) == getattr(shown, each.name) for each in fields(Card))


@pytest.mark.parametrize(
    ("path", "scope", "below"),
    [
        ("/1/12/", "/1/12/", True),
        ("/1/12/340/", "/1/12/", True),
        ("/1/", "/1/12/", False),
        ("/1/123/", "/1/12/", False),
        ("/1/123/", "/1/12", False),
        ("/1/12", "/1/12/", True),
        ("/1/12/", "/1/1", False),
        ("/2/1/12/", "/1/12/", False),
        ("/1/12/", "", False),
        ("", "", False),
    ],
)
def test_R5_below_is_by_whole_steps_of_the_path(path: str, scope: str, below: bool) -> None:
    assert is_below(path, scope) is below


# R20: which branches can be given a month; the refusal names the condition (question 24)


def test_R20_branch_in_education_gets_a_month(world: World) -> None:
    after = act(world, SetGraduationMonth(month="2022-07"), "juniors", "college").organisation
    assert after == replace(country()["juniors"], version=2, graduation_month=Month("2022-07"))


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind is not OrganisationKind.BRANCH])
def test_R20_only_branches_have_a_month(world: World, kind: OrganisationKind) -> None:
    world.change_organisation("juniors", kind=kind)
    words = {"committee": "团委", "working_committee": "团工委", "general_branch": "团总支"}[kind]
    with refused("NOT_A_BRANCH", "计算机2022届1班", words):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


@pytest.mark.parametrize("by", ["university", "college"])
def test_R20_field_must_be_filled_in(world: World, by: str) -> None:
    world.change_organisation("juniors", field=None)
    with refused("FIELD_EMPTY", "行业类别"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", by)


@pytest.mark.parametrize("field", [field for field in Field if field is not Field.EDUCATION])
def test_R20_field_must_be_education(world: World, field: Field) -> None:
    world.change_organisation("juniors", field=field)
    with refused("NOT_EDUCATION", "不是学校领域"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


def test_R20_primary_schools_have_no_month(world: World) -> None:
    world.change_organisation("juniors", school_level=SchoolLevel.PRIMARY)
    with refused("PRIMARY_SCHOOL", "小学"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


@pytest.mark.parametrize("level", [None, SchoolLevel.MIDDLE, SchoolLevel.VOCATIONAL, SchoolLevel.UNIVERSITY])
def test_R20_every_other_school_has(world: World, level: SchoolLevel | None) -> None:
    world.change_organisation("juniors", school_level=level)
    after = act(world, SetGraduationMonth(month="2022-07"), "juniors", "college").organisation
    assert after is not None
    assert after.graduation_month == "2022-07"


def test_R20_dissolved_branch_gets_none(world: World) -> None:
    world.change_organisation("juniors", active=False)
    with refused("ORGANISATION_DISSOLVED", "已撤销"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


@pytest.mark.parametrize("month", ["2020-13", "2020-6", "六月", "", "2020-06-01", "0000-01", "２０２０-06"])
def test_R20_month_must_exist(world: World, month: str) -> None:
    with refused("MONTH_IMPOSSIBLE", "2020-06"):
        act(world, SetGraduationMonth(month=month), "juniors", "college")


# R21: who may (questions 22 and 24)


@pytest.mark.parametrize("by", ["university", "college"])
def test_R21_committees_of_the_school_may(world: World, by: str) -> None:
    assert act(world, SetGraduationMonth(month="2022-07"), "juniors", by).organisation


@pytest.mark.parametrize(
    "kind",
    [OrganisationKind.COMMITTEE, OrganisationKind.WORKING_COMMITTEE, OrganisationKind.GENERAL_BRANCH],
)
def test_R21_every_kind_above_the_branch_may(world: World, kind: OrganisationKind) -> None:
    world.change_organisation("college", kind=kind)
    assert act(world, SetGraduationMonth(month="2022-07"), "juniors", "college").organisation


def test_R21_branch_administrators_may_not(world: World) -> None:
    with refused("MONTH_NOT_YOURS", "团委、团工委、团总支"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "juniors")


@pytest.mark.parametrize("by", ["city", "province", "country"])
def test_R21_administrators_outside_education_may_not(world: World, by: str) -> None:
    with refused("MONTH_NOT_YOURS"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", by)


@pytest.mark.parametrize("by", ["languages", "academy", "employer"])
def test_R21_nobody_outside_their_scope(world: World, by: str) -> None:
    with refused("OUT_OF_SCOPE", "“计算机2022届1班”不在"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", by)


def test_R21_members_may_not(world: World) -> None:
    with refused("FORBIDDEN_NOW", "管理员"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "qian")


def test_R21_whole_school_gets_its_month_from_the_direct_superior(world: World) -> None:
    after = act(world, SetGraduationMonth(month="2020-07"), "vocational", "county").organisation
    assert after is not None
    assert after.graduation_month == "2020-07"


@pytest.mark.parametrize("by", ["vocational", "city", "province"])
def test_R21_whole_school_from_nobody_else(world: World, by: str) -> None:
    with refused("MONTH_NOT_YOURS", "直属上级"):
        act(world, SetGraduationMonth(month="2020-07"), "vocational", by)


# R22: corrected by the same people (question 25)


def test_R22_month_can_be_corrected(world: World) -> None:
    act(world, SetGraduationMonth(month="2022-06"), "juniors", "college")
    after = act(world, SetGraduationMonth(month="2023-06", mixed=True), "juniors", "college").organisation
    assert after is not None
    assert (after.graduation_month, after.mixed, after.version) == ("2023-06", True, 3)


def test_R22_month_of_a_later_year_takes_the_yearly_change_back(world: World) -> None:
    after = act(world, SetGraduationMonth(month="2021-01"), "class", "college").organisation
    assert after is not None
    assert (after.category, after.graduate_year) == (Category.ORDINARY, None)


@pytest.mark.parametrize(("month", "year"), [("2020-01", 2020), ("2020-12", 2020), ("2019-06", 2019)])
def test_R22_month_of_the_year_or_before_keeps_it(world: World, month: str, year: int) -> None:
    after = act(world, SetGraduationMonth(month=month), "class", "college").organisation
    assert after is not None
    assert (after.category, after.graduate_year) == (Category.GRADUATE, year)


def test_R22_in_a_mixed_branch_the_members_months_decide(world: World) -> None:
    after = act(world, SetGraduationMonth(month="2021-06", mixed=True), "class", "college").organisation
    assert after is not None
    assert (after.category, after.graduate_year) == (Category.GRADUATE, 2020)


def test_R22_branch_that_has_not_changed_stays_as_it_is(world: World) -> None:
    after = act(world, SetGraduationMonth(month="2019-06"), "juniors", "college").organisation
    assert after is not None
    assert (after.category, after.graduate_year) == (Category.ORDINARY, None)


# R52: the municipal committee above a school


def _above(*ids: str) -> list[Organisation]:
    everything = country()
    return [everything[each] for each in ids]


def test_R52_municipal_committee_is_the_city_s() -> None:
    found = municipal_committee(_above("country", "province", "city", "county", "vocational"))
    assert found == card_of(country()["city"])


def test_R52_municipality_is_itself_the_province() -> None:
    found = municipal_committee(_above("beijing_class", "beijing_school", "beijing", "country"))
    assert found == card_of(country()["beijing"])


def test_R52_nobody_but_a_city_or_province() -> None:
    assert municipal_committee(_above("country", "county", "university", "college")) is None
    assert municipal_committee([]) is None


@pytest.mark.parametrize(
    ("changes", "is_one"),
    [
        ({}, True),
        ({"kind": OrganisationKind.WORKING_COMMITTEE}, False),
        ({"field": Field.EDUCATION}, False),
    ],
)
def test_R52_area_committee_is_a_committee_of_party_and_government(
    changes: dict[str, object], is_one: bool
) -> None:
    city = country()["city"]
    assert is_area_committee(replace(city, **changes)) is is_one  # type: ignore[arg-type]
