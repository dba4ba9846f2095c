"""Deciding: predicted by the rules, refused early, on the disk before it is called saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError, client_error
from desktop.outbox import Outbox
from desktop.values import Changes, Delivery, MemberList, MemberQuery, OpState, Seen, TransferQuery
from domain.members import Mark
from domain.transfers import TransferState
from tests.desktop.samples import members_of, sample_id
from tests.domain.examples import NOON

if TYPE_CHECKING:
    from desktop.cache import Cache
    from desktop.client import Client
    from desktop.values import MemberRow, TransferRow
    from tests.desktop.profiles import Filled

DELAY = {"expected_month": "2021-06", "delay_reason": "学分未修满"}


def pending(client: Client) -> list[TransferRow]:
    return client.transfers(client.transfer_ids(TransferQuery()))


def seen(*rows: TransferRow) -> list[Seen]:
    return [Seen(id=row.transfer.id, version=row.transfer.version) for row in rows]


def seen_members(*rows: MemberRow) -> list[Seen]:
    return [Seen(id=row.member.id, version=row.member.version) for row in rows]


def graduates(client: Client, count: int) -> list[MemberRow]:
    rows = client.members(client.member_ids(MemberQuery(organisation_id="class_two")))
    return [row for row in rows if row.graduate and not row.member.mark and not row.open_transfer][:count]


def one(client: Client, member_id: str) -> MemberRow:
    [row] = client.members([member_id])
    return row


def test_R55_every_item_gets_its_own_answer(client: Client) -> None:
    good, stale, _ = pending(client)[:3]
    outcomes = client.approve_transfers(
        [
            *seen(good),
            Seen(id=stale.transfer.id, version=0),
            Seen(id=sample_id("transfer-done"), version=4),
            Seen(id="unknown", version=1),
        ]
    )
    codes = [each.refusal.code if each.refusal else None for each in outcomes]
    assert codes == [None, "ALREADY_DECIDED", "INVALID_TRANSITION", "NOT_FOUND"]
    assert [bool(each.op_id) for each in outcomes] == [True, False, False, False]
    assert [each.title for each in outcomes[:2]] == [good.transfer.subject.name, stale.transfer.subject.name]
    assert len(client.outbox()) == 1


def test_F1_what_could_not_be_saved_is_never_said_to_be(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise client_error("DISK_FULL")

    monkeypatch.setattr(Outbox, "add", full)
    before = pending(client)
    with pytest.raises(ClientError) as caught:
        client.approve_transfers(seen(*before[:2]))
    assert caught.value.code == "DISK_FULL"
    assert pending(client) == before
    assert client.outbox() == []


def test_what_was_saved_counts_though_the_cache_could_not_show_it(
    client: Client, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pending(client)[:2]
    cache: Cache = client._now_open().workspace.cache
    with monkeypatch.context() as patch:
        patch.setattr(cache, "write", lambda: (_ for _ in ()).throw(client_error("DISK_FULL")))
        [outcome] = client.approve_transfers(seen(first))
    assert outcome.op_id is not None
    [row] = client.transfers([first.transfer.id])
    assert row.delivery is Delivery.WAITING, "the outbox knows, even if the row still looks as before"
    client.approve_transfers(seen(second))
    [row] = client.transfers([first.transfer.id])
    assert row.transfer.state is TransferState.AWAITING_DESTINATION


def test_one_after_the_other_on_the_same_member(client: Client) -> None:
    """Decision 5: marked, revoked and marked again offline; each stands upon the one before."""
    [row] = graduates(client, 1)
    client.mark_members(seen_members(row), Mark.TEACHER)
    client.revoke_marks(seen_members(one(client, row.member.id)))
    client.mark_members(seen_members(one(client, row.member.id)), Mark.DELAYED_GRADUATE, **DELAY)
    last = one(client, row.member.id)
    assert (last.member.version, last.member.mark) == (row.member.version + 3, Mark.DELAYED_GRADUATE)
    ops = client._now_open().workspace.outbox.pending()
    assert [each.seen_version for each in ops] == [row.member.version + n for n in range(3)]
    assert [each.after for each in ops] == [None, ops[0].op_id, ops[1].op_id]


def test_the_version_on_the_screen_is_what_counts(client: Client) -> None:
    [row] = graduates(client, 1)
    client.mark_members(seen_members(row), Mark.TEACHER)
    [outcome] = client.revoke_marks(seen_members(row))
    assert outcome.refusal is not None
    assert outcome.refusal.code == "STALE_VERSION"


def test_take_back_undoes_what_it_looked_like(client: Client) -> None:
    first, second = graduates(client, 2)
    outcomes = client.mark_members(seen_members(first, second), Mark.DELAYED_GRADUATE, **DELAY)
    revoked = client.revoke_marks(seen_members(one(client, first.member.id)))
    op_ids = [each.op_id for each in outcomes if each.op_id]
    assert client.take_back(op_ids[:1]) == [op_ids[0], revoked[0].op_id]
    assert one(client, first.member.id) == first
    assert one(client, second.member.id).member.mark is Mark.DELAYED_GRADUATE
    assert client.take_back(op_ids[:1]) == []
    assert client.counts().waiting == 1


def test_R35_marking_can_bring_them_together(client: Client) -> None:
    [row] = graduates(client, 1)
    client.mark_members(seen_members(row), Mark.DELAYED_GRADUATE, move_to="delayed", **DELAY)
    moved = one(client, row.member.id)
    assert moved.branch_name == "延迟毕业团支部"
    assert row.member.id in client.member_ids(MemberQuery(list=MemberList.DELAYED, organisation_id="delayed"))
    client.revoke_marks(seen_members(moved))
    back = one(client, row.member.id)
    assert (back.member.organisation_id, back.member.mark) == (row.member.organisation_id, None)


def test_R31_plan_lists_first_who_cannot_be_marked(filled: Filled, client: Client) -> None:
    world = filled.world
    marked = next(each for each in members_of(world, "class") if each.mark)
    junior = members_of(world, "juniors")[0]
    late = next(each for each in members_of(world, "mixed") if each.graduation_month == "2021-06")
    free = graduates(client, 2)
    people = [marked, junior, late, *(row.member for row in free)]
    plan = client.plan_marks([Seen(id=each.id, version=each.version) for each in people])
    assert [target.seen.id for target in plan.markable] == [row.member.id for row in free]
    assert {target.seen.id: target.refusal.code for target in plan.left_out if target.refusal} == {
        marked.id: "ALREADY_MARKED",
        junior.id: "NOT_A_GRADUATE",
        late.id: "NOT_A_GRADUATE",
    }
    assert plan.earliest_month == "2020-07"
    assert [card.id for card in plan.delayed_branches] == ["delayed"]


def test_plan_for_nobody(client: Client) -> None:
    plan = client.plan_marks([Seen(id="gone", version=1)])
    assert (plan.markable, plan.earliest_month) == ((), None)
    assert plan.left_out[0].refusal is not None


def test_R53_detail_says_what_may_be_done(filled: Filled, client: Client) -> None:
    open_one = pending(client)[0]
    detail = client.transfer_detail(open_one.transfer.id)
    assert detail is not None
    assert (detail.may_approve, detail.may_refuse) == (True, True)
    assert (detail.may_allocate, detail.may_withdraw, detail.branches) == (False, False, ())
    own = client.transfer_detail(sample_id("transfer-destination-0"))
    assert own is not None
    assert (own.may_approve, own.may_withdraw) == (False, False)
    done = client.transfer_detail(sample_id("transfer-done"))
    assert done is not None
    assert not any([done.may_approve, done.may_refuse, done.may_allocate, done.may_withdraw])


def test_entered_words_are_kept_to_read(client: Client) -> None:
    first, second = pending(client)[:2]
    [row] = graduates(client, 1)
    client.refuse_transfers(seen(first), "材料不全")
    client.refuse_transfers(seen(second), "不属于本组织")
    client.mark_members(seen_members(row), Mark.DELAYED_GRADUATE, move_to="delayed", **DELAY)
    marked = client.outbox()[-1]
    assert marked.entered == {
        "mark": "delayed_graduate",
        "move_to": "延迟毕业团支部",
        **DELAY,
    }
    assert (marked.title, marked.kind) == (row.member.name, "mark_member")
    assert client.recent_reasons() == ["不属于本组织", "材料不全"]


def test_acting_tells_which_rows_look_different(client: Client) -> None:
    told: list[Changes] = []
    client._now_open().workspace.on_changes = told.append
    first = pending(client)[0]
    client.approve_transfers(seen(first))
    transfers, members = frozenset({first.transfer.id}), frozenset({first.transfer.member_id})
    changes = Changes(transfers=transfers, members=members, messages=True, outbox=True, status=True)
    assert told == [changes]


def test_refused_actions_tell_nothing(client: Client) -> None:
    told: list[Changes] = []
    client._now_open().workspace.on_changes = told.append
    client.approve_transfers([Seen(id="unknown", version=1)])
    client.refuse_transfers(seen(pending(client)[0]), "  ")
    assert told == []


def test_many_at_once(client: Client, filled: Filled) -> None:
    rows = client.members(client.member_ids(MemberQuery()))
    free = [row for row in rows if row.graduate and not row.member.mark and not row.open_transfer]
    outcomes = client.mark_members(seen_members(*free), Mark.TEACHER)
    assert len(outcomes) == len(free) > 20
    filled.pull(client)
    assert {item.state for item in client.outbox()} == {OpState.APPLIED}
    marked = client.members([row.member.id for row in free])
    assert {row.member.mark for row in marked} == {Mark.TEACHER}
    assert {row.delivery for row in marked} == {Delivery.CONFIRMED}


def test_R59_loser_is_told_who_was_first_and_keeps_their_words(filled: Filled, client: Client) -> None:
    first = pending(client)[0]
    client.refuse_transfers(seen(first), "我的理由")
    _somebody_else_approves(filled, first.transfer.id)
    filled.pull(client)

    [item] = client.outbox()
    assert (item.state, item.code, item.entered) == (
        OpState.CONFLICT,
        "ALREADY_DECIDED",
        {"reason": "我的理由"},
    )
    assert "college老师" in item.sentence
    detail = client.transfer_detail(first.transfer.id)
    assert detail is not None
    assert detail.attention == item
    assert detail.row.delivery is Delivery.ATTENTION
    assert detail.row.transfer.state is TransferState.AWAITING_DESTINATION
    assert client.counts().attention == 1
    client.dismiss([item.op_id])
    assert client.outbox() == []
    assert client.transfers([first.transfer.id])[0].delivery is Delivery.CONFIRMED
    assert client.recent_reasons() == ["我的理由"]


def _somebody_else_approves(filled: Filled, transfer_id: str) -> None:
    from domain.commands import ApproveTransfer
    from tests.domain.examples import administrator

    changed = filled.world.execute(
        ApproveTransfer(), transfer_id, administrator(filled.world, "college"), NOON
    )
    filled.feed.store(changed)
