"""A share as a bar, with a mark where its target lies."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import GRID, Tone, tokens_of

HEIGHT = 2 * GRID
MARK = 2


class TargetBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._target: float | None = None
        self._tone = Tone.MUTED
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(GRID * 8, HEIGHT)

    def show_share(self, value: float | None, target: float | None, tone: Tone) -> None:
        self._value, self._target, self._tone = value, target, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, GRID // 2, self.width(), GRID)
        painter.setBrush(QColor(tokens.pressed))
        painter.drawRoundedRect(track, 4, 4)
        if self._value:
            painter.setBrush(tokens.colour(self._tone))
            filled = QRectF(track)
            filled.setWidth(max(GRID, track.width() * min(1.0, self._value)))
            painter.drawRoundedRect(filled, 4, 4)
        if self._target is not None:
            place = min(self.width() - MARK, self.width() * self._target)
            painter.fillRect(QRectF(place, 0, MARK, HEIGHT), tokens.colour(Tone.TEXT))
        painter.end()
