"""The door to the database: SQLite by default, PostgreSQL by URL, with the same promises on both.

``reading()`` sees one moment of the database, however many queries run in it. ``writing()`` is one
transaction that is committed before its block is left, so that an answer is given only after it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from server.database import writes

OLDEST_SQLITE = (3, 51, 3)
_REPAIRED_SQLITE = ((3, 50, 7), (3, 44, 6))
_BUSY_SECONDS = 10
LOCK_MILLISECONDS = 5000


class SqliteTooOldError(RuntimeError):
    """SQLite before these versions can lose what was committed when the write-ahead log is reset."""


def check_sqlite_version(version: tuple[int, ...]) -> None:
    repaired = any(version[:2] == fixed[:2] and version >= fixed for fixed in _REPAIRED_SQLITE)
    if version < OLDEST_SQLITE and not repaired:
        found = ".".join(map(str, version))
        raise SqliteTooOldError(
            f"SQLite {found} 的预写日志有缺陷，可能丢失数据。请使用 3.51.3 或更新的版本。"
        )


class Database:
    def __init__(self, url: str, *, pool_size: int = 8, pool_timeout: float = 4.0) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": pool_timeout}
        # What was asked about whom does not belong into logs.
        options["hide_parameters"] = True
        self.engine = (_sqlite if self.is_sqlite else _postgresql)(self.url, options)
        writes.watch(self.engine)
        self._reader = self.engine.execution_options(**_reading_options(self.is_sqlite))
        self._writer = self.engine.execution_options(xianjie_write=True)
        # SQLite lets one write at a time and makes the others guess when to try again; in a queue
        # nobody is passed over.
        self._turn: Any = threading.Lock() if self.is_sqlite else nullcontext()
        self.on_commit: Callable[[], None] = _nobody_listens

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._turn, self._writer.connect() as connection, connection.begin():
            yield connection
        self.on_commit()

    def wait_for_locks(self, connection: Connection, milliseconds: int) -> None:
        """From here on in the transaction. SQLite's writer has all locks from its beginning."""
        if not self.is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds:d}")

    def set_option(self, name: str, value: object) -> None:
        """Carried by every connection from here on."""
        self._reader = self._reader.execution_options(**{name: value})
        self._writer = self._writer.execution_options(**{name: value})

    @property
    def connections_in_use(self) -> int:
        pool = self.engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    def close(self) -> None:
        self.engine.dispose()


def _nobody_listens() -> None:
    return None


def _reading_options(is_sqlite: bool) -> dict[str, Any]:
    if is_sqlite:
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _sqlite(url: URL, options: dict[str, Any]) -> Engine:
    check_sqlite_version(dbapi2.sqlite_version_info)
    engine = create_engine(
        url,
        module=dbapi2,
        connect_args={"check_same_thread": False, "timeout": _BUSY_SECONDS},
        **options,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own guessing of where transactions begin is turned off; ``_begin_sqlite`` says it.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later could be refused the upgrade when another one has
    # written in between; so a writing one is the writer from its beginning.
    writes = connection.get_execution_options().get("xianjie_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL, options: dict[str, Any]) -> Engine:
    timeouts = f"-c lock_timeout={LOCK_MILLISECONDS} -c statement_timeout=30s"
    timeouts += " -c idle_in_transaction_session_timeout=60s"
    return create_engine(
        url,
        connect_args={"options": timeouts, "connect_timeout": 4, "application_name": "xianjie"},
        pool_pre_ping=True,
        **options,
    )


def is_passing(error: SQLAlchemyError) -> bool:
    """Whether the database cannot be reached or is busy, rather than asked something impossible."""
    if isinstance(error, TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # SQLite has one class for everything; what passes it says in words.
    busy = isinstance(error.orig, psycopg.OperationalError) or "database is locked" in str(error.orig)
    return busy or error.connection_invalidated
