"""Brings the rows that are looked at, a page at a time, for a list that knows all its ids."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import ClientError
from ui.bridge import Bridge
from ui.columns import Line

R = TypeVar("R")

PAGE = 100
PAGES_AT_ONCE = 3
MOST_ROWS = 50 * PAGE
"""The rows kept; the ones that arrived longest ago go first."""


class PageLoader(QObject, Generic[R]):
    """
    Signals
        arrived: the ids of rows that are there now, or are known to be gone.
    """

    arrived = Signal(list)

    def __init__(
        self,
        bridge: Bridge,
        read: Callable[[Sequence[str]], Mapping[str, Line[R]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._read = read
        self._lines: dict[str, Line[R]] = {}
        self._wanted: dict[int, Sequence[str]] = {}
        self._gone: set[str] = set()
        self._loading = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._load)

    def line(self, identifier: str) -> Line[R] | None:
        return self._lines.get(identifier)

    def known(self) -> list[str]:
        return list(self._lines)

    def is_gone(self, identifier: str) -> bool:
        """Asked for once and not there: not asked for again with every paint."""
        return identifier in self._gone

    def keep(self, asked: Sequence[str], lines: Mapping[str, Line[R]]) -> None:
        """What was read elsewhere; what was asked for and did not come is forgotten."""
        self._gone.clear()
        for each in asked:
            self._lines.pop(each, None)
        self._remember(lines)

    def want(self, page: int, ids: Sequence[str]) -> None:
        """The page that was wanted last comes first."""
        self._wanted.pop(page, None)
        self._wanted[page] = ids
        if not self._soon.isActive():
            self._soon.start()

    def _load(self) -> None:
        """Only the pages looked at last: whoever drags through a long list asks for many in passing."""
        if self._loading:
            return
        pages = list(self._wanted.values())[-PAGES_AT_ONCE:]
        self._wanted.clear()
        around = (each for ids in pages for each in ids)
        missing = [each for each in around if each not in self._lines and each not in self._gone]
        if not missing:
            return
        self._loading = True
        loaded, failed = partial(self._on_loaded, missing), partial(self._on_failed, missing)
        self._bridge.run(self, partial(self._read, missing), loaded, failed)

    def _on_loaded(self, missing: list[str], lines: Mapping[str, Line[R]]) -> None:
        self._loading = False
        self._gone.update(each for each in missing if each not in lines)
        self._remember(lines)
        self.arrived.emit(missing)
        self._load()

    def _on_failed(self, missing: list[str], error: ClientError) -> None:
        self._loading = False
        # Asked for again with the next refresh, not with the next paint.
        self._gone.update(missing)
        self._bridge.failed.emit(error)

    def _remember(self, lines: Mapping[str, Line[R]]) -> None:
        for each, line in lines.items():
            self._lines.pop(each, None)
            self._lines[each] = line
        for each in list(self._lines)[: max(0, len(self._lines) - MOST_ROWS)]:
            del self._lines[each]
