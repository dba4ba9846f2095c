"""Days, reminders and what the system does at a deadline (SPEC R58, R80, R82, R90)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain import transfers
from domain.actors import SYSTEM
from domain.commands import ApproveTransfer, StartTransfer, WithdrawTransfer
from domain.deciding import lapse_transfer
from domain.transfers import Action, Event, Transfer, TransferState
from tests.domain.examples import NOON, act, oneself, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED, SPECIAL
from tests.domain.world import EDITIONS, World

MIDNIGHT = datetime(2020, 6, 17, 16, 0, tzinfo=UTC)
"""The first instant of 18 June 2020 in China."""
INSTANT = timedelta(microseconds=1)
YEARS = (2020, 2021, 2024)


@pytest.fixture
def world() -> World:
    return small_world()


def at_destination(world: World, command: StartTransfer = EMPLOYED) -> Transfer:
    transfer = act(world, command, "t", "class").transfer
    assert transfer is not None
    return transfer


def is_due(transfer: Transfer, now: datetime) -> bool:
    return transfers.is_due(transfer, EDITIONS[transfer.edition], now)


# R58: calendar days in China


@pytest.mark.parametrize(
    ("opened", "last_day"),
    [
        (MIDNIGHT - INSTANT, date(2020, 7, 2)),
        (MIDNIGHT, date(2020, 7, 3)),
        (MIDNIGHT + timedelta(days=1) - INSTANT, date(2020, 7, 3)),
        (MIDNIGHT + timedelta(days=1), date(2020, 7, 4)),
    ],
)
def test_R58_day_begins_at_16_hours_utc(world: World, opened: datetime, last_day: date) -> None:
    transfer = world.execute(EMPLOYED, "t", oneself(world, "zhang"), opened).transfer
    assert transfer is not None
    assert transfer.deadline == last_day


@pytest.mark.parametrize("opened", [MIDNIGHT, NOON, MIDNIGHT + timedelta(days=1) - INSTANT])
def test_R80_due_at_the_end_of_the_15th_day(world: World, opened: datetime) -> None:
    """Whatever the hour it opened at, it is due at the same instant: 16:00 UTC of the 15th day after."""
    transfer = world.execute(EMPLOYED, "t", oneself(world, "zhang"), opened).transfer
    assert transfer is not None
    end = MIDNIGHT + timedelta(days=16)
    assert not is_due(transfer, end - INSTANT)
    assert is_due(transfer, end)
    assert transfers.days_left(transfer, end - INSTANT) == 0
    assert transfers.days_left(transfer, end) == -1


def test_R58_each_step_counts_from_its_own_opening(world: World) -> None:
    act(world, EMPLOYED, "t", "zhang")
    act(world, ApproveTransfer(), "t", "class", days=9)
    transfer = world.transfers["t"]
    assert transfer.opened_at == NOON + timedelta(days=9)
    assert transfer.deadline == date(2020, 7, 12)


@pytest.mark.parametrize("days", [0, 1, 9, 10, 15, 16])
def test_R58_day_of_the_step_and_days_left(world: World, days: int) -> None:
    transfer = at_destination(world)
    assert transfers.day_of_step(transfer, NOON + timedelta(days=days)) == days
    assert transfers.days_left(transfer, NOON + timedelta(days=days)) == 15 - days


def test_R58_day_of_the_step_turns_at_midnight_in_china(world: World) -> None:
    transfer = at_destination(world)
    assert transfers.day_of_step(transfer, MIDNIGHT + timedelta(days=1) - INSTANT) == 0
    assert transfers.day_of_step(transfer, MIDNIGHT + timedelta(days=1)) == 1


def test_R80_closed_transfers_have_no_days_left(world: World) -> None:
    at_destination(world)
    act(world, WithdrawTransfer(), "t", "class")
    closed = world.transfers["t"]
    late = NOON + timedelta(days=99)
    assert transfers.days_left(closed, late) is None
    assert not is_due(closed, late)
    assert not transfers.is_soon_overdue(closed, EDITIONS[2020], late)


# R80, R90: reminders and limits of each edition


@pytest.mark.parametrize(("year", "remind", "last"), [(2020, 10, 15), (2021, 10, 15), (2024, 7, 10)])
def test_R90_days_of_the_receiving_side(world: World, year: int, remind: int, last: int) -> None:
    world.year = year
    transfer = at_destination(world)
    edition = EDITIONS[year]
    assert not transfers.is_soon_overdue(transfer, edition, NOON + timedelta(days=remind - 1))
    assert transfers.is_soon_overdue(transfer, edition, NOON + timedelta(days=remind))
    assert not is_due(transfer, NOON + timedelta(days=last))
    assert is_due(transfer, NOON + timedelta(days=last + 1))


@pytest.mark.parametrize("year", YEARS)
def test_R80_days_of_the_leaving_side(world: World, year: int) -> None:
    world.year = year
    transfer = act(world, EMPLOYED, "t", "zhang").transfer
    assert transfer is not None
    assert not transfers.is_soon_overdue(transfer, EDITIONS[year], NOON + timedelta(days=9))
    assert transfers.is_soon_overdue(transfer, EDITIONS[year], NOON + timedelta(days=10))
    assert not is_due(transfer, NOON + timedelta(days=15))
    assert is_due(transfer, NOON + timedelta(days=16))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("state", "step"),
    [
        (TransferState.AWAITING_SOURCE, "source"),
        (TransferState.AWAITING_SPECIAL, "special"),
        (TransferState.AWAITING_DESTINATION, "destination"),
        (TransferState.AWAITING_ALLOCATION, "allocation"),
    ],
)
def test_R90_every_step_has_its_own_limit(year: int, state: TransferState, step: str) -> None:
    assert transfers.deadline_rule(EDITIONS[year], state) is getattr(EDITIONS[year], step)


@pytest.mark.parametrize("state", [TransferState.COMPLETED, TransferState.REFUSED, TransferState.WITHDRAWN])
def test_R80_closed_states_have_none(state: TransferState) -> None:
    assert transfers.deadline_rule(EDITIONS[2020], state) is None


def test_R90_transfer_keeps_the_edition_that_it_was_started_in(world: World) -> None:
    at_destination(world)
    world.year = 2024
    act(world, ApproveTransfer(), "t", "employer")
    assert world.transfers["t"].edition == 2020


# R80, R82: what the system does, signed as such


@pytest.mark.parametrize("year", [2020, 2021])
def test_R80_after_the_15th_day_the_system_approves(world: World, year: int) -> None:
    world.year = year
    at_destination(world)
    later = NOON + timedelta(days=16)
    (lapsed,) = world.lapse(later)
    assert lapsed.state is TransferState.AWAITING_ALLOCATION
    assert lapsed.history[-1] == Event(
        version=2,
        at=later,
        by=SYSTEM,
        action=Action.APPROVED,
        state=TransferState.AWAITING_DESTINATION,
        remark="15 天内未办理，系统自动通过",
        automatic=True,
    )
    assert lapsed.deadline == date(2020, 7, 4) + timedelta(days=15)


def test_R90_in_2024_the_receiving_side_s_silence_returns_the_request(world: World) -> None:
    world.year = 2024
    at_destination(world)
    later = NOON + timedelta(days=11)
    (lapsed,) = world.lapse(later)
    assert (lapsed.state, lapsed.acting, lapsed.deadline) == (TransferState.REFUSED, None, None)
    assert lapsed.history[-1] == Event(
        version=2,
        at=later,
        by=SYSTEM,
        action=Action.REFUSED,
        state=TransferState.AWAITING_DESTINATION,
        remark="10 天内未办理，系统自动退回",
        automatic=True,
    )
    assert world.members["zhang"].organisation_id == "class"


def test_R80_system_approves_into_a_branch_and_the_member_moves(world: World) -> None:
    at_destination(world, replace(EMPLOYED, destination_id="workshop"))
    (lapsed,) = world.lapse(NOON + timedelta(days=16))
    assert lapsed.state is TransferState.COMPLETED
    assert world.members["zhang"].organisation_id == "workshop"
    assert world.members["zhang"].marked_by == SYSTEM


@pytest.mark.parametrize("year", YEARS)
def test_R80_allocation_is_never_automatic(world: World, year: int) -> None:
    world.year = year
    at_destination(world)
    act(world, ApproveTransfer(), "t", "employer")
    assert world.lapse(NOON + timedelta(days=400)) == []
    waiting = world.transfers["t"]
    assert waiting.state is TransferState.AWAITING_ALLOCATION
    assert transfers.is_soon_overdue(waiting, EDITIONS[year], NOON + timedelta(days=10))
    assert not transfers.is_soon_overdue(waiting, EDITIONS[year], NOON + timedelta(days=9))


@pytest.mark.parametrize("year", YEARS)
def test_R80_special_step_too(world: World, year: int) -> None:
    world.year = year
    at_destination(world, SPECIAL)
    assert world.lapse(NOON + timedelta(days=15)) == []
    (lapsed,) = world.lapse(NOON + timedelta(days=16))
    assert lapsed.state is TransferState.COMPLETED
    assert world.members["zhang"].organisation_id == "register"


def test_R82_every_step_once(world: World) -> None:
    act(world, EMPLOYED, "t", "zhang")
    later = NOON + timedelta(days=40)
    assert [each.state for each in world.lapse(later)] == [TransferState.AWAITING_DESTINATION]
    # The next step opened only now and has its own fifteen days.
    assert world.lapse(later) == []
    assert world.transfers["t"].deadline == date(2020, 7, 28) + timedelta(days=15)


def test_R80_nothing_lapses_before_its_deadline(world: World) -> None:
    transfer = at_destination(world)
    with refused("DEADLINE_NOT_REACHED", "2020-07-03"):
        lapse_transfer(transfer, EDITIONS[2020], NOON + timedelta(days=15))


def test_R80_nothing_lapses_that_is_closed(world: World) -> None:
    at_destination(world)
    act(world, WithdrawTransfer(), "t", "class")
    with refused("DEADLINE_NOT_REACHED", "期限 —，"):
        lapse_transfer(world.transfers["t"], EDITIONS[2020], NOON + timedelta(days=99))
