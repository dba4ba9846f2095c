"""What stands in a list's place when it has no rows: what is the matter, and what to do next."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.picture import Picture
from ui.theme import GRID, TITLE, Tone, sized

PICTURE = 5 * GRID
WIDEST = 44 * GRID


class Notice(NamedTuple):
    picture: Icon
    title: str
    advice: str
    action: QAction | None = None


class ListNotice(QWidget):
    """Lies over the widget that it is given, as large as that, and lets the mouse through to it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("notice")
        self._picture = Picture(Icon.EMPTY, Tone.MUTED, PICTURE)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setFont(sized(self.font(), TITLE))
        self._advice = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._advice.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._arrange()
        over.installEventFilter(self)
        self.hide()

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        column = QVBoxLayout(middle)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for label in (self._title, self._advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

    def show_notice(self, notice: Notice | None) -> None:
        if notice is None:
            self.hide()
            return
        self._picture.show_icon(notice.picture, Tone.MUTED)
        self._title.setText(notice.title)
        self._advice.setText(notice.advice)
        self.button.setVisible(notice.action is not None)
        if notice.action is not None:
            self.button.setDefaultAction(notice.action)
        self._fill()
        self.show()

    def _fill(self) -> None:
        self.setGeometry(self._over.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)
