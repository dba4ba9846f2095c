"""Fills an empty database with many values at once, the feed included (sample data, first import).

Rows go to the driver as they are, a chunk at a time, and everything is one transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select, text

from domain.entries import ENTRY_TYPES, AnyEntry
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.database import feed, tables
from server.database.engine import Database
from server.database.rows import (
    buckets_of,
    edition_row,
    entry_row,
    member_row,
    organisation_row,
    transfer_row,
)
from server.database.unit_of_work import UnitOfWork
from server.database.writes import synced_writes
from server.documents import Entity
from server.figures.rebuilding import rebuild_figures
from server.members.tables import member
from server.organisations.tables import organisation
from server.policies.tables import edition
from server.registers.tables import entry
from server.sessions.accounts import NewAccount
from server.sessions.passwords import hash_password
from server.sessions.tables import account, administrator
from server.transfers.tables import transfer

Value = Organisation | Member | Transfer | Edition | AnyEntry | NewAccount
_CHUNK = 5000


class _Form(NamedTuple):
    """How one kind of synced value becomes a row. In the order in which the tables refer to each other."""

    value_type: type[Any]
    entity: Entity
    table: Table
    row_of: Callable[[Any], dict[str, Any]]


_SYNCED_FORMS = (
    _Form(Organisation, Entity.ORGANISATION, organisation, organisation_row),
    _Form(Member, Entity.MEMBER, member, member_row),
    _Form(Transfer, Entity.TRANSFER, transfer, transfer_row),
    _Form(Edition, Entity.EDITION, edition, edition_row),
    *(_Form(form, Entity(register), entry, entry_row) for register, form in ENTRY_TYPES.items()),
)


class NotEmptyError(RuntimeError):
    """The database holds organisations already; loading is for empty ones."""


def load_rows(database: Database, values: Iterable[Value]) -> None:
    """Takes a stream in which everything comes after what it refers to, and holds a chunk of it at a time.

    Raises NotEmptyError, and then nothing is changed.
    """
    with database.writing() as connection:
        _check_empty(connection)
        loader = _Loader(connection)
        iterator = iter(values)
        while chunk := list(islice(iterator, _CHUNK)):
            loader.load(chunk)
        loader.finish()
        now = datetime.now(UTC)
        rebuild_figures(connection, now)
        unit = UnitOfWork(connection, now)
        unit.record("system", "rows_loaded", "", rows=loader.count)
        unit.finish()
        connection.execute(text("ANALYZE"))


def _check_empty(connection: Connection) -> None:
    if connection.execute(select(organisation.c.id).limit(1)).first() is not None:
        raise NotEmptyError("数据库里已经有组织，示例数据只能写入空的数据库。请换一个数据库。")


class _Loader:
    """Numbers the feed in the order of loading and adds up the buckets beside it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head = feed.read_head(connection)
        self._seq = self._head.seq
        self._buckets: dict[str, list[int]] = {}
        self._hashes: dict[str, str] = {}
        self.count = 0

    def load(self, chunk: list[Value]) -> None:
        for form in _SYNCED_FORMS:
            found = [value for value in chunk if isinstance(value, form.value_type)]
            _insert(self._connection, form.table, [tuple(form.row_of(value).values()) for value in found])
            _insert(self._connection, tables.feed, list(self._placed(form.entity, found)))
            self.count += len(found)
        self._load_accounts([value for value in chunk if isinstance(value, NewAccount)])

    def _placed(self, entity: Entity, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        for value in values:
            for bucket in buckets_of(value):
                self._seq += 1
                sums = self._buckets.setdefault(bucket, [0, 0])
                sums[0] += 1
                sums[1] ^= feed.checksum(bucket, entity, value.id, value.version)
                yield (bucket, entity.value, value.id, self._seq, value.version, None)

    def _load_accounts(self, accounts: list[NewAccount]) -> None:
        self._hash({new.password for new in accounts})
        rows = [
            (
                new.id,
                new.login,
                new.name,
                self._hashes[new.password],
                new.must_change_password,
                None,
                False,
                new.member_id,
                None,
            )
            for new in accounts
        ]
        roles = [
            (new.id, organisation_id, position)
            for new in accounts
            for position, organisation_id in enumerate(new.organisation_ids)
        ]
        _insert(self._connection, account, rows)
        _insert(self._connection, administrator, roles)

    def _hash(self, passwords: set[str]) -> None:
        """Each once: a sample has one password for a million accounts, and a hash takes its time."""
        new = sorted(passwords - self._hashes.keys())
        with ThreadPoolExecutor(2, "passwords") as pool:
            self._hashes.update(zip(new, pool.map(hash_password, new), strict=True))

    def finish(self) -> None:
        # Editions may lie in the common bucket already, so the sums are added and not set.
        feed.add_to_buckets(self._connection, self._buckets)
        with synced_writes(self._connection):
            feed.write_head(self._connection, self._head._replace(seq=self._seq, tree_seq=self._seq))


def _insert(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Rows in the order of the table's columns, past SQLAlchemy, which would look at each of them."""
    if not rows:
        return
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608
