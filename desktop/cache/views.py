"""Full identity numbers that were shown here and of which the server has not been told yet (SPEC R14).

They lie in the cache, which knows the members anyway, and not in the outbox, which anybody at this machine
can open: should the cache have to be made anew, those that still wait are lost with it.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection

from desktop.cache.notes import read_note, write_note

_VIEWS = "identity_views"


class View(msgspec.Struct, frozen=True):
    id: str
    member_id: str
    seen_at: str


def add_view(connection: Connection, view: View) -> None:
    _write(connection, [*waiting_views(connection), view])


def waiting_views(connection: Connection) -> list[View]:
    kept = read_note(connection, _VIEWS)
    return [] if kept is None else msgspec.json.decode(kept, type=list[View])


def forget_views(connection: Connection, told: Collection[View]) -> None:
    _write(connection, [view for view in waiting_views(connection) if view not in told])


def _write(connection: Connection, views: list[View]) -> None:
    write_note(connection, _VIEWS, msgspec.json.encode(views).decode())
