"""Registers and messages between real machines and the real server (SPEC R70–R72, R81)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.entry_values import EntryQuery
from desktop.message_values import MessageQuery
from desktop.values import Delivery, OpState, Seen
from domain.messages import MessageKind
from domain.registers import Due, Register
from tests.sync.people import graduates

if TYPE_CHECKING:
    from desktop.client import Client
    from desktop.entry_values import EntryRow
    from tests.sync.people import People


def rows(client: Client, register: Register) -> dict[str, EntryRow]:
    found = client.entries(client.entry_ids(EntryQuery(register=register)))
    return {row.entry.id: row for row in found}


def test_R71_R59_R81_kept_here_ended_there_and_the_late_one_is_told(people: People) -> None:
    first, second = people.signed_in("university"), people.signed_in("university_second")
    member_ids = [row.member.id for row in graduates(first)]
    refusals = first.plan_retention(member_ids, 6, "正在求职")
    free = [each for each, refusal in zip(member_ids, refusals, strict=True) if refusal is None]
    first.set_working_offline(True)
    (outcome,) = first.retain_members(free[:1], 6, "正在求职")
    assert rows(first, Register.RETENTION)[outcome.id].delivery is Delivery.WAITING
    first.set_working_offline(False)
    first.sync_once()
    second.sync_once()
    row = rows(second, Register.RETENTION)[outcome.id]
    assert row == rows(first, Register.RETENTION)[outcome.id]
    seen = [Seen(id=row.entry.id, version=row.entry.version)]
    second.end_entries(seen, "已落实工作单位")
    second.sync_once()
    first.end_entries(seen, "已入伍")
    first.sync_once()
    assert rows(first, Register.RETENTION)[outcome.id].due is Due.CLOSED
    (item,) = [each for each in first.outbox() if each.state is OpState.CONFLICT]
    (conflict,) = first.messages(first.message_ids(MessageQuery(kind=MessageKind.CONFLICT)))
    assert item.sentence in conflict.sentence
    assert conflict.message.subject_id == outcome.id


def test_R70_R72_sample_s_registers_come_with_the_first_sync(people: People) -> None:
    assert rows(people.signed_in("university"), Register.STUDY_ABROAD)
    township = people.signed_in("township")
    assert rows(township, Register.FOLLOW_UP)
    assert township.entry_counts().overdue[Register.FOLLOW_UP] > 0


def test_R81_read_on_one_machine_is_read_on_the_other(people: People) -> None:
    here = people.signed_in("counsellor")
    there = people.machine("elsewhere")
    account = people.accounts["counsellor"]
    ids = here.message_ids(MessageQuery())
    assert here.unread_messages() == len(ids) > 3
    here.mark_messages_read(ids[:2])
    here.sync_once()
    there.sign_in(people.address, account["account"], account["password"])
    there.sync_once()
    assert there.message_ids(MessageQuery()) == ids
    assert there.message_ids(MessageQuery(unread_only=True)) == ids[2:]
    there.mark_all_messages_read()
    there.sync_once()
    assert there.unread_messages() == 0
    assert len(there.messages(ids[:20])) == min(20, len(ids))
