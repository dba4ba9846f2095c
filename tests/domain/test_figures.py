"""The figures (SPEC R100–R104): who is counted where, and the rates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    RefuseTransfer,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import Particulars, TransferKind
from domain.figures import Case, Going, case_of, decisive, figures, letters_in, shares, tally
from domain.formulas import Rate
from domain.members import Mark
from domain.policy import Figure, Letter
from domain.transfers import TransferState
from tests.domain.examples import NOON, act, country, small_world
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import EDITIONS, World

PATHS = {name: organisation.path for name, organisation in country().items()}
STUDYING = replace(
    EMPLOYED, kind=TransferKind.FURTHER_STUDY, destination_id="academy_freshers", reason="升学"
)
AT_WORK = replace(EMPLOYED, destination_id="workshop")
UNEMPLOYED = replace(EMPLOYED, kind=TransferKind.UNEMPLOYED, destination_id="home_floating")
ABROAD = replace(
    EMPLOYED,
    kind=TransferKind.STUDY_ABROAD,
    destination_id="abroad",
    particulars=Particulars(
        country="某国", period="两年", purpose="读研", home_contact="家长", home_phone="1"
    ),
)
APPROVE, WITHDRAW, REFUSE = ApproveTransfer(), WithdrawTransfer(), RefuseTransfer(reason="不符")


def case(*doings: tuple[Command, str]) -> Case:
    """Of 张 in the class, after this was done to their transfers, each start beginning a new one."""
    world = small_world()
    number = 0
    for day, (command, by) in enumerate(doings):
        number += isinstance(command, StartTransfer)
        act(world, command, f"t{number}", by, days=day)
    return case_of(PATHS["class"], world.transfers.values())


def letters(found: Case, area: str) -> str:
    return "".join(sorted(letter.value for letter in letters_in(found, PATHS[area]) if len(letter) == 1))


NOTHING = case()
STUDY_OPEN = case((STUDYING, "class"))
STUDY_DONE = case((STUDYING, "class"), (APPROVE, "academy_freshers"))
STUDY_REFUSED = case((STUDYING, "class"), (REFUSE, "academy_freshers"))
WORK_OPEN = case((AT_WORK, "class"))
WORK_DONE = case((AT_WORK, "class"), (APPROVE, "workshop"))
WORK_WITHDRAWN = case((AT_WORK, "class"), (WITHDRAW, "class"))


# Who counts for which letter


@pytest.mark.parametrize(
    ("found", "at_home", "there"),
    [
        (NOTHING, "E", ""),
        (STUDY_OPEN, "B", "C"),
        (STUDY_DONE, "AB", "AC"),
        (STUDY_REFUSED, "B", ""),
    ],
)
def test_R100_further_study_counts_where_they_leave_and_where_they_come(
    found: Case, at_home: str, there: str
) -> None:
    for area in ("class", "college", "university", "city", "province"):
        assert letters(found, area) == at_home
    for area in ("academy_freshers", "academy", "elsewhere"):
        assert letters(found, area) == there
    assert letters(found, "country") == at_home
    assert letters(found, "class_two") == letters(found, "academy_abroad") == ""


@pytest.mark.parametrize(
    ("found", "at_home", "there"), [(WORK_OPEN, "E", "F"), (WORK_DONE, "DE", "DF"), (WORK_WITHDRAWN, "E", "")]
)
def test_R101_society_too(found: Case, at_home: str, there: str) -> None:
    for area in ("class", "university", "city", "country"):
        assert letters(found, area) == at_home
    for area in ("workshop", "employer"):
        assert letters(found, area) == there


def test_R101_who_has_started_nothing_is_in_the_denominator() -> None:
    assert letters_in(NOTHING, PATHS["class"]) == {Letter.GRADUATES, Letter.SOCIETY}


@pytest.mark.parametrize(
    ("found", "started", "completed", "employer"),
    [
        (NOTHING, False, False, False),
        (WORK_WITHDRAWN, False, False, False),
        (WORK_OPEN, True, False, False),
        (STUDY_REFUSED, True, False, False),
        (WORK_DONE, True, True, True),
        (STUDY_DONE, True, True, False),
    ],
)
def test_R102_R103_R104_employer_started_completed(
    found: Case, started: bool, completed: bool, employer: bool
) -> None:
    at_home = letters_in(found, PATHS["class"])
    assert Letter.GRADUATES in at_home
    assert (Letter.STARTED in at_home) is started
    assert (Letter.COMPLETED in at_home) is completed
    assert (Letter.EMPLOYER in at_home) is employer
    elsewhere = letters_in(found, PATHS["employer"]) | letters_in(found, PATHS["academy"])
    assert not elsewhere & {Letter.GRADUATES, Letter.STARTED, Letter.COMPLETED, Letter.EMPLOYER}


@pytest.mark.parametrize(
    ("command", "by", "employer"),
    [
        (UNEMPLOYED, "home_floating", False),
        (ABROAD, "abroad", False),
        (replace(AT_WORK, destination_id="probation"), "probation", True),
    ],
)
def test_R102_only_employers_organisations_are(command: StartTransfer, by: str, employer: bool) -> None:
    found = case((command, "class"), (APPROVE, by))
    assert letters(found, "class") == "DE"
    assert (Letter.EMPLOYER in letters_in(found, PATHS["class"])) is employer


def test_R102_where_they_were_allocated_not_the_committee_above() -> None:
    given = Particulars(employer="某店", workplace="420111001")
    to_county = replace(EMPLOYED, destination_id="county", particulars=given)
    allocate = AllocateTransfer(branch_id="village")
    found = case((to_county, "class"), (APPROVE, "county"), (allocate, "county"))
    assert letters(found, "class") == "DE"
    assert Letter.EMPLOYER not in letters_in(found, PATHS["class"])


# Which transfer counts


def test_R103_completed_one_counts_before_any_other() -> None:
    found = case((AT_WORK, "class"), (WITHDRAW, "class"), (STUDYING, "class"), (APPROVE, "academy_freshers"))
    assert letters(found, "class") == "AB"


def test_R103_else_the_latest_that_was_not_withdrawn() -> None:
    found = case((AT_WORK, "class"), (REFUSE, "workshop"), (STUDYING, "class"))
    assert letters(found, "class") == "B"
    withdrawn = case((AT_WORK, "class"), (REFUSE, "workshop"), (STUDYING, "class"), (WITHDRAW, "class"))
    assert letters(withdrawn, "class") == "E"
    assert Letter.STARTED in letters_in(withdrawn, PATHS["class"])


def test_R103_completed_one_also_counts_before_a_later_one() -> None:
    world = small_world()
    act(world, AT_WORK, "t", "class")
    act(world, APPROVE, "t", "workshop", days=1)
    completed = world.transfers["t"]
    later = replace(completed, id="t2", state=TransferState.REFUSED, started_at=NOON + timedelta(days=9))
    assert decisive([completed, later]) == decisive([later, completed]) == completed


def test_R34_ordinary_transfers_do_not_count() -> None:
    world = small_world()
    world.change_member("zhang", mark=Mark.TEACHER)
    act(world, replace(AT_WORK, kind=TransferKind.ORDINARY), "t", "class")
    assert decisive(world.transfers.values()) is None
    assert decisive([]) is None


def test_R104_onward_transfer_after_completion_changes_nothing() -> None:
    world = small_world()
    act(world, AT_WORK, "t", "class")
    act(world, APPROVE, "t", "workshop", days=1)
    onwards = replace(AT_WORK, kind=TransferKind.ORDINARY, destination_id="park_floating")
    act(world, onwards, "t2", "workshop", days=2)
    assert decisive(world.transfers.values()) == world.transfers["t"]


# The rates


def _of(area: str, *cases: Case) -> dict[Figure, Rate]:
    return dict(figures(tally(cases, PATHS[area]), EDITIONS[2020]))


def test_R100_to_R104_rates_with_numerator_and_denominator() -> None:
    cases = [NOTHING, STUDY_OPEN, STUDY_DONE, STUDY_REFUSED, WORK_OPEN, WORK_DONE, WORK_DONE, WORK_WITHDRAWN]
    assert _of("class", *cases) == {
        Figure.STUDY: Rate(1, 3),
        Figure.SOCIETY: Rate(2, 5),
        Figure.EMPLOYER: Rate(2, 5),
        Figure.STARTED: Rate(6, 8),
        Figure.COMPLETED: Rate(3, 8),
    }
    assert _of("academy", *cases)[Figure.STUDY] == Rate(1, 2)
    assert _of("employer", *cases)[Figure.SOCIETY] == Rate(2, 3)
    assert _of("class", *cases)[Figure.STARTED].value == Fraction(3, 4)


@pytest.mark.parametrize("figure", list(Figure))
def test_R100_denominator_of_zero_gives_no_rate(figure: Figure) -> None:
    assert _of("class_two", WORK_DONE)[figure].value is None


def test_R102_without_anyone_outside_further_study_there_is_no_rate() -> None:
    assert _of("class", STUDY_DONE)[Figure.EMPLOYER] == Rate(0, 0)


@pytest.mark.parametrize("year", [2020, 2021, 2024])
def test_R90_formulas_come_from_the_edition(year: int) -> None:
    edition = replace(EDITIONS[year], formulas={**EDITIONS[year].formulas, "study": "A / B"})
    assert figures({Letter.STUDY_DONE: 1, Letter.STUDY: 2, Letter.STUDY_INCOMING: 9}, edition)[
        Figure.STUDY
    ] == Rate(1, 2)


# Kept as cases change: an area's tally is the sum of shares

branches = st.sampled_from([path for path in PATHS.values() if path.count("/") > 3])
goings = st.builds(
    Going,
    to=st.sampled_from(list(PATHS.values())),
    studying=st.booleans(),
    completed=st.booleans(),
    refused=st.booleans(),
    employer=st.booleans(),
)
cases_of_any_kind = st.lists(st.builds(Case, home=branches, going=st.none() | goings))


@given(cases_of_any_kind)
def test_R105_shares_add_up_to_the_tally_of_every_area(cases: list[Case]) -> None:
    kept: dict[str, Counter[Letter]] = {}
    for each in cases:
        for share in shares(each):
            kept.setdefault(share.path, Counter()).update(share.letters)
    for path in PATHS.values():
        assert kept.get(path, Counter()) == tally(cases, path)


@given(cases_of_any_kind)
def test_R105_cost_of_a_case_grows_with_the_depth_only(cases: list[Case]) -> None:
    for each in cases:
        depth = each.home.count("/") + (each.going.to.count("/") if each.going else 0)
        assert len(list(shares(each))) <= depth


@given(cases_of_any_kind)
def test_R101_everyone_goes_either_on_to_study_or_into_society(cases: list[Case]) -> None:
    counted = tally(cases, PATHS["country"])
    assert counted[Letter.GRADUATES] == counted[Letter.STUDY] + counted[Letter.SOCIETY] == len(cases)
    assert counted[Letter.STUDY_INCOMING] == counted[Letter.SOCIETY_INCOMING] == 0


def test_R104_world_s_own_cases_can_be_counted() -> None:
    world: World = small_world()
    assert case_of(PATHS["class"], world.transfers.values()) == NOTHING
