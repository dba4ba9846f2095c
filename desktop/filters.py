"""Filters that the user has named (SPEC R120), kept with what waits to be sent: no wiping removes them."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from desktop.workspace import Workspace

NAME = "filters"


class SavedFilter(NamedTuple):
    name: str
    text: str


def read_filters(workspace: Workspace) -> list[SavedFilter]:
    kept = workspace.outbox.kept(NAME)
    return [] if kept is None else msgspec.json.decode(kept, type=list[SavedFilter])


def save_filters(workspace: Workspace, filters: Sequence[SavedFilter]) -> None:
    """In the order given; of two with one name the later one counts."""
    latest = {each.name: each for each in filters}
    workspace.outbox.keep(NAME, msgspec.json.encode(list(latest.values())).decode())
