"""Refusing and withdrawing a transfer, and that closed is closed (SPEC R44, R50, R54)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    RefuseTransfer,
    WithdrawTransfer,
)
from domain.destinations import TransferKind
from domain.transfers import Action, Transfer, TransferState
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


# R54: refusing


@pytest.mark.parametrize("by", ["zhang", "class"])
def test_R54_refusal_closes_and_says_why(world: World, by: str) -> None:
    after(world, EMPLOYED, by)
    decider = "class" if by == "zhang" else "employer"
    refusal = after(world, RefuseTransfer(reason=" 不属于本单位 "), decider)
    assert refusal.state is TransferState.REFUSED
    assert (refusal.acting, refusal.deadline, refusal.placed_in) == (None, None, None)
    assert refusal.history[-1].remark == "不属于本单位"
    assert world.members["zhang"] == member("zhang", "class")


def test_R56_closed_since_it_was_decided(world: World) -> None:
    after(world, EMPLOYED, "zhang")
    refusal = act(world, REFUSE, "t", "class", days=2).transfer
    assert refusal is not None
    assert refusal.opened_at == NOON + timedelta(days=2)


@pytest.mark.parametrize("reason", ["", " \t\n"])
def test_R54_refusal_needs_a_reason(world: World, reason: str) -> None:
    after(world, EMPLOYED, "zhang")
    with refused("REFUSAL_REASON_MISSING", "理由"):
        act(world, RefuseTransfer(reason=reason), "t", "class")


def test_R52_municipal_committee_can_refuse(world: World) -> None:
    after(world, SPECIAL, "college")
    assert after(world, REFUSE, "city").state is TransferState.REFUSED


# R44: withdrawing (question 13)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_R44_withdrawn_at_any_time_until_it_is_complete(world: World, steps: int) -> None:
    after(world, EMPLOYED, "zhang")
    for command, by in [(APPROVE, "class"), (APPROVE, "employer")][:steps]:
        after(world, command, by)
    withdrawn = after(world, WITHDRAW, "zhang", seen_version=1)
    assert withdrawn.state is TransferState.WITHDRAWN
    assert (withdrawn.acting, withdrawn.deadline) == (None, None)
    assert withdrawn.history[-1].action is Action.WITHDRAWN
    assert world.members["zhang"].organisation_id == "class"


def test_R44_not_when_it_is_complete(world: World) -> None:
    after(world, TO_WORKSHOP, "zhang")
    after(world, APPROVE, "class")
    after(world, APPROVE, "workshop")
    with refused("ALREADY_DECIDED", "workshop老师", "同意"):
        act(world, WITHDRAW, "t", "zhang", seen_version=2)
    with refused("INVALID_TRANSITION", "已完成", "撤销申请"):
        act(world, WITHDRAW, "t", "zhang")


def test_R44_by_another_administrator_of_the_same_organisation(world: World) -> None:
    after(world, EMPLOYED, "class")
    second = administrator(world, "class", "second")
    assert world.execute(WITHDRAW, "t", second, NOON).transfer


@pytest.mark.parametrize(
    ("starter", "by"),
    [
        ("zhang", "class"),
        ("zhang", "li"),
        ("class", "zhang"),
        ("class", "college"),
        ("college", "class"),
        ("class", "employer"),
        ("employer", "class"),
        ("employer", "workshop"),
    ],
)
def test_R44_by_nobody_but_who_started_it(world: World, starter: str, by: str) -> None:
    after(world, EMPLOYED, starter)
    with refused("WITHDRAW_NOT_YOURS", world.transfers["t"].started_by.name):
        act(world, WITHDRAW, "t", by)


def test_R44_not_by_a_member_who_only_belongs_to_the_organisation_that_started_it(world: World) -> None:
    after(world, replace(TO_WORKSHOP, member_id="zhang"), "class")
    world.members["he"] = member("he", "class")
    with refused("WITHDRAW_NOT_YOURS"):
        act(world, WITHDRAW, "t", "he")


# Closed is closed


@pytest.mark.parametrize("closing", [(WITHDRAW, "class"), (REFUSE, "workshop"), (APPROVE, "workshop")])
@pytest.mark.parametrize("command", [APPROVE, REFUSE, INTO_WORKSHOP, WITHDRAW])
def test_R50_nothing_happens_to_a_closed_transfer(
    world: World, closing: tuple[Command, str], command: Command
) -> None:
    after(world, TO_WORKSHOP, "class")
    after(world, *closing)
    for by in ("class", "workshop", "country"):
        with refused("INVALID_TRANSITION"):
            act(world, command, "t", by)
