"""The message centre on the client (SPEC R81): derived as rows come, read here and elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from desktop.message_values import MessageQuery, MessageRow
from desktop.sync.cycle import Cycle
from desktop.values import OpState, Seen
from domain.commands import AllocateTransfer, RefuseTransfer
from domain.messages import MessageKind, entry_messages, transfer_messages
from domain.register_commands import RetainMember
from tests.desktop.feed import FakeApi
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import DEVICE, Filled, fill_profile
from tests.desktop.samples import members_of, sample_id, sample_world
from tests.domain.examples import NOON, act
from tests.domain.world import EDITIONS, World

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.api import Api
    from desktop.client import Client

K = MessageKind
HANDS = {"now": NOON}


@pytest.fixture
def world() -> World:
    return sample_world()


@pytest.fixture
def branch(tmp_path: Path, world: World) -> Filled:
    """The administrator of the class, whom the requests reach first."""
    return machine(tmp_path / "one", world)


def machine(folder: Path, world: World, organisation: str = "class") -> Filled:
    return fill_profile(
        folder, MemoryKeychain(), organisation=organisation, world=world, clock=lambda: HANDS["now"]
    )


def rows(client: Client, **query: object) -> list[MessageRow]:
    return client.messages(client.message_ids(MessageQuery(**query)))  # type: ignore[arg-type]


def expected(world: World, organisation: str = "class") -> set[str]:
    """What the rules say, of everything that there is."""
    messages = [
        message
        for transfer in world.transfers.values()
        for message in transfer_messages(transfer, EDITIONS[transfer.edition], organisation)
    ]
    messages += [each for entry in world.entries.values() for each in entry_messages(entry, organisation)]
    return {each.id for each in messages if each.at <= HANDS["now"]}


@pytest.mark.parametrize(
    ("organisation", "kinds"),
    [
        ("class", {K.REQUEST_RECEIVED, K.REMINDER}),
        ("class_two", {K.REQUEST_RECEIVED, K.STEP_APPROVED, K.COMPLETED, K.REFUSED, K.WITHDRAWN}),
        ("university", {K.STEP_APPROVED, K.COMPLETED}),
        ("employer", {K.REQUEST_RECEIVED, K.REMINDER, K.WITHDRAWN}),
        ("floating", {K.REQUEST_RECEIVED}),
    ],
)
def test_R81_after_the_first_sync_there_is_what_the_rules_say(
    tmp_path: Path, world: World, organisation: str, kinds: set[MessageKind]
) -> None:
    client = machine(tmp_path / "one", world, organisation).client()
    ids = client.message_ids(MessageQuery())
    assert set(ids) == expected(world, organisation)
    assert len(ids) == len(set(ids)) == client.unread_messages()
    told = client.messages(ids)
    assert [row.message.id for row in told] == ids
    times = [row.message.at for row in told]
    assert times == sorted(times, reverse=True)
    assert {row.message.kind for row in told} == kinds
    client.close()


def test_R81_what_changes_is_told_and_nothing_else_is_touched(branch: Filled, world: World) -> None:
    client = branch.client()
    before = set(client.message_ids(MessageQuery()))
    transfer_id = sample_id("transfer-destination-0")
    branch.feed.store(act(world, RefuseTransfer(reason="岗位已满"), transfer_id, "employer"))
    branch.pull(client)
    (new,) = set(client.message_ids(MessageQuery())) - before
    (row,) = client.messages([new])
    assert (row.message.kind, row.message.subject_id) == (K.REFUSED, transfer_id)
    assert "岗位已满" in row.sentence
    assert row.message.name in row.sentence_en
    assert not row.read
    assert rows(client, kind=K.REFUSED)[0] == row
    assert client.messages(["transfer:nobody:1:refused"]) == []
    client.close()


def test_R80_R81_reminder_comes_with_its_day_without_any_sync(
    branch: Filled, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = branch.client()
    before = set(client.message_ids(MessageQuery()))
    monkeypatch.setitem(HANDS, "now", NOON + timedelta(days=5))
    new = client.messages(list(set(client.message_ids(MessageQuery())) - before))
    assert {row.message.kind for row in new} == {K.REMINDER}
    assert set(client.message_ids(MessageQuery())) == expected(world)
    client.close()


def test_R71_R81_register_reminds_until_it_is_over(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = members_of(world, "class_two")[-1]
    act(world, RetainMember(member_id=member.id, months=1, reason="正在求职"), "r", "college")
    filled = machine(tmp_path / "one", world, "class_two")
    client = filled.client()
    assert rows(client, kind=K.REGISTER_DUE) == []
    monkeypatch.setitem(HANDS, "now", NOON + timedelta(days=20))
    (row,) = rows(client, kind=K.REGISTER_DUE)
    assert (row.message.subject_kind, row.message.subject_id) == ("retention", "r")
    assert "2020-07-31" in row.sentence
    monkeypatch.setitem(HANDS, "now", NOON + timedelta(days=44))
    assert len(rows(client, kind=K.REGISTER_OVERDUE)) == 1
    ended = replace(world.entries["r"], version=2, ended_on=NOON.date())
    filled.feed.put("retention", ended)
    filled.pull(client)
    assert rows(client, kind=K.REGISTER_DUE) == rows(client, kind=K.REGISTER_OVERDUE) == []
    client.close()


def test_R81_read_one_by_one_and_all_at_once(branch: Filled) -> None:
    client = branch.client()
    ids = client.message_ids(MessageQuery())
    client.mark_messages_read(ids[3:5])
    assert client.unread_messages() == len(ids) - 2
    unread = client.message_ids(MessageQuery(unread_only=True))
    assert unread == [*ids[:3], *ids[5:]]
    assert [row.read for row in client.messages(ids[:6])] == [False, False, False, True, True, False]
    client.mark_all_messages_read()
    assert client.unread_messages() == 0
    assert client.message_ids(MessageQuery(unread_only=True)) == []
    assert all(row.read for row in client.messages(ids))
    client.close()


def test_R81_what_comes_after_all_was_read_is_unread(branch: Filled, world: World) -> None:
    client = branch.client()
    client.mark_all_messages_read()
    transfer_id = sample_id("transfer-destination-0")
    branch.feed.store(act(world, RefuseTransfer(reason="岗位已满"), transfer_id, "employer", days=0.01))
    HANDS["now"] = NOON + timedelta(days=0.02)
    branch.pull(client)
    assert client.unread_messages() == 1
    HANDS["now"] = NOON
    client.close()


def test_R81_read_here_is_read_on_the_other_machine_whatever_the_order(
    tmp_path: Path, branch: Filled, world: World
) -> None:
    other = replace(machine(tmp_path / "two", world), feed=branch.feed)
    other = replace(other, api=FakeApi(branch.feed, other.api.actor))
    here, there = branch.client(), other.client()
    ids = here.message_ids(MessageQuery())
    here.mark_messages_read(ids[:2])
    there.mark_messages_read(ids[1:3])
    branch.pull(here)
    other.pull(there)
    branch.feed.put("edition", replace(EDITIONS[2024], version=2))
    branch.pull(here)
    for client in (here, there):
        assert set(ids) - set(client.message_ids(MessageQuery(unread_only=True))) == set(ids[:3])
    there.mark_all_messages_read()
    other.pull(there)
    branch.feed.put("edition", replace(EDITIONS[2024], version=3))
    branch.pull(here)
    assert here.unread_messages() == there.unread_messages() == 0
    here.close()
    there.close()


def test_R81_nothing_new_asks_nobody(branch: Filled) -> None:
    client = branch.client()
    asked: list[str] = []
    branch.api.before = asked.append
    cycle = _cycle(client, branch)
    cycle.run()
    cycle.run()
    assert asked.count("reads") == 1
    client.mark_messages_read(client.message_ids(MessageQuery())[:1])
    cycle.run()
    cycle.run()
    assert asked.count("reads") == 2
    client.close()


def _cycle(client: Client, filled: Filled) -> Cycle:
    return Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE)


def test_R81_marks_come_back_when_the_cache_was_made_anew(branch: Filled) -> None:
    client = branch.client()
    ids = client.message_ids(MessageQuery())
    client.mark_messages_read(ids[:2])
    branch.api.limit = 1
    branch.pull(client)
    branch.api.limit = 2000
    space = client._now_open().workspace
    space.make_cache_anew(space.cache.generation)
    assert client.message_ids(MessageQuery()) == []
    branch.pull(client)
    assert client.unread_messages() == len(ids) - 2
    client.close()


def test_R59_R81_conflict_is_a_message_and_stays_one_when_it_is_dismissed(
    branch: Filled, world: World
) -> None:
    client = branch.client()
    transfer_id = sample_id("transfer-source-0")
    version = world.transfers[transfer_id].version
    branch.feed.store(act(world, RefuseTransfer(reason="材料不全"), transfer_id, "college"))
    client.approve_transfers([Seen(id=transfer_id, version=version)])
    branch.pull(client)
    (item,) = client.outbox()
    assert item.state is OpState.CONFLICT
    (row,) = rows(client, kind=K.CONFLICT)
    assert (row.message.subject_kind, row.message.subject_id, row.read) == ("transfer", transfer_id, False)
    assert item.sentence in row.sentence
    assert item.sentence_en in row.sentence_en
    assert row.message.id in client.message_ids(MessageQuery(unread_only=True))
    unread = client.unread_messages()
    client.mark_messages_read([row.message.id])
    assert client.unread_messages() == unread - 1
    client.dismiss([item.op_id])
    (row,) = rows(client, kind=K.CONFLICT)
    assert row.read
    client.close()


def test_R81_messages_go_with_the_organisation_that_leaves_the_scope(branch: Filled, world: World) -> None:
    """Both sides of a transfer are in the scope of its administrators no longer."""
    client = branch.client()
    moved = replace(world.organisations["class"], path="/elsewhere/x/", version=2)
    world.organisations["class"] = moved
    branch.feed.put("organisation", moved)
    branch.pull(client)
    assert client.message_ids(MessageQuery()) == []
    assert client.unread_messages() == 0
    client.close()


def test_R81_who_receives_a_member_is_told_what_to_do_first(tmp_path: Path, world: World) -> None:
    transfer_id = sample_id("transfer-allocating")
    act(world, AllocateTransfer(branch_id="workshop"), transfer_id, "employer")
    client = machine(tmp_path / "one", world, "workshop").client()
    told = {row.message.kind: row for row in rows(client) if row.message.subject_id == transfer_id}
    assert "线下报到" in told[K.ALLOCATED].sentence
    client.close()
