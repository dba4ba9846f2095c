"""Client and server together on a good day: deciding, being second, moving people, marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.values import (
    Connection,
    Delivery,
    MemberList,
    MemberQuery,
    OpState,
    Seen,
    Tab,
    TransferQuery,
)
from domain.members import Mark
from domain.transfers import TransferState
from tests.sync.people import Listener, graduates, pending, seen, seen_members
from tests.sync.processes import Witness

if TYPE_CHECKING:
    from tests.sync.people import Accounts, People

REASON = "该同志的就业单位与申请不符"


def test_first_sync_brings_the_scope_and_nothing_else(people: People) -> None:
    university, township = people.signed_in("university"), people.signed_in("township")
    assert len(university.member_ids(MemberQuery())) > 1000
    mine = set(university.member_ids(MemberQuery()))
    theirs = set(township.member_ids(MemberQuery()))
    assert theirs
    assert not mine & theirs
    assert university.counts().pending == len(university.transfer_ids(TransferQuery())) > 10
    assert university.status().connection is Connection.ONLINE
    [root] = university.organisation_roots()
    everybody = mine | set(university.member_ids(MemberQuery(list=MemberList.DELAYED)))
    assert root.members == len(everybody)


def test_decisions_arrive_once_with_their_words(people: People, accounts: Accounts) -> None:
    client = people.signed_in("university")
    first, second = pending(client)[:2]
    client.approve_transfers(seen(first), "同意转出")
    client.refuse_transfers(seen(second), REASON)
    assert client.counts().waiting == 2
    client.sync_once()
    assert {item.state for item in client.outbox()} == {OpState.APPLIED}
    assert client.counts().waiting == 0
    witness = Witness(people.address, accounts["university"])
    for row, action, words in ((first, "approved", "同意转出"), (second, "refused", REASON)):
        transfer = witness.get(f"/v1/transfers/{row.transfer.id}")
        events = transfer["history"][len(row.transfer.history) :]
        assert [(each["action"], each["remark"]) for each in events] == [(action, words)]
        [now] = client.transfers([row.transfer.id])
        assert now.delivery is Delivery.CONFIRMED
        assert now.transfer.version == transfer["version"]
        assert row.transfer.id in client.transfer_ids(TransferQuery(tab=Tab.DECIDED))


@pytest.mark.fault("F43")
def test_R59_second_is_told_who_decided_what_and_when_and_keeps_their_words(people: People) -> None:
    offline, online = people.signed_in("university"), people.signed_in("university_second")
    row = pending(offline)[0]
    offline.refuse_transfers(seen(row), REASON)
    online.approve_transfers(seen(row), "情况属实")
    online.sync_once()
    winner = online.session.user_name

    offline.sync_once()
    [item] = offline.outbox()
    assert (item.state, item.code) == (OpState.CONFLICT, "ALREADY_DECIDED")
    assert winner in item.sentence
    assert winner in item.sentence_en
    assert "同意" in item.sentence
    assert item.entered == {"reason": REASON}
    detail = offline.transfer_detail(row.transfer.id)
    assert detail is not None
    assert detail.attention == item
    assert detail.row.transfer.history[-1].by.name == winner
    assert offline.counts().attention == 1
    offline.dismiss([item.op_id])
    assert (offline.outbox(), offline.counts().attention) == ([], 0)


def test_R57_completed_member_leaves_one_client_and_comes_to_the_other(people: People) -> None:
    school, employer = people.signed_in("university"), people.signed_in("employer")
    row = next(
        row
        for row in pending(employer, TransferState.AWAITING_ALLOCATION)
        if school.members([row.transfer.member_id])
    )
    member_id = row.transfer.member_id
    detail = employer.transfer_detail(row.transfer.id)
    assert detail is not None
    assert detail.may_allocate
    branch = detail.branches[0]
    assert employer.members([member_id]) == []
    [outcome] = employer.allocate_transfers(seen(row), branch.id)
    assert outcome.refusal is None
    employer.sync_once()
    assert [each.branch_name for each in employer.members([member_id])] == [branch.full_name]

    school.sync_once()
    assert school.members([member_id]) == []
    assert member_id not in school.member_ids(MemberQuery())
    [history] = school.transfers([row.transfer.id])
    assert history.transfer.state is TransferState.COMPLETED


def test_R33_marks_go_and_come_back(people: People, accounts: Accounts) -> None:
    client = people.signed_in("college")
    five = graduates(client)[:5]
    plan = client.plan_marks(seen_members(*five))
    assert len(plan.markable) == 5
    month = plan.earliest_month
    client.mark_members(
        seen_members(*five), Mark.DELAYED_GRADUATE, expected_month=month, delay_reason="学分未修满"
    )
    ids = [row.member.id for row in five]
    assert set(ids) <= set(client.member_ids(MemberQuery(list=MemberList.DELAYED)))
    client.sync_once()
    witness = Witness(people.address, accounts["college"])
    for member_id in ids:
        assert witness.get(f"/v1/members/{member_id}")["expected_month"] == month
    client.revoke_marks(seen_members(*client.members(ids)))
    client.sync_once()
    assert {item.state for item in client.outbox()} == {OpState.APPLIED}
    assert set(ids) <= set(client.member_ids(MemberQuery()))
    assert witness.get(f"/v1/members/{ids[0]}")["mark"] is None


def test_decision_5_chain_made_offline_is_applied_in_order(people: People) -> None:
    client = people.signed_in("college")
    [row] = graduates(client)[:1]
    client.mark_members(seen_members(row), Mark.TEACHER)
    client.revoke_marks(seen_members(*client.members([row.member.id])))
    client.mark_members(seen_members(*client.members([row.member.id])), Mark.FLOATING_GRADUATE)
    client.sync_once()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 3
    [now] = client.members([row.member.id])
    assert (now.member.mark, now.delivery) == (Mark.FLOATING_GRADUATE, Delivery.CONFIRMED)
    assert now.member.version == row.member.version + 3


def test_decision_5_chain_falls_with_its_first(people: People) -> None:
    offline, online = people.signed_in("college"), people.signed_in("university")
    [row] = graduates(offline)[:1]
    offline.mark_members(seen_members(row), Mark.TEACHER)
    offline.revoke_marks(seen_members(*offline.members([row.member.id])))
    online.mark_members(seen_members(row), Mark.FLOATING_GRADUATE)
    online.sync_once()
    offline.sync_once()
    assert [item.code for item in offline.outbox()] == ["STALE_VERSION", "PREDECESSOR_REJECTED"]
    [now] = offline.members([row.member.id])
    assert (now.member.mark, now.delivery) == (Mark.FLOATING_GRADUATE, Delivery.ATTENTION)


def test_news_of_others_come_by_themselves(people: People) -> None:
    watching, acting = people.signed_in("university"), people.signed_in("university_second")
    listener = Listener()
    watching.start(listener)
    listener.until(lambda: watching.status().connection is Connection.ONLINE)
    row = pending(acting)[0]
    acting.approve_transfers(seen(row))
    acting.sync_once()
    listener.until(lambda: any(row.transfer.id in changes.transfers for changes in listener.told))
    [now] = watching.transfers([row.transfer.id])
    assert now.transfer.version == row.transfer.version + 1


def test_own_decisions_are_sent_at_once_while_waiting_for_news(people: People) -> None:
    client = people.signed_in("university")
    listener = Listener()
    client.start(listener)
    listener.until(lambda: client.status().connection is Connection.ONLINE and not client.status().syncing)
    rows = pending(client)[:3]
    client.approve_transfers(seen(*rows))
    ids = [row.transfer.id for row in rows]
    listener.until(lambda: {row.delivery for row in client.transfers(ids)} == {Delivery.CONFIRMED})
    assert client.counts().waiting == 0


def test_bulk_of_many_is_sent_in_batches(people: People) -> None:
    client = people.signed_in("university")
    many = graduates(client)[:250]
    assert len(many) == 250
    client.mark_members(seen_members(*many), Mark.TEACHER)
    client.sync_once()
    assert [item.state for item in client.outbox()] == [OpState.APPLIED] * 250
    assert {row.member.mark for row in client.members([row.member.id for row in many])} == {Mark.TEACHER}


def test_unknown_transfer_is_refused_here_already(people: People) -> None:
    client = people.signed_in("university")
    theirs = people.signed_in("township")
    row = pending(theirs, *TransferState)[0]
    foreign = [Seen(id=row.transfer.id, version=row.transfer.version)]
    [outcome] = client.approve_transfers(foreign)
    assert outcome.refusal is not None
    assert client.outbox() == []
