"""Nobody loses days by a standstill of the server (SPEC R82)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import ApproveTransfer, WithdrawTransfer
from domain.nudges import nudge_transfer
from domain.standstill import give_days_back
from domain.transfers import Action, Transfer, days_left, is_due, is_soon_overdue
from tests.domain.examples import NOON, TODAY, act, administrator, small_world
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import EDITIONS

EDITION = EDITIONS[2020]
DAY = timedelta(days=1)


def opened() -> Transfer:
    """Reminder on day 10, last day 15."""
    transfer = act(small_world(), EMPLOYED, "t", "class").transfer
    assert transfer is not None
    return transfer


def after(transfer: Transfer, stopped: float, resumed: float) -> Transfer:
    end = NOON + resumed * DAY
    return give_days_back(transfer, EDITION, NOON + stopped * DAY, end, end)


def last_day(transfer: Transfer) -> int:
    assert transfer.deadline is not None
    return (transfer.deadline - TODAY).days


@pytest.mark.parametrize(
    ("stopped", "resumed", "expected"),
    [
        # Over before the reminder, or after the last day, or within one day: nothing is lost.
        (0, 9, 15),
        (2, 10, 15),
        (16, 20, 15),
        (12, 12.2, 15),
        # The reminder could not be shown: from the end on there are five days, as there would have been.
        (5, 11, 16),
        (10, 11, 16),
        (9, 15, 20),
        (0, 16, 21),
        (8, 40, 45),
        # It had been shown: the days that were left come again.
        (12, 14, 17),
        (12, 30, 33),
        (15, 16, 16),
        (15, 30, 30),
    ],
)
def test_R82_days_from_the_reminder_on_come_again(stopped: float, resumed: float, expected: int) -> None:
    transfer = opened()
    given = after(transfer, stopped, resumed)
    assert last_day(given) == expected
    assert (given is transfer) is (expected == 15)


def test_R82_it_is_in_the_history_as_done_by_the_system() -> None:
    prolonged = after(opened(), 5, 12)
    event = prolonged.history[-1]
    assert (event.action, event.automatic, event.version) == (Action.PROLONGED, True, 2)
    assert event.remark == "系统停机期间无法提醒和办理，办理期限顺延 2 天"
    assert prolonged.version == 2


def test_R82_reminder_is_shown_when_the_server_is_back() -> None:
    prolonged = after(opened(), 5, 40)
    assert is_soon_overdue(prolonged, EDITION, NOON + 40 * DAY)
    assert not is_due(prolonged, EDITION, NOON + 45 * DAY)
    assert is_due(prolonged, EDITION, NOON + 46 * DAY)


@given(st.integers(0, 40), st.integers(0, 40))
def test_R82_once_for_each_standstill(stopped: int, length: int) -> None:
    once = after(opened(), stopped, stopped + length)
    assert after(once, stopped, stopped + length) == once


@given(st.integers(0, 15), st.integers(1, 40))
def test_R82_as_many_days_to_act_on_as_there_were(stopped: int, length: int) -> None:
    """Counting from the reminder on, the days before the standstill and those after it are the five."""
    resumed = stopped + length
    transfer = after(opened(), stopped, resumed)
    before = max(0, stopped - 10)
    left = days_left(transfer, NOON + max(resumed, 10) * DAY)
    assert left is not None
    assert left + before >= 5


def test_R82_what_happened_since_does_not_take_them_away() -> None:
    nudged = nudge_transfer(opened(), administrator(small_world(), "class"), NOON + 12.2 * DAY)
    end = NOON + 12 * DAY
    assert last_day(give_days_back(nudged, EDITION, NOON + 9 * DAY, end, NOON + 13 * DAY)) == 17


def test_R82_second_standstill_gives_its_own_days() -> None:
    first = after(opened(), 9, 12)
    assert last_day(after(first, 14, 16)) == 19


def test_R82_decision_is_not_stale_by_it() -> None:
    world = small_world()
    transfer = act(world, EMPLOYED, "t", "class").transfer
    assert transfer is not None
    world.transfers["t"] = after(transfer, 9, 12)
    assert act(world, ApproveTransfer(), "t", "employer", seen_version=1).transfer


def test_R82_closed_ones_get_nothing() -> None:
    world = small_world()
    act(world, EMPLOYED, "t", "class")
    closed = act(world, WithdrawTransfer(), "t", "class").transfer
    assert closed is not None
    assert after(closed, 0, 40) is closed


def test_R82_allocation_too() -> None:
    """It never lapses, but its deadline shows."""
    world = small_world()
    act(world, EMPLOYED, "t", "class")
    accepted = act(world, ApproveTransfer(), "t", "employer").transfer
    assert accepted is not None
    assert last_day(after(accepted, 9, 12)) == 17
