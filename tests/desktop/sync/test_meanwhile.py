"""What others do while this machine was busy or away: withdrawn, out of scope, and clocks that are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from desktop.errors import ClientError, client_error
from desktop.sync.cycle import Cycle
from desktop.values import MemberQuery, OpState, Seen
from domain.commands import WithdrawTransfer
from domain.members import Mark
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import DEVICE, Filled, fill_profile
from tests.desktop.samples import members_of, sample_id
from tests.desktop.sync.test_cycle import is_as_the_server, pending
from tests.domain.examples import NOON, administrator

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop.api import Api
    from desktop.client import Client


def test_F44_withdrawn_meanwhile_needs_attention_and_shows_what_is(filled: Filled, client: Client) -> None:
    transfer = filled.world.transfers[sample_id("transfer-destination-0")]
    starter = administrator(filled.world, "college")
    employer = fill_profile_of(filled, "employer")
    theirs = employer.client()
    theirs.approve_transfers([Seen(id=transfer.id, version=transfer.version)], "欢迎")
    filled.feed.store(filled.world.execute(WithdrawTransfer(), transfer.id, starter, NOON))
    employer.pull(theirs)
    [item] = theirs.outbox()
    assert item.state in (OpState.CONFLICT, OpState.REJECTED)
    assert item.sentence
    [row] = theirs.transfers([transfer.id])
    assert row.transfer.state == filled.world.transfers[transfer.id].state
    assert filled.feed.effects == []
    theirs.close()


def fill_profile_of(filled: Filled, organisation: str) -> Filled:
    """Another administrator at the same server."""
    other = fill_profile(
        filled.profiles.parent / organisation, MemoryKeychain(), organisation=organisation, world=filled.world
    )
    other.api.feed = filled.feed
    return replace(other, feed=filled.feed)


@pytest.mark.parametrize("gained", [False, True])
def test_F48_rights_that_change_in_the_first_sync(filled: Filled, client: Client, gained: bool) -> None:
    filled.feed.epoch = "epoch-2"
    filled.api.limit = 20
    pages = iter(range(100))

    def change(call: str) -> None:
        if call == "pull" and next(pages) == 2:
            path = "/country/class_two/" if not gained else filled.world.organisations["college"].path + "v/"
            which = "class_two" if not gained else "village"
            filled.feed.put("organisation", filled.world.change_organisation(which, path=path))

    filled.api.before = change
    Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE).run()
    shown = set(client.member_ids(MemberQuery()))
    assert not gained or {each.id for each in members_of(filled.world, "village")} <= shown
    assert gained or not {each.id for each in members_of(filled.world, "class_two")} & shown
    is_as_the_server(filled, client)


class Skewed:
    def __init__(self, **skew: float) -> None:
        self.skew = timedelta(**skew)

    def __call__(self) -> datetime:
        return NOON + self.skew


@pytest.mark.fault("I12")
@pytest.mark.parametrize("days", [730, -730, 0.04])
def test_F50_clock_that_is_years_off_or_jumps_changes_no_result(tmp_path: Path, days: float) -> None:
    clock = Skewed(days=days)
    filled = fill_profile(tmp_path, MemoryKeychain(), clock=clock)
    filled.feed.clock = lambda: NOON
    client = filled.client()
    filled.pull(client)
    members = [
        Seen(id=row.member.id, version=row.member.version)
        for row in client.members(client.member_ids(MemberQuery(organisation_id="class_two")))
        if row.member.mark is None and not row.open_transfer
    ][:2]
    one = pending(client)[:1]
    outcomes = client.approve_transfers(one, "同意")
    # Summer time, or somebody who sets the clock right in the middle.
    clock.skew += timedelta(hours=1)
    outcomes += client.mark_members(members[:1], Mark.TEACHER)
    clock.skew -= timedelta(days=1000)
    outcomes += client.mark_members(members[1:], Mark.FLOATING_GRADUATE)
    assert [outcome.refusal for outcome in outcomes] == [None] * 3
    filled.pull(client)
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 3
    assert filled.world.transfers[one[0].id].history[-1].at == NOON
    is_as_the_server(filled, client)
    client.close()


@pytest.mark.fault("I12")
def test_F50_receipts_are_not_forgotten_by_a_clock_that_jumps(tmp_path: Path) -> None:
    clock = Skewed()
    filled = fill_profile(tmp_path, MemoryKeychain(), clock=clock)
    filled.feed.clock = lambda: NOON
    client = filled.client()
    client.approve_transfers(pending(client)[:1])
    filled.pull(client)
    clock.skew = timedelta(days=400)
    filled.pull(client)
    assert client._now_open().workspace.outbox.begin_epoch("restored") == 1
    client.close()


def test_F25_partition_in_one_direction_ends_with_one_effect(filled: Filled, client: Client) -> None:
    """Everything arrives, no answer does, again and again."""
    cycle = Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE)
    outcomes = client.approve_transfers(pending(client)[:3])

    def unheard(_: str) -> None:
        raise client_error("SERVER_UNREACHABLE", server="s")

    filled.api.after = unheard
    for _ in range(5):
        with pytest.raises(ClientError):
            cycle.run()
    filled.api.after = lambda _: None
    cycle.run()
    assert filled.feed.effects == [outcome.op_id for outcome in outcomes]
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 3
    is_as_the_server(filled, client)


def somebody_elses_day(filled: Filled) -> None:
    for member in list(filled.world.members.values())[:30]:
        changed = replace(member, version=member.version + 1, phone="13900000000")
        filled.world.members[member.id] = changed
        filled.feed.put("member", changed)
