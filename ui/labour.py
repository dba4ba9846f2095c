"""Long work, such as a whole list to a file, on a thread of its own, so that no list waits behind it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop.exchange.pace import Pace, StoppedError
from ui.bridge import Failed, told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    pace: Pace
    deliver: Callable[[], None] | None
    """None: it was stopped."""


class Labour(QObject):
    """One job at a time.

    Signals
        began: what is being done, in words.
        progressed: how many are done, of how many.
        ended: whether it came to its end, and was not stopped or failed.
        failed: what went wrong in a job that has no ``failed`` of its own.
    """

    began = Signal(str)
    progressed = Signal(int, int)
    ended = Signal(bool)
    failed = Signal(object)
    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pace: Pace | None = None
        self._thread: threading.Thread | None = None
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)
        if parent is not None:
            # The window is going: nobody waits for the rest.
            parent.destroyed.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        return self._pace is not None

    def begin(
        self,
        title: str,
        work: Callable[[Pace], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> bool:
        """``done`` or ``failed`` is called on the GUI thread. Answers whether it began: not while another job
        is under way."""
        if self.is_busy:
            return False
        self._pace = pace = Pace(self._tell)
        self._thread = threading.Thread(target=self._run, args=(work, pace, done, failed), name="labour")
        self.began.emit(title)
        self._thread.start()
        return True

    def stop(self) -> None:
        if self._pace is not None:
            self._pace.stop()

    def give_up(self) -> None:
        """Stops it and waits until it has; what it found is not delivered."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
            self._end(delivered=False)

    def _tell(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self.progressed.emit(done, total)

    def _run(
        self, work: Callable[[Pace], Any], pace: Pace, done: Callable[[Any], None], failed: Failed | None
    ) -> None:
        deliver: Callable[[], None] | None = None
        try:
            found = work(pace)
            deliver = _delivering(done, found)
        except StoppedError:
            deliver = None
        except Exception as error:
            # Told where the job was begun, as the bridge does it.
            deliver = _delivering(failed or self.failed.emit, told(error))
        if shiboken6.isValid(self):
            self._over.emit(_End(pace, deliver))

    def _on_over(self, end: _End) -> None:
        if end.pace is not self._pace:
            return
        self._end(delivered=end.deliver is not None)
        if end.deliver is not None:
            end.deliver()

    def _end(self, *, delivered: bool) -> None:
        self._pace = self._thread = None
        self.ended.emit(delivered)


def _delivering(take: Callable[[Any], None], found: object) -> Callable[[], None]:
    return lambda: take(found)
