"""What is due on which day, counted and not read (SPEC R80)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Select, Table, func, select

from desktop.cache.rows import STATES
from desktop.cache.selecting import organisation, overlaid
from desktop.cache.tables import LIVE, overlay_entry, overlay_transfer
from domain.transfers import TransferState


class DueTransfers(NamedTuple):
    """Pending ones that are due on the same day under the same rule; ``deadline`` None: never."""

    deadline: date | None
    state: TransferState
    edition: int
    opened_on: date
    """The earliest."""
    size: int


def due_transfers(connection: Connection, until: date) -> Iterator[DueTransfers]:
    rows = overlaid(lambda table: _due(table, until), LIVE.transfer, overlay_transfer).c
    keys = (rows.deadline, rows.state, rows.edition)
    statement = select(*keys, func.min(rows.opened_on), func.count()).group_by(*keys)
    for deadline, state, edition, opened_on, size in connection.execute(statement):
        day = date.fromisoformat(deadline) if deadline else None
        yield DueTransfers(day, STATES[state], edition, date.fromisoformat(opened_on), size)


def _due(table: Table, until: date) -> Select[tuple[str, ...]]:
    c = table.c
    here = c.acting_id.is_not(None) & c.acting_id.in_(select(organisation.c.id))
    soon = c.deadline.is_(None) | (c.deadline <= until.isoformat())
    return select(c.id, c.deadline, c.state, c.edition, c.opened_on).where(here & soon)


class DueEntries(NamedTuple):
    due_on: date
    size: int


def due_entries(connection: Connection, until: date) -> Iterator[DueEntries]:
    def due(table: Table) -> Select[tuple[str, ...]]:
        open_still = table.c.ended_on.is_(None) & (table.c.due_on <= until.isoformat())
        return select(table.c.id, table.c.due_on).where(open_still)

    rows = overlaid(due, LIVE.entry, overlay_entry).c
    for day, size in connection.execute(select(rows.due_on, func.count()).group_by(rows.due_on)):
        yield DueEntries(date.fromisoformat(day), size)
