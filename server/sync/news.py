"""Tells those who wait as soon as something changes in their scope.

Waiting costs a future, no thread and no query: one task per process looks at what has changed since it
last looked, when a commit of this process wakes it and else every second (for those of other
processes), and finds out for everybody whom it concerns.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.organisations import is_below
from server.database.engine import Database
from server.database.feed import Head, read_head
from server.pool import Pool
from server.problems import Problem
from server.sync.pages import changed_paths

log = logging.getLogger("xianjie.server")

_TICK_SECONDS = 1.0
_BURST_SECONDS = 0.02
_TOO_MANY_TO_TELL_APART = 20_000


@dataclass(eq=False, slots=True)
class _Waiting:
    path: str
    since: int
    answer: asyncio.Future[int | None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, seq: int | None) -> None:
        if not self.answer.done():
            self.answer.set_result(seq)


class _Change(NamedTuple):
    head: Head
    paths: list[tuple[str, int]]
    """An empty path is everywhere."""


class NewsDesk:
    def __init__(self, database: Database, pool: Pool) -> None:
        self._database = database
        self._pool = pool
        self._waiting: set[_Waiting] = set()
        self._wake = asyncio.Event()
        self._closed = False

    async def wait(self, path: str, since: int, seconds: float) -> int | None:
        """A number above ``since`` as soon as something below ``path`` has one; None when the time is up."""
        waiting = _Waiting(path, since)
        self._waiting.add(waiting)
        try:
            # What changed before this task began to look is found by looking once for this one alone.
            self._tell(await self._pool.run(_changes, self._database, since, None), waiting)
            async with asyncio.timeout(0 if self._closed else seconds):
                return await waiting.answer
        except TimeoutError:
            return None
        finally:
            self._waiting.discard(waiting)

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            # What was committed stays so, also when nobody is left to be told.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._wake.set)

        self._database.on_commit = wake
        await self._watch()

    def close(self) -> None:
        """Sends everybody home, so that the server can stop."""
        self._closed = True
        for waiting in self._waiting:
            waiting.tell(None)

    async def _watch(self) -> None:
        head = await self._pool.run(_head, self._database)
        while True:
            await self._until_woken()
            # Commits come in bursts; one look is enough for all of a burst.
            await asyncio.sleep(_BURST_SECONDS)
            if not self._waiting:
                continue
            try:
                change = await self._pool.run(_changes, self._database, head.seq, head.tree_seq)
            except Problem:
                # Too busy to look; the next tick will.
                continue
            except Exception:
                log.exception("looking for news failed")
                continue
            head = change.head
            for waiting in list(self._waiting):
                self._tell(change, waiting)

    async def _until_woken(self) -> None:
        try:
            async with asyncio.timeout(_TICK_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()

    def _tell(self, change: _Change, waiting: _Waiting) -> None:
        concerned = (seq > waiting.since and is_below(path, waiting.path) for path, seq in change.paths)
        if any(concerned) or any(not path and seq > waiting.since for path, seq in change.paths):
            waiting.tell(change.head.seq)


def _head(database: Database) -> Head:
    with database.reading() as connection:
        return read_head(connection)


def _changes(database: Database, since: int, tree_seq: int | None) -> _Change:
    with database.reading() as connection:
        head = read_head(connection)
        if tree_seq not in (None, head.tree_seq) or head.seq - since > _TOO_MANY_TO_TELL_APART:
            # Organisations have moved between scopes, or it is quicker to let everybody look for themselves.
            return _Change(head, [("", head.seq)])
        return _Change(head, changed_paths(connection, since) if head.seq > since else [])
