"""The one icon family (Phosphor, through qtawesome), drawn in the colour that the palette asks for.

qtawesome is loaded after the first paint: until ``load_icons`` has run, icons keep their place empty.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication

from ui.theme import Tone, tokens_of


class Icon(StrEnum):
    """What an icon stands for → its name in the family. One meaning, one icon."""

    APPROVE = "check"
    REFUSE = "x"
    ALLOCATE = "tree-structure"
    WITHDRAW = "arrow-u-up-left"
    TAKE_BACK = "arrow-counter-clockwise"
    MARK = "tag"
    REVOKE_MARK = "tag-simple"
    DISMISS = "archive"
    COPY = "copy"
    SYNC = "arrows-clockwise"
    SEARCH = "magnifying-glass"
    FILTER = "funnel"
    PASTED = "clipboard-text"
    TABLE = "table"
    IMPORT = "file-arrow-down"
    COMPARE = "arrows-left-right"
    PRINT = "printer"
    RESULTS = "list-numbers"
    LETTER = "file-text"

    READ = "envelope-simple-open"
    ALL_READ = "checks"
    RETAIN = "bookmark-simple"
    PROLONG = "calendar-plus"
    RECORD = "note-pencil"
    END = "flag"
    TARGET = "target"
    REMINDER = "bell"
    REQUEST = "download-simple"

    START = "arrow-square-out"
    MONTH = "calendar-blank"
    CREATE = "plus"
    RENAME = "pencil-simple"
    MOVE = "arrows-out-cardinal"

    INBOX = "tray"
    MEMBERS = "users-three"
    OUTBOX = "paper-plane-tilt"
    MESSAGES = "envelope-simple"
    REGISTERS = "notebook"
    FIGURES = "chart-bar"
    RADAR = "calendar-check"
    HEALTH = "heartbeat"
    GUIDANCE = "book-open"
    SETTINGS = "gear-six"
    ORGANISATION = "buildings"
    BRANCH = "users"
    PERSON = "user-circle"
    SIGN_OUT = "sign-out"
    WIPE = "trash"
    KEY = "key"
    KEYBOARD = "keyboard"
    MANUAL = "book-open"
    FOLDER = "folder-open"
    QUIT = "power"

    ONLINE = "cloud-check"
    CONNECTING = "cloud"
    UNREACHABLE = "cloud-slash"
    WORK_OFFLINE = "lightning-slash"
    STOPPED = "hand-palm"

    WAITING = "clock"
    SENDING = "cloud-arrow-up"
    DONE = "check-circle"
    REJECTED = "x-circle"
    CONFLICT = "warning-octagon"
    ATTENTION = "warning"
    WARNING = "warning-circle"
    INFO = "info"
    AUTOMATIC = "robot"
    DEADLINE = "hourglass-medium"
    MET = "check-circle-fill"
    MISSED = "x-circle-fill"
    UNCONFIRMED = "question"
    OPEN_RULE = "circle"

    SHOW = "eye"
    HIDE = "eye-slash"
    CAPS_LOCK = "arrow-fat-up"
    CLOSE = "x-bold"
    UP = "caret-up"
    DOWN = "caret-down"
    RIGHT = "caret-right"
    LEFT = "caret-left"
    BACK = "arrow-left"
    NEXT = "arrow-right"
    PHONE = "phone"
    EMPTY = "coffee"
    OFFLINE = "wifi-slash"


@cache
def _family() -> Any:
    """Only the one family, by its file beside the package: the other ten would cost more than it does."""
    import qtawesome
    from qtawesome.iconic_font import IconicFont

    folder = Path(qtawesome.__file__).parent / "fonts"
    font = next(folder.glob("phosphor-[0-9]*.ttf")).name
    names = next(folder.glob("phosphor-charmap-*.json")).name
    make: Callable[..., Any] = IconicFont
    return make(("ph", font, names))


_loaded = False


def load_icons() -> None:
    global _loaded
    _family()
    _loaded = True
    for widget in QApplication.allWidgets():
        widget.update()


def is_icon(name: str) -> bool:
    return name in _family().charmap["ph"]


class _Glyph(QIconEngine):
    def __init__(self, name: str, tone: Tone) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if not _loaded:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(self._colour(mode))
        font: QFont = _family().font("ph", min(rect.width(), rect.height()))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _family().charmap["ph"][self._name])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """``size`` is in the window's pixels, ``scale`` how many of the screen's each has."""
        if size.isEmpty():
            return QPixmap()
        shown = f"{size.width()}x{size.height()}@{scale}"
        key = f"xianjie {self._name} {self._colour(mode).name()} {shown} {_loaded}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = QPixmap(size * scale)
            pixmap.setDevicePixelRatio(scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
            painter.end()
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def _colour(self, mode: QIcon.Mode) -> QColor:
        tokens = tokens_of(QGuiApplication.palette())
        return tokens.colour(Tone.DISABLED if mode is QIcon.Mode.Disabled else self._tone)


BESIDE_TEXT = QSize(24, 18)
"""An icon's size in a button: wider than it is drawn, because Qt sets the words too close to it."""


@cache
def icon(name: Icon, tone: Tone = Tone.TEXT) -> QIcon:
    """Follows the theme by itself, so it can be kept."""
    return QIcon(_Glyph(name, tone))
