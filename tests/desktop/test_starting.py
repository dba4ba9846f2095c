"""Starting transfers on the client: planned by the rules, sent through the outbox, also without a network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.values import Delivery, MemberQuery, Tab, TransferQuery
from domain.commands import StartTransfer
from domain.destinations import Outcome, Particulars, TransferKind
from domain.organisations import System, card_of
from domain.transfers import TransferState
from tests.desktop.samples import members_of

if TYPE_CHECKING:
    from desktop.client import Client
    from desktop.values import MemberRow
    from tests.desktop.profiles import Filled

WORKING = Particulars(employer="示例公司", workplace="420111")


def free(client: Client, count: int, branch: str = "class_two") -> list[MemberRow]:
    rows = client.members(client.member_ids(MemberQuery(organisation_id=branch)))
    return [row for row in rows if not row.member.mark and not row.open_transfer][:count]


def wish(member_id: str, destination: str | None = "employer", **changes: object) -> StartTransfer:
    made = StartTransfer(
        member_id=member_id,
        kind=TransferKind.EMPLOYED,
        system=System.NATIONAL,
        reason="毕业就业",
        destination_id=destination,
        particulars=WORKING,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def started(client: Client) -> list[TransferState]:
    ids = client.transfer_ids(TransferQuery(tab=Tab.STARTED))
    return [row.transfer.state for row in client.transfers(ids) if row.delivery is Delivery.WAITING]


def test_R68_every_rule_is_shown_before_anything_is_sent(client: Client, filled: Filled) -> None:
    [member] = free(client, 1)
    employer = card_of(filled.world.organisations["employer"])
    [target] = client.plan_start([wish(member.member.id)], [employer])
    assert target.title == member.member.name
    assert target.refusal is None
    assert target.certain
    assert {check.rule_id for check in target.checks} >= {"R60.destination", "R60.household", "R69.party"}
    township = card_of(filled.world.organisations["home_township"])
    [missed] = client.plan_start([wish(member.member.id, "home_township")], [township])
    assert missed.refusal is not None
    assert missed.refusal.code == "RULE_MISSED"
    assert Outcome.MISSED in {check.outcome for check in missed.checks}
    assert client.outbox() == []


def test_R68_what_lies_outside_the_scope_is_for_the_server_and_no_refusal(client: Client) -> None:
    [member] = free(client, 1)
    [target] = client.plan_start([wish(member.member.id)])
    assert (target.refusal, target.certain, target.checks) == (None, False, ())


def test_R40_a_start_goes_through_the_outbox_and_is_shown_as_waiting(client: Client, filled: Filled) -> None:
    one, two = free(client, 2)
    wishes = [wish(each.member.id) for each in (one, two)]
    client.plan_start(wishes, [card_of(filled.world.organisations["employer"])])
    outcomes = client.start_transfers(wishes)
    assert [each.title for each in outcomes] == [one.member.name, two.member.name]
    assert started(client) == [TransferState.AWAITING_DESTINATION] * 2
    [item, _] = client.outbox()
    assert (item.kind, item.title, item.entered["destination"]) == (
        "start_transfer",
        one.member.name,
        "示例公司团委",
    )
    [row] = client.members([one.member.id])
    assert row.open_transfer is TransferState.AWAITING_DESTINATION
    filled.pull(client)
    assert len([each for each in filled.world.transfers.values() if each.reason == "毕业就业"]) == 2
    assert client.status().waiting == 0


def test_R44_what_was_not_sent_can_be_taken_back(client: Client, filled: Filled) -> None:
    [member] = free(client, 1)
    client.plan_start([], [card_of(filled.world.organisations["employer"])])
    [outcome] = client.start_transfers([wish(member.member.id)])
    assert outcome.op_id is not None
    client.take_back([outcome.op_id])
    assert started(client) == []
    [row] = client.members([member.member.id])
    assert row.open_transfer is None


def test_R43_a_destination_that_nobody_here_knows_is_sent_all_the_same(
    client: Client, filled: Filled
) -> None:
    """By its exact name, without a network; the server says whether there is one."""
    right, wrong = free(client, 2)
    named = {"destination": None, "system": System.BEIJING}
    client.start_transfers(
        [
            wish(right.member.id, **named, destination_name="北京示例公司团支部"),
            wish(wrong.member.id, **named, destination_name="没有这个组织"),
        ]
    )
    assert client.status().waiting == 2
    filled.pull(client)
    outcomes = {item.title: item.code for item in client.outbox()}
    assert outcomes == {right.member.name: "", wrong.member.name: "DESTINATION_NOT_FOUND"}


def test_R41_the_second_one_is_refused_at_once(client: Client, filled: Filled) -> None:
    [member] = free(client, 1)
    client.plan_start([], [card_of(filled.world.organisations["employer"])])
    wishes = [wish(member.member.id), wish(member.member.id)]
    first, second = client.start_transfers(wishes)
    assert first.refusal is None
    assert second.refusal is not None
    assert second.refusal.code == "OPEN_TRANSFER_EXISTS"
    [starter] = client.starters([member.member.id])
    assert starter.obstacle is not None
    assert starter.obstacle.code == "OPEN_TRANSFER_EXISTS"


def test_R43_without_a_network_the_scope_is_searched(client: Client) -> None:
    found = client.search_destinations("出国", System.NATIONAL)
    assert not found.nationwide
    assert [card.id for card in found.cards] == ["abroad"]
    assert client.search_destinations("出国", System.BEIJING).cards == ()


def test_R34_whoever_is_no_unmarked_graduate_is_transferred_as_anybody(
    client: Client, filled: Filled
) -> None:
    graduate, junior = members_of(filled.world, "class")[10], members_of(filled.world, "juniors")[0]
    counted = {each.member.id: each.counted for each in client.starters([graduate.id, junior.id])}
    assert counted == {graduate.id: True, junior.id: False}


def test_a_start_is_still_predicted_when_the_program_was_closed(client: Client, filled: Filled) -> None:
    [member] = free(client, 1)
    client.plan_start([], [card_of(filled.world.organisations["employer"])])
    client.start_transfers([wish(member.member.id)])
    client.close()
    again = filled.client()
    try:
        assert started(again) == [TransferState.AWAITING_DESTINATION]
    finally:
        again.close()
