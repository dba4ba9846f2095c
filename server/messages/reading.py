"""What people have read. Marks only grow, and of two instants the later counts, so that it does not matter
which of somebody's machines tells first."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, text, update

from server.messages.tables import read_message, reading

_BEGIN = text(
    "INSERT INTO reading (user_id, organisation_id, until, number) VALUES (:user_id, :organisation_id, '', 0)"
    " ON CONFLICT (user_id, organisation_id) DO NOTHING"
)


class Reader(NamedTuple):
    user_id: str
    organisation_id: str


class Reading(NamedTuple):
    until: str
    number: int


Mark = tuple[str, str]
"""Id and instant of a message."""


def mark(connection: Connection, reader: Reader, marks: Iterable[Mark], until: str) -> Reading:
    """Whoever else tells the same waits for the commit."""
    connection.execute(_BEGIN, reader._asdict())
    query = select(reading.c.until, reading.c.number).where(_of(reading, reader)).with_for_update()
    present = Reading(*connection.execute(query).one())
    limit = max(present.until, until)
    number = _add(connection, reader, [each for each in marks if each[1] > limit], present.number)
    if limit > present.until:
        behind = _of(read_message, reader) & (read_message.c.at <= limit)
        connection.execute(delete(read_message).where(behind))
    after = Reading(limit, number)
    if after != present:
        connection.execute(update(reading).where(_of(reading, reader)).values(**after._asdict()))
    return after


def _add(connection: Connection, reader: Reader, marks: list[Mark], number: int) -> int:
    ids = [each for each, _ in marks]
    known = select(read_message.c.id).where(_of(read_message, reader), read_message.c.id.in_(ids))
    there = set(connection.scalars(known)) if ids else set()
    new = {each: at for each, at in marks if each not in there}
    rows = [
        {**reader._asdict(), "id": each, "at": at, "number": number + place}
        for place, (each, at) in enumerate(new.items(), 1)
    ]
    if rows:
        connection.execute(insert(read_message), rows)
    return number + len(rows)


class Numbered(NamedTuple):
    id: str
    at: str
    number: int


def marks_after(connection: Connection, reader: Reader, number: int, limit: int) -> list[Numbered]:
    c = read_message.c
    query = select(c.id, c.at, c.number).where(_of(read_message, reader), c.number > number)
    return [Numbered(*row) for row in connection.execute(query.order_by(c.number).limit(limit))]


def read_among(connection: Connection, reader: Reader, marks: Iterable[Mark]) -> set[str]:
    asked = list(marks)
    until = connection.scalar(select(reading.c.until).where(_of(reading, reader))) or ""
    ids = [each for each, _ in asked]
    known = select(read_message.c.id).where(_of(read_message, reader), read_message.c.id.in_(ids))
    return {each for each, at in asked if at <= until} | set(connection.scalars(known))


def _of(table: Table, reader: Reader) -> ColumnElement[bool]:
    return and_(table.c.user_id == reader.user_id, table.c.organisation_id == reader.organisation_id)
