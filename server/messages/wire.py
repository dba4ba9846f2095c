"""What the message centre says over HTTP (docs/sync.md, Messages)."""

from typing import Annotated

import msgspec

from domain.actors import Party
from domain.messages import MessageKind

MOST_MARKS = 500
# Of 27 characters, as all instants, so that text order is time order.
At = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$", max_length=27
    ),
]
MessageId = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class MessageItem(msgspec.Struct, kw_only=True):
    id: str
    kind: MessageKind
    at: str
    subject_kind: str
    subject_id: str
    name: str
    by: Party | None
    sentence: str
    sentence_en: str
    read: bool


class Messages(msgspec.Struct, kw_only=True):
    """Newest change first. ``after``: where the next page begins; a page may have no items."""

    items: list[MessageItem]
    after: str | None


class Marks(msgspec.Struct, kw_only=True, frozen=True):
    read: Annotated[list[tuple[MessageId, At]], msgspec.Meta(max_length=MOST_MARKS)]
    known: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    until: At | None = None


class MarksAnswer(msgspec.Struct, kw_only=True):
    """``read``: marks after ``known`` of the question; ``known``: the number of the last of them."""

    read: list[tuple[str, str]]
    known: int
    more: bool
    until: str | None


MARKS = msgspec.json.Decoder(Marks)
