"""The server without its sockets: the whole application, asked in this process; it dies at a statement."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher
from sqlalchemy import event

from server.app import close_state, create_app, open_state
from server.database.engine import Database
from server.database.instance import begin_epoch, read_instance
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.database.prepared import Prepared
from server.jobs.service import run_due_jobs
from server.sessions import passwords
from server.settings import Settings
from server.sync.buckets import BucketMemory
from tests.server import sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

START = datetime(2020, 6, 20, 1, 0, tzinfo=UTC)


class DeadError(Exception):
    """The process is gone, with whatever it had not committed."""


class VirtualClock:
    """Goes on only when it is told to; no two looks show the same instant."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now


class Here(Executor):
    """Works in the thread that asks: one request is under way at a time, and handing it over costs as much
    as the request itself."""

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*given, **named))
        except BaseException as error:
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class SimulatedServer:
    folder: Path
    clock: VirtualClock = field(default_factory=VirtualClock)
    deaths: int = 0

    def __post_init__(self) -> None:
        self.file = self.folder / "server.sqlite3"
        settings = Settings(database_url=f"sqlite:///{self.file}", port=0, job_seconds=0, threads=1)
        database = Database(settings.database_url)
        upgrade(database)
        passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
        database.close()
        self.state = open_state(settings, self.clock)
        self._work_in_one_thread()
        self._app = create_app(self.state)
        self._loop = asyncio.new_event_loop()
        self._left: int | None = None
        self._is_dead = False
        event.listen(self.state.database.engine, "before_cursor_execute", self._step)
        event.listen(self.state.database.engine, "commit", self._step)
        self._cursor = Prepared.cursor
        Prepared.cursor = staticmethod(self._counted)  # type: ignore[method-assign]

    def _counted(self, connection: Any) -> Any:
        """What is run past SQLAlchemy is a statement too."""
        self._step()
        return self._cursor(connection)

    def _work_in_one_thread(self) -> None:
        for pool in (self.state.work, self.state.passwords):
            pool.close()
            pool._executor = Here()  # type: ignore[assignment]
        self.state.groups.close()
        self.state.groups._writer = Here()  # type: ignore[assignment]

    def close(self) -> None:
        Prepared.cursor = staticmethod(self._cursor)  # type: ignore[method-assign]
        close_state(self.state)
        self._loop.close()

    # Disk

    def keep(self, name: str) -> None:
        """A copy of the database as it is."""
        self.state.database.engine.dispose()
        shutil.copyfile(self.file, self.folder / name)

    def put_back(self, name: str) -> None:
        self.state.database.engine.dispose()
        for each in self.folder.glob("server.sqlite3-*"):
            each.unlink()
        shutil.copyfile(self.folder / name, self.file)
        self.state.buckets = BucketMemory()
        self._read_instance()

    def restore_backup(self, name: str) -> None:
        """As an operator does it: the clients' cursors are void (RELIABILITY F38)."""
        self.put_back(name)
        with self.state.database.writing() as connection:
            begin_epoch(connection)
        self._read_instance()

    def _read_instance(self) -> None:
        with self.state.database.reading() as connection:
            self.state.instance = read_instance(connection)

    # Time

    def do_what_is_due(self) -> None:
        run_due_jobs(self.state)

    # Requests

    def die_at(self, statement: int | None) -> None:
        """In the next request."""
        self._left = statement

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answered:
        """Raises DeadError; after that it is as if started again."""
        told = self._loop.run_until_complete(self._asked(method, path, headers, body or b""))
        dead, self._is_dead, self._left = self._is_dead, False, None
        if dead:
            self.deaths += 1
            self.state.buckets = BucketMemory()
            raise DeadError
        given = {name.decode(): value.decode() for name, value in told[0]["headers"]}
        return Answered(told[0]["status"], given, b"".join(each.get("body", b"") for each in told))

    async def _asked(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> list[dict[str, Any]]:
        path, _, query = target.partition("?")
        told: list[dict[str, Any]] = []
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "scheme": "http",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "root_path": "",
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        await self._app(scope, receive, send)
        return told

    def _step(self, *_: Any) -> None:
        if self._left is not None:
            self._left -= 1
            self._is_dead = self._is_dead or self._left <= 0
        if self._is_dead:
            raise DeadError
