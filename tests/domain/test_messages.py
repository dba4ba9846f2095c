"""Who is told what (SPEC R81)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    RefuseTransfer,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import Particulars, TransferKind
from domain.entries import AnyEntry
from domain.message_texts import message_text
from domain.messages import Message, MessageKind, beginning_of, entry_messages, transfer_messages
from domain.nudges import nudge_transfer
from domain.register_commands import RecordReport, RetainMember
from domain.standstill import give_days_back
from tests.domain.examples import NOON, TODAY, act, administrator, small_world
from tests.domain.test_registers import ABROAD
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import EDITIONS, World

if TYPE_CHECKING:
    from domain.transfers import Transfer

DAY = timedelta(days=1)
K = MessageKind
BY_MEMBER = replace(EMPLOYED, destination_id="employer")


@pytest.fixture
def world() -> World:
    return small_world()


def told(world: World, transfer_id: str = "t", until: datetime | None = None) -> dict[str, list[str]]:
    """The kinds of what each organisation has been told, in order; by default also what is still to come."""
    transfer = world.transfers[transfer_id]
    edition = EDITIONS[transfer.edition]
    found: dict[str, list[str]] = defaultdict(list)
    for organisation in world.organisations:
        messages = transfer_messages(transfer, edition, organisation)
        kinds = [each.kind.value for each in messages if until is None or each.at <= until]
        if kinds:
            found[organisation] = kinds
    return dict(found)


def start(world: World, by: str, command: StartTransfer = BY_MEMBER, days: float = 0) -> None:
    act(world, command, "t", by, days=days)


def test_R81_request_goes_from_step_to_step_until_it_is_allocated(world: World) -> None:
    start(world, "zhang")
    assert told(world) == {"class": [K.REQUEST_RECEIVED, K.REMINDER]}
    act(world, ApproveTransfer(), "t", "class", days=1)
    assert told(world) == {"class": [K.REQUEST_RECEIVED], "employer": [K.REQUEST_RECEIVED, K.REMINDER]}
    act(world, ApproveTransfer(), "t", "employer", days=2)
    assert told(world)["class"] == [K.REQUEST_RECEIVED, K.STEP_APPROVED]
    act(world, AllocateTransfer(branch_id="workshop"), "t", "employer", days=3)
    assert told(world) == {
        "class": [K.REQUEST_RECEIVED, K.STEP_APPROVED, K.COMPLETED],
        "employer": [K.REQUEST_RECEIVED],
        "workshop": [K.ALLOCATED],
    }


def test_R81_who_decides_in_a_branch_s_stead_is_told_and_the_branch_as_well(world: World) -> None:
    start(world, "zhang")
    act(world, ApproveTransfer(), "t", "college", days=1)
    assert told(world)["class"] == [K.REQUEST_RECEIVED, K.STEP_APPROVED]
    act(world, RefuseTransfer(reason="专业不符"), "t", "employer", days=2)
    assert told(world) == {
        "class": [K.REQUEST_RECEIVED, K.STEP_APPROVED, K.REFUSED],
        "college": [K.REFUSED],
        "employer": [K.REQUEST_RECEIVED],
    }
    message = messages(world.transfers["t"], "college")[-1]
    assert (message.facts["remark"], message.by) == ("专业不符", administrator(world, "employer").party)


def messages(transfer: Transfer, organisation: str) -> list[Message]:
    return list(transfer_messages(transfer, EDITIONS[transfer.edition], organisation))


def test_R81_withdrawn_is_told_to_whom_it_had_reached(world: World) -> None:
    start(world, "college")
    act(world, WithdrawTransfer(), "t", "college", days=1)
    assert told(world) == {"class": [K.WITHDRAWN], "employer": [K.REQUEST_RECEIVED, K.WITHDRAWN]}
    start(world, "zhang", days=2)
    act(world, WithdrawTransfer(), "t", "zhang", days=3)
    assert told(world) == {"class": [K.REQUEST_RECEIVED, K.WITHDRAWN]}


def test_R81_started_by_the_entering_side_it_is_the_leaving_branch_that_is_asked(world: World) -> None:
    start(world, "employer")
    assert told(world) == {"class": [K.REQUEST_RECEIVED, K.REMINDER]}
    act(world, ApproveTransfer(), "t", "class", days=1)
    assert told(world)["employer"] == [K.STEP_APPROVED, K.REMINDER]


def test_R80_R81_reminder_on_the_tenth_day_unless_it_was_decided_by_then(world: World) -> None:
    start(world, "college")
    (received, reminder) = messages(world.transfers["t"], "employer")
    assert received.at == NOON
    assert reminder.at == beginning_of(TODAY + 10 * DAY)
    assert reminder.facts["deadline"] == str(TODAY + 15 * DAY)
    act(world, ApproveTransfer(), "t", "employer", days=11)
    assert told(world, until=NOON + 12 * DAY)["employer"] == [K.REQUEST_RECEIVED, K.REMINDER]
    assert told(world)["employer"] == [K.REQUEST_RECEIVED, K.REMINDER, K.REMINDER]


def test_R81_R82_automatic_approval_is_told_to_everybody_as_such(world: World) -> None:
    start(world, "zhang")
    world.lapse(NOON + 16 * DAY)
    assert told(world)["class"] == [K.REQUEST_RECEIVED, K.REMINDER, K.AUTOMATIC_APPROVAL]
    world.lapse(NOON + 32 * DAY)
    assert told(world)["class"][-1] == K.AUTOMATIC_APPROVAL
    assert told(world)["employer"] == [K.REQUEST_RECEIVED, K.REMINDER, K.AUTOMATIC_APPROVAL, K.REMINDER]
    automatic = messages(world.transfers["t"], "class")[-1]
    assert automatic.by is None


def test_R81_R90_returned_at_the_deadline_where_the_edition_says_so(world: World) -> None:
    world.year = 2024
    start(world, "college")
    world.lapse(NOON + 11 * DAY)
    assert told(world)["college"] == [K.REFUSED]


def test_R81_R83_nudged_and_days_given_back(world: World) -> None:
    start(world, "college")
    transfer = nudge_transfer(world.transfers["t"], administrator(world, "college"), NOON + 2 * DAY)
    stopped, resumed = NOON + 9 * DAY, NOON + 12 * DAY
    world.transfers["t"] = give_days_back(transfer, EDITIONS[2020], stopped, resumed, resumed)
    told_employer = [K.REQUEST_RECEIVED, K.REMINDER, K.NUDGED, K.DAYS_GIVEN_BACK]
    assert told(world) == {"employer": told_employer}


def test_R81_without_the_edition_there_is_everything_but_the_reminder(world: World) -> None:
    start(world, "college")
    found = transfer_messages(world.transfers["t"], None, "employer")
    assert [each.kind for each in found] == [K.REQUEST_RECEIVED]


def test_R81_messages_keep_their_names_whatever_follows(world: World) -> None:
    start(world, "zhang")
    before = [each.id for each in messages(world.transfers["t"], "class") if each.at <= NOON]
    act(world, ApproveTransfer(), "t", "class", days=1)
    act(world, RefuseTransfer(reason="专业不符"), "t", "employer", days=2)
    after = [each.id for each in messages(world.transfers["t"], "class")]
    assert after[: len(before)] == before
    assert len(after) == len(set(after)) == 2


# R70–R72: reminders of the registers


def due_messages(entry: AnyEntry, organisation: str) -> list[tuple[str, datetime]]:
    return [(each.kind.value, each.at) for each in entry_messages(entry, organisation)]


def test_R71_R81_retention_reminds_a_month_before_and_when_it_is_over(world: World) -> None:
    keep = RetainMember(member_id="zhang", months=6, reason="正在求职")
    (entry,) = world.execute(keep, "r", administrator(world, "college"), NOON).entries
    assert due_messages(entry, "class") == [
        (K.REGISTER_DUE, beginning_of(date(2020, 12, 1))),
        (K.REGISTER_OVERDUE, beginning_of(date(2021, 1, 1))),
    ]
    assert due_messages(entry, "college") == []
    assert due_messages(replace(entry, ended_on=TODAY), "class") == []


def test_R70_R81_report_is_asked_for_again_when_one_has_come(world: World) -> None:
    act(world, ABROAD, "t", "class")
    act(world, ApproveTransfer(), "t", "abroad", days=3)
    first = [each.id for each in entry_messages(world.entries["t"], "abroad")]
    assert first[0].startswith("study_abroad:t:2021-06-21:")
    world.execute(RecordReport(text="学习顺利"), "t", administrator(world, "abroad"), NOON + 100 * DAY)
    again = [each.id for each in entry_messages(world.entries["t"], "abroad")]
    assert not set(first) & set(again)
    assert again[0].startswith("study_abroad:t:2021-09-26:")


def test_R52_R81_municipal_committee_is_asked_about_special_units(world: World) -> None:
    special = StartTransfer(
        member_id="zhang",
        kind=TransferKind.SPECIAL_UNIT,
        system=world.organisations["register"].system,
        reason="转往特殊单位团组织",
        destination_id="register",
        remark="2020 年 9 月入伍",
        particulars=Particulars(),
    )
    start(world, "class", special)
    assert told(world)["city"] == [K.REQUEST_RECEIVED, K.REMINDER]


# In words


def test_R81_every_message_is_said_in_both_languages(world: World) -> None:
    start(world, "zhang")
    act(world, ApproveTransfer(), "t", "college", days=1)
    act(world, RefuseTransfer(reason="专业不符"), "t", "employer", days=2)
    zh, en = (message_text(messages(world.transfers["t"], "college")[-1], each) for each in ("zh", "en"))
    assert zh.startswith("示例公司团委")
    assert "专业不符" in zh
    assert "returned the transfer of 团员zhang" in en


@pytest.mark.parametrize("kind", MessageKind)
def test_R81_no_kind_is_without_words(kind: MessageKind) -> None:
    facts = dict.fromkeys(("source", "destination", "branch", "remark", "day", "deadline", "due_on"), "某处")
    facts |= {"state": "awaiting_source", "register": "retention"}
    message = Message(
        subject_kind="transfer", subject_id="t", key="1", kind=kind, at=NOON, name="张三", facts=facts
    )
    assert "张三" in message_text(message)
    assert message_text(message, "en")[-1] in ".处"
