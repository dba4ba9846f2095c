"""Watches that synced tables are written only where the feed is written with them.

A change that went round the unit of work would be right on the server and never reach a client, and
nobody would notice; so it is refused at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.sql.dml import UpdateBase

SYNCED = frozenset({"organisation", "member", "transfer", "edition", "entry", "feed", "bucket", "counter"})
_PERMIT = "xianjie_synced_writes"


class RoundTheFeedError(RuntimeError):
    """A synced table was about to be written outside the unit of work."""


@contextmanager
def synced_writes(connection: Connection) -> Iterator[None]:
    # Kept at hand, since a connection that was lost meanwhile has none to ask for.
    info = connection.info
    info[_PERMIT] = True
    try:
        yield
    finally:
        info.pop(_PERMIT, None)


def watch(engine: Engine) -> None:
    event.listen(engine, "before_execute", _check)


def check_permit(connection: Connection, table: str) -> None:
    """Raises RoundTheFeedError."""
    if table in SYNCED and not connection.info.get(_PERMIT):
        raise RoundTheFeedError(f"{table} is written by the unit of work only")


def _check(connection: Connection, clause: Any, *_: Any) -> None:
    if isinstance(clause, UpdateBase):
        check_permit(connection, str(clause.table))
