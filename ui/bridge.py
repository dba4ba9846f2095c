"""The way from the window to the client and back: work off the GUI thread, answers and changes on it."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.errors import ClientError
from desktop.values import Changes
from domain.refusals import RefusedError

if TYPE_CHECKING:
    from desktop.client import Client

T = TypeVar("T")
Failed = Callable[[ClientError], None]

COALESCED_WITHIN = 50
"""Milliseconds in which several changes become one."""


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    done: Callable[[Any], None]
    failed: Failed | None
    future: "Future[Any]"


class Bridge(QObject):
    """Reading, acting and asking the server have a thread each, so that a decision never waits behind a long
    list, nor a list behind the network.

    Signals: ``changed`` brings what looks different from before; ``failed`` what went wrong in a job
    that has no ``failed`` of its own; ``busy_changed`` whether any job is under way.
    """

    changed = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)
    _settled = Signal(object)
    _arrived = Signal(object)

    def __init__(self, client: "Client", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.client = client
        self._reading = ThreadPoolExecutor(1, "reading")
        self._acting = ThreadPoolExecutor(1, "acting")
        self._asking = ThreadPoolExecutor(1, "asking")
        self._under_way = 0
        self._closed = False
        self._pending: Changes | None = None
        self._soon = QTimer(self, singleShot=True, interval=COALESCED_WITHIN)
        self._soon.timeout.connect(self._tell_changes)
        # Queued even from the GUI thread itself, so that no answer arrives inside the call that asks.
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._under_way > 0

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """For reading. ``done`` or ``failed`` is called on the GUI thread, unless ``owner`` is gone."""
        self._submit(self._reading, owner, work, done, failed)

    def act(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """As ``run``, for what changes something: carried out strictly in the order of the calls."""
        self._submit(self._acting, owner, work, done, failed)

    def ask(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """As ``run``, for what only the server can answer, which may take seconds."""
        self._submit(self._asking, owner, work, done, failed)

    def notify(self, changes: Changes) -> None:
        """Given to ``Client.start``; may be called from any thread."""
        if not self._closed:
            self._arrived.emit(changes)

    def close(self) -> None:
        """Drops what was only to be read, but carries out every decision that was called for before.

        Nothing is delivered afterwards."""
        self._closed = True
        self._soon.stop()
        for pool in (self._reading, self._asking):
            pool.shutdown(wait=True, cancel_futures=True)
        self._acting.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
    ) -> None:
        if self._closed:
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        future = pool.submit(work)
        job = _Job(owner, done, failed, future)
        future.add_done_callback(lambda _: self._settle(job))

    def _settle(self, job: _Job) -> None:
        if not self._closed:
            self._settled.emit(job)

    def _on_settled(self, job: _Job) -> None:
        if self._closed:
            return
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)
        if shiboken6.isValid(job.owner):
            self._deliver(job)

    def _deliver(self, job: _Job) -> None:
        error = job.future.exception()
        if error is None:
            job.done(job.future.result())
        elif job.failed is None:
            self.failed.emit(told(error))
        else:
            job.failed(told(error))

    def _on_arrived(self, changes: Changes) -> None:
        self._pending = changes if self._pending is None else merged(self._pending, changes)
        if not self._closed and not self._soon.isActive():
            self._soon.start()

    def _tell_changes(self) -> None:
        changes, self._pending = self._pending, None
        if changes is not None:
            self.changed.emit(changes)


def merged(first: Changes, second: Changes) -> Changes:
    return Changes(
        members=first.members | second.members,
        transfers=first.transfers | second.transfers,
        organisations=first.organisations | second.organisations,
        entries=first.entries | second.entries,
        messages=first.messages or second.messages,
        outbox=first.outbox or second.outbox,
        status=first.status or second.status,
        everything=first.everything or second.everything,
    )


def told(error: BaseException) -> ClientError:
    """What the user is told. Anything but the two expected kinds is a bug and goes to the hook too."""
    if isinstance(error, ClientError):
        return error
    if isinstance(error, RefusedError):
        refusal = error.refusal
        return ClientError(refusal.code, refusal.sentence, refusal.sentence_en)
    sys.excepthook(type(error), error, error.__traceback__)
    return ClientError(
        "PROGRAM_ERROR",
        "程序内部出错，这一步没有完成。请重试；若仍然如此，请把错误详情交给技术支持。",
        "An internal error stopped this step. Try again, or pass the details on to support.",
    )
