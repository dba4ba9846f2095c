"""The cursor, whose text only the server reads (decision 4)."""

import base64
import binascii
from typing import NamedTuple

import msgspec

from server.problems import Problem


class Walk(NamedTuple):
    """The last row's place in the first fetch of a scope; ``since`` is where the tail will begin."""

    since: int
    tree_seq: int
    path: str = ""
    bucket: str = ""
    entity: str = ""
    id: str = ""


class Tail(NamedTuple):
    since: int


Cursor = Walk | Tail


def write_cursor(cursor: Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """Raises Problem RESYNC_REQUIRED for anything that this server has not written."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        values = msgspec.json.decode(content, type=list[int | str])
        if len(values) == 1:
            return msgspec.convert(values, Tail)
        return msgspec.convert(values, Walk)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise Problem("RESYNC_REQUIRED") from None
