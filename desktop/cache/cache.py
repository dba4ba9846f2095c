"""The file of the cache. It can be thrown away at any time and is then fetched anew."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from desktop.cache import tables
from desktop.cache.rows import Viewer
from desktop.database import Database, form_of, set_form
from desktop.errors import ClientError


class Cache:
    """Readers never wait for writers; ``make_anew`` waits until nobody is inside."""

    def __init__(self, file: Path, key: bytes, viewer: Viewer) -> None:
        self.viewer = viewer
        self._file = file
        self._key = key
        self.generation = 0
        """How often it has been made anew."""
        self._inside = 0
        self._gate = threading.Condition()
        self._database, self.was_damaged = self._opened()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Raises ClientError CACHE_DAMAGED; then ``make_anew``."""
        with self._entered() as database, database.read() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._entered() as database, database.write() as connection:
            yield connection

    def make_anew(self, generation: int) -> bool:
        """Empty, unless another thread has done so since ``generation``. Not to be called inside ``read``
        or ``write``."""
        with self._gate:
            self._gate.wait_for(lambda: self._inside == 0)
            if generation != self.generation:
                return False
            self.generation += 1
            self._database.close()
            delete_cache(self._file)
            self._database, _ = self._opened()
            return True

    def close(self) -> None:
        with self._gate:
            self._gate.wait_for(lambda: self._inside == 0)
            self._database.close()

    @contextmanager
    def _entered(self) -> Iterator[Database]:
        with self._gate:
            self._inside += 1
            database = self._database
        try:
            yield database
        finally:
            with self._gate:
                self._inside -= 1
                self._gate.notify_all()

    def _opened(self) -> tuple[Database, bool]:
        """And whether what was there could not be read."""
        was_there = self._file.exists()
        database = self._connected()
        try:
            if was_there and not _is_current(database):
                database.close()
                delete_cache(self._file)
                was_there = False
        except ClientError as error:
            database.close()
            if error.code != "CACHE_DAMAGED":
                raise
            delete_cache(self._file)
            return self._created(), True
        return (database if was_there else self._created(database)), False

    def _connected(self) -> Database:
        return Database(self._file, self._key, damaged="CACHE_DAMAGED", full_sync=False)

    def _created(self, database: Database | None = None) -> Database:
        database = database or self._connected()
        with database.write() as connection:
            tables.metadata.create_all(connection)
            set_form(connection, tables.FORM)
        return database


def _is_current(database: Database) -> bool:
    with database.read() as connection:
        return form_of(connection) == tables.FORM


def delete_cache(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).unlink()
