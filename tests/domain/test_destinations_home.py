"""Where graduates without work and those who go abroad may go, and places (SPEC R63–R67), rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.conditions import is_employer, is_same_place, is_township
from domain.destinations import (
    Outcome,
    Particulars,
)
from domain.members import Member
from domain.organisations import Category, Field
from tests.domain.asking import (
    GRADUATE,
    MET,
    MISSED,
    NOWHERE,
    UNCONFIRMED,
    WORKS_AT_HOME,
    WORKS_HERE,
    card,
    outcome,
    request,
)

# R63 no employment yet


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("home_floating", MET),
        ("floating", MET),
        ("home_township", UNCONFIRMED),
        ("home_village", MISSED),
        ("park_floating", MISSED),
        ("employer", MISSED),
        ("youth_centre", MISSED),
        ("academy", MISSED),
        ("unstated", UNCONFIRMED),
    ],
)
def test_R63_into_a_township_s_floating_branch(destination: str, expected: Outcome) -> None:
    assert outcome("R63.floating", request(destination)) is expected


@pytest.mark.parametrize(
    ("destination", "person", "given", "expected"),
    [
        ("home_floating", GRADUATE, Particulars(), MET),
        ("floating", GRADUATE, Particulars(), MET),
        ("floating_two", GRADUATE, Particulars(), MISSED),
        ("floating_two", replace(GRADUATE, residence=None), Particulars(), UNCONFIRMED),
        ("floating_two", replace(GRADUATE, household=None), Particulars(), UNCONFIRMED),
        ("floating_two", replace(GRADUATE, origin=None), Particulars(), UNCONFIRMED),
        ("floating_two", replace(GRADUATE, origin="420111"), Particulars(), MET),
        ("floating_two", replace(GRADUATE, origin="4201"), Particulars(), UNCONFIRMED),
        ("floating", replace(NOWHERE, residence="420111001"), Particulars(), MET),
        ("floating_two", GRADUATE, Particulars(parents_residence="420111002"), MET),
        ("floating_two", GRADUATE, Particulars(parents_residence="420111003"), MISSED),
        ("floating_two", NOWHERE, Particulars(), UNCONFIRMED),
    ],
)
def test_R63_at_residence_household_origin_or_the_parents(
    destination: str, person: Member, given: Particulars, expected: Outcome
) -> None:
    assert outcome("R63.place", request(destination, person, given)) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(WORKS_HERE, MISSED), (Particulars(), UNCONFIRMED), (Particulars(employer=" "), UNCONFIRMED)],
)
def test_R63_not_if_they_work_already(given: Particulars, expected: Outcome) -> None:
    """Question 6: the township is asked to confirm it."""
    assert outcome("R63.not_at_work", request("home_floating", given=given)) is expected


# R64 study abroad

APPLICATION = Particulars(
    country="某国",
    period="2020-09 至 2022-06",
    purpose="攻读硕士",
    home_contact="家长",
    home_phone="15400000002",
)


@pytest.mark.parametrize(
    ("destination", "expected"), [("abroad", MET), ("university", MISSED), ("class", MISSED)]
)
def test_R64_into_the_branch_for_study_abroad(destination: str, expected: Outcome) -> None:
    assert outcome("R64.branch", request(destination)) is expected


@pytest.mark.parametrize(
    ("destination", "source", "expected"),
    [
        ("abroad", "class", MET),
        ("abroad", "freshers", MET),
        ("academy_abroad", "class", MISSED),
        ("abroad", "vocational", MISSED),
    ],
)
def test_R64_stays_with_the_school(destination: str, source: str, expected: Outcome) -> None:
    assert outcome("R64.same_school", request(destination, source=source)) is expected


def test_R64_whole_application_is_met() -> None:
    assert outcome("R64.application", request("abroad", given=APPLICATION)) is MET


@pytest.mark.parametrize("missing", ["country", "period", "purpose", "home_contact", "home_phone"])
@pytest.mark.parametrize("text", ["", " "])
def test_R64_every_part_of_the_application_is_needed(missing: str, text: str) -> None:
    given = replace(APPLICATION, **{missing: text})  # type: ignore[arg-type]
    assert outcome("R64.application", request("abroad", given=given)) is MISSED


# R65 work abroad

SENT = Particulars(sent_by_employer=True)


@pytest.mark.parametrize(
    ("destination", "person", "given", "expected"),
    [
        ("employer", GRADUATE, SENT, MET),
        ("home_township", GRADUATE, SENT, MISSED),
        ("unstated", GRADUATE, SENT, UNCONFIRMED),
        ("home_township", GRADUATE, Particulars(), MET),
        ("township", GRADUATE, Particulars(), MET),
        ("township_two", GRADUATE, Particulars(), MISSED),
        ("township_two", replace(GRADUATE, residence=None), Particulars(), UNCONFIRMED),
        ("township_two", replace(GRADUATE, household=None), Particulars(), UNCONFIRMED),
        ("township_two", GRADUATE, Particulars(parents_residence="420111002"), MET),
        ("township_two", GRADUATE, Particulars(parents_residence="420111"), MET),
        ("township_two", GRADUATE, Particulars(parents_residence="420205"), MISSED),
        # The origin counts for those without work (R63), not for those who go abroad.
        ("township_two", replace(GRADUATE, origin="420111002"), Particulars(), MISSED),
        ("employer", GRADUATE, Particulars(), MISSED),
        ("unstated", GRADUATE, Particulars(), UNCONFIRMED),
    ],
)
def test_R65_sent_to_that_unit_on_one_s_own_to_home(
    destination: str, person: Member, given: Particulars, expected: Outcome
) -> None:
    """Question 14."""
    assert outcome("R65.destination", request(destination, person, given)) is expected


# R66, R67


@pytest.mark.parametrize("destination", ["delayed", "employer", "township"])
def test_R66_delayed_graduation_is_no_transfer(destination: str) -> None:
    assert outcome("R66.by_mark", request(destination)) is MISSED


@pytest.mark.parametrize(
    ("destination", "expected"),
    [("township", MET), ("floating", MET), ("village", MET), ("employer", MISSED), ("unstated", UNCONFIRMED)],
)
def test_R67_to_a_township(destination: str, expected: Outcome) -> None:
    assert outcome("R67.township", request(destination)) is expected


@pytest.mark.parametrize(
    ("destination", "given", "expected"),
    [
        ("home_township", Particulars(), MET),
        ("home_township", Particulars(employer=" "), MET),
        ("home_township", WORKS_HERE, MISSED),
        ("home_township", WORKS_AT_HOME, MET),
        ("township", WORKS_HERE, MET),
    ],
)
def test_R67_is_no_detour_to_the_household_for_who_has_work(
    destination: str, given: Particulars, expected: Outcome
) -> None:
    assert outcome("R67.household", request(destination, given=given)) is expected


# Places and organisations


@pytest.mark.parametrize(
    ("code", "place", "same"),
    [
        ("420111001", "420111001", True),
        ("420111001", "420111", True),
        ("420111", "420111001", True),
        ("420111001", "420111002", False),
        ("420111", "420112", False),
        ("420111001", "4201", None),
        ("42", "420111001", None),
        ("420111001", "43", False),
        ("420111001", "", None),
        ("420111001", None, None),
        ("", "420111001", None),
        (None, "420111001", None),
        (None, None, None),
    ],
)
def test_R63_same_place_is_told_from_the_county_on(
    code: str | None, place: str | None, same: bool | None
) -> None:
    assert is_same_place(code, place) is same


@pytest.mark.parametrize("field", list(Field))
@pytest.mark.parametrize("category", list(Category))
def test_R60_what_an_employer_is(field: Field, category: Category) -> None:
    shown = card("workshop", field=field, category=category)
    employs = field not in (Field.TOWNSHIP, Field.SPECIAL) and category is Category.ORDINARY
    assert is_employer(shown) is (employs or category is Category.TEMPORARY)
    assert is_township(shown) is (field is Field.TOWNSHIP)
