"""A real server with sample data, a real client and the real window, for pictures of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.client import Client
from desktop.demo import local_server
from tests.desktop.keychains import MemoryKeychain
from ui.bridge import Bridge
from ui.list_view import ListView
from ui.main_window import MainWindow
from ui.paged_model import PagedModel
from ui.screens import make_screens
from ui.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SHOWN_FOLDER = Path("/home/zhang/.local/share/Xianjie/profiles")
"""What the settings name as the folder of the data, whichever the pictures' own is."""
SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
SMALLEST = 0
"""Qt's word for the strongest compression of PNG."""
NO_DITHER = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
PATIENCE = 20.0
"""Seconds that a picture may wait for what it shows."""


class Account(NamedTuple):
    account: str
    password: str


class Server(NamedTuple):
    address: str
    accounts: dict[str, Account]


@contextmanager
def sample_server(folder: Path) -> Iterator[Server]:
    database, accounts = folder / "server.sqlite3", folder / "accounts.json"
    seed = ["seed", "--small", "--database", f"sqlite:///{database}", "--accounts", str(accounts)]
    subprocess.run([sys.executable, "-m", "server", *seed], cwd=ROOT, check=True, capture_output=True)
    known = json.loads(accounts.read_text("utf-8"))
    with local_server(database, folder / "server.log") as address:
        yield Server(address, {each["key"]: Account(each["account"], each["password"]) for each in known})


class Stage:
    """One client with its window. Whatever a scene needs to be true is waited for."""

    def __init__(self, server: Server, key: str, folder: Path, *, synced: bool = True) -> None:
        self.client = Client(folder / key, keychain=MemoryKeychain())
        self.session = self.client.sign_in(server.address, *server.accounts[key])
        if synced:
            self.client.sync_once()
        self.bridge = Bridge(self.client)
        self.verbs = Verbs()
        screens = make_screens(self.client, self.bridge, self.verbs, SHOWN_FOLDER)
        self.main = MainWindow(self.client, self.bridge, self.verbs, self.session, screens)
        if synced:
            self.client.start(self.bridge.notify)

    def close(self) -> None:
        self.main.close()
        self.bridge.close()
        self.client.close()
        self.main.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def filled(self, name: str) -> ListView:
        view = self.main.findChild(ListView, name)
        assert isinstance(view, ListView), name
        wait_for(f"rows in {name}", lambda: view.model().rowCount() > 0)
        return view

    def select(self, name: str, count: int) -> None:
        view = self.filled(name)
        view.setFocus()
        view.go_to_first()
        for row in range(count):
            view.selectionModel().select(view.model().index(row, 0), SELECT_ROW)

    def select_ids(self, name: str, ids: list[str]) -> None:
        view = self.filled(name)
        model = view.model()
        assert isinstance(model, PagedModel)
        view.setFocus()
        view.go_to(ids[0])
        for identifier in ids:
            row = model.row_of(identifier)
            assert row is not None
            view.selectionModel().select(model.index(row, 0), SELECT_ROW)

    def settle(self) -> None:
        """Twice, because the answer to one question may ask another."""
        for _ in range(2):
            wait_for("quiet", lambda: not self.bridge.is_busy)
            live_for(0.1)


def wait_for(what: str, happened: Callable[[], bool]) -> None:
    latest = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > latest:
            raise TimeoutError(f"waited in vain for {what}")
        live_for(0.02)


def live_for(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


def render(widget: QWidget, path: Path) -> None:
    """The widget, with the dialogues that stand open over it."""
    picture = widget.grab()
    for dialogue in widget.findChildren(QDialog):
        if dialogue.isVisible():
            _paint_over(picture, dialogue.grab())
    path.parent.mkdir(parents=True, exist_ok=True)
    _in_few_colours(picture).save(str(path), "PNG", SMALLEST)  # type: ignore[call-overload]


def _in_few_colours(picture: QPixmap) -> QImage:
    """A third of the size, and nobody sees it."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    return image.convertToFormat(QImage.Format.Format_Indexed8, _palette_of(counted), NO_DITHER)


def _palette_of(counted: Counter[int]) -> list[int]:
    """The commonest colours, and one of every hue: a green icon must not turn grey for being small."""
    hues: dict[int, int] = {}
    for colour, _ in counted.most_common():
        hues.setdefault(colour & 0xF0F0F0, colour)
    common = [colour for colour, _ in counted.most_common(96)]
    return list(dict.fromkeys([*common, *hues.values()]))[:256]


def _paint_over(picture: QPixmap, dialogue: QPixmap) -> None:
    """In the middle, as the platform would put it; what is behind it steps back."""
    size = dialogue.deviceIndependentSize().toSize()
    room = picture.deviceIndependentSize().toSize()
    place = QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 80))
    painter.drawPixmap(place, dialogue)
    painter.setPen(QColor(0, 0, 0, 120))
    painter.drawRect(place.x() - 1, place.y() - 1, size.width() + 1, size.height() + 1)
    painter.end()
