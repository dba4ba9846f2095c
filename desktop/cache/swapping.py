"""Fetching anew beside what is shown, and putting it in its place in one transaction."""

from dataclasses import replace

from sqlalchemy import Connection, delete, text
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from desktop.cache.areas import Area, live_area, read_area, save_area
from desktop.cache.tables import LIVE, LIVE_INDEXES, STAGING, area


def begin_staging(connection: Connection, epoch: str) -> Area:
    """Empty, whatever was there."""
    for table in STAGING.all():
        connection.execute(delete(table))
    state = Area(name="staging", epoch=epoch)
    save_area(connection, state)
    return state


def area_to_fill(connection: Connection, epoch: str) -> Area | None:
    """Staging as long as something is fetched anew, else live. None: fetching anew must begin, because there
    is nothing yet or what is there is of another epoch of the server (RELIABILITY I10)."""
    area = read_area(connection, "staging") or live_area(connection)
    started = area.name == "staging" or area.cursor is not None
    return area if started and area.epoch == epoch else None


def swap(connection: Connection) -> Area:
    """Staging becomes live. Indexes are made only now, which is faster than keeping them row by row."""
    staging = read_area(connection, "staging")
    if staging is None:
        raise LookupError("nothing was fetched")
    for old, new in zip(LIVE.all(), STAGING.all(), strict=True):
        connection.execute(DropTable(old))
        connection.execute(text(f"ALTER TABLE {new.name} RENAME TO {old.name}"))
        connection.execute(CreateTable(new))
    for index in LIVE_INDEXES:
        connection.execute(CreateIndex(index))
    connection.execute(delete(area).where(area.c.name == "staging"))
    live = replace(staging, name="live")
    save_area(connection, live)
    return live
