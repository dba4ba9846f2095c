"""A page of the change feed (docs/sync.md), read strictly; its rows are still as they came."""

import hashlib
from collections.abc import Iterable
from typing import Annotated

import msgspec

from desktop.documents import LAYOUTS, Layout, Row
from desktop.errors import client_error

EVERYWHERE = "*"
"""The bucket that lies in everybody's scope."""


Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Change(msgspec.Struct, array_like=True):
    seq: Count
    bucket: Id
    entity: Id
    id: Id
    version: Count
    row: msgspec.Raw
    """``null``: the row has left the bucket."""

    @property
    def is_departure(self) -> bool:
        return bytes(self.row) == b"null"


class Check(msgspec.Struct):
    seq: Count
    n: Count
    xor: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]


class Page(msgspec.Struct):
    columns: dict[str, list[str]]
    changes: list[Change]
    cursor: str
    more: bool
    buckets: list[Id] | None = None
    check: Check | None = None


def buckets_hash(ids: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]


def placement_hash(bucket: str, entity: str, row_id: str, version: int) -> int:
    digest = hashlib.sha256(f"{bucket}/{entity}/{row_id}/{version}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


class RowReader:
    """Reads the rows of one entity in one page: as documents in our order of columns, with types checked.

    Raises ClientError ANSWER_UNREADABLE that names the row and the field.
    """

    def __init__(self, entity: str, columns: list[str]) -> None:
        self._entity = entity
        self._layout: Layout[object] = LAYOUTS[entity]
        self._places = self._places_in(columns)

    def read(self, change: Change) -> tuple[Row, str]:
        try:
            document = self._document(change.row)
            row = self._layout.row(document)
        except (msgspec.MsgspecError, IndexError) as error:
            raise client_error("ANSWER_UNREADABLE", what=f"{self._entity}: {error}") from None
        if (row.id, row.version) != (change.id, change.version):
            raise client_error("ANSWER_UNREADABLE", what=f"{self._entity}: {change.id}")
        return row, document

    def _places_in(self, columns: list[str]) -> list[int] | None:
        """None when our columns come first and in our order, as from a server of the same version."""
        ours = self._layout.columns
        if tuple(columns[: len(ours)]) == ours:
            return None
        missing = [name for name in ours if name not in columns]
        if missing:
            raise client_error("ANSWER_UNREADABLE", what=f"{self._entity}.{missing[0]}")
        return [columns.index(name) for name in ours]

    def _document(self, raw: msgspec.Raw) -> str:
        if self._places is None:
            return bytes(raw).decode()
        values = msgspec.json.decode(raw, type=list[msgspec.Raw])
        return msgspec.json.encode([values[place] for place in self._places]).decode()
