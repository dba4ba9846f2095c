"""Creating, renaming, moving and dissolving organisations (SPEC R1, R6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.actors import Actor
from domain.organisation_commands import (
    CreateOrganisation,
    Occupancy,
    RenameOrganisation,
)
from domain.organisations import (
    Category,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
    is_below,
)
from domain.organising import (
    CATEGORIES_BELOW,
    KINDS_BELOW,
    ONLY_BRANCHES,
    categories_below,
    create_organisation,
    dissolve_organisation,
    move_organisation,
    rename_organisation,
)
from domain.refusals import RefusedError
from domain.terms import term
from tests.domain.examples import administrator, country, oneself, organisation, small_world
from tests.domain.refused import refused

WORLD = small_world()
COUNTRY = country()
NEW_BRANCH = CreateOrganisation(
    parent_id="college", full_name="计算机2024届1班", short_name="1班", kind=OrganisationKind.BRANCH
)
RENAME = RenameOrganisation(full_name=" 计算机2022届一班 ", short_name=" 一班 ")
EMPTY = Occupancy(children=0, members=0, open_transfers=0, returning=0)


def by(name: str) -> Actor:
    return administrator(WORLD, name) if name in COUNTRY else oneself(WORLD, name)


def created(parent: str, actor: str = "", **changes: Any) -> Organisation:
    command = replace(NEW_BRANCH, parent_id=parent, **changes)
    return create_organisation("new", command, COUNTRY[parent], by(actor or parent))


# Creating


def test_R6_branch_is_created_below_one_s_own() -> None:
    given = {"full_name": " 计算机2024届1班 ", "short_name": " 1班 ", "code": " 7 "}
    assert created("college", "university", **given) == organisation(
        "new",
        COUNTRY["college"].path,
        parent_id="college",
        full_name="计算机2024届1班",
        short_name="1班",
        code="7",
        school_level=SchoolLevel.UNIVERSITY,
        administrators=(),
        search="",
    )


@pytest.mark.parametrize(
    ("actor", "code"), [("languages", "OUT_OF_SCOPE"), ("class", "OUT_OF_SCOPE"), ("zhang", "FORBIDDEN_NOW")]
)
def test_R6_nobody_creates_elsewhere(actor: str, code: str) -> None:
    with refused(code):
        created("college", actor)
    with refused("OUT_OF_SCOPE", "“计算机学院团委”不在"):
        created("college", "academy")


def test_R6_not_below_a_dissolved_one() -> None:
    with refused("ORGANISATION_DISSOLVED"):
        create_organisation("new", NEW_BRANCH, replace(COUNTRY["college"], active=False), by("college"))


@pytest.mark.parametrize("name", ["", "  "])
@pytest.mark.parametrize("field", ["full_name", "short_name"])
def test_R2_names_are_required(field: str, name: str) -> None:
    with refused("NAME_MISSING"):
        created("college", **{field: name})


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_R1_branch_has_no_children(kind: OrganisationKind) -> None:
    with refused("KIND_NOT_BELOW", "是团支部", term(kind)):
        created("class", kind=kind)


@pytest.mark.parametrize("kind", list(OrganisationKind))
@pytest.mark.parametrize("parent", ["college", "township", "languages"])
def test_R1_what_stands_below_what(parent: str, kind: OrganisationKind) -> None:
    if parent == "languages" and kind is not OrganisationKind.BRANCH:
        with refused("KIND_NOT_BELOW", "团总支"):
            created(parent, kind=kind)
    else:
        assert created(parent, kind=kind).kind is kind


ALLOWED = {
    "university": {"delayed_graduate", "new_student", "abroad_study", "temporary", "online"},
    "township": {"floating", "youth_centre", "online"},
    "park": {"floating", "temporary", "online"},
    "employer": {"temporary", "online"},
    "county": {"temporary", "online", "youth_centre"},
    "hospital": {"temporary", "online"},
    "association": {"temporary", "online", "youth_centre"},
    "unit": set(),
    "nameless": set(),
}
OTHERS = {
    "hospital": Field.PUBLIC_INSTITUTION,
    "association": Field.SOCIAL_ORGANISATION,
    "unit": Field.SPECIAL,
    "nameless": None,
}
COUNTRY |= {
    name: organisation(name, kind=OrganisationKind.COMMITTEE, field=field, path=COUNTRY["city"].path)
    for name, field in OTHERS.items()
}


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("parent", ALLOWED)
def test_R6_categories_that_the_field_allows(parent: str, category: Category) -> None:
    if category in ALLOWED[parent] | {"ordinary"}:
        assert created(parent, "city", category=category).category is category
    else:
        with refused("CATEGORY_NOT_BELOW", term(category)):
            created(parent, "city", category=category)


def test_R6_tables_cover_every_field() -> None:
    assert set(CATEGORIES_BELOW) == {*Field, None}
    assert set(KINDS_BELOW) == set(OrganisationKind)
    assert all(Category.GRADUATE not in each for each in CATEGORIES_BELOW.values())


@pytest.mark.parametrize(
    ("field", "kind", "is_park"),
    [
        (Field.ENTERPRISE, OrganisationKind.WORKING_COMMITTEE, True),
        (Field.ENTERPRISE, OrganisationKind.COMMITTEE, False),
        (Field.PUBLIC_INSTITUTION, OrganisationKind.WORKING_COMMITTEE, False),
    ],
)
def test_R6_park_is_the_working_committee_of_enterprises(
    field: Field, kind: OrganisationKind, is_park: bool
) -> None:
    parent = replace(COUNTRY["park"], field=field, kind=kind)
    assert (Category.FLOATING in categories_below(parent)) is is_park


@pytest.mark.parametrize(
    ("parent", "category"),
    [("university", Category.ABROAD_STUDY), ("township", Category.FLOATING), ("employer", Category.TEMPORARY),
     ("university", Category.ONLINE)],
)  # fmt: skip
def test_R6_some_are_branches_only(parent: str, category: Category) -> None:
    assert category in ONLY_BRANCHES
    with refused("CATEGORY_NOT_BELOW"):
        created(parent, category=category, kind=OrganisationKind.GENERAL_BRANCH)


@pytest.mark.parametrize("category", [Category.DELAYED_GRADUATE, Category.NEW_STUDENT])
def test_R6_others_can_have_branches_below(category: Category) -> None:
    assert created("university", category=category, kind=OrganisationKind.COMMITTEE).category is category


@pytest.mark.parametrize(("parent", "field"), [("university", Field.TOWNSHIP), ("employer", Field.SPECIAL)])
def test_R6_no_school_makes_itself_a_township(parent: str, field: Field) -> None:
    with refused("FIELD_NOT_BELOW", term(field)):
        created(parent, field=field)


@pytest.mark.parametrize(
    ("parent", "field"),
    [
        ("county", Field.TOWNSHIP),
        ("township", Field.TOWNSHIP),
        ("county", Field.SPECIAL),
        ("unit", Field.SPECIAL),
        ("county", Field.EDUCATION),
        ("university", Field.ENTERPRISE),
        ("unstated_committee", None),
    ],
)
def test_R6_any_other_field_may_differ(parent: str, field: Field | None) -> None:
    above = COUNTRY.get(parent) or replace(COUNTRY["county"], field=None)
    command = replace(NEW_BRANCH, parent_id=parent, field=field)
    assert create_organisation("new", command, above, by("country")).field is field


def test_R6_field_and_division_are_the_parent_s_unless_stated() -> None:
    child = created("county")
    assert (child.field, child.division) == (Field.PARTY_GOVERNMENT, "420111")
    assert created("county", division="420111003").division == "420111003"
    assert created("beijing").system is System.BEIJING


@pytest.mark.parametrize("division", ["420112", "42", "4201"])
def test_R2_division_lies_in_the_parent_s(division: str) -> None:
    with refused("DIVISION_ELSEWHERE", division):
        created("county", division=division)


@pytest.mark.parametrize(
    ("parent", "changes", "level"),
    [
        ("university", {}, SchoolLevel.UNIVERSITY),
        ("university", {"school_level": SchoolLevel.VOCATIONAL}, SchoolLevel.VOCATIONAL),
        ("county", {"field": Field.EDUCATION, "school_level": SchoolLevel.PRIMARY}, SchoolLevel.PRIMARY),
        ("county", {"school_level": SchoolLevel.PRIMARY}, None),
        ("university", {"field": Field.ENTERPRISE}, None),
    ],
)
def test_R2_level_of_school_in_education_only(
    parent: str, changes: dict[str, Any], level: SchoolLevel | None
) -> None:
    assert created(parent, **changes).school_level is level


@pytest.mark.parametrize(
    ("parent", "changes", "whole"),
    [
        ("county", {"field": Field.EDUCATION}, True),
        ("county", {"field": Field.EDUCATION, "kind": OrganisationKind.GENERAL_BRANCH}, False),
        ("county", {}, False),
        ("college", {}, False),
    ],
)
def test_R21_school_s_branch_below_no_school_is_the_whole_school(
    parent: str, changes: dict[str, Any], whole: bool
) -> None:
    assert created(parent, **changes).whole_school is whole


# Renaming


def test_R6_renaming_changes_the_names_only() -> None:
    juniors = COUNTRY["juniors"]
    assert rename_organisation(juniors, RENAME, 1, by("college")) == replace(
        juniors, version=2, full_name="计算机2022届一班", short_name="一班"
    )


def test_R25_graduate_organisation_can_be_renamed() -> None:
    assert rename_organisation(COUNTRY["class"], RENAME, 1, by("college")).full_name == "计算机2022届一班"


@pytest.mark.parametrize("name", ["", " "])
@pytest.mark.parametrize("field", ["full_name", "short_name"])
def test_R2_no_name_is_taken_away(field: str, name: str) -> None:
    with refused("NAME_MISSING"):
        rename_organisation(
            COUNTRY["juniors"],
            replace(RENAME, **{field: name}),
            1,
            by("college"),
        )


# Moving


def move(
    what: str, to: str, actor: str, below: tuple[Organisation, ...] = (), **changes: object
) -> tuple[Organisation, ...]:
    parent = replace(COUNTRY[to], **changes)  # type: ignore[arg-type]
    return move_organisation(COUNTRY[what], parent, below, 1, by(actor))


def test_R6_moved_with_everything_below() -> None:
    college = COUNTRY["college"]
    below = tuple(each for each in COUNTRY.values() if each.path.startswith(college.path) and each != college)
    assert len(below) == 4
    first, *others = move("college", "academy", "country", below)
    academy = COUNTRY["academy"].path
    assert first == replace(college, version=2, parent_id="academy", path=f"{academy}college/")
    assert others == [
        replace(each, version=2, path=f"{academy}college/{each.id}/", parent_id="college") for each in below
    ]
    assert all(is_below(each.path, academy) for each in others)


def test_R6_graduate_organisation_stands_where_an_ordinary_one_may() -> None:
    (moved,) = move("class", "languages", "university")
    assert (moved.category, moved.graduate_year, moved.parent_id) == (Category.GRADUATE, 2020, "languages")


def test_R21_whole_school_that_comes_below_a_school_is_none_any_more() -> None:
    (moved,) = move("vocational", "university", "city")
    assert not moved.whole_school
    (moved,) = move("class", "county", "city")
    assert moved.whole_school


@pytest.mark.parametrize(
    ("what", "to", "actor", "code"),
    [
        ("class", "languages", "college", "OUT_OF_SCOPE"),
        ("class", "languages", "languages", "OUT_OF_SCOPE"),
        ("class", "languages", "zhang", "FORBIDDEN_NOW"),
        ("college", "college", "university", "MOVED_BELOW_ITSELF"),
        ("college", "class", "university", "MOVED_BELOW_ITSELF"),
        ("university", "college", "country", "MOVED_BELOW_ITSELF"),
        ("college", "university", "college", "OWN_ORGANISATION"),
        ("class", "class_two", "college", "KIND_NOT_BELOW"),
        ("college", "languages", "university", "KIND_NOT_BELOW"),
        ("floating", "university", "city", "CATEGORY_NOT_BELOW"),
        ("township", "university", "city", "FIELD_NOT_BELOW"),
        ("employer", "beijing", "country", "MOVED_TO_OTHER_SYSTEM"),
        ("register", "city", "country", "CATEGORY_NOT_BELOW"),
    ],
)
def test_R6_moves_that_are_refused(what: str, to: str, actor: str, code: str) -> None:
    with refused(code):
        move(what, to, actor)


def test_R5_move_names_the_parent_that_lies_outside() -> None:
    with refused("OUT_OF_SCOPE", "“外国语学院团总支”不在"):
        move("class", "languages", "college")


def test_R6_not_below_one_that_is_dissolved() -> None:
    with refused("ORGANISATION_DISSOLVED", "外国语学院"):
        move("class", "languages", "university", active=False)


# Dissolving


def test_R6_empty_organisation_is_dissolved() -> None:
    juniors = COUNTRY["juniors"]
    after = dissolve_organisation(juniors, EMPTY, 1, by("college"))
    assert after == replace(juniors, version=2, active=False)


@pytest.mark.parametrize(
    ("occupancy", "words"),
    [
        (EMPTY._replace(children=2), ("2 个下级组织",)),
        (EMPTY._replace(members=34), ("34 名团员",)),
        (EMPTY._replace(open_transfers=1), ("1 项正在办理的转接",)),
        (EMPTY._replace(returning=3), ("3 名", "延迟毕业团员")),
        (EMPTY._replace(members=34, open_transfers=1), ("还有34 名团员、1 项正在办理的转接，不能撤销",)),
    ],
)
def test_R6_not_while_it_holds_anyone(occupancy: Occupancy, words: tuple[str, ...]) -> None:
    with refused("ORGANISATION_NOT_EMPTY", "计算机2022届1班", *words):
        dissolve_organisation(COUNTRY["juniors"], occupancy, 1, by("college"))


def test_R6_what_it_holds_is_said_in_english_too() -> None:
    with pytest.raises(RefusedError) as caught:
        dissolve_organisation(COUNTRY["juniors"], Occupancy(1, 2, 3, 4), 1, by("college"))
    assert caught.value.refusal.sentence_en == (
        "“计算机2022届1班” still has 1 organisations below, 2 members, 3 open transfers, "
        "4 delayed graduates who will come back and cannot be dissolved."
    )


# What all of them ask


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ("juniors", "OWN_ORGANISATION"),
        ("languages", "OUT_OF_SCOPE"),
        ("qian", "FORBIDDEN_NOW"),
    ],
)
def test_R6_only_below_one_s_own(actor: str, code: str) -> None:
    with refused(code, "计算机2022届1班”" if code != "FORBIDDEN_NOW" else "身份"):
        rename_organisation(COUNTRY["juniors"], RENAME, 1, by(actor))
    with refused(code):
        dissolve_organisation(COUNTRY["juniors"], EMPTY, 1, by(actor))


def test_R6_nothing_more_happens_to_what_is_dissolved() -> None:
    gone = replace(COUNTRY["juniors"], active=False)
    with refused("ORGANISATION_DISSOLVED"):
        rename_organisation(gone, RENAME, 1, by("college"))
    with refused("ORGANISATION_DISSOLVED"):
        dissolve_organisation(gone, EMPTY, 1, by("college"))


@pytest.mark.parametrize("seen_version", [0, 2, 4])
def test_R59_only_as_it_was_seen(seen_version: int) -> None:
    juniors = replace(COUNTRY["juniors"], version=3)
    with refused("ORGANISATION_CHANGED", "计算机2022届1班"):
        rename_organisation(juniors, RENAME, seen_version, by("college"))
    assert rename_organisation(juniors, RENAME, 3, by("college")).version == 4
