"""The registers on the client: lists, acts and predictions, also offline (SPEC R70–R72, R113)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.entry_values import EntryOrder, EntryQuery, EntryRow
from desktop.values import Delivery, MemberQuery, OpState, Seen
from domain.commands import ApproveTransfer
from domain.follow_up import FollowUp
from domain.register_commands import EndRetention, RetainMember
from domain.registers import Due, Register
from domain.retention import Retention
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile
from tests.desktop.samples import members_of, sample_world, start
from tests.domain.examples import NOON, act

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.client import Client
    from tests.domain.world import World

REASON = "正在求职"


def rows(client: Client, **query: object) -> list[EntryRow]:
    return client.entries(client.entry_ids(EntryQuery(**query)))  # type: ignore[arg-type]


def graduates(client: Client) -> list[str]:
    """Who can be kept."""
    ids = client.member_ids(MemberQuery())
    found = client.members(ids)
    free = [row.member.id for row in found if row.graduate and not row.member.mark and not row.open_transfer]
    refusals = client.plan_retention(free, 6, REASON)
    return [each for each, refusal in zip(free, refusals, strict=True) if refusal is None]


def keep(client: Client, count: int = 1, months: int = 6) -> list[EntryRow]:
    chosen = graduates(client)[:count]
    outcomes = client.retain_members(chosen, months, REASON)
    assert all(each.op_id for each in outcomes)
    return client.entries([each.id for each in outcomes])


def seen(*entries: EntryRow) -> list[Seen]:
    return [Seen(id=row.entry.id, version=row.entry.version) for row in entries]


def test_R71_R113_kept_offline_is_shown_as_waiting_and_sent_once(filled: Filled, client: Client) -> None:
    (row,) = keep(client)
    assert (row.register, row.due_on, row.due) == (Register.RETENTION, date(2020, 12, 31), Due.LATER)
    assert row.delivery is Delivery.WAITING
    assert client.outbox()[0].title == row.entry.member_name
    assert rows(client) == [row]
    filled.pull(client)
    (confirmed,) = rows(client)
    assert confirmed == replace(row, delivery=Delivery.CONFIRMED, entry=confirmed.entry)
    assert filled.world.entries == {row.entry.id: confirmed.entry}


def test_R71_refused_early_with_the_rule_s_reason(client: Client) -> None:
    chosen = graduates(client)[0]
    (refusal,) = client.plan_retention([chosen], 7, REASON)
    assert refusal is not None
    assert refusal.code == "RETENTION_TOO_LONG"
    (outcome,) = client.retain_members([chosen], 6, " ")
    assert outcome.op_id is None
    assert outcome.refusal is not None
    assert outcome.refusal.code == "RETENTION_REASON_MISSING"
    first, again = client.retain_members([chosen, chosen], 6, REASON)
    assert first.op_id is not None
    assert again.refusal is not None
    assert again.refusal.code == "ALREADY_RETAINED"


def test_R71_acts_follow_one_another_offline(filled: Filled, client: Client) -> None:
    (row,) = keep(client)
    detail = client.entry_detail(row.entry.id)
    assert detail is not None
    assert (detail.may_end, detail.may_prolong, detail.may_record) == (True, False, False)
    (ended,) = client.end_entries(seen(row), "已就业")
    assert ended.op_id is not None
    (now,) = rows(client)
    assert (now.due, now.entry.outcome, now.delivery) == (Due.CLOSED, "已就业", Delivery.WAITING)
    filled.pull(client)
    assert [item.state for item in client.outbox()] == [OpState.APPLIED, OpState.APPLIED]
    assert filled.world.entries[row.entry.id].outcome == "已就业"
    assert client.end_entries([Seen(id="nobody", version=1)], "已就业") == []


def test_R59_R71_late_one_is_told_who_was_first_and_keeps_what_they_entered(
    filled: Filled, client: Client
) -> None:
    (row,) = keep(client)
    filled.pull(client)
    changed = act(filled.world, EndRetention(outcome="已入伍"), row.entry.id, "college")
    filled.feed.store(changed)
    client.end_entries(seen(row), "已就业")
    filled.pull(client)
    (shown,) = rows(client)
    assert (shown.entry.outcome, shown.delivery) == ("已入伍", Delivery.ATTENTION)
    detail = client.entry_detail(row.entry.id)
    assert detail is not None
    assert detail.attention is not None
    assert (detail.attention.state, detail.attention.code) == (OpState.CONFLICT, "STALE_VERSION")
    assert detail.attention.entered == {"outcome": "已就业"}


def test_R71_prolonged_once_where_the_edition_allows_it(tmp_path: Path) -> None:
    world = sample_world()
    world.year = 2021
    member = members_of(world, "class_two")[-1]
    act(world, RetainMember(member_id=member.id, months=6, reason=REASON), "r", "college")
    filled = fill_profile(tmp_path / "profiles", MemoryKeychain(), world=world)
    client = filled.client()
    detail = client.entry_detail("r")
    assert detail is not None
    assert (detail.may_prolong, detail.longest_months) == (True, 12)
    (outcome,) = client.prolong_retentions(seen(detail.row), 12)
    assert outcome.op_id is not None
    (row,) = rows(client, register=Register.RETENTION)
    assert isinstance(row.entry, Retention)
    assert (row.due_on, row.entry.prolonged) == (date(2021, 6, 30), True)
    client.close()


def test_R72_received_reported_and_transferred_on_in_one_offline_day(tmp_path: Path) -> None:
    """The entry is predicted with the decision that makes it, so that it can be used at once."""
    world = sample_world()
    member = members_of(world, "class_two")[-1]
    transfer_id = start(world, member.id, "township", member.id, days=-3, name="going")
    act(world, ApproveTransfer(), transfer_id, "university", days=-2)
    act(world, ApproveTransfer(), transfer_id, "township", days=-1)
    filled = fill_profile(tmp_path / "profiles", MemoryKeychain(), organisation="township", world=world)
    client = filled.client()
    version = world.transfers[transfer_id].version
    client.allocate_transfers([Seen(id=transfer_id, version=version)], "floating")
    (row,) = rows(client)
    assert isinstance(row.entry, FollowUp)
    assert (row.entry.member_name, row.due_on, row.branch_name) == (
        member.name, date(2020, 9, 18), "甲街道流动团支部",
    )  # fmt: skip
    found = date(2020, 6, 17)
    (outcome,) = client.record_follow_ups(seen(row), "已找到工作", found)
    assert outcome.op_id is not None
    filled.pull(client)
    assert {item.state for item in client.outbox()} == {OpState.APPLIED}
    (row,) = rows(client)
    assert (row.due_on, row.due, row.delivery) == (date(2020, 7, 17), Due.SOON, Delivery.CONFIRMED)
    detail = client.transfer_detail(transfer_id)
    assert detail is not None
    assert detail.row.delivery is Delivery.CONFIRMED
    client.close()


@pytest.fixture
def three(tmp_path: Path) -> Filled:
    """Kept until the end of July, of October and of December; today is 18 June."""
    world = sample_world()
    for number, months in enumerate((1, 4, 6)):
        member = members_of(world, "class_two")[-1 - number]
        keep = RetainMember(member_id=member.id, months=months, reason=REASON)
        act(world, keep, f"r{months}", "college")
    return fill_profile(tmp_path / "profiles", MemoryKeychain(), world=world, clock=lambda: HANDS["now"])


HANDS = {"now": NOON}


def test_R71_lists_by_due_state_organisation_and_text(three: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    client = three.client()
    assert client.entry_ids(EntryQuery()) == ["r1", "r4", "r6"]
    assert client.entry_ids(EntryQuery(descending=True)) == ["r6", "r4", "r1"]
    assert client.entry_counts().soon == {}
    monkeypatch.setitem(HANDS, "now", NOON + timedelta(days=120))
    assert [row.due for row in rows(client)] == [Due.OVERDUE, Due.SOON, Due.LATER]
    for due, expected in ((Due.OVERDUE, "r1"), (Due.SOON, "r4"), (Due.LATER, "r6")):
        assert client.entry_ids(EntryQuery(due=due)) == [expected]
    assert client.entry_ids(EntryQuery(due=Due.CLOSED)) == []
    counts = client.entry_counts()
    assert (counts.soon, counts.overdue) == ({Register.RETENTION: 1}, {Register.RETENTION: 1})
    name = three.world.entries["r4"].member_name
    assert client.entry_ids(EntryQuery(text=name)) == ["r4"]
    assert client.entry_ids(EntryQuery(organisation_id="class")) == []
    assert len(client.entry_ids(EntryQuery(organisation_id="college", order=EntryOrder.ORGANISATION))) == 3
    assert client.entry_ids(EntryQuery(register=Register.FOLLOW_UP)) == []
    assert client.entry_ids(EntryQuery(organisation_id="nowhere")) == []
    by_name = rows(client, order=EntryOrder.NAME)
    assert len(by_name) == 3
    client.close()


def test_entries_are_gone_when_their_organisation_leaves_the_scope(three: Filled) -> None:
    client = three.client()
    world: World = three.world
    moved = replace(world.organisations["class_two"], path="/elsewhere/x/", version=2)
    world.organisations["class_two"] = moved
    three.feed.put("organisation", moved)
    three.pull(client)
    assert client.entry_ids(EntryQuery()) == []
    client.close()
