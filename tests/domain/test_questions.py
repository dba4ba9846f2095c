"""The guide's twenty-five questions: each answer as the rules give it.

What an answer asks of server or client beside the rules is tested there: 9, 10 and 16 (what is shown),
12 (paper beside online), 19 (reset code).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.commands import (
    COMMANDS,
    AllocateTransfer,
    ApproveTransfer,
    MarkMember,
    RefuseTransfer,
    SetGraduationMonth,
    SetMemberMonth,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import RULES, Check, Outcome, Particulars, TransferKind
from domain.members import Mark, is_graduate
from domain.organisations import Field, OrganisationKind, SchoolLevel, System
from domain.transfers import TransferState
from tests.domain.examples import act, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED, SPECIAL
from tests.domain.world import World

UNEMPLOYED = replace(EMPLOYED, kind=TransferKind.UNEMPLOYED, destination_id="home_floating", reason="未就业")
ON_ONES_OWN_ABROAD = replace(EMPLOYED, kind=TransferKind.WORK_ABROAD, reason="因私出国")
APPROVE = ApproveTransfer()


@pytest.fixture
def world() -> World:
    return small_world()


def start(world: World, command: StartTransfer, by: str = "class", transfer_id: str = "t") -> None:
    act(world, command, transfer_id, by)


def found(world: World, rule_id: str) -> Outcome:
    (check,) = [each for each in world.transfers["t"].checks if each.rule_id == rule_id]
    return check.outcome


# 业务办理类


def test_Q01_party_member_under_28_is_transferred(world: World) -> None:
    world.change_member("zhang", party_member=True, birth_date=date(1998, 3, 7))
    start(world, EMPLOYED)
    world.change_member("li", party_member=True, birth_date=date(1992, 3, 7))
    with refused("LEFT_THE_LEAGUE", "不再保留团籍"):
        start(world, replace(EMPLOYED, member_id="li"), "college", "t2")


def test_Q02_league_membership_follows_the_party_s_as_a_rule(world: World) -> None:
    world.change_member("zhang", party_member=True)
    start(world, EMPLOYED)
    assert world.transfers["t"].checks[-1] == Check(rule_id="R69.party", outcome=Outcome.UNCONFIRMED)


def test_Q03_where_the_files_are_makes_no_difference(world: World) -> None:
    start(world, replace(EMPLOYED, remark="档案存放在人才市场"))
    start(world, replace(EMPLOYED, member_id="li"), "college", "t2")
    assert world.transfers["t"].checks == world.transfers["t2"].checks
    assert not [rule for rule in RULES if "档案" in rule.sentence]


@pytest.mark.parametrize("destination", ["employer", "home_township", "home_floating"])
def test_Q04_agency_worker_goes_to_the_agency_or_home(world: World, destination: str) -> None:
    given = Particulars(employer="劳务派遣公司", workplace="420111001", agency_worker=True)
    start(world, replace(EMPLOYED, destination_id=destination, particulars=given))


def test_Q04_but_not_to_the_township_where_they_are_sent_to_work(world: World) -> None:
    given = Particulars(employer="劳务派遣公司", workplace="420111001", agency_worker=True)
    with refused("RULE_MISSED", "劳务派遣"):
        start(world, replace(EMPLOYED, destination_id="township", particulars=given))


@pytest.mark.parametrize("kind", [TransferKind.EMPLOYED, TransferKind.UNEMPLOYED, TransferKind.TOWNSHIP])
def test_Q05_who_has_work_never_goes_to_the_household(world: World, kind: TransferKind) -> None:
    """Neither as employed, nor as «unemployed», nor by the name of a township."""
    given = Particulars(employer="示例公司", workplace="420111001")
    with refused("RULE_MISSED", "落实工作单位"):
        start(world, replace(UNEMPLOYED, kind=kind, particulars=given))


@pytest.mark.parametrize("destination", ["employer", "township", "youth_centre"])
def test_Q05_but_to_the_employer_or_the_place_of_work(world: World, destination: str) -> None:
    given = Particulars(employer="示例公司", workplace="420111001")
    start(world, replace(EMPLOYED, destination_id=destination, particulars=given))


def test_Q06_floating_branch_takes_nobody_who_works_elsewhere(world: World) -> None:
    with refused("RULE_MISSED", "已在外地落实工作单位"):
        start(world, replace(UNEMPLOYED, particulars=Particulars(employer="外地公司")))
    start(world, UNEMPLOYED)
    assert found(world, "R63.not_at_work") is Outcome.UNCONFIRMED
    act(world, RefuseTransfer(reason="经核实已在外地就业"), "t", "home_floating")


def test_Q07_probation_is_taken_in_by_a_temporary_branch(world: World) -> None:
    start(world, replace(EMPLOYED, destination_id="probation", remark="试用期"))
    act(world, APPROVE, "t", "probation")
    assert world.members["zhang"].organisation_id == "probation"


def test_Q08_large_park_has_a_floating_branch_of_its_own(world: World) -> None:
    given = Particulars(employer="园区内公司", workplace="420111")
    start(world, replace(EMPLOYED, destination_id="park_floating", particulars=given))
    act(world, APPROVE, "t", "park_floating")
    assert world.members["zhang"].organisation_id == "park_floating"


def test_Q09_files_can_be_looked_at_but_nothing_waits_for_them(world: World) -> None:
    start(world, replace(EMPLOYED, destination_id="workshop"))
    assert world.transfers["t"].source.administrators[0].phone
    act(world, APPROVE, "t", "workshop")
    assert world.transfers["t"].state is TransferState.COMPLETED


def test_Q10_from_completion_on_they_are_the_new_branch_s(world: World) -> None:
    start(world, replace(EMPLOYED, destination_id="workshop"))
    act(world, APPROVE, "t", "workshop")
    with refused("TRANSFER_NOT_YOURS"):
        start(world, replace(EMPLOYED, kind=TransferKind.ORDINARY), "class", "t2")
    onwards = replace(EMPLOYED, kind=TransferKind.ORDINARY, destination_id="park_floating", reason="前往外地")
    start(world, onwards, "workshop", "t2")


def test_Q11_mixed_branch_gives_each_member_their_own_month(world: World) -> None:
    with refused("NOT_MIXED"):
        act(world, SetMemberMonth(month="2023-06"), "qian", "college")
    act(world, SetGraduationMonth(month="2022-06", mixed=True), "juniors", "college")
    act(world, SetMemberMonth(month="2023-06"), "qian", "college")
    assert world.members["qian"].graduation_month == "2023-06"


# 流程转接类


def test_Q12_paper_takes_no_online_step_s_place(world: World) -> None:
    start(world, replace(EMPLOYED, remark="线下已转"), "zhang")
    with refused("INVALID_TRANSITION"):
        act(world, AllocateTransfer(branch_id="workshop"), "t", "employer")
    assert not {name for name in COMMANDS if "complete" in name or "paper" in name}


def test_Q13_wrong_destination_is_withdrawn_and_started_again(world: World) -> None:
    start(world, EMPLOYED, "zhang")
    act(world, WithdrawTransfer(), "t", "zhang")
    start(world, replace(EMPLOYED, destination_id="workshop"), "zhang", "t2")
    assert world.transfers["t2"].state is TransferState.AWAITING_SOURCE


@pytest.mark.parametrize("destination", ["home_township", "township"])
def test_Q14_on_one_s_own_abroad_back_to_the_household_or_residence(world: World, destination: str) -> None:
    start(world, replace(ON_ONES_OWN_ABROAD, destination_id=destination))


@pytest.mark.parametrize("command", [UNEMPLOYED, ON_ONES_OWN_ABROAD])
def test_Q14_or_to_the_parents_place(world: World, command: StartTransfer) -> None:
    at_the_parents = replace(command, destination_id="floating_two")
    with refused("RULE_MISSED", "父母居住地"):
        start(world, at_the_parents)
    start(world, replace(at_the_parents, particulars=Particulars(parents_residence="420111002")))


def test_Q14_without_work_back_home(world: World) -> None:
    start(world, UNEMPLOYED)
    assert found(world, "R63.place") is Outcome.MET


def test_Q15_who_does_not_belong_is_refused_with_the_reason(world: World) -> None:
    start(world, EMPLOYED)
    with refused("REFUSAL_REASON_MISSING"):
        act(world, RefuseTransfer(reason=""), "t", "employer")
    act(world, RefuseTransfer(reason="非本单位职工"), "t", "employer")
    assert world.transfers["t"].history[-1].remark == "非本单位职工"


def test_Q16_approver_has_before_them_whom_to_ask(world: World) -> None:
    start(world, EMPLOYED)
    transfer, member = world.transfers["t"], world.members["zhang"]
    assert transfer.subject.phone == member.phone
    assert transfer.subject.emergency == member.emergency
    assert transfer.source.full_name == "计算机2020届1班"
    assert transfer.source.administrators == world.organisations["class"].administrators


def test_Q17_organisation_of_beijing_is_named_exactly(world: World) -> None:
    by_name = replace(
        EMPLOYED, system=System.BEIJING, destination_id=None, destination_name="北京示例公司团支部"
    )
    with refused("DESTINATION_NOT_FOUND", "一字不差"):
        start(world, replace(by_name, destination_name="北京示例公司"))
    start(world, by_name)
    assert world.transfers["t"].destination.id == "beijing_company"


# 系统操作类


def test_Q20_returned_request_says_why_and_can_be_made_anew(world: World) -> None:
    start(world, EMPLOYED, "zhang")
    act(world, RefuseTransfer(reason="单位名称有误"), "t", "class")
    assert world.transfers["t"].state is TransferState.REFUSED
    assert world.transfers["t"].history[-1].remark == "单位名称有误"
    start(world, replace(EMPLOYED, destination_id="workshop"), "zhang", "t2")


@pytest.mark.parametrize("first", ["zhang", "class", "employer"])
def test_Q21_second_request_is_told_of_the_first(world: World, first: str) -> None:
    start(world, EMPLOYED, first)
    name = world.transfers["t"].started_by.name
    with refused("OPEN_TRANSFER_EXISTS", "已有业务正在办理，不能重复发起", name, "示例公司团委"):
        start(world, EMPLOYED, "zhang", "t2")


@pytest.mark.parametrize("by", ["university", "college"])
def test_Q22_committees_of_schools_mark_the_month(world: World, by: str) -> None:
    act(world, SetGraduationMonth(month="2022-07"), "juniors", by)


def test_Q22_general_branches_and_working_committees_too(world: World) -> None:
    for kind in (OrganisationKind.GENERAL_BRANCH, OrganisationKind.WORKING_COMMITTEE):
        world.change_organisation("college", kind=kind)
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


def test_Q22_direct_superior_of_a_school_that_is_one_branch(world: World) -> None:
    act(world, SetGraduationMonth(month="2020-07"), "vocational", "county")
    with refused("MONTH_NOT_YOURS"):
        act(world, SetGraduationMonth(month="2020-07"), "vocational", "vocational")


def test_Q23_graduate_organisation_can_be_edited_and_left(world: World) -> None:
    act(world, SetGraduationMonth(month="2020-07"), "class", "college")
    start(world, EMPLOYED)
    assert world.transfers["t"].counted
    act(world, MarkMember(mark=Mark.TEACHER), "li", "college")


def test_Q24_branch_administrator_has_no_such_button(world: World) -> None:
    with refused("MONTH_NOT_YOURS", "团委、团工委、团总支"):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "juniors")


@pytest.mark.parametrize(
    ("changes", "code", "word"),
    [
        ({"kind": OrganisationKind.GENERAL_BRANCH}, "NOT_A_BRANCH", "不是团支部"),
        ({"field": None}, "FIELD_EMPTY", "行业类别”为空"),
        ({"school_level": SchoolLevel.PRIMARY}, "PRIMARY_SCHOOL", "小学"),
        ({"field": Field.ENTERPRISE}, "NOT_EDUCATION", "不是学校领域"),
    ],
)
def test_Q24_or_the_branch_is_none_that_has_a_month(
    world: World, changes: dict[str, object], code: str, word: str
) -> None:
    world.change_organisation("juniors", **changes)
    with refused(code, word):
        act(world, SetGraduationMonth(month="2022-07"), "juniors", "college")


def test_Q25_wrong_month_is_corrected(world: World) -> None:
    act(world, SetGraduationMonth(month="2021-06"), "class", "college")
    assert world.organisations["class"].graduation_month == "2021-06"
    assert not is_graduate(world.members["zhang"], world.organisations["class"])
    act(world, SetGraduationMonth(month="2020-06"), "class", "college")


def test_R62_only_special_units_are_known_by_remark(world: World) -> None:
    with refused("RULE_MISSED", "备注"):
        start(world, replace(SPECIAL, remark=""))
    with refused("RULE_MISSED", "转往特殊单位团组织"):
        start(world, replace(SPECIAL, reason="参军"))
