"""Fills an empty database with many values at once, the feed included (sample data, first import).

Rows go to the driver as they are, a chunk at a time, and everything is one transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select, text

from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.database import feed, tables
from server.database.engine import Database
from server.database.instance import read_instance
from server.database.rows import (
    buckets_of,
    edition_row,
    member_row,
    organisation_row,
    transfer_row,
)
from server.database.unit_of_work import UnitOfWork
from server.database.writes import synced_writes
from server.documents import Entity
from server.members.tables import member
from server.organisations.tables import organisation
from server.policies.tables import edition
from server.sessions.accounts import NewAccount
from server.sessions.passwords import hash_password
from server.sessions.tables import account, administrator
from server.transfers.tables import transfer

T = TypeVar("T")
_CHUNK = 5000


class NotEmptyError(RuntimeError):
    """The database holds organisations already; loading is for empty ones."""


def load_rows(
    database: Database,
    *,
    organisations: Iterable[Organisation] = (),
    members: Iterable[Member] = (),
    transfers: Iterable[Transfer] = (),
    editions: Iterable[Edition] = (),
    accounts: Iterable[NewAccount] = (),
) -> None:
    """Organisations come parents first. Raises NotEmptyError, and then nothing is changed."""
    with database.writing() as connection:
        _check_empty(connection)
        loader = _Loader(connection)
        loader.load(Entity.ORGANISATION, organisation, organisations, organisation_row)
        loader.load(Entity.MEMBER, member, members, member_row)
        loader.load(Entity.TRANSFER, transfer, transfers, transfer_row)
        loader.load(Entity.EDITION, edition, editions, edition_row)
        loader.finish()
        _load_accounts(connection, accounts)
        unit = UnitOfWork(connection, datetime.now(UTC), read_instance(connection).secret)
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
        self.count = 0

    def load(
        self, entity: Entity, table: Table, values: Iterable[T], row_of: Callable[[T], dict[str, Any]]
    ) -> None:
        for chunk in _chunks(values):
            _insert(self._connection, table, [tuple(row_of(value).values()) for value in chunk])
            _insert(self._connection, tables.feed, list(self._placed(entity, chunk)))
            self.count += len(chunk)

    def _placed(self, entity: Entity, chunk: list[Any]) -> Iterator[tuple[Any, ...]]:
        for value in chunk:
            for bucket in buckets_of(value):
                self._seq += 1
                sums = self._buckets.setdefault(bucket, [0, 0])
                sums[0] += 1
                sums[1] ^= feed.checksum(bucket, entity, value.id, value.version)
                yield (bucket, entity.value, value.id, self._seq, value.version, None)

    def finish(self) -> None:
        # Editions may lie in the common bucket already, so the sums are added and not set.
        feed.add_to_buckets(self._connection, self._buckets)
        with synced_writes(self._connection):
            feed.write_head(self._connection, self._head._replace(seq=self._seq, tree_seq=self._seq))


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _insert(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Rows in the order of the table's columns, past SQLAlchemy, which would look at each of them."""
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _load_accounts(connection: Connection, accounts: Iterable[NewAccount]) -> None:
    everyone = list(accounts)
    with ThreadPoolExecutor(2, "passwords") as pool:
        hashes = list(pool.map(hash_password, (new.password for new in everyone)))
    rows = [
        (new.id, new.login, new.name, stored, new.must_change_password, None, False, new.member_id)
        for new, stored in zip(everyone, hashes, strict=True)
    ]
    roles = [
        (new.id, organisation_id, position)
        for new in everyone
        for position, organisation_id in enumerate(new.organisation_ids)
    ]
    for table, content in ((account, rows), (administrator, roles)):
        if content:
            _insert(connection, table, content)
