"""An encrypted SQLite file (SQLCipher) behind SQLAlchemy, and what its faults mean for the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from desktop.errors import ClientError, client_error

DAMAGED = "DAMAGED"

_CODES = {
    "CORRUPT": DAMAGED,
    "NOTADB": DAMAGED,
    "FULL": "DISK_FULL",
    "READONLY": "DISK_READ_ONLY",
    "CANTOPEN": "DISK_READ_ONLY",
    "PERM": "DISK_READ_ONLY",
    "IOERR": "DISK_FAILED",
}
"""By the second word of SQLite's own name of the fault; further words say more about the same."""


class Database:
    """One file. Readers have connections of their own and never wait; writers take turns.

    Every method turns a fault of the disk into a ClientError; nothing of the transaction in which it
    happened is then stored. ``damaged`` is the code for a file that is no database, is torn, or was
    written with another key.
    """

    def __init__(
        self, file: Path, key: bytes, *, damaged: str, full_sync: bool, read_only: bool = False
    ) -> None:
        self.file = file
        self._damaged = damaged
        self._turn = RLock()
        mode = "ro" if read_only else "rwc"
        self._engine = create_engine(
            # The address is a URI so that a file that must not be touched can be opened for reading only.
            f"sqlite:///{file.absolute().as_uri()}?mode={mode}&uri=true",
            module=dbapi2,
            # The connection used last has the pages at hand that are asked for again.
            pool_use_lifo=True,
            # What goes into a statement is personal; an error that is logged must not repeat it.
            hide_parameters=True,
        )
        _prepare(self._engine, key, full_sync=full_sync, read_only=read_only)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """What is seen inside stays as it was at the first look."""
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Committed at the end, unless an exception leaves it."""
        with self._turn, self._told(), self._engine.connect() as connection:
            writing = connection.execution_options(writing=True)
            with writing.begin():
                yield writing

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _meaning(error, self.file, self._damaged) from error


def _meaning(error: DatabaseError, file: Path, damaged: str) -> ClientError | DatabaseError:
    words = getattr(error.orig, "sqlite_errorname", "").split("_")
    code = _CODES.get(words[1]) if len(words) > 1 else None
    if code is None:
        # A mistake in a statement is a bug and stays one.
        return error
    return client_error(damaged if code == DAMAGED else code, folder=str(file.parent))


def _prepare(engine: Engine, key: bytes, *, full_sync: bool, read_only: bool) -> None:
    pragmas = [
        # SQLCipher would write to the terminal what is told by an exception.
        "cipher_log_level = NONE",
        # The key comes before anything that reads the file.
        f"key = \"x'{key.hex()}'\"",
        "temp_store = MEMORY",
        "busy_timeout = 10000",
        # 100,000 members are searched by an index of 24 MB; decrypting it anew takes five times as long.
        "cache_size = -32768",
    ]
    if not read_only:
        pragmas += [
            "journal_mode = WAL",
            "secure_delete = ON",
            "journal_size_limit = 16777216",
            f"synchronous = {'FULL' if full_sync else 'NORMAL'}",
        ]

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        # Transactions are begun below, not by the driver, which would begin them too late.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def form_of(connection: Connection) -> int:
    """The version of the tables' form; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_form(connection: Connection, form: int) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {form:d}")


def is_whole(connection: Connection) -> bool:
    """Reads every page and holds it against its seal."""
    if not connection.exec_driver_sql("PRAGMA cipher_integrity_check").all():
        return True
    # That one looks at the file alone. A page that was torn as the power went, while the log was being
    # written back, is whole in the log, and is read from there.
    return connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
