"""Where blocking work is done: a few threads and a queue that has an end.

What cannot be begun soon is refused at once, so that an overloaded server still answers (503) and the
waiting never outlasts the clients' patience.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from server.problems import Problem

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE_SECONDS = 4.0
"""How long a request may wait to be begun."""


async def begun_soon(future: Future[R], patience: float) -> R:
    """What comes of it, however long it takes once it was begun."""
    answer = asyncio.wrap_future(future)
    done, _ = await asyncio.wait({answer}, timeout=patience)
    if not done and future.cancel():
        raise Problem("OVERLOADED", retry_after=2)
    return await answer


class Pool:
    def __init__(self, threads: int, waiting: int, name: str, patience: float = PATIENCE_SECONDS) -> None:
        self._executor = ThreadPoolExecutor(threads, name)
        self._places = self._all_places = threads + waiting
        self._patience = patience

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Work that was begun is finished, also when the client has gone away meanwhile."""
        if self._places <= 0:
            raise Problem("OVERLOADED", retry_after=2)
        self._places -= 1
        try:
            context = copy_context()
            future = self._executor.submit(lambda: context.run(work, *args, **kwargs))
        except RuntimeError:
            # The pool is shutting down.
            self._places += 1
            raise Problem("OVERLOADED", retry_after=5) from None
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._leave))
        return await begun_soon(future, self._patience)

    @property
    def in_use(self) -> int:
        """How many requests are worked on or wait for it."""
        return self._all_places - self._places

    def _leave(self) -> None:
        self._places += 1

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
