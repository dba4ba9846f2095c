"""Starting a transfer (SPEC R40–R45, R51, R52): by whom, of whom, to where, and where it opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actors import Party
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    MarkMember,
    RefuseTransfer,
    StartTransfer,
    WithdrawTransfer,
)
from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import Particulars, TransferKind
from domain.members import Mark, Standing
from domain.organisations import System, card_of
from domain.transfers import Action, Event, Side, Transfer, TransferState, subject_of
from tests.domain.examples import NOON, TODAY, act, administrator, oneself, small_world
from tests.domain.refused import refused
from tests.domain.world import World

EMPLOYED = StartTransfer(
    member_id="zhang",
    kind=TransferKind.EMPLOYED,
    system=System.NATIONAL,
    reason="已签劳动合同",
    destination_id="employer",
)
ORDINARY = replace(EMPLOYED, member_id="qian", kind=TransferKind.ORDINARY)
SPECIAL = replace(
    EMPLOYED,
    kind=TransferKind.SPECIAL_UNIT,
    destination_id="register",
    reason=SPECIAL_UNIT_REASON,
    remark="某部队",
)


@pytest.fixture
def world() -> World:
    return small_world()


def started(world: World, command: StartTransfer, by: str, transfer_id: str = "t") -> Transfer:
    transfer = act(world, command, transfer_id, by).transfer
    assert transfer is not None
    return transfer


# R40, R51: from three sides, each of which has approved its own step


@pytest.mark.parametrize(
    ("by", "side", "state", "acting"),
    [
        ("zhang", Side.MEMBER, TransferState.AWAITING_SOURCE, "class"),
        ("class", Side.SOURCE, TransferState.AWAITING_DESTINATION, "employer"),
        ("college", Side.SOURCE, TransferState.AWAITING_DESTINATION, "employer"),
        ("university", Side.SOURCE, TransferState.AWAITING_DESTINATION, "employer"),
        ("employer", Side.DESTINATION, TransferState.AWAITING_SOURCE, "class"),
        ("city", Side.SOURCE, TransferState.AWAITING_DESTINATION, "employer"),
    ],
)
def test_R51_side_that_starts_has_approved_its_step(
    world: World, by: str, side: Side, state: TransferState, acting: str
) -> None:
    transfer = started(world, EMPLOYED, by)
    assert (transfer.started_side, transfer.state) == (side, state)
    assert transfer.acting == card_of(world.organisations[acting])


@pytest.mark.parametrize("by", ["li", "class_two", "languages", "workshop", "elsewhere", "township"])
def test_R40_nobody_else_starts_one(world: World, by: str) -> None:
    with refused("TRANSFER_NOT_YOURS", "团员本人"):
        act(world, EMPLOYED, "t", by)


def test_R40_administrator_acts_in_that_role_for_themselves_too(world: World) -> None:
    """Who is member and administrator starts as what they are signed in as."""
    actor = replace(administrator(world, "class"), member_id="zhang")
    after = world.execute(EMPLOYED, "t", actor, NOON).transfer
    assert after is not None
    assert after.started_side is Side.SOURCE


def test_R40_transfer_keeps_what_it_was_started_with(world: World) -> None:
    given = Particulars(employer="示例公司", workplace="420111")
    command = replace(EMPLOYED, reason=" 已签劳动合同 ", remark=" 请接收 ", particulars=given)
    transfer = started(world, command, "zhang")
    member = world.members["zhang"]
    me = oneself(world, "zhang").party
    assert me == Party(
        user_id="user-zhang", name="团员zhang", organisation_id="class", organisation_name="计算机2020届1班"
    )
    assert transfer == Transfer(
        id="t",
        version=1,
        member_id="zhang",
        subject=subject_of(member),
        kind=TransferKind.EMPLOYED,
        reason="已签劳动合同",
        remark="请接收",
        particulars=given,
        counted=True,
        edition=2020,
        source=card_of(world.organisations["class"]),
        destination=card_of(world.organisations["employer"]),
        special=None,
        placed_in=None,
        state=TransferState.AWAITING_SOURCE,
        acting=card_of(world.organisations["class"]),
        opened_at=NOON,
        deadline=TODAY + timedelta(days=15),
        started_side=Side.MEMBER,
        started_by=me,
        started_at=NOON,
        checks=transfer.checks,
        history=(
            Event(
                version=1, at=NOON, by=me, action=Action.STARTED, state=None, remark="请接收", automatic=False
            ),
        ),
    )


def test_R53_subject_is_what_an_approver_must_see(world: World) -> None:
    member = world.members["zhang"]
    subject = subject_of(member)
    for name in subject.__slots__:
        assert getattr(subject, name) == getattr(member, name)
    assert {"phone", "emergency", "identity_number", "household"} <= set(subject.__slots__)


# R41: at most one open transfer (question 21)


def test_R41_second_one_is_refused_with_who_when_and_to_where(world: World) -> None:
    started(world, EMPLOYED, "zhang")
    with refused("OPEN_TRANSFER_EXISTS", "不能重复发起", "团员zhang", "2020-06-18 12:00", "示例公司团委"):
        act(world, EMPLOYED, "t2", "college", days=1)


@pytest.mark.parametrize("closing", [WithdrawTransfer(), RefuseTransfer(reason="不符")])
def test_R41_next_one_starts_when_the_first_is_closed(
    world: World, closing: WithdrawTransfer | RefuseTransfer
) -> None:
    started(world, EMPLOYED, "college")
    act(world, closing, "t", "college" if isinstance(closing, WithdrawTransfer) else "employer")
    assert started(world, EMPLOYED, "zhang", "t2").state is TransferState.AWAITING_SOURCE


def test_R41_and_when_it_is_complete(world: World) -> None:
    started(world, EMPLOYED, "college")
    act(world, ApproveTransfer(), "t", "employer")
    act(world, AllocateTransfer(branch_id="workshop"), "t", "employer")
    onwards = replace(ORDINARY, member_id="zhang", destination_id="village")
    assert started(world, onwards, "workshop", "t2").source.id == "workshop"


def test_R41_others_have_their_own(world: World) -> None:
    started(world, EMPLOYED, "zhang")
    assert started(world, replace(EMPLOYED, member_id="li"), "li", "t2").version == 1


# R42, R43: what a request states


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_R42_reason_for_leaving_is_required(world: World, reason: str) -> None:
    with refused("REASON_FOR_LEAVING_MISSING", "转出原因"):
        act(world, replace(EMPLOYED, reason=reason), "t", "zhang")


def test_R42_destination_is_not_where_they_are(world: World) -> None:
    with refused("DESTINATION_IS_SOURCE"):
        act(world, replace(EMPLOYED, destination_id="class"), "t", "zhang")


def test_R42_destination_exists_and_is_active(world: World) -> None:
    world.change_organisation("employer", active=False)
    with refused("DESTINATION_NOT_FOUND"):
        act(world, EMPLOYED, "t", "zhang")


@pytest.mark.parametrize("system", [System.BEIJING, System.FUJIAN])
def test_R43_destination_lies_in_the_system_that_was_answered(world: World, system: System) -> None:
    with refused("DESTINATION_OTHER_SYSTEM", "示例公司团委", "全团系统"):
        act(world, replace(EMPLOYED, system=system), "t", "zhang")


BY_NAME = replace(EMPLOYED, system=System.BEIJING, destination_id=None, destination_name="北京示例公司团支部")


def test_R43_within_the_three_the_exact_full_name_will_do(world: World) -> None:
    assert started(world, BY_NAME, "zhang").destination.id == "beijing_company"


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("北京示例公司", System.BEIJING),
        ("北京示例公司团支部 ", System.BEIJING),
        ("北京示例公司团支部", System.GUANGDONG),
        ("示例公司团委", System.BEIJING),
    ],
)
def test_R43_any_other_name_is_refused(world: World, name: str, system: System) -> None:
    with refused("DESTINATION_NOT_FOUND", name, "一字不差"):
        act(world, replace(BY_NAME, destination_name=name, system=system), "t", "zhang")


@pytest.mark.parametrize(
    "command",
    [
        replace(EMPLOYED, destination_id=None, destination_name="示例公司团委"),
        replace(EMPLOYED, destination_id=None),
        replace(EMPLOYED, destination_id=""),
        replace(BY_NAME, destination_name=None),
        replace(BY_NAME, destination_name=""),
    ],
)
def test_R43_elsewhere_the_destination_is_chosen(world: World, command: StartTransfer) -> None:
    with refused("DESTINATION_MISSING", "请选择转入组织"):
        act(world, command, "t", "zhang")


# R34: the eight kinds are for unmarked graduates


@pytest.mark.parametrize("mark", list(Mark))
def test_R34_marked_members_are_transferred_ordinarily(world: World, mark: Mark) -> None:
    command = MarkMember(mark=mark, expected_month="2021-01", delay_reason="休学")
    act(world, command, "zhang", "college")
    with refused("KIND_NEEDS_GRADUATE", "已落实工作单位", "普通转接"):
        act(world, EMPLOYED, "t", "zhang")
    transfer = started(world, replace(EMPLOYED, kind=TransferKind.ORDINARY), "zhang")
    assert not transfer.counted


def test_R34_students_too(world: World) -> None:
    with refused("KIND_NEEDS_GRADUATE"):
        act(world, replace(EMPLOYED, member_id="qian"), "t", "qian")
    assert not started(world, ORDINARY, "qian").counted


def test_R34_graduates_choose_one_of_the_eight(world: World) -> None:
    with refused("KIND_NEEDED", "八种"):
        act(world, replace(EMPLOYED, kind=TransferKind.ORDINARY), "t", "zhang")


def test_R62_whoever_joins_the_army_need_not_be_a_graduate(world: World) -> None:
    assert not started(world, replace(SPECIAL, member_id="qian"), "qian").counted


# R45: who can be transferred at all


def test_R45_only_in_good_standing(world: World) -> None:
    world.change_member("zhang", standing=Standing.SUSPENDED)
    with refused("NOT_IN_GOOD_STANDING", "团员zhang"):
        act(world, EMPLOYED, "t", "zhang")


@pytest.mark.parametrize(
    ("born", "days", "leaves"),
    [
        (date(1992, 6, 19), 0, False),
        (date(1992, 6, 18), 0, True),
        (date(1991, 1, 1), 0, True),
        # Noon is 04:00 UTC: 12 hours later it is the 19th in China, and still the 18th in Greenwich.
        (date(1992, 6, 19), 0.49, False),
        (date(1992, 6, 19), 0.5, True),
    ],
)
def test_R45_party_member_leaves_the_league_on_the_28th_birthday(
    world: World, born: date, days: float, leaves: bool
) -> None:
    world.change_member("zhang", party_member=True, birth_date=born)
    if leaves:
        with refused("LEFT_THE_LEAGUE", "28 周岁"):
            act(world, EMPLOYED, "t", "zhang", days=days)
    else:
        assert act(world, EMPLOYED, "t", "zhang", days=days).transfer


@pytest.mark.parametrize(
    "changes", [{"party_member": True, "league_post": "团支部书记"}, {"party_member": False}]
)
def test_R45_but_not_with_a_post_nor_without_the_party(world: World, changes: dict[str, object]) -> None:
    world.change_member("zhang", birth_date=date(1990, 1, 1), **changes)
    assert started(world, EMPLOYED, "zhang").version == 1


# R52: special units


@pytest.mark.parametrize(
    ("by", "state", "acting"),
    [
        ("zhang", TransferState.AWAITING_SOURCE, "class"),
        ("college", TransferState.AWAITING_SPECIAL, "city"),
        ("city", TransferState.AWAITING_SPECIAL, "city"),
    ],
)
def test_R52_municipal_committee_approves_after_the_branch(
    world: World, by: str, state: TransferState, acting: str
) -> None:
    transfer = started(world, SPECIAL, by)
    assert (transfer.state, transfer.special) == (state, card_of(world.organisations["city"]))
    assert transfer.acting == card_of(world.organisations[acting])


def test_R52_in_beijing_the_municipality_is_the_province(world: World) -> None:
    command = replace(SPECIAL, member_id="zheng", destination_id="beijing_register", system=System.BEIJING)
    transfer = started(world, command, "beijing_school")
    assert transfer.special == card_of(world.organisations["beijing"])


def test_R52_register_takes_nobody_in_by_itself(world: World) -> None:
    with refused("SPECIAL_UNIT_BY_SCHOOL"):
        act(world, SPECIAL, "t", "register")


def test_R52_without_a_municipal_committee_nobody_could_approve(world: World) -> None:
    for committee in ("city", "province"):
        world.change_organisation(committee, field=None)
    with refused("SPECIAL_UNIT_APPROVER_MISSING", "计算机2020届1班"):
        act(world, SPECIAL, "t", "college")


OUT_OF_THE_REGISTER = replace(ORDINARY, member_id="wu")


def test_R52_provincial_administrators_can_transfer_out_of_the_register(world: World) -> None:
    assert started(world, OUT_OF_THE_REGISTER, "province").state is TransferState.AWAITING_DESTINATION
    act(world, WithdrawTransfer(), "t", "province")
    assert started(world, OUT_OF_THE_REGISTER, "country", "t2").version == 1


@pytest.mark.parametrize("by", ["register", "wu", "employer", "city_two"])
def test_R52_nobody_else_can(world: World, by: str) -> None:
    command = replace(OUT_OF_THE_REGISTER, destination_id="city_two" if by == "city_two" else "employer")
    with refused("SPECIAL_UNIT_LOCKED", "省级以上"):
        act(world, command, "t", by)


def test_R52_not_another_province_that_would_take_them_in(world: World) -> None:
    with refused("SPECIAL_UNIT_LOCKED"):
        act(world, replace(OUT_OF_THE_REGISTER, destination_id="academy"), "t", "elsewhere")


def test_R52_not_the_city_that_keeps_its_own_register(world: World) -> None:
    city = world.organisations["city"]
    world.change_organisation("register", path=f"{city.path}register/", parent_id="city")
    with refused("SPECIAL_UNIT_LOCKED"):
        act(world, OUT_OF_THE_REGISTER, "t", "city")


# R90: the edition in force


@pytest.mark.parametrize("year", [2020, 2021, 2024])
def test_R90_transfer_follows_the_edition_in_force_when_it_was_started(world: World, year: int) -> None:
    world.year = year
    assert started(world, EMPLOYED, "zhang").edition == year
