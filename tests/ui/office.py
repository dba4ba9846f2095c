"""The whole main window over a real client, offline, for tests of what lies between the screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from domain.commands import ApproveTransfer
from tests.desktop.samples import sample_id
from tests.domain.examples import act
from tests.ui.desk import Desk
from ui.list_view import ListView
from ui.main_window import MainWindow
from ui.screens import make_screens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.domain.world import World

FOLDER = Path("/home/zhang/.local/share/Xianjie/profiles")
SMALL = (1024, 640)


class Office(Desk):
    """A Desk whose window is the real one."""

    def __init__(
        self, qtbot: QtBot, folder: Path, organisation: str = "university", world: World | None = None
    ) -> None:
        super().__init__(qtbot, folder, organisation, world)
        screens = make_screens(self.client, self.bridge, self.verbs, FOLDER)
        self.main = MainWindow(self.client, self.bridge, self.verbs, self.client.session, screens)
        self.window = self.main
        qtbot.addWidget(self.main)

    def open(self, size: tuple[int, int] = SMALL) -> None:
        self.main.resize(*size)
        self.main.show()
        self.main.activateWindow()
        self.qtbot.waitUntil(self.main.isActiveWindow)
        self.client.start(self.bridge.notify)
        self.settle()

    def list_members_of(self, organisation_id: str) -> None:
        """The member list of this organisation, with the keyboard in it."""
        self.main.screens.tree.reveal(organisation_id)
        self.settle()
        self.child(ListView, "member.ordinary").setFocus()

    def said_in(self, part: QWidget) -> str:
        """Everything that can be read in it, links included."""
        links = [button.text() for button in part.findChildren(QPushButton) if button.isVisible()]
        return " · ".join([*self.texts(part), *links])

    @property
    def message(self) -> str:
        bar = self.main.message_bar
        return bar.sentence if bar.isVisible() else ""

    @property
    def undo(self) -> str:
        bar = self.main.undo_bar
        return bar.sentence if bar.isVisible() else ""

    def lose_to_another(self, transfer: str, *keys: Qt.Key | str) -> None:
        """Decides what someone else has decided meanwhile, and syncs."""
        changed = act(self.filled.world, ApproveTransfer(remark="情况属实"), sample_id(transfer), "college")
        self.filled.feed.store(changed)
        self.press(*keys)
        self.filled.pull(self.client)
        self.settle()
