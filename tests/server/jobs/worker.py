"""Serving processes that do nothing but what is due, at the times that a test tells them.

They are real ones and can be killed anywhere. A server that starts them by fork has loaded the program once.
"""

import asyncio
import multiprocessing
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any

from server.app import close_state, open_state
from server.jobs import timer
from server.settings import Settings

_CONTEXT: Any = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
_CONTEXT.set_forkserver_preload([__name__])


def _serve(url: str, told: Connection) -> None:
    """Once each time it is told what time it is; None ends it."""
    now = told.recv()
    state = open_state(Settings(database_url=url, threads=1, job_seconds=0), lambda: now)
    while now is not None:
        asyncio.run(timer.run_once(state))
        told.send("done")
        now = told.recv()
    close_state(state)


class Worker:
    def __init__(self, url: str, slow: timedelta = timedelta()) -> None:
        """``slow``: by how much its clock is behind."""
        self._url = url
        self._slow = slow
        self.kills = 0
        self._start()

    def _start(self) -> None:
        self._told, other = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(self._url, other), daemon=True)
        self._process.start()
        other.close()

    def tell(self, now: datetime) -> None:
        self._told.send(now - self._slow)

    def kill_within(self, seconds: float) -> None:
        """Wherever it is by then. Another one stands in from the next time on."""
        self._told.poll(seconds)
        self._process.kill()
        self._process.join()
        self._told.close()
        self.kills += 1
        self._start()

    def wait(self) -> None:
        assert self._told.poll(60)
        assert self._told.recv() == "done"

    def stop(self) -> None:
        self._told.send(None)
        self._process.join(20)
        assert self._process.exitcode == 0
        self._told.close()
