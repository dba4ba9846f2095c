"""A word with its icon on a soft ground of its tone: a state that is seen from afar."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.columns import Words
from ui.icons import icon
from ui.theme import GRID, tokens_of

PICTURE = 14
HEIGHT = 3 * GRID


class Badge(QWidget):
    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.text)
        self.setToolTip(words.tip)

    def sizeHint(self) -> QSize:
        picture = PICTURE + GRID // 2 if self._words.icon else 0
        return QSize(self.fontMetrics().horizontalAdvance(self._words.text) + picture + 2 * GRID, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, words = tokens_of(self.palette()), self._words
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.soft(words.tone))
        painter.drawRoundedRect(self.rect(), GRID // 2, GRID // 2)
        inner = self.rect().adjusted(GRID, 0, -GRID, 0)
        if words.icon is not None:
            place = QRect(inner.left(), (self.height() - PICTURE) // 2, PICTURE, PICTURE)
            icon(words.icon, words.tone).paint(painter, place)
            inner.setLeft(place.right() + GRID // 2)
        painter.setPen(tokens.colour(words.tone))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words.text)
        painter.end()
