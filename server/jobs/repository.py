"""The server's heartbeat, and the standstill that it shows."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, text, update

from server.documents import instant_text
from server.jobs.tables import heartbeat

_BEGIN = text("INSERT INTO heartbeat (id, seen) VALUES (1, :seen) ON CONFLICT (id) DO NOTHING")


class Standstill(NamedTuple):
    stopped: datetime
    resumed: datetime


def lock_last_seen(connection: Connection, now: datetime) -> datetime:
    """``now`` when this is the first time. Who else asks waits for the commit."""
    connection.execute(_BEGIN, {"seen": instant_text(now)})
    seen = connection.execute(select(heartbeat.c.seen).with_for_update()).scalar_one()
    return datetime.fromisoformat(seen)


def write_seen(connection: Connection, now: datetime) -> None:
    connection.execute(update(heartbeat).values(seen=instant_text(now)))


def open_standstill(connection: Connection, standstill: Standstill) -> None:
    stopped, resumed = map(instant_text, standstill)
    connection.execute(update(heartbeat).values(stopped=stopped, resumed=resumed))


def find_standstill(connection: Connection) -> Standstill | None:
    row = connection.execute(select(heartbeat.c.stopped, heartbeat.c.resumed)).first()
    if row is None or row.resumed is None:
        return None
    return Standstill(*map(datetime.fromisoformat, row))


def close_standstill(connection: Connection, standstill: Standstill) -> None:
    """Unless another one is open since."""
    this = heartbeat.c.resumed == instant_text(standstill.resumed)
    connection.execute(update(heartbeat).where(this).values(stopped=None, resumed=None))
