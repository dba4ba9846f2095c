"""Reminding by hand (SPEC R83)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.commands import ApproveTransfer, RefuseTransfer, WithdrawTransfer
from domain.nudges import nudge_transfer
from domain.transfers import Action, Event, Transfer, TransferState, last_decision
from tests.domain.examples import NOON, act, administrator, oneself, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import World

MIDNIGHT = datetime(2020, 6, 18, 16, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    world = small_world()
    act(world, EMPLOYED, "t", "class")
    return world


def nudge(world: World, by: str = "class", now: datetime = NOON) -> Transfer:
    actor = administrator(world, by) if by in world.organisations else oneself(world, by)
    nudged = nudge_transfer(world.transfers["t"], actor, now)
    world.transfers["t"] = nudged
    return nudged


def test_R83_reminder_is_in_the_history_and_changes_nothing_else(world: World) -> None:
    before = world.transfers["t"]
    after = nudge(world)
    assert after.history[:-1] == before.history
    assert after.history[-1] == Event(
        version=2,
        at=NOON,
        by=administrator(world, "class").party,
        action=Action.NUDGED,
        state=TransferState.AWAITING_DESTINATION,
        remark="",
        automatic=False,
    )
    assert (after.state, after.acting, after.deadline) == (before.state, before.acting, before.deadline)
    assert after.opened_at == before.opened_at


@pytest.mark.parametrize("by", ["zhang", "class", "university", "employer", "country"])
def test_R83_by_the_member_and_either_side(world: World, by: str) -> None:
    assert nudge(world, by).version == 2


@pytest.mark.parametrize("by", ["li", "academy", "workshop", "class_two"])
def test_R83_by_nobody_else(world: World, by: str) -> None:
    with refused("NUDGE_NOT_YOURS"):
        nudge(world, by)


def test_R83_administrator_of_elsewhere_is_not_oneself(world: World) -> None:
    both = replace(administrator(world, "academy"), member_id="zhang")
    with refused("NUDGE_NOT_YOURS"):
        nudge_transfer(world.transfers["t"], both, NOON)


def test_R83_once_a_day_whoever_it_was(world: World) -> None:
    nudge(world, "zhang", NOON)
    with refused("ALREADY_NUDGED", "团员zhang", "2020-06-18 12:00"):
        nudge(world, "class", MIDNIGHT - timedelta(seconds=1))
    nudge(world, "class", MIDNIGHT)
    with refused("ALREADY_NUDGED", "class老师", "2020-06-19 00:00"):
        nudge(world, "zhang", MIDNIGHT + timedelta(hours=1))


@pytest.mark.parametrize(
    ("command", "by"), [(WithdrawTransfer(), "class"), (RefuseTransfer(reason="不符"), "employer")]
)
def test_R83_not_when_it_is_closed(world: World, command: WithdrawTransfer | RefuseTransfer, by: str) -> None:
    act(world, command, "t", by)
    with refused("INVALID_TRANSITION", "催办"):
        nudge(world)


def test_R82_reminder_hides_no_decision_of_the_system(world: World) -> None:
    assert last_decision(world.transfers["t"]).action is Action.STARTED
    later = NOON + timedelta(days=16)
    world.lapse(later)
    nudged = nudge(world, now=later)
    assert nudged.history[-1].action is Action.NUDGED
    assert last_decision(nudged) == nudged.history[-2]
    assert last_decision(nudged).automatic


def test_R59_reminder_makes_nobody_s_decision_stale(world: World) -> None:
    nudge(world)
    after = act(world, ApproveTransfer(), "t", "employer", seen_version=1).transfer
    assert after is not None
    assert after.version == 3
    with refused("ALREADY_DECIDED", "employer老师", "同意"):
        act(world, ApproveTransfer(), "t", "employer", seen_version=2)
