"""One row, or a page of rows, of what is in the caller's scope, as objects by field names."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import msgspec
from fastapi import Query

from server.documents import Layout
from server.problems import Problem

RowId = Annotated[str, Query(max_length=64)]
PageLimit = Annotated[int, Query(ge=1, le=500)]


class Found(NamedTuple):
    id: str
    document: str


def one_row(layout: Layout[Any], document: str | None) -> bytes:
    """Raises Problem NOT_FOUND, alike for what is not there and what is not the caller's."""
    if document is None:
        raise Problem("NOT_FOUND")
    return msgspec.json.encode(layout.named(document))


def page_of_rows(layout: Layout[Any], found: Sequence[Found], limit: int) -> bytes:
    after = found[-1].id if len(found) == limit else None
    items = [layout.named(row.document) for row in found]
    return msgspec.json.encode({"items": items, "after": after})
