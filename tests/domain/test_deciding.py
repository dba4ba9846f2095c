"""Deciding a transfer step by step, withdrawing it and completing it (SPEC R44, R50–R52, R54–R59)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import transfers
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    MarkMember,
    RefuseTransfer,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import Particulars, TransferKind
from domain.instants import Month
from domain.members import Mark
from domain.organisations import OrganisationKind, System, card_of
from domain.refusals import RefusedError
from domain.transfers import Action, Event, Transfer, TransferState
from tests.domain.examples import NOON, act, administrator, member, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED, SPECIAL
from tests.domain.world import World

APPROVE = ApproveTransfer(remark="属实")
REFUSE = RefuseTransfer(reason="不属于本单位")
WITHDRAW = WithdrawTransfer()
INTO_WORKSHOP = AllocateTransfer(branch_id="workshop")
TO_WORKSHOP = replace(EMPLOYED, destination_id="workshop")
UNEMPLOYED = replace(EMPLOYED, kind=TransferKind.UNEMPLOYED, destination_id="home_township")


@pytest.fixture
def world() -> World:
    return small_world()


def after(world: World, command: Command, by: str, seen_version: int | None = None) -> Transfer:
    transfer = act(world, command, "t", by, seen_version=seen_version).transfer
    assert transfer is not None
    return transfer


# R50–R52: the steps


def test_R50_branch_then_destination_then_allocation(world: World) -> None:
    assert after(world, EMPLOYED, "zhang").state is TransferState.AWAITING_SOURCE
    approved = after(world, APPROVE, "class")
    assert approved.state is TransferState.AWAITING_DESTINATION
    assert approved.acting == card_of(world.organisations["employer"])
    accepted = after(world, APPROVE, "employer")
    assert accepted.state is TransferState.AWAITING_ALLOCATION
    assert accepted.acting == card_of(world.organisations["employer"])
    allocated = after(world, INTO_WORKSHOP, "employer")
    assert allocated.state is TransferState.COMPLETED
    assert allocated.placed_in == card_of(world.organisations["workshop"])
    assert (allocated.acting, allocated.deadline, allocated.version) == (None, None, 4)


@pytest.mark.parametrize(
    "kind", [OrganisationKind.COMMITTEE, OrganisationKind.WORKING_COMMITTEE, OrganisationKind.GENERAL_BRANCH]
)
def test_R50_every_destination_above_a_branch_allocates(world: World, kind: OrganisationKind) -> None:
    world.change_organisation("employer", kind=kind)
    after(world, EMPLOYED, "class")
    assert after(world, APPROVE, "employer").state is TransferState.AWAITING_ALLOCATION
    assert world.members["zhang"].organisation_id == "class"


def test_R50_into_a_branch_the_second_step_completes(world: World) -> None:
    after(world, TO_WORKSHOP, "class")
    approved = after(world, APPROVE, "workshop")
    assert approved.state is TransferState.COMPLETED
    assert approved.placed_in == approved.destination == card_of(world.organisations["workshop"])
    assert world.members["zhang"].organisation_id == "workshop"


@pytest.mark.parametrize(
    ("command", "state"),
    [(EMPLOYED, TransferState.AWAITING_ALLOCATION), (TO_WORKSHOP, TransferState.COMPLETED)],
)
def test_R51_started_by_the_destination_the_branch_s_approval_is_enough(
    world: World, command: StartTransfer, state: TransferState
) -> None:
    after(world, command, "employer")
    assert after(world, APPROVE, "class").state is state


@pytest.mark.parametrize("by", ["zhang", "college"])
def test_R52_special_unit_is_approved_by_the_municipal_committee(world: World, by: str) -> None:
    if after(world, SPECIAL, by).state is TransferState.AWAITING_SOURCE:
        assert after(world, APPROVE, "class").state is TransferState.AWAITING_SPECIAL
    with refused("OUT_OF_SCOPE"):
        act(world, APPROVE, "t", "university")
    approved = after(world, APPROVE, "city")
    assert approved.state is TransferState.COMPLETED
    assert world.members["zhang"].organisation_id == "register"


@pytest.mark.parametrize("by", ["class", "college", "university", "city", "country"])
def test_R50_whoever_stands_above_may_act_in_the_branch_s_stead(world: World, by: str) -> None:
    after(world, EMPLOYED, "zhang")
    assert after(world, APPROVE, by).history[-1].by == administrator(world, by).party


@pytest.mark.parametrize("command", [APPROVE, REFUSE])
@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("class_two", "OUT_OF_SCOPE"),
        ("employer", "OUT_OF_SCOPE"),
        ("elsewhere", "OUT_OF_SCOPE"),
        ("zhang", "FORBIDDEN_NOW"),
        ("li", "FORBIDDEN_NOW"),
    ],
)
def test_R50_nobody_else(world: World, command: Command, by: str, code: str) -> None:
    after(world, EMPLOYED, "zhang")
    with refused(code):
        act(world, command, "t", by)


@pytest.mark.parametrize("by", ["class", "university"])
def test_R50_leaving_side_does_not_decide_for_the_entering_one(world: World, by: str) -> None:
    after(world, EMPLOYED, "class")
    with refused("OUT_OF_SCOPE", "团员zhang的这一步审批"):
        act(world, APPROVE, "t", by)


# R50, step 3: allocating


@pytest.fixture
def accepted(world: World) -> World:
    after(world, EMPLOYED, "class")
    after(world, APPROVE, "employer")
    return world


@pytest.mark.parametrize("branch", ["workshop", "probation"])
def test_R60_probation_is_no_reason_to_refuse(accepted: World, branch: str) -> None:
    assert after(accepted, AllocateTransfer(branch_id=branch), "employer").placed_in == card_of(
        accepted.organisations[branch]
    )


@pytest.mark.parametrize("branch", ["employer", "park_floating", "village", "class_two"])
def test_R50_only_into_a_branch_below(accepted: World, branch: str) -> None:
    with refused("BRANCH_NOT_BELOW", "示例公司团委"):
        act(accepted, AllocateTransfer(branch_id=branch), "t", "employer")


def test_R50_not_into_a_dissolved_branch(accepted: World) -> None:
    accepted.change_organisation("workshop", active=False)
    with refused("ORGANISATION_DISSOLVED", "示例公司一车间团支部"):
        act(accepted, INTO_WORKSHOP, "t", "employer")


def test_R50_not_back_to_where_they_come_from(world: World) -> None:
    world.change_member("zhang", mark=Mark.TEACHER)
    after(world, replace(EMPLOYED, kind=TransferKind.ORDINARY, destination_id="college"), "class")
    after(world, APPROVE, "college")
    with refused("DESTINATION_IS_SOURCE"):
        act(world, AllocateTransfer(branch_id="class"), "t", "college")
    assert after(world, AllocateTransfer(branch_id="juniors"), "college").state is TransferState.COMPLETED


@pytest.mark.parametrize("by", ["workshop", "class", "zhang"])
def test_R50_only_by_the_destination(accepted: World, by: str) -> None:
    with refused("FORBIDDEN_NOW" if by == "zhang" else "OUT_OF_SCOPE"):
        act(accepted, INTO_WORKSHOP, "t", by)


@pytest.mark.parametrize("command", [APPROVE, REFUSE])
def test_R50_accepted_transfer_is_allocated_not_decided_again(accepted: World, command: Command) -> None:
    with refused("INVALID_TRANSITION", "待分配"):
        act(accepted, command, "t", "employer")


@pytest.mark.parametrize("by", ["zhang", "class", "employer"])
def test_R50_nothing_is_allocated_before_it_is_accepted(world: World, by: str) -> None:
    after(world, TO_WORKSHOP, by)
    with refused("INVALID_TRANSITION", "分配团支部"):
        act(world, INTO_WORKSHOP, "t", "employer")


def test_R63_allocation_keeps_the_rule_of_the_kind(world: World) -> None:
    """Through the township's committee nobody without work comes into another branch than the floating."""
    after(world, UNEMPLOYED, "class")
    after(world, APPROVE, "home_township")
    with refused("RULE_MISSED", "流动团员团支部"):
        act(world, AllocateTransfer(branch_id="home_village"), "t", "home_township")
    placed = after(world, AllocateTransfer(branch_id="home_floating"), "home_township")
    assert placed.state is TransferState.COMPLETED


def test_R60_allocation_does_not_lead_to_the_household_by_a_detour(world: World) -> None:
    given = Particulars(employer="另一县机关", workplace="420205001")
    after(world, replace(EMPLOYED, destination_id="county_two", particulars=given), "class")
    after(world, APPROVE, "county_two")
    with refused("RULE_MISSED", "户籍地"):
        act(world, AllocateTransfer(branch_id="home_village"), "t", "county_two")


# R56: history


def test_R56_everything_is_in_the_history(world: World) -> None:
    act(world, EMPLOYED, "t", "zhang")
    act(world, APPROVE, "t", "class", days=1)
    act(world, ApproveTransfer(), "t", "employer", days=2)
    act(world, INTO_WORKSHOP, "t", "employer", days=3)
    history = world.transfers["t"].history
    employer, branch = administrator(world, "employer").party, administrator(world, "class").party
    assert [event.version for event in history] == [1, 2, 3, 4]
    assert history[1:] == (
        Event(
            version=2,
            at=NOON + timedelta(days=1),
            by=branch,
            action=Action.APPROVED,
            state=TransferState.AWAITING_SOURCE,
            remark="属实",
            automatic=False,
        ),
        Event(
            version=3,
            at=NOON + timedelta(days=2),
            by=employer,
            action=Action.APPROVED,
            state=TransferState.AWAITING_DESTINATION,
            remark="",
            automatic=False,
        ),
        Event(
            version=4,
            at=NOON + timedelta(days=3),
            by=employer,
            action=Action.ALLOCATED,
            state=TransferState.AWAITING_ALLOCATION,
            remark="示例公司一车间团支部",
            automatic=False,
        ),
    )


def test_R56_refusals_and_withdrawals_too(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    assert after(world, REFUSE, "class").history[-1] == Event(
        version=2,
        at=NOON,
        by=administrator(world, "class").party,
        action=Action.REFUSED,
        state=TransferState.AWAITING_SOURCE,
        remark="不属于本单位",
        automatic=False,
    )
    act(world, EMPLOYED, "t2", "employer")
    withdrawn = act(world, WITHDRAW, "t2", "employer").transfer
    assert withdrawn is not None
    assert withdrawn.history[-1] == Event(
        version=2,
        at=NOON,
        by=administrator(world, "employer").party,
        action=Action.WITHDRAWN,
        state=TransferState.AWAITING_SOURCE,
        remark="",
        automatic=False,
    )


# R57: completion


def test_R57_member_is_in_the_new_branch_without_what_belonged_to_the_old(world: World) -> None:
    world.change_member("zhang", graduation_month=Month("2020-06"))
    act(world, MarkMember(mark=Mark.TEACHER), "zhang", "college")
    act(world, replace(TO_WORKSHOP, kind=TransferKind.ORDINARY), "t", "class")
    placed = act(world, APPROVE, "t", "workshop", days=1).member
    assert placed == member(
        "zhang",
        "workshop",
        version=3,
        mark_version=3,
        marked_by=administrator(world, "workshop").party,
        marked_at=NOON + timedelta(days=1),
    )


def test_R57_delayed_graduate_leaves_from_their_branch_for_good(world: World) -> None:
    marking = MarkMember(
        mark=Mark.DELAYED_GRADUATE, expected_month="2021-01", delay_reason="休学", move_to="delayed"
    )
    act(world, marking, "zhang", "university")
    act(world, replace(TO_WORKSHOP, kind=TransferKind.ORDINARY), "t", "delayed")
    placed = act(world, APPROVE, "t", "workshop").member
    assert placed is not None
    assert (placed.mark, placed.marked_from, placed.expected_month, placed.delay_reason) == (None,) * 4


def test_R57_row_of_the_member_says_who_placed_them_and_when(accepted: World) -> None:
    placed = act(accepted, INTO_WORKSHOP, "t", "city", days=4).member
    assert placed is not None
    assert placed.marked_by == administrator(accepted, "city").party
    assert placed.marked_at == NOON + timedelta(days=4)


def test_R57_nobody_moves_before_completion(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    for by in ("class", "employer"):
        assert act(world, APPROVE, "t", by).member is None
    assert transfers.placed(world.members["zhang"], world.transfers["t"]) == world.members["zhang"]


def test_R57_client_that_does_not_know_the_member_predicts_the_transfer_only(world: World) -> None:
    world.unknown_members.add("zhang")
    after(world, TO_WORKSHOP, "class")
    changed = act(world, APPROVE, "t", "workshop")
    assert changed.member is None
    assert changed.transfer is not None
    assert changed.transfer.state is TransferState.COMPLETED


# R59: two decide


@pytest.mark.parametrize("command", [APPROVE, REFUSE])
def test_R59_second_is_told_who_decided_what_and_when(world: World, command: Command) -> None:
    after(world, EMPLOYED, "zhang")
    act(world, REFUSE, "t", "class", days=1)
    with refused("ALREADY_DECIDED", "class老师", "计算机2020届1班", "2020-06-19 12:00", "不同意"):
        act(world, command, "t", "college", seen_version=1)


def test_R59_first_decision_since_is_the_one_that_counts(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    act(world, APPROVE, "t", "class", days=1)
    act(world, REFUSE, "t", "employer", days=2)
    with refused("ALREADY_DECIDED", "class老师", "同意"):
        act(world, REFUSE, "t", "college", seen_version=1)
    with refused("ALREADY_DECIDED", "employer老师", "不同意"):
        act(world, APPROVE, "t", "employer", seen_version=2)


def test_R59_allocation_too(accepted: World) -> None:
    act(accepted, INTO_WORKSHOP, "t", "employer", days=1)
    with refused("ALREADY_DECIDED", "employer老师", "分配团支部"):
        act(accepted, AllocateTransfer(branch_id="probation"), "t", "employer", seen_version=2)


def test_R59_withdrawn_meanwhile(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    act(world, WITHDRAW, "t", "zhang", days=1)
    with refused("ALREADY_DECIDED", "团员zhang", "撤销申请"):
        act(world, APPROVE, "t", "class", seen_version=1)


def test_R82_decided_by_deadline_is_never_told_as_if_by_a_person(world: World) -> None:
    act(world, EMPLOYED, "t", "zhang")
    assert world.lapse(NOON + timedelta(days=16))
    with pytest.raises(RefusedError) as caught:
        act(world, REFUSE, "t", "class", days=16, seen_version=1)
    refusal = caught.value.refusal
    assert refusal.sentence == "系统（自动）已于 2020-07-04 12:00 同意，您的操作没有生效。"
    assert refusal.sentence_en.startswith(
        "系统 (automatic) had already decided at 2020-07-04 12:00: approved"
    )


def test_R59_own_command_after_an_own_one_is_not_stale(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    assert after(world, APPROVE, "class", seen_version=1).version == 2


@pytest.mark.parametrize("command", [APPROVE, REFUSE, WITHDRAW, INTO_WORKSHOP])
def test_R56_transfer_that_does_not_exist(world: World, command: Command) -> None:
    with refused("NOT_FOUND"):
        act(world, command, "t", "class")


def test_R43_transfer_to_beijing_goes_the_same_way(world: World) -> None:
    command = replace(EMPLOYED, system=System.BEIJING, destination_id="beijing_company")
    after(world, command, "class")
    assert after(world, APPROVE, "beijing").state is TransferState.COMPLETED


# R6: what is moved meanwhile


def test_R6_branch_that_was_moved_away_cannot_be_allocated_to(accepted: World) -> None:
    park = accepted.organisations["park"]
    accepted.change_organisation("workshop", path=f"{park.path}workshop/", parent_id="park")
    with refused("BRANCH_NOT_BELOW"):
        act(accepted, INTO_WORKSHOP, "t", "employer")


def test_R6_destination_that_was_moved_with_its_branches_still_decides(accepted: World) -> None:
    county = accepted.organisations["county"]
    accepted.change_organisation("employer", path=f"{county.path}employer/", parent_id="county")
    accepted.change_organisation("workshop", path=f"{county.path}employer/workshop/")
    placed = after(accepted, INTO_WORKSHOP, "employer")
    assert placed.placed_in == card_of(accepted.organisations["workshop"])


def test_R5_who_stood_above_before_the_move_has_nothing_to_say_any_more(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    languages = world.organisations["languages"]
    world.change_organisation("class", path=f"{languages.path}class/", parent_id="languages")
    with refused("OUT_OF_SCOPE"):
        act(world, APPROVE, "t", "college")
    assert after(world, APPROVE, "languages").state is TransferState.AWAITING_DESTINATION
