"""An action on many items, some at a time, so that it shows its progress and can be stopped in between."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.errors import ClientError
from desktop.values import Outcome, Seen
from ui.bridge import Bridge

AT_ONCE = 100

Act = Callable[[Sequence[Seen]], list[Outcome]]
ReadVersions = Callable[[Sequence[str]], Mapping[str, int]]


class BulkRun(QObject):
    """``known`` are the versions on the screen. Those of rows that were selected without being seen are
    read right before they are acted upon; what is gone by then is left out.

    Signals
        progressed: how many are done, of how many.
        finished: the outcomes of all that was done, also when it was stopped.
    """

    progressed = Signal(int, int)
    finished = Signal(list)

    def __init__(
        self,
        bridge: Bridge,
        ids: Sequence[str],
        known: Mapping[str, int],
        read_versions: ReadVersions,
        act: Act,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ids = ids
        self._known = known
        self._read_versions = read_versions
        self._act = act
        self._done = 0
        self._stopped = False
        self._outcomes: list[Outcome] = []

    def start(self) -> None:
        """All of it is asked for at once, so that closing the window loses nothing of it."""
        for first in range(0, len(self._ids), AT_ONCE):
            some = self._ids[first : first + AT_ONCE]
            self._bridge.act(self, partial(self._work, some), self._on_worked, self._on_failed)

    def stop(self) -> None:
        """What is under way at this moment is still finished."""
        self._stopped = True

    def _work(self, ids: Sequence[str]) -> list[Outcome]:
        if self._stopped:
            return []
        try:
            unseen = [each for each in ids if each not in self._known]
            versions = {**(self._read_versions(unseen) if unseen else {}), **self._known}
            return self._act([Seen(id=each, version=versions[each]) for each in ids if each in versions])
        except Exception:
            # The disk is full, for one: those behind it would only fail as well.
            self._stopped = True
            raise

    def _on_worked(self, outcomes: list[Outcome]) -> None:
        self._outcomes += outcomes
        self._on_answered()

    def _on_failed(self, error: ClientError) -> None:
        """What was done before is told as well."""
        self._bridge.failed.emit(error)
        self._on_answered()

    def _on_answered(self) -> None:
        self._done = min(self._done + AT_ONCE, len(self._ids))
        if not self._stopped:
            self.progressed.emit(self._done, len(self._ids))
        if self._done == len(self._ids):
            self.finished.emit(self._outcomes)
            self.deleteLater()
