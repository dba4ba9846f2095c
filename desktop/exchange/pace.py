"""How far long work has come, and the wish that it stop: asked between one row and the next."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
EVERY = 250
"""Items after which it is told how far the work has come."""


class StoppedError(Exception):
    """The user stopped it. What was half written is gone."""


class Pace:
    """``told`` is called on the working thread with how many are done, of how many."""

    def __init__(self, told: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        self._told = told
        self._stopped = threading.Event()

    def stop(self) -> None:
        """May be called from any thread."""
        self._stopped.set()

    def check(self) -> None:
        if self._stopped.is_set():
            raise StoppedError

    def through(self, items: Iterable[T], total: int) -> Iterator[T]:
        done = 0
        for done, item in enumerate(items, 1):
            self.check()
            yield item
            if done % EVERY == 0:
                self._told(done, total)
        self._told(done, total)
