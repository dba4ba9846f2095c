"""Marks of the members of a graduate organisation, and their own months (SPEC R23, R24, R30–R35)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import members
from domain.commands import (
    MarkMember,
    RevokeMark,
    SetGraduationMonth,
    SetMemberMonth,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import TransferKind
from domain.instants import Month
from domain.members import Mark, Member, graduation_month_of, is_counted_graduate, is_graduate
from domain.organisations import Category, OrganisationKind, SchoolLevel, System
from tests.domain.examples import NOON, act, administrator, country, member, small_world
from tests.domain.refused import refused
from tests.domain.world import World

DELAY = MarkMember(mark=Mark.DELAYED_GRADUATE, expected_month="2021-01", delay_reason="休学")
TO_DELAYED_BRANCH = replace(DELAY, move_to="delayed")
ORDINARY = StartTransfer(
    member_id="zhang",
    kind=TransferKind.EMPLOYED,
    system=System.NATIONAL,
    reason="就业",
    destination_id="employer",
)


@pytest.fixture
def world() -> World:
    return small_world()


def changed(world: World, command: MarkMember | RevokeMark | SetMemberMonth, who: str, by: str) -> Member:
    after = act(world, command, who, by).member
    assert after is not None
    return after


# R23, R24: whose month holds, and who is a graduate


def test_R23_in_a_branch_of_one_year_the_branch_s_month_holds() -> None:
    person = member("a", "class", graduation_month=Month("2023-06"))
    assert graduation_month_of(person, country()["class"]) == "2020-06"


def test_R23_in_a_mixed_branch_their_own_month_holds() -> None:
    person = member("a", "mixed", graduation_month=Month("2023-06"))
    assert graduation_month_of(person, country()["mixed"]) == "2023-06"
    assert graduation_month_of(member("b", "mixed"), country()["mixed"]) is None


@pytest.mark.parametrize(
    ("branch", "own_month", "graduate"),
    [
        ("class", None, True),
        ("class", "2023-06", True),
        ("juniors", None, False),
        ("mixed", "2020-06", True),
        ("mixed", "2019-12", True),
        ("mixed", "2021-01", False),
        ("mixed", None, False),
    ],
)
def test_R24_who_is_a_graduate(branch: str, own_month: str | None, graduate: bool) -> None:
    person = member("a", branch, graduation_month=Month(own_month) if own_month else None)
    assert is_graduate(person, country()[branch]) is graduate


def test_R24_nobody_before_the_yearly_change() -> None:
    branch = country()["class"]
    assert not is_graduate(member("a", "class"), replace(branch, graduate_year=None))
    assert not is_graduate(member("a", "class"), replace(branch, category=Category.ORDINARY))


def test_R34_only_the_unmarked_are_counted() -> None:
    branch, person = country()["class"], member("a", "class")
    assert is_counted_graduate(person, branch)
    assert not is_counted_graduate(person, country()["juniors"])
    for mark in Mark:
        assert not is_counted_graduate(replace(person, mark=mark), branch)
        assert is_graduate(replace(person, mark=mark), branch)


def test_R23_member_of_a_mixed_branch_gets_their_own_month(world: World) -> None:
    after = changed(world, SetMemberMonth(month="2022-06"), "zhao", "college")
    assert after == member("zhao", "mixed", graduation_month=Month("2022-06"), version=2)


def test_R23_nowhere_else(world: World) -> None:
    with refused("NOT_MIXED", "不是混合型支部"):
        act(world, SetMemberMonth(month="2022-06"), "zhang", "college")


def test_R23_month_must_exist(world: World) -> None:
    with refused("MONTH_IMPOSSIBLE"):
        act(world, SetMemberMonth(month="2022-00"), "zhao", "college")


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("mixed", "MONTH_NOT_YOURS"),
        ("city", "MONTH_NOT_YOURS"),
        ("languages", "OUT_OF_SCOPE"),
        ("zhao", "FORBIDDEN_NOW"),
    ],
)
def test_R23_by_the_same_people_as_the_branch_s(world: World, by: str, code: str) -> None:
    with refused(code):
        act(world, SetMemberMonth(month="2022-06"), "zhao", by)


def test_R23_under_the_same_conditions_as_the_branch_s(world: World) -> None:
    world.change_organisation("mixed", school_level=SchoolLevel.PRIMARY)
    with refused("PRIMARY_SCHOOL"):
        act(world, SetMemberMonth(month="2022-06"), "zhao", "college")


@pytest.mark.parametrize(("month", "code"), [("2021-01", True), ("2021-02", True), ("2020-12", False)])
def test_R31_own_month_stays_earlier_than_the_expected_one(world: World, month: str, code: bool) -> None:
    act(world, DELAY, "wang", "college")
    if code:
        with refused("EXPECTED_MONTH_TOO_EARLY", "2021-01", month):
            act(world, SetMemberMonth(month=month), "wang", "college")
    else:
        assert act(world, SetMemberMonth(month=month), "wang", "college").member


# R30, R31: marking


@pytest.mark.parametrize("mark", [Mark.TEACHER, Mark.FLOATING_GRADUATE])
def test_R31_teachers_and_floating_graduates_need_nothing(world: World, mark: Mark) -> None:
    after = changed(world, MarkMember(mark=mark), "zhang", "college")
    actor = administrator(world, "college")
    assert after == member(
        "zhang", "class", version=2, mark=mark, mark_version=2, marked_by=actor.party, marked_at=NOON
    )


@pytest.mark.parametrize("mark", [Mark.TEACHER, Mark.FLOATING_GRADUATE])
def test_R31_and_keep_nothing_that_is_for_the_delayed(world: World, mark: Mark) -> None:
    command = MarkMember(mark=mark, expected_month="2021-01", delay_reason="休学", move_to="delayed")
    after = changed(world, command, "zhang", "college")
    assert (after.expected_month, after.delay_reason, after.organisation_id) == (None, None, "class")


def test_R31_delayed_graduate_has_month_and_reason(world: World) -> None:
    after = changed(world, replace(DELAY, delay_reason=" 休学 "), "zhang", "college")
    actor = administrator(world, "college")
    assert after == member(
        "zhang",
        "class",
        version=2,
        mark=Mark.DELAYED_GRADUATE,
        expected_month=Month("2021-01"),
        delay_reason="休学",
        mark_version=2,
        marked_by=actor.party,
        marked_at=NOON,
    )


@pytest.mark.parametrize(("month", "allowed"), [("2020-05", False), ("2020-06", False), ("2020-07", True)])
@pytest.mark.parametrize("who", ["zhang", "wang"])
def test_R31_expected_month_must_be_later(world: World, who: str, month: str, allowed: bool) -> None:
    """The guide's example: the regular month is 2020-06; in a mixed branch it is the member's own."""
    command = replace(DELAY, expected_month=month)
    if allowed:
        assert changed(world, command, who, "college").expected_month == month
    else:
        with refused("EXPECTED_MONTH_TOO_EARLY", month, "2020-06"):
            act(world, command, who, "college")


def test_R31_in_a_mixed_branch_the_members_month_not_the_branch_s(world: World) -> None:
    world.change_organisation("mixed", graduation_month=Month("2019-06"))
    with refused("EXPECTED_MONTH_TOO_EARLY", "2020-06"):
        act(world, replace(DELAY, expected_month="2020-06"), "wang", "college")


def test_R31_graduate_branch_without_a_month_asks_for_a_month_only(world: World) -> None:
    world.change_organisation("class", graduation_month=None)
    assert changed(world, DELAY, "zhang", "college").expected_month == "2021-01"


@pytest.mark.parametrize("month", [None, ""])
def test_R31_expected_month_is_required(world: World, month: str | None) -> None:
    with refused("EXPECTED_MONTH_MISSING"):
        act(world, replace(DELAY, expected_month=month), "zhang", "college")


@pytest.mark.parametrize("reason", [None, "", " \n"])
def test_R31_reason_is_required(world: World, reason: str | None) -> None:
    with refused("DELAY_REASON_MISSING"):
        act(world, replace(DELAY, delay_reason=reason), "zhang", "college")


def test_R31_expected_month_must_exist(world: World) -> None:
    with refused("MONTH_IMPOSSIBLE", "2021-13"):
        act(world, replace(DELAY, expected_month="2021-13"), "zhang", "college")


@pytest.mark.parametrize("who", ["qian", "zhao", "zhou"])
def test_R30_only_graduates_are_marked(world: World, who: str) -> None:
    branch = world.members[who].organisation_id
    world.change_organisation(branch, field=world.organisations["college"].field)
    by = "college" if who != "zhou" else "village"
    with refused("NOT_A_GRADUATE", f"团员{who}"):
        act(world, MarkMember(mark=Mark.TEACHER), who, by)


@pytest.mark.parametrize(
    ("first", "word"), [(DELAY, "延迟毕业团员"), (MarkMember(mark=Mark.TEACHER), "教师")]
)
def test_R30_one_mark_at_a_time(world: World, first: MarkMember, word: str) -> None:
    act(world, first, "zhang", "college")
    with refused("ALREADY_MARKED", "团员zhang", word):
        act(world, MarkMember(mark=Mark.FLOATING_GRADUATE), "zhang", "college")


def test_R41_not_while_a_transfer_is_open(world: World) -> None:
    act(world, ORDINARY, "t", "college")
    with refused("TRANSFER_IS_OPEN", "团员zhang"):
        act(world, DELAY, "zhang", "college")
    act(world, WithdrawTransfer(), "t", "college")
    assert act(world, DELAY, "zhang", "college").member


# R32: who may


@pytest.mark.parametrize("by", ["university", "college", "class"])
def test_R32_every_level_of_the_school_may_mark(world: World, by: str) -> None:
    assert changed(world, DELAY, "zhang", by).mark is Mark.DELAYED_GRADUATE


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("city", "MARK_NOT_YOURS"),
        ("country", "MARK_NOT_YOURS"),
        ("languages", "OUT_OF_SCOPE"),
        ("class_two", "OUT_OF_SCOPE"),
        ("academy", "OUT_OF_SCOPE"),
        ("zhang", "FORBIDDEN_NOW"),
        ("li", "FORBIDDEN_NOW"),
    ],
)
@pytest.mark.parametrize("revoking", [False, True])
def test_R32_nobody_else(world: World, by: str, code: str, revoking: bool) -> None:
    if revoking:
        act(world, DELAY, "zhang", "college")
    with refused(code):
        act(world, RevokeMark() if revoking else DELAY, "zhang", by)


def test_R32_whole_school_is_marked_by_its_direct_superior(world: World) -> None:
    assert changed(world, DELAY, "sun", "county").mark is Mark.DELAYED_GRADUATE
    assert changed(world, RevokeMark(), "sun", "county").mark is None


@pytest.mark.parametrize("by", ["vocational", "city"])
def test_R32_whole_school_by_nobody_else(world: World, by: str) -> None:
    with refused("MARK_NOT_YOURS", "直属上级"):
        act(world, DELAY, "sun", by)


# R35: brought together in a delayed-graduate branch


def test_R35_marking_moves_them_in_the_same_step(world: World) -> None:
    after = changed(world, TO_DELAYED_BRANCH, "zhang", "university")
    assert (after.organisation_id, after.marked_from, after.mark) == (
        "delayed",
        "class",
        Mark.DELAYED_GRADUATE,
    )


def test_R35_only_into_a_branch_of_one_s_scope(world: World) -> None:
    with refused("OUT_OF_SCOPE", "“延迟毕业团支部”不在"):
        act(world, TO_DELAYED_BRANCH, "zhang", "college")


@pytest.mark.parametrize(
    "changes", [{"category": Category.ORDINARY}, {"kind": OrganisationKind.GENERAL_BRANCH}]
)
def test_R35_only_into_a_delayed_graduate_branch(world: World, changes: dict[str, object]) -> None:
    world.change_organisation("delayed", **changes)
    with refused("NOT_A_DELAYED_BRANCH", "延迟毕业团支部"):
        act(world, TO_DELAYED_BRANCH, "zhang", "university")


def test_R35_not_into_a_dissolved_one(world: World) -> None:
    world.change_organisation("delayed", active=False)
    with refused("ORGANISATION_DISSOLVED", "延迟毕业团支部"):
        act(world, TO_DELAYED_BRANCH, "zhang", "university")


def test_R35_not_into_one_that_does_not_exist(world: World) -> None:
    with refused("NOT_FOUND"):
        act(world, replace(DELAY, move_to="nowhere"), "zhang", "university")


# R33: revoking


@pytest.mark.parametrize(
    "mark", [DELAY, *(MarkMember(mark=mark) for mark in (Mark.TEACHER, Mark.FLOATING_GRADUATE))]
)
def test_R33_revoking_makes_them_a_graduate_again(world: World, mark: MarkMember) -> None:
    act(world, mark, "zhang", "college")
    after = act(world, RevokeMark(), "zhang", "class", days=1).member
    assert after is not None
    assert after == member(
        "zhang",
        "class",
        version=3,
        mark_version=3,
        marked_by=administrator(world, "class").party,
        marked_at=NOON + timedelta(days=1),
    )
    assert graduation_month_of(after, world.organisations["class"]) == "2020-06"
    assert is_counted_graduate(after, world.organisations["class"])


def test_R33_revoking_brings_a_delayed_graduate_back(world: World) -> None:
    act(world, TO_DELAYED_BRANCH, "zhang", "university")
    after = changed(world, RevokeMark(), "zhang", "university")
    assert (after.organisation_id, after.marked_from) == ("class", None)


def test_R33_only_who_may_mark_where_they_come_back_to(world: World) -> None:
    act(world, TO_DELAYED_BRANCH, "zhang", "university")
    with refused("OUT_OF_SCOPE", "团员zhang"):
        act(world, RevokeMark(), "zhang", "delayed")
    with refused("OUT_OF_SCOPE", "团员zhang"):
        act(world, RevokeMark(), "zhang", "college")


def test_R32_superior_of_a_whole_school_brings_back_too(world: World) -> None:
    world.organisations["county_delayed"] = replace(
        world.organisations["delayed"],
        id="county_delayed",
        path=f"{world.organisations['county'].path}county_delayed/",
    )
    act(world, replace(DELAY, move_to="county_delayed"), "sun", "county")
    assert changed(world, RevokeMark(), "sun", "county").organisation_id == "vocational"


def test_R33_not_back_into_a_dissolved_branch(world: World) -> None:
    act(world, TO_DELAYED_BRANCH, "zhang", "university")
    world.change_organisation("class", active=False)
    with refused("ORGANISATION_DISSOLVED", "计算机2020届1班"):
        act(world, RevokeMark(), "zhang", "university")


def test_R33_who_carries_no_mark_has_none_to_revoke(world: World) -> None:
    with refused("NOT_MARKED", "团员zhang"):
        act(world, RevokeMark(), "zhang", "college")


def test_R33_not_while_a_transfer_is_open(world: World) -> None:
    act(world, MarkMember(mark=Mark.TEACHER), "zhang", "college")
    act(world, replace(ORDINARY, kind=TransferKind.ORDINARY), "t", "college")
    with refused("TRANSFER_IS_OPEN"):
        act(world, RevokeMark(), "zhang", "college")


# R59 for marks: nobody overwrites what they have not seen


@pytest.mark.parametrize("command", [MarkMember(mark=Mark.TEACHER), RevokeMark()])
def test_R59_mark_that_was_not_seen_is_not_overwritten(
    world: World, command: MarkMember | RevokeMark
) -> None:
    act(world, DELAY, "zhang", "university")
    with refused("STALE_VERSION", "团员zhang", "university老师", "2020-06-18 12:00"):
        act(world, command, "zhang", "college", seen_version=1)


def test_R59_other_changes_of_the_member_do_not_matter(world: World) -> None:
    world.change_member("zhang", version=7, phone="15400000009")
    assert act(world, DELAY, "zhang", "college", seen_version=1).member


def test_R59_mark_of_unknown_origin_is_stale_too() -> None:
    with refused("STALE_VERSION", "已被—于 — 修改"):
        members.check_mark_fresh(member("a", "class", mark_version=3), 2)


def test_R22_correcting_the_month_keeps_the_marks(world: World) -> None:
    act(world, DELAY, "zhang", "college")
    act(world, SetGraduationMonth(month="2020-07"), "class", "college")
    assert world.members["zhang"].mark is Mark.DELAYED_GRADUATE
