"""The messages of the caller's organisation, derived as they are asked for (decision 0015)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from domain.message_texts import message_text
from domain.messages import Message, MessageKind, entry_messages, transfer_messages
from server.database.feed import read_head
from server.documents import ENTRIES, TRANSFERS, instant_text
from server.messages import reading
from server.messages.reading import Reader
from server.messages.repository import Telling, conflicts_since, newest_before
from server.messages.wire import MOST_MARKS, Marks, MarksAnswer, MessageItem, Messages
from server.policies.repository import find_edition
from server.sessions.callers import Caller
from server.state import State
from server.sync.kinds import ENTITIES
from server.sync.present import Rows, present_rows
from server.sync.pulling import scope_of

AT_ONCE = 200
"""Changes looked at for one page."""
CONFLICTS_KEPT = timedelta(days=90)


def messages(state: State, caller: Caller, after: int | None) -> bytes:
    scope, now = scope_of(caller), state.clock()
    with state.database.reading() as connection:
        head = read_head(connection)
        buckets = len(state.buckets.of(connection, scope, head).ids)
        before = head.seq + 1 if after is None else after
        found = newest_before(connection, scope, buckets, before, AT_ONCE)
        told = [each for each in _derived(connection, found, _own(caller)) if each.at <= now]
        if after is None:
            told += _conflicts(connection, caller, now)
        items = _items(connection, reader_of(caller), told)
    more = str(found[-1].seq) if len(found) == AT_ONCE else None
    return msgspec.json.encode(Messages(items=items, after=more))


def exchange(state: State, caller: Caller, marks: Marks) -> bytes:
    scope_of(caller)
    reader = reader_of(caller)
    with state.database.writing() as connection:
        present = reading.mark(connection, reader, marks.read, marks.until or "")
        # A number that this database has not given is of one that was restored since.
        known = marks.known if marks.known <= present.number else 0
        found = reading.marks_after(connection, reader, known, MOST_MARKS)
    more = len(found) == MOST_MARKS
    return msgspec.json.encode(
        MarksAnswer(
            read=[(each.id, each.at) for each in found],
            known=found[-1].number if more else present.number,
            more=more,
            until=present.until or None,
        )
    )


def reader_of(caller: Caller) -> Reader:
    return Reader(caller.actor.user_id, _own(caller))


def _own(caller: Caller) -> str:
    return caller.actor.organisation.id


def _derived(connection: Connection, found: Iterable[Telling], own: str) -> Iterator[Message]:
    for each in found:
        # Who had to do with a transfer stands in it.
        if own not in each.document:
            continue
        if each.entity == "transfer":
            transfer = TRANSFERS.read(each.document)
            yield from transfer_messages(transfer, find_edition(connection, transfer.edition), own)
        else:
            yield from entry_messages(ENTRIES[each.entity].read(each.document), own)


def _conflicts(connection: Connection, caller: Caller, now: datetime) -> Iterator[Message]:
    since = instant_text(now - CONFLICTS_KEPT)
    found = conflicts_since(connection, caller.actor.user_id, since, AT_ONCE)
    subjects = present_rows(connection, caller.scope, [(each.kind, each.subject_id) for each in found])
    for conflict, rows in zip(found, subjects, strict=True):
        yield Message(
            subject_kind=ENTITIES.get(conflict.kind, ""),
            subject_id=conflict.subject_id,
            key=f"{conflict.op_id}:{MessageKind.CONFLICT}",
            kind=MessageKind.CONFLICT,
            at=datetime.fromisoformat(conflict.at),
            name=_name(rows),
            facts={"remark": conflict.sentence},
        )


def _name(rows: Rows) -> str:
    """Of whom it is about; unknown where the subject is in the scope no longer."""
    for row in rows.values():
        shown = {name: msgspec.json.decode(raw) for name, raw in row.items()}
        subject = shown.get("subject", shown)
        return str(subject.get("name") or subject.get("member_name") or subject.get("full_name"))
    return "—"


def _items(connection: Connection, reader: Reader, told: list[Message]) -> list[MessageItem]:
    told.sort(key=lambda each: (each.at, each.id), reverse=True)
    read = reading.read_among(connection, reader, [(each.id, instant_text(each.at)) for each in told])
    return [
        MessageItem(
            id=each.id,
            kind=each.kind,
            at=instant_text(each.at),
            subject_kind=each.subject_kind,
            subject_id=each.subject_id,
            name=each.name,
            by=each.by,
            sentence=message_text(each),
            sentence_en=message_text(each, "en"),
            read=each.id in read,
        )
        for each in told
    ]
