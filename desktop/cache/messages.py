"""The messages of this administrator's organisation (SPEC R81), derived as the rows come (decision 0015).

Only what lists need is kept of them: when, what kind, and what of. What they say is told by the row anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.cache.bulk import execute_many
from desktop.cache.notes import read_note, write_note
from desktop.cache.placements import TELLING
from desktop.cache.rows import Viewer
from desktop.cache.tables import LIVE, Tables, read_message
from desktop.clock import instant_text
from desktop.documents import EDITIONS, ENTRIES, LAYOUTS, Row
from desktop.message_values import MessageQuery
from domain.messages import Message, entry_messages, transfer_messages
from domain.policy import Edition

READ_UNTIL = "messages_read_until"
"""Everything up to that instant counts as read; empty at first."""
READ_UNTIL_TOLD = "messages_read_until_told"
READS_KNOWN = "messages_reads_known"
"""The server's number of the last mark that came from it."""


class Keyed(NamedTuple):
    at: str
    id: str


# Deriving


def put_messages(
    connection: Connection,
    tables: Tables,
    entity: str,
    found: Iterable[tuple[Row, str]],
    viewer: Viewer,
) -> None:
    """Whatever the rows told before is forgotten. One in which the organisation does not occur tells it
    nothing, and told it nothing before: who had to do with it stays in the history."""
    if entity not in TELLING:
        return
    own = viewer.organisation_id
    mine = [row for row, document in found if own in document]
    _forget(connection, tables, entity, [row.id for row in mine])
    derived = _Deriving(connection, tables, own)
    messages = [message for row in mine for message in derived.of(entity, row)]
    execute_many(connection, upsert(tables.message), [_columns(each) for each in messages])


def _forget(connection: Connection, tables: Tables, entity: str, ids: Sequence[str]) -> None:
    c = tables.message.c
    this = (c.subject_kind == entity) & (c.subject_id == bindparam("subject"))
    if ids:
        connection.execute(delete(tables.message).where(this), [{"subject": each} for each in ids])


class _Deriving:
    def __init__(self, connection: Connection, tables: Tables, own: str) -> None:
        self._connection = connection
        self._tables = tables
        self._own = own
        self._editions: dict[int, Edition | None] = {}

    def of(self, entity: str, row: Row) -> Iterator[Message]:
        if entity == "transfer":
            return transfer_messages(row, self._edition(row.edition), self._own)
        return entry_messages(ENTRIES[entity].value(row), self._own)

    def _edition(self, year: int) -> Edition | None:
        if year not in self._editions:
            table = self._tables.edition
            statement = select(table.c.document).where(table.c.year == year)
            document = self._connection.execute(statement).scalar_one_or_none()
            self._editions[year] = None if document is None else EDITIONS.read(document)
        return self._editions[year]


def _columns(message: Message) -> dict[str, str]:
    return {
        "subject_kind": message.subject_kind,
        "subject_id": message.subject_id,
        "key": message.key,
        "at": instant_text(message.at),
        "kind": message.kind.value,
    }


# Listing


def message_keys(connection: Connection, query: MessageQuery, until: str) -> list[Keyed]:
    """Newest first. ``until``: now; what comes later has not been told yet."""
    c = LIVE.message.c
    statement = select(c.at, _ID).where(c.at <= until)
    if query.kind is not None:
        statement = statement.where(c.kind == query.kind)
    if query.unread_only:
        statement = statement.where(_unread(connection))
    return [Keyed(*row) for row in connection.execute(statement.order_by(c.at.desc(), _ID.desc()))]


def unread_messages(connection: Connection, until: str) -> int:
    c = LIVE.message.c
    statement = select(func.count()).select_from(LIVE.message).where(c.at <= until, _unread(connection))
    return connection.execute(statement).scalar_one()


_C = LIVE.message.c
_ID = _C.subject_kind + ":" + _C.subject_id + ":" + _C.key


def _unread(connection: Connection) -> ColumnElement[bool]:
    return (_C.at > read_until(connection)) & _ID.not_in(select(read_message.c.id))


def messages_by_id(connection: Connection, ids: Sequence[str], viewer: Viewer) -> dict[str, Message]:
    """Told anew by the rows as the server said them; ids that are gone are left out."""
    subjects: dict[str, set[str]] = {}
    for each in ids:
        entity, subject_id, _ = each.split(":", 2)
        subjects.setdefault(entity, set()).add(subject_id)
    derived = _Deriving(connection, LIVE, viewer.organisation_id)
    found: dict[str, Message] = {}
    for entity, subject_ids in subjects.items():
        for row in _rows(connection, entity, subject_ids):
            found.update((message.id, message) for message in derived.of(entity, row))
    return {each: found[each] for each in ids if each in found}


def _rows(connection: Connection, entity: str, ids: Iterable[str]) -> Iterator[Row]:
    table = LIVE.entities()[entity]
    asked = select(table.c.document).where(table.c.id == bindparam("one"))
    for each in ids:
        document = connection.execute(asked, {"one": each}).scalar_one_or_none()
        if document is not None:
            yield LAYOUTS[entity].row(document)


# What has been read


def read_until(connection: Connection) -> str:
    return read_note(connection, READ_UNTIL) or ""


def read_among(connection: Connection, keyed: Iterable[Keyed]) -> set[str]:
    limit = read_until(connection)
    known = set(connection.execute(select(read_message.c.id)).scalars())
    return {each.id for each in keyed if each.at <= limit or each.id in known}


def mark_read(connection: Connection, keyed: Iterable[Keyed], *, told: bool) -> None:
    rows = [{"id": each.id, "at": each.at, "told": told} for each in keyed]
    if rows:
        statement = upsert(read_message)
        update = {"told": read_message.c.told | statement.excluded.told}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=update), rows)


def mark_all_read(connection: Connection, until: str) -> None:
    """Merges by itself with what other machines have said: the later instant counts."""
    if until > read_until(connection):
        write_note(connection, READ_UNTIL, until)
        connection.execute(delete(read_message).where(read_message.c.at <= until))


class Untold(NamedTuple):
    until: str
    """Empty: nothing new."""
    read: list[Keyed]


def untold(connection: Connection, limit: int) -> Untold:
    until = read_until(connection)
    if until == (read_note(connection, READ_UNTIL_TOLD) or ""):
        until = ""
    c = read_message.c
    statement = select(c.at, c.id).where(~c.told).order_by(c.at, c.id).limit(limit)
    return Untold(until, [Keyed(*row) for row in connection.execute(statement)])
