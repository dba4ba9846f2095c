"""How many calls a minute: by session, by account and by address, each a bucket that fills again evenly.

They stop a program that has gone wild, not a person: those who work never notice. Each process counts for
itself, so that with several of them up to that many times as much gets through; and what is counted is in
memory only. Failed logins are counted in the database (server/sessions/throttle.py).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from server.problems import Problem

OF_ACCOUNT, OF_ADDRESS = 2, 20
"""Times what one session may: a person has several machines, and a school one address."""
_MOST_KEPT = 100_000
_ROUNDING = 1e-6


class Rates:
    def __init__(self, calls_per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """0: no limit."""
        self._each_minute = calls_per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._full_again: OrderedDict[str, float] = OrderedDict()
        """When the bucket of that name is full, if nothing more is taken from it."""

    def check_session(self, session_id: str, account_id: str) -> None:
        """Raises Problem."""
        self._take(f"session {session_id}", 1)
        self._take(f"account {account_id}", OF_ACCOUNT)

    def check_address(self, address: str) -> None:
        """Raises Problem."""
        self._take(f"address {address}", OF_ADDRESS)

    def _take(self, name: str, times: int) -> None:
        if not self._each_minute:
            return
        cost = 60 / (self._each_minute * times)
        with self._lock:
            now = self._clock()
            full_again = max(self._full_again.pop(name, now), now)
            over = full_again + cost - now - 60
            self._full_again[name] = full_again if over > _ROUNDING else full_again + cost
            if len(self._full_again) > _MOST_KEPT:
                self._full_again.popitem(last=False)
        if over > _ROUNDING:
            seconds = ceil(over)
            raise Problem("TOO_MANY_REQUESTS", retry_after=seconds, seconds=str(seconds))
