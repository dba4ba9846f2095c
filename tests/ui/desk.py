"""A working place for tests of screens: a real client over real files, offline, and one screen before it.

Everything is done with the keyboard and the mouse and read off the widgets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from desktop.values import OpState
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile
from ui.bridge import COALESCED_WITHIN, Bridge
from ui.list_view import ListView
from ui.paged_model import PagedModel
from ui.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.client import Client
    from desktop.values import OutboxItem, Outcome
    from tests.domain.world import World
    from ui.screen import Screen

W = TypeVar("W", bound=QWidget)
QUIET = 3 * COALESCED_WITHIN
"""Milliseconds without a job after which nothing more comes of what was done."""
WIDE, NARROW = (1300, 800), (760, 560)


class Desk:
    def __init__(self, qtbot: QtBot, folder: Path, organisation: str, world: World | None) -> None:
        self.qtbot = qtbot
        self.filled: Filled = fill_profile(
            folder / "profiles", MemoryKeychain(), organisation=organisation, world=world
        )
        self.client: Client = self.filled.client()
        self.bridge = Bridge(self.client)
        self.verbs = Verbs()
        self.window = QMainWindow()
        self.window.addActions(self.verbs.all())
        self.acted: list[Outcome] = []
        qtbot.addWidget(self.window)

    def show(self, screen: Any, size: tuple[int, int] = WIDE) -> None:
        """As the main window does it."""
        self.window.setCentralWidget(screen)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.bridge.changed.connect(screen.refresh)
        screen.acted.connect(self.acted.extend)
        self.client.start(self.bridge.notify)
        cast("Screen", screen).activate()
        self.settle()

    def close(self) -> None:
        self.window.close()
        self.bridge.close()
        self.client.close()

    # Waiting

    def settle(self) -> None:
        """Until nothing is under way, and what came of it has been told."""
        quiet = False
        while not quiet:
            self.qtbot.waitUntil(lambda: not self.bridge.is_busy)
            with self.qtbot.waitSignal(self.bridge.busy_changed, timeout=QUIET, raising=False) as stirred:
                pass
            quiet = not stirred.signal_triggered

    def until(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened)

    # Hands

    def press(self, *keys: Qt.Key | str, on: QWidget | None = None) -> None:
        """Each key goes to where the focus is then, as it does on a desk."""
        for key in keys:
            widget = on or QApplication.focusWidget() or self.window
            if isinstance(key, str) and key.isascii():
                QTest.keyClicks(widget, key)
            elif isinstance(key, str):
                commit_text(widget, key)
            else:
                QTest.keyClick(widget, key)
        self.settle()

    def chord(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        where = place or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        self.settle()

    # Eyes

    def child(self, kind: type[W], name: str) -> W:
        """The one that is shown, or the only one there is."""
        found = [each for top in self._tops() for each in top.findChildren(kind, name)]
        shown = [each for each in found if each.isVisible()]
        assert found, f"there is no {kind.__name__} {name}"
        return (shown or found)[0]

    def _tops(self) -> list[QWidget]:
        return [self.window, *(each for each in QApplication.topLevelWidgets() if each is not self.window)]

    def rows(self, name: str) -> list[list[str]]:
        view = self.child(ListView, name)
        columns = view.header.shown_columns()
        model = view.model()
        return [
            [str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())
        ]

    def names(self, name: str) -> list[str]:
        return [row[0] for row in self.rows(name)]

    def current_name(self, name: str) -> str:
        view = self.child(ListView, name)
        return str(view.model().index(view.currentIndex().row(), 0).data())

    def texts(self, widget: QWidget) -> list[str]:
        """Everything that can be read in it."""
        return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]

    def model(self, name: str) -> PagedModel[Any, Any]:
        model = self.child(ListView, name).model()
        assert isinstance(model, PagedModel)
        return model

    def waiting(self) -> list[OutboxItem]:
        return [item for item in self.client.outbox() if item.state is OpState.WAITING]


def commit_text(widget: QWidget, text: str) -> None:
    """Chinese is not typed key by key but handed over by an input method."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def renamed(world: World, organisation_id: str, name: str) -> None:
    known = world.organisations[organisation_id]
    world.organisations[organisation_id] = replace(known, full_name=name, version=known.version + 1)
