"""Where each kind of transfer may go (SPEC R60–R69), rule by rule: met, missed, to be confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date

import pytest

from domain import destinations
from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import (
    RULES,
    Check,
    Outcome,
    Particulars,
    TransferKind,
    evaluate,
    missed_musts,
)
from domain.members import Member
from domain.organisations import Card
from domain.requests import stated
from domain.terms import term
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
from tests.domain.examples import country

# R60 employed


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        *(
            (name, MET)
            for name in ("employer", "workshop", "probation", "township", "village", "youth_centre")
        ),
        *((name, MET) for name in ("park", "park_floating", "floating", "academy", "primary", "county")),
        *((name, MISSED) for name in ("register", "academy_freshers", "class_two", "delayed", "abroad")),
        ("unstated", UNCONFIRMED),
        (card("probation", field=None), MET),
    ],
)
def test_R60_employed_go_to_employer_township_youth_centre_or_park(
    destination: str | Card, expected: Outcome
) -> None:
    assert outcome("R60.destination", request(destination)) is expected


@pytest.mark.parametrize(
    ("destination", "person", "given", "expected"),
    [
        ("home_township", GRADUATE, Particulars(), MISSED),
        ("home_floating", GRADUATE, Particulars(), MISSED),
        ("home_township", GRADUATE, WORKS_HERE, MISSED),
        ("township", GRADUATE, Particulars(), MET),
        ("township", GRADUATE, WORKS_HERE, MET),
        # Where the household's township is that of the work as well, it is chosen as the place of work.
        ("home_township", GRADUATE, WORKS_AT_HOME, MET),
        ("home_township", GRADUATE, Particulars(workplace="420205"), MET),
        ("home_township", GRADUATE, Particulars(workplace="4202"), MISSED),
        ("home_township", GRADUATE, Particulars(agency_worker=True), MET),
        ("home_township", NOWHERE, Particulars(), UNCONFIRMED),
        ("home_township", replace(GRADUATE, household="4202"), Particulars(), UNCONFIRMED),
        ("employer", GRADUATE, Particulars(), MET),
        ("employer", NOWHERE, Particulars(), MET),
        (card("workshop", division="420205103"), GRADUATE, Particulars(), MET),
    ],
)
def test_R60_employed_never_go_to_the_household_s_township(
    destination: str | Card, person: Member, given: Particulars, expected: Outcome
) -> None:
    """Question 5."""
    assert outcome("R60.household", request(destination, person, given)) is expected


@pytest.mark.parametrize(
    ("destination", "given", "expected"),
    [
        ("township", WORKS_HERE, MET),
        ("floating", WORKS_HERE, MET),
        ("township_two", WORKS_HERE, MISSED),
        ("township", Particulars(), UNCONFIRMED),
        ("youth_centre", WORKS_HERE, MET),
        ("youth_centre", WORKS_AT_HOME, MISSED),
        ("park_floating", WORKS_HERE, MET),
        ("park_floating", WORKS_AT_HOME, MISSED),
        ("employer", WORKS_AT_HOME, MET),
        ("probation", WORKS_AT_HOME, MET),
        ("home_township", Particulars(agency_worker=True), MET),
        ("township", Particulars(agency_worker=True), MISSED),
        # An agency worker's place is the household's, wherever they are sent to work (question 4).
        ("township", replace(WORKS_HERE, agency_worker=True), MISSED),
        ("employer", Particulars(agency_worker=True), MET),
    ],
)
def test_R60_township_is_at_the_place_of_work(
    destination: str, given: Particulars, expected: Outcome
) -> None:
    assert outcome("R60.workplace", request(destination, given=given)) is expected


def test_R60_agency_worker_of_unknown_household_is_to_be_confirmed() -> None:
    asked = request("township", NOWHERE, Particulars(agency_worker=True))
    assert outcome("R60.workplace", asked) is UNCONFIRMED


# R61 further study


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        *(
            (name, MET)
            for name in ("academy", "academy_freshers", "university", "freshers", "beijing_school")
        ),
        *((name, MISSED) for name in ("home_township", "township", "floating", "home_floating", "employer")),
        ("unstated", UNCONFIRMED),
    ],
)
def test_R61_further_study_goes_to_a_school_never_to_a_township(destination: str, expected: Outcome) -> None:
    assert outcome("R61.school", request(destination)) is expected


@pytest.mark.parametrize(
    ("destination", "expected"), [("academy_freshers", MET), ("academy", UNCONFIRMED), ("class_two", MISSED)]
)
def test_R61_as_a_rule_to_the_new_students(destination: str, expected: Outcome) -> None:
    assert outcome("R61.new_student", request(destination)) is expected


@pytest.mark.parametrize(
    ("enrolled_on", "today", "expected"),
    [
        ("2020-09-01", date(2020, 10, 1), MET),
        ("2020-09-01", date(2020, 10, 2), MISSED),
        ("2020-08-31", date(2020, 9, 30), MET),
        ("2020-08-31", date(2020, 10, 1), MISSED),
        ("2020-09-01", date(2020, 6, 18), MET),
        ("", date(2020, 10, 2), UNCONFIRMED),
        ("九月", date(2020, 10, 2), UNCONFIRMED),
    ],
)
def test_R61_within_a_month_of_enrolment(enrolled_on: str, today: date, expected: Outcome) -> None:
    asked = request("academy_freshers", given=Particulars(enrolled_on=enrolled_on), today=today)
    assert outcome("R61.due", asked) is expected


def test_R61_what_is_only_a_rule_of_thumb_does_not_refuse() -> None:
    late = Particulars(enrolled_on="2020-01-01")
    checks = evaluate(TransferKind.FURTHER_STUDY, request("class_two", given=late))
    assert [each.rule_id for each in checks if each.outcome is MISSED] == ["R61.new_student", "R61.due"]
    assert missed_musts(checks) == ()


# R62 special units


@pytest.mark.parametrize(
    ("destination", "expected"),
    [("register", MET), ("beijing_register", MET), ("workshop", MISSED), ("city", MISSED)],
)
def test_R62_into_the_register(destination: str, expected: Outcome) -> None:
    assert outcome("R62.register", request(destination)) is expected


def test_R62_register_is_a_branch_because_nobody_allocates_there() -> None:
    asked = request(card("register", kind=country()["city"].kind))
    assert outcome("R62.register", asked) is MISSED


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(SPECIAL_UNIT_REASON, MET), (f" {SPECIAL_UNIT_REASON}\n", MET), ("参军", MISSED), ("", MISSED)],
)
def test_R62_reason_is_the_guide_s(reason: str, expected: Outcome) -> None:
    assert SPECIAL_UNIT_REASON == "转往特殊单位团组织"
    assert outcome("R62.reason", request("register", reason=reason)) is expected


@pytest.mark.parametrize(
    ("remark", "expected"), [("某部队，2020-09 入伍", MET), ("", MISSED), (" \n", MISSED)]
)
def test_R62_remark_states_the_particulars(remark: str, expected: Outcome) -> None:
    assert outcome("R62.remark", request("register", remark=remark)) is expected


@pytest.mark.parametrize(("destination", "expected"), [("register", MISSED), ("employer", MET)])
def test_R62_ordinary_transfers_do_not_go_there(destination: str, expected: Outcome) -> None:
    assert outcome("R62.ordinary", request(destination)) is expected


# R69: a rule of every kind


@pytest.mark.parametrize("kind", list(TransferKind))
@pytest.mark.parametrize(("party_member", "expected"), [(True, UNCONFIRMED), (False, MET)])
def test_R69_party_and_league_membership_go_together(
    kind: TransferKind, party_member: bool, expected: Outcome
) -> None:
    checks = evaluate(kind, request("employer", replace(GRADUATE, party_member=party_member)))
    assert checks[-1] == Check(rule_id="R69.party", outcome=expected)


# R68: the table itself


def test_R68_every_kind_has_the_rules_of_its_own_line() -> None:
    asked = request("employer")
    found = {kind: [each.rule_id for each in evaluate(kind, asked)] for kind in TransferKind}
    number = {
        TransferKind.EMPLOYED: "R60",
        TransferKind.FURTHER_STUDY: "R61",
        TransferKind.SPECIAL_UNIT: "R62",
        TransferKind.UNEMPLOYED: "R63",
        TransferKind.STUDY_ABROAD: "R64",
        TransferKind.WORK_ABROAD: "R65",
        TransferKind.DELAYED: "R66",
        TransferKind.TOWNSHIP: "R67",
        TransferKind.ORDINARY: "R62",
    }
    for kind, rule_ids in found.items():
        *own, last = rule_ids
        assert last == "R69.party"
        assert own
        assert {each.partition(".")[0] for each in own} == {number[kind]}


def test_R68_rules_have_names_of_their_own_sentences_and_sources() -> None:
    assert not [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1]
    for rule in RULES:
        assert rule.id.startswith(f"{rule.number}.")
        assert rule.sentence.endswith("。")
        assert rule.sentence_en.endswith(".")
        assert rule.sentence_en.isascii() or SPECIAL_UNIT_REASON in rule.sentence_en
        assert rule.source.startswith(("指引", "问题"))


def test_R68_only_rules_of_thumb_let_a_request_through() -> None:
    assert [rule.id for rule in RULES if not rule.must] == ["R61.new_student", "R61.due", "R69.party"]


def test_R68_missed_musts_are_told_in_the_order_of_the_table() -> None:
    checks = evaluate(TransferKind.SPECIAL_UNIT, request("employer"))
    assert [rule.id for rule in missed_musts(checks)] == ["R62.register", "R62.reason", "R62.remark"]


def test_R68_every_kind_and_outcome_has_its_word() -> None:
    assert [term(kind) for kind in TransferKind][:3] == [
        "已落实工作单位（含自主创业）",
        "升学",
        "参军入伍或转往涉密单位",
    ]
    assert {term(each) for each in Outcome} == {"符合", "不符合", "待核实"}


def test_R42_particulars_are_shown_as_far_as_they_were_stated() -> None:
    given = Particulars(employer="示例公司", agency_worker=True)
    assert stated(given) == (("employer", "示例公司"), ("agency_worker", True))
    assert stated(Particulars()) == ()
    assert destinations.stated is stated
    full = Particulars(**{each.name: True if each.type is bool else "x" for each in fields(Particulars)})  # type: ignore[arg-type]
    assert len(stated(full)) == len(fields(Particulars))
