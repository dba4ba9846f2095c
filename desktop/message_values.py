"""The message centre 操作中心 (SPEC R81) as the screens show it."""

from dataclasses import dataclass

from domain.messages import Message, MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQuery:
    """Newest first. ``kind`` None: all of them."""

    kind: MessageKind | None = None
    unread_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """``message.subject_kind`` and ``message.subject_id`` name the transfer or entry that it is about."""

    message: Message
    sentence: str
    sentence_en: str
    read: bool
