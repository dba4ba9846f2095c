"""What is due in the next days, from the cache (SPEC R80)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.reading.radar import AHEAD
from desktop.values import DueRange, Seen, TransferQuery
from domain.register_commands import RetainMember
from domain.transfers import APPROVABLE_STATES, TransferState
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.desktop.samples import members_of, sample_world
from tests.domain.examples import act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.client import Client


@pytest.fixture(params=["university", "employer"])
def client(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Client]:
    world = sample_world()
    member = members_of(world, "class_two")[-1]
    act(world, RetainMember(member_id=member.id, months=1, reason="求职"), "r", "college")
    filled = fill_profile(tmp_path / "p", MemoryKeychain(), organisation=request.param, world=world)
    made = filled.client()
    yield made
    made.close()


def test_R80_every_day_counts_what_the_inbox_lists_for_it(client: Client) -> None:
    radar = client.radar()
    assert len(radar.days) == AHEAD
    assert radar.days[0].day == date(2020, 6, 18)
    for day in radar.days:
        ids = client.transfer_ids(TransferQuery(due=DueRange(day.day, day.day)))
        assert len(ids) == day.transfers, day.day
        assert {row.transfer.deadline for row in client.transfers(ids)} <= {day.day}
    assert sum(day.transfers for day in radar.days) > 0


def test_R80_automatic_ones_are_told_and_allocations_never_come_by_themselves(client: Client) -> None:
    radar = client.radar()
    for day in radar.days:
        rows = client.transfers(client.transfer_ids(TransferQuery(due=DueRange(day.day, day.day))))
        # The edition of 2020 approves at the deadline.
        approvable = sum(row.transfer.state in APPROVABLE_STATES for row in rows)
        assert (day.approved, day.returned) == (approvable, 0)
    waiting = client.transfers(client.transfer_ids(TransferQuery(unallocated=True)))
    assert {row.transfer.state for row in waiting} <= {TransferState.AWAITING_ALLOCATION}
    assert radar.unallocated == len(waiting)
    assert (radar.unallocated_since is None) == (not waiting)


def test_R80_what_is_decided_here_is_no_longer_due(client: Client) -> None:
    before = client.radar()
    day = next(each.day for each in before.days if each.transfers)
    rows = client.transfers(client.transfer_ids(TransferQuery(due=DueRange(None, day))))
    client.refuse_transfers(
        [Seen(id=row.transfer.id, version=row.transfer.version) for row in rows], "材料不全"
    )
    after = client.radar()
    assert [each.transfers for each in after.days if each.day <= day] == [0] * (
        day - before.days[0].day
    ).days + [0]
    assert after.overdue == 0
