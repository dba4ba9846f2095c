"""An icon by itself, drawn anew with every paint, so that it follows the theme."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import Icon, icon
from ui.theme import GRID, Tone


class Picture(QWidget):
    """Says nothing to a screen reader: the words beside it do."""

    def __init__(
        self, picture: Icon, tone: Tone = Tone.TEXT, size: int = GRID * 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = QSize(size, size)
        self._icon = icon(picture, tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, picture: Icon, tone: Tone) -> None:
        self._icon = icon(picture, tone)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        place = QRect(QPoint(0, 0), self._size)
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        self._icon.paint(painter, place)
        painter.end()
