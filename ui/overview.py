"""How things stand, asked for whenever something changed, one question at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.values import Changes, Counts, Status
from ui.bridge import Bridge

if TYPE_CHECKING:
    from desktop.client import Client


class Overview(QObject):
    """
    Signals
        status_changed: a Status.
        counts_changed: the Counts that the navigation shows.
    """

    status_changed = Signal(object)
    counts_changed = Signal(object)

    def __init__(self, client: "Client", bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._bridge = bridge
        self._asking = False
        self._again = False

    def refresh(self, changes: Changes | None = None) -> None:
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        only_status = changes is not None and changes == Changes(status=True)
        # While a first sync brings page after page, only its progress is worth a question.
        work = self._status if only_status else self._status_and_counts
        self._bridge.run(self, work, self._on_answer, lambda _: self._on_asked())

    def _status(self) -> tuple[Status, Counts | None]:
        return self._client.status(), None

    def _status_and_counts(self) -> tuple[Status, Counts | None]:
        return self._client.status(), self._client.counts()

    def _on_answer(self, answer: tuple[Status, Counts | None]) -> None:
        status, counts = answer
        self.status_changed.emit(status)
        if counts is not None:
            self.counts_changed.emit(counts)
        self._on_asked()

    def _on_asked(self) -> None:
        self._asking = False
        if self._again:
            self.refresh()
