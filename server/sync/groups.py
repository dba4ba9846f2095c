"""Whoever waits to write is written together with the others that wait, with one commit (decision 13).

There is no timer: a group is what is waiting when the writer gets free, and on an idle server that is one.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as WaitedTooLongError

from server.pool import PATIENCE_SECONDS, begun_soon
from server.problems import Problem
from server.sync.batch import Batch
from server.sync.wire import Result

Settle = Callable[[list[Batch]], None]
"""Settles what it can of them in one transaction, and then says so to those that are through."""

_ENOUGH = 100
"""Ops in a group: beyond, the first would wait for the last longer than a commit takes."""


class Groups:
    def __init__(self, waiting: int, patience: float = PATIENCE_SECONDS) -> None:
        self._places = waiting
        self._patience = patience
        self._waiting: deque[Batch] = deque()
        self._writer = ThreadPoolExecutor(1, "writer")

    async def settled(self, batch: Batch, settle: Settle) -> list[Result]:
        """Raises only when nothing of the batch is stored."""
        return await begun_soon(self._submitted(batch, settle), self._patience)

    def settled_meanwhile(self, batch: Batch, settle: Settle) -> list[Result]:
        """The same for a thread that waits for it."""
        future = self._submitted(batch, settle)
        try:
            return future.result(self._patience)
        except WaitedTooLongError:
            if future.cancel():
                raise Problem("OVERLOADED", retry_after=2) from None
            return future.result()

    @property
    def in_use(self) -> int:
        """How many messages wait."""
        return len(self._waiting)

    def close(self) -> None:
        self._writer.shutdown(wait=True)

    def _submitted(self, batch: Batch, settle: Settle) -> Future[list[Result]]:
        if len(self._waiting) >= self._places:
            raise Problem("OVERLOADED", retry_after=2)
        self._waiting.append(batch)
        try:
            self._writer.submit(self._write, settle)
        except RuntimeError:
            # The writer is shutting down.
            batch.answer.cancel()
            raise Problem("OVERLOADED", retry_after=5) from None
        return batch.answer

    def _write(self, settle: Settle) -> None:
        """Each message comes with a call of this; whoever is first takes the others along."""
        group = self._group()
        while group:
            _settle(settle, group)
            # What stood in somebody's way goes first in the next group, where it may wait for them.
            group = [batch for batch in group if not batch.answer.done()]

    def _group(self) -> list[Batch]:
        group: list[Batch] = []
        ops = 0
        while self._waiting and (not ops or ops + len(self._waiting[0].ops) <= _ENOUGH):
            batch = self._waiting.popleft()
            if batch.answer.set_running_or_notify_cancel():
                group.append(batch)
                ops += len(batch.ops)
        return group


def _settle(settle: Settle, group: list[Batch]) -> None:
    """Nobody waits for ever, whatever happens here."""
    try:
        settle(group)
    except BaseException as error:
        for batch in group:
            if not batch.answer.done():
                batch.answer.set_exception(error)
        raise
