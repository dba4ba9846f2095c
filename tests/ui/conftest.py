"""Holds for every test of the interface: no QThread, timer, pool job or window outlives it.

pytest-qt closes what was given to `qtbot.addWidget` before any fixture is torn down, so what is
found here was given to nobody.
"""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import preferences
from ui.fonts import interface_font
from ui.garbage import collect_what_is_due
from ui.icons import load_icons
from ui.theme import Appearance, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Qt makes these for itself and hides instead of deleting them.
QT_OWN_WINDOWS = ("QTipLabel",)

GRACE_MILLISECONDS = 2000


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dressed as the program's own: its font, its icons, and light whatever the system is."""
    qapp.setFont(interface_font(qapp.font()))
    load_icons()
    Theme(qapp, Appearance.LIGHT)
    return qapp


@pytest.fixture(autouse=True)
def cycles_collected_here() -> Iterator[None]:
    """As in the program: a widget that the collector finds must not be found by the bridge's thread."""
    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path) -> None:
    """How one test left the window is not how the next one finds it."""
    preferences.keep_in(tmp_path)


def _recording(start: Callable[..., Any], started: weakref.WeakSet[Any]) -> Callable[..., Any]:
    def recorded(self: QObject, *arguments: Any) -> Any:
        started.add(self)
        return start(self, *arguments)

    return recorded


def _living(objects: weakref.WeakSet[Any]) -> list[Any]:
    return [each for each in objects if shiboken6.isValid(each)]


def _windows() -> set[QWidget]:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return set()
    widgets = {widget for widget in application.topLevelWidgets() if shiboken6.isValid(widget)}
    return {widget for widget in widgets if widget.metaObject().className() not in QT_OWN_WINDOWS}


def _delete_what_is_due() -> None:
    # deleteLater waits for an event loop to come round, and between tests there is none.
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _described(each: QObject) -> str:
    return f"{each.metaObject().className()} {each.objectName()!r}"


def _leaked_windows(before: set[QWidget]) -> list[str]:
    _delete_what_is_due()
    if _windows() - before:
        # A window that only a reference cycle holds is garbage, not a leak.
        gc.collect()
    return [f"window {_described(window)}" for window in _windows() - before]


def _leaked_timers(started: weakref.WeakSet[QTimer]) -> list[str]:
    if any(timer.isActive() for timer in _living(started)):
        gc.collect()
    active = [timer for timer in _living(started) if timer.isActive()]
    return [f"timer {_described(timer)}, every {timer.interval()} ms" for timer in active]


def _leaked_threads(started: weakref.WeakSet[QThread]) -> list[str]:
    running = [thread for thread in _living(started) if not thread.wait(GRACE_MILLISECONDS)]
    return [f"thread {_described(thread)}" for thread in running]


def _leaked_jobs() -> list[str]:
    pool = QThreadPool.globalInstance()
    return [] if pool.waitForDone(GRACE_MILLISECONDS) else [f"{pool.activeThreadCount()} jobs of the pool"]


@pytest.fixture(autouse=True)
def no_leaked_qt_objects(no_leaked_threads: None) -> Iterator[None]:
    """Fails a test that leaves something of Qt running or open."""
    timers: weakref.WeakSet[QTimer] = weakref.WeakSet()
    threads: weakref.WeakSet[QThread] = weakref.WeakSet()
    windows = _windows()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QTimer, "start", _recording(QTimer.start, timers))
        patch.setattr(QThread, "start", _recording(QThread.start, threads))
        yield
        # The windows go first, because closing one is what stops its timers and threads.
        leaks = [*_leaked_windows(windows), *_leaked_timers(timers)]
        leaks += [*_leaked_threads(threads), *_leaked_jobs()]
    for window in _windows() - windows:
        # The next test shall be judged by its own deeds.
        shiboken6.delete(window)
    if leaks:
        pytest.fail(f"leaked: {'; '.join(leaks)}", pytrace=False)
