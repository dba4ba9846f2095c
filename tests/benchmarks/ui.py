"""The members' list of the window, with a real cache below it: until its first rows are painted.

Against Qt's own models doing the same: QSqlTableModel with QSortFilterProxyModel upon a plain file, and
QStandardItemModel. What does not grow with the list is told by the same operation on a tenth of it.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication, QTableView

from desktop.reading.members import list_members, read_members
from desktop.values import MemberOrder, MemberQuery
from tests.benchmarks.cache import filled_workspace
from tests.benchmarks.country import sample_country
from tests.benchmarks.figures import Figure, milliseconds
from tests.benchmarks.ui_rows import BRANCH, Items, SqlTable, fetch_all, multiply_members, plain_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.client import Client
    from desktop.workspace import Workspace
    from tests.benchmarks.figures import Scale

MEMBERS = 1_000_000
MADE_BY_THE_RULES = 50_000
"""The rest are copies of them."""
TIMES = 5
PATIENCE = 120.0
IDLE_SECONDS = 1.0
TEXTS = ("张", "王小", "zh", "lx", "5", "1234")
"""What somebody types: of a name, of its sounds, of a number."""


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    members = scale.members_of(MEMBERS, 2_000)
    with ExitStack() as stack:
        small, large = (
            stack.enter_context(_workspace(each, folder / f"{each}")) for each in (members // 10, members)
        )
        plain_copy(large, folder / "shown.db")
        yield from _Bench(small, large, folder / "shown.db", scale.times(TIMES)).figures(members)
    del application


@contextmanager
def _workspace(members: int, folder: Path) -> Iterator[Workspace]:
    folder.mkdir()
    made = max(1_000, min(members, MADE_BY_THE_RULES))
    with filled_workspace(sample_country(made), folder) as workspace:
        multiply_members(workspace, max(1, round(members / made)))
        yield workspace


class _Ours:
    """The real model and view; what is timed ends when the first rows are there and painted."""

    def __init__(self, workspace: Workspace) -> None:
        from ui.bridge import Bridge
        from ui.list_view import ListView
        from ui.member_model import MemberModel

        self._client = SimpleNamespace(
            session=workspace.session,
            member_ids=lambda query, limit=None: list_members(workspace, query, limit),
            members=lambda ids: read_members(workspace, ids),
        )
        client = cast("Client", self._client)
        self._bridge = Bridge(client)
        self.model = MemberModel(client, self._bridge, MemberQuery().list)
        self.view = ListView(self.model, "bench.members")
        self.view.resize(1000, 800)
        self.view.show()

    def ask(self, query: MemberQuery) -> float:
        """Until its first rows are painted; what comes behind is waited for and not timed."""
        started = time.perf_counter()
        self.model.show_query(query)
        _wait(lambda: self.model._shown == query)
        self.view.repaint()
        spent = (time.perf_counter() - started) * 1000
        _wait(lambda: self.model.is_whole and not self._bridge.is_busy)
        return spent

    def jump(self) -> float:
        def there() -> bool:
            last = self.model.index(self.model.rowCount() - 1, 0)
            return bool(last.data())

        def to_the_end() -> None:
            self.view.scrollToBottom()
            _wait(there)
            self.view.repaint()

        self.view.scrollToTop()
        return milliseconds(to_the_end)

    def close(self) -> None:
        self._bridge.close()
        self.view.close()


class _Theirs:
    """One of Qt's models in a view of Qt's."""

    def __init__(self, source: SqlTable | Items) -> None:
        self.title = source.title
        self._source = source
        self._view = QTableView()
        self._view.resize(1000, 800)
        self._view.show()
        self.opening = milliseconds(self._open)

    def _open(self) -> None:
        self._proxy = self._source.opened()
        self._view.setModel(self._proxy)
        self._view.repaint()

    def jump(self) -> float:
        return self._painted(partial(fetch_all, self._proxy), self._view.scrollToBottom)

    def type(self, text: str) -> float:
        return self._painted(partial(self._proxy.setFilterFixedString, text))

    def sort(self) -> float:
        self.type("")
        return self._painted(partial(self._proxy.sort, BRANCH))

    def _painted(self, *works: Callable[[], object]) -> float:
        def carry_out() -> None:
            for work in works:
                work()
            self._view.repaint()

        return milliseconds(carry_out)

    def close(self) -> None:
        self._view.close()
        del self._proxy
        self._source.close()


class _Bench:
    def __init__(self, small: Workspace, large: Workspace, file: Path, times: int) -> None:
        self._small, self._large, self._file, self._times = small, large, file, times

    def figures(self, members: int) -> Iterator[Figure]:
        ours, frames = self._measured(self._large)
        tenth, _ = self._measured(self._small)
        for what, spent in ours.items():
            yield Figure(f"{members:,} members: {what}", spent, tenth[what], "ms", "a tenth of them")
        yield Figure(f"{members:,} members: longest frame", frames, self._idle(), "ms", "nothing to do")
        for source in (SqlTable(self._file), Items(self._large)):
            theirs = self._of_theirs(_Theirs(source))
            for what, spent in ours.items():
                yield Figure(f"{members:,} members: {what}", spent, theirs[what], "ms", source.title)

    def _measured(self, workspace: Workspace) -> tuple[dict[str, float], float]:
        taken: dict[str, list[float]] = {}
        longest = 0.0
        for _ in range(self._times):
            ours = _Ours(workspace)
            # Its own making and its first layout are the window's, not the list's.
            QApplication.processEvents()
            with _frames() as frames:
                self._work(ours, taken)
            longest = max(longest, *frames)
            ours.close()
        return {what: median(spent) for what, spent in taken.items()}, longest

    def _idle(self) -> float:
        """The longest frame that a busy machine leaves to a window in which nothing happens."""
        until = time.monotonic() + IDLE_SECONDS * self._times
        with _frames() as frames:
            _wait(lambda: time.monotonic() > until)
        return max(frames)

    def _work(self, ours: _Ours, taken: dict[str, list[float]]) -> None:
        by_branch = MemberQuery(order=MemberOrder.ORGANISATION)
        taken.setdefault("open", []).append(ours.ask(MemberQuery()))
        taken.setdefault("jump to the end", []).append(ours.jump())
        taken.setdefault("sort by organisation", []).append(ours.ask(by_branch))
        for text in TEXTS:
            taken.setdefault("a keystroke", []).append(ours.ask(MemberQuery(text=text)))

    def _of_theirs(self, theirs: _Theirs) -> dict[str, float]:
        """Once: it takes long enough to be told apart from noise."""
        spent = {
            "open": theirs.opening,
            "jump to the end": theirs.jump(),
            "a keystroke": median(theirs.type(text) for text in TEXTS),
            "sort by organisation": theirs.sort(),
        }
        theirs.close()
        return spent


@contextmanager
def _frames() -> Iterator[list[float]]:
    """Milliseconds between one turn of the event loop and the next."""
    gaps, clock, timer = [0.0], QElapsedTimer(), QTimer()

    def tick() -> None:
        gaps.append(clock.nsecsElapsed() / 1e6)
        clock.restart()

    clock.start()
    timer.timeout.connect(tick)
    timer.start(1)
    try:
        yield gaps
    finally:
        timer.stop()


def _wait(there: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not there():
        QApplication.processEvents()
        if time.monotonic() > until:
            raise TimeoutError
        # The other threads are what is waited for.
        time.sleep(0.0002)
