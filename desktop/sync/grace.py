"""The moments after a decision in which it can still be taken back, although the server could be asked."""

import threading
import time
from collections.abc import Callable, Iterable


class Grace:
    """``over`` is called, on a thread of its own or at once where there is no grace, when ops may be sent."""

    def __init__(self, seconds: float, over: Callable[[], None]) -> None:
        self._seconds = seconds
        self._over = over
        self._until: dict[str, float] = {}
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def begin(self, op_ids: Iterable[str]) -> None:
        if not self._seconds:
            self._over()
            return
        with self._lock:
            now = time.monotonic()
            self._until.update(dict.fromkeys(op_ids, now + self._seconds))
            self._set_timer(now)

    def fresh(self) -> frozenset[str]:
        with self._lock:
            now = time.monotonic()
            return frozenset(each for each, until in self._until.items() if until > now)

    def end(self) -> bool:
        """Everything may be sent from now on; answers whether anything was still held back."""
        with self._lock:
            held, self._until = bool(self._until), {}
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
            timer.join()
        return held

    def _set_timer(self, now: float) -> None:
        if self._timer is None and self._until:
            self._timer = threading.Timer(min(self._until.values()) - now, self._on_time)
            self._timer.daemon = True
            self._timer.start()

    def _on_time(self) -> None:
        with self._lock:
            self._timer = None
            now = time.monotonic()
            self._until = {each: until for each, until in self._until.items() if until > now}
            self._set_timer(now)
        self._over()
