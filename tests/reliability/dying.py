"""Processes that are killed at every statement that they say to their database, one death after the other."""

from __future__ import annotations

import gc
import os
import signal
import threading
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 30
"""Seconds, after which a child that hangs is ended."""


class Death(NamedTuple):
    point: int
    was_killed: bool
    said: bytes
    """What the process had told by then."""


class Life:
    """Handed to whoever lives in the child."""

    def __init__(self, point: int, telling: int) -> None:
        self._left = point
        self._telling = telling
        self._turn = threading.Lock()

    def say(self, what: bytes) -> None:
        os.write(self._telling, what)

    def step(self, *_: Any) -> None:
        """One of the moments of which one is the last."""
        with self._turn:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def count_statements(self) -> None:
        """From now on each statement and commit is such a moment, before and after."""
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self.step)


Work = Callable[[Life], None]


def deaths(work: Work, *, first: int = 1, step: int = 1) -> Iterator[Death]:
    """Runs ``work`` in a child again and again; each is killed (SIGKILL) one moment later than
    the one before, until one has come to its end."""
    point = first
    while True:
        death = _life(work, point)
        yield death
        if not death.was_killed:
            return
        point += step


def lived(work: Work) -> Death:
    """To its end."""
    return _life(work, NEVER)


NEVER = 10**9


def _life(work: Work, point: int) -> Death:
    hearing, telling = os.pipe()
    with warnings.catch_warnings():
        # The child looks at nothing that the parent's other threads could hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _live(work, Life(point, telling))
    os.close(telling)
    with os.fdopen(hearing, "rb") as heard:
        said = heard.read()
    status = os.waitpid(child, 0)[1]
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert was_killed or os.waitstatus_to_exitcode(status) == 0, (point, status, said)
    return Death(point, was_killed, said)


def _live(work: Work, life: Life) -> None:
    code = 1
    try:
        # What the parent still holds open is not the child's to close.
        gc.disable()
        signal.alarm(LONGEST)
        work(life)
        code = 0
    except BaseException as error:
        life.say(repr(error).encode())
    finally:
        os._exit(code)
