from collections.abc import Sequence
from dataclasses import replace
from heapq import merge

import msgspec

from desktop.actions import title_of
from desktop.cache import Snapshot
from desktop.cache.messages import (
    Keyed,
    mark_all_read,
    mark_read,
    message_keys,
    messages_by_id,
    read_among,
    unread_messages,
)
from desktop.clock import instant_of, instant_text
from desktop.message_values import MessageQuery, MessageRow
from desktop.outbox import Op
from desktop.values import Changes
from desktop.workspace import Workspace
from domain.message_texts import message_text
from domain.messages import Message, MessageKind


def list_messages(workspace: Workspace, query: MessageQuery) -> list[str]:
    with workspace.cache.read() as snapshot:
        return [each.id for each in _keyed(workspace, snapshot, query)]


def _keyed(workspace: Workspace, snapshot: Snapshot, query: MessageQuery) -> list[Keyed]:
    found = message_keys(snapshot, query, instant_text(workspace.clock()))
    conflicts = _conflict_keys(workspace) if query.kind in (None, MessageKind.CONFLICT) else []
    if query.unread_only and conflicts:
        read = read_among(snapshot, conflicts)
        conflicts = [each for each in conflicts if each.id not in read]
    return list(merge(found, sorted(conflicts, reverse=True), reverse=True))


def read_messages(workspace: Workspace, ids: Sequence[str]) -> list[MessageRow]:
    """In the order asked; what is gone is left out."""
    with workspace.cache.read() as snapshot:
        found = {each: _row(message) for each, message in _told(workspace, snapshot, ids).items()}
        found |= _conflict_rows(workspace, snapshot, ids)
        read = read_among(snapshot, [_key(row.message) for row in found.values()])
    return [replace(found[each], read=each in read) for each in ids if each in found]


def _told(workspace: Workspace, snapshot: Snapshot, ids: Sequence[str]) -> dict[str, Message]:
    return messages_by_id(snapshot, ids, workspace.cache.viewer)


def _row(message: Message) -> MessageRow:
    return MessageRow(
        message=message,
        sentence=message_text(message),
        sentence_en=message_text(message, "en"),
        read=False,
    )


def _key(message: Message) -> Keyed:
    return Keyed(instant_text(message.at), message.id)


def count_unread(workspace: Workspace) -> int:
    with workspace.cache.read() as snapshot:
        told = unread_messages(snapshot, instant_text(workspace.clock()))
        conflicts = _conflict_keys(workspace)
        return told + len(conflicts) - len(read_among(snapshot, conflicts))


# Reading them


def mark_messages_read(workspace: Workspace, ids: Sequence[str]) -> None:
    with workspace.cache.write() as snapshot:
        keys = [_key(message) for message in _told(workspace, snapshot, ids).values()]
        keys += [each for each in _conflict_keys(workspace) if each.id in set(ids)]
        mark_read(snapshot, keys, told=False)
    workspace.on_changes(Changes(messages=True))


def mark_all_messages_read(workspace: Workspace) -> None:
    """All that can be seen now; not what comes later, though it may have happened before."""
    with workspace.cache.write() as snapshot:
        newest = _keyed(workspace, snapshot, MessageQuery())[:1]
        if newest:
            mark_all_read(snapshot, newest[0].at)
    workspace.on_changes(Changes(messages=True))


# Conflicts, which the outbox keeps (SPEC R59)


def _conflict_keys(workspace: Workspace) -> list[Keyed]:
    return [Keyed(op.settled_at or "", _conflict_id(op)) for op in workspace.outbox.conflicts()]


def _conflict_id(op: Op) -> str:
    return f"{op.subject_kind}:{op.subject_id}:{_conflict_key(op)}"


def _conflict_key(op: Op) -> str:
    return f"{op.op_id}:{MessageKind.CONFLICT}"


def _conflict_rows(workspace: Workspace, snapshot: Snapshot, ids: Sequence[str]) -> dict[str, MessageRow]:
    wanted = {each for each in ids if each.endswith(f":{MessageKind.CONFLICT}")}
    ops = {_conflict_id(op): op for op in workspace.outbox.conflicts()} if wanted else {}
    return {each: _conflict_row(workspace, snapshot, ops[each]) for each in wanted & ops.keys()}


def _conflict_row(workspace: Workspace, snapshot: Snapshot, op: Op) -> MessageRow:
    said, said_en = op.sentences
    message = Message(
        subject_kind=op.subject_kind,
        subject_id=op.subject_id,
        key=_conflict_key(op),
        kind=MessageKind.CONFLICT,
        at=instant_of(op.settled_at or op.decided_at),
        name=_title(workspace, snapshot, op) or "—",
        facts={"remark": said},
    )
    in_english = replace(message, facts={"remark": said_en})
    return replace(_row(message), sentence_en=message_text(in_english, "en"))


def _title(workspace: Workspace, snapshot: Snapshot, op: Op) -> str:
    try:
        return title_of(workspace.world(snapshot), op.command, op.subject_id)
    except msgspec.ValidationError:
        # Written by another version of this program.
        return ""
