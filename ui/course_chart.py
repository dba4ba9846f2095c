"""How the rates have changed over time: one line each, told apart by colour, dash and the name at its end."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.figure_values import FigurePoint
from domain.policy import Figure
from ui.figure_words import share_text
from ui.language import listed, name_of
from ui.theme import GRID, SMALL, Tokens, Tone, sized, tokens_of

LEFT, TOP, BOTTOM = 6 * GRID, 2 * GRID, 3 * GRID
LINE_HEIGHT = 18
RIGHT_TEXT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LINES: Mapping[Figure, tuple[Tone, Qt.PenStyle]] = {
    Figure.STUDY: (Tone.INFO, Qt.PenStyle.SolidLine),
    Figure.SOCIETY: (Tone.ACCENT, Qt.PenStyle.SolidLine),
    Figure.EMPLOYER: (Tone.WARNING, Qt.PenStyle.DashLine),
    Figure.STARTED: (Tone.POSITIVE, Qt.PenStyle.DashDotLine),
    Figure.COMPLETED: (Tone.TEXT, Qt.PenStyle.DotLine),
}


class Spot(NamedTuple):
    day: date
    value: float


def line_of(points: Sequence[FigurePoint], figure: Figure) -> list[Spot]:
    """Only days on which there was somebody to count."""
    rates = ((date.fromisoformat(each.day), each.rates[figure].value) for each in points)
    return [Spot(day, value) for day, value in rates if value is not None]


class CourseChart(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figure.course")
        self._lines: dict[Figure, list[Spot]] = {}
        self.setMinimumHeight(20 * GRID)

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, 30 * GRID)

    def show_points(self, points: Sequence[FigurePoint]) -> None:
        self._lines = {figure: line for figure in Figure if (line := line_of(points, figure))}
        ends = listed(
            f"{name_of(figure)} {share_text(line[-1].value)}" for figure, line in self._lines.items()
        )
        said = self.tr("变化过程。最近：{ends}").format(ends=ends) if ends else self.tr("还没有变化记录")
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = tokens_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), SMALL))
        if not self._lines:
            painter.setPen(tokens.colour(Tone.MUTED))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.accessibleName())
            return
        names = [f"{name_of(figure)} {share_text(1.0)}" for figure in self._lines]
        room = max(painter.fontMetrics().horizontalAdvance(name) for name in names) + 2 * GRID
        area = QRectF(LEFT, TOP, self.width() - LEFT - room, self.height() - TOP - BOTTOM)
        self._paint_scale(painter, area, tokens)
        self._paint_lines(painter, area, tokens)

    def _days(self) -> tuple[date, date]:
        days = [spot.day for line in self._lines.values() for spot in line]
        return min(days), max(days)

    def _paint_scale(self, painter: QPainter, area: QRectF, tokens: Tokens) -> None:
        for quarter in range(5):
            y = area.bottom() - area.height() * quarter / 4
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(tokens.colour(Tone.MUTED))
            label = QRectF(0, y - LINE_HEIGHT / 2, LEFT - GRID, LINE_HEIGHT)
            painter.drawText(label, RIGHT_TEXT, f"{quarter * 25}%")
        first, last = self._days()
        below = QRectF(area.left(), area.bottom() + GRID / 2, area.width(), LINE_HEIGHT)
        painter.drawText(below, LEFT_TEXT, str(first))
        if first != last:
            painter.drawText(below, RIGHT_TEXT, str(last))

    def _paint_lines(self, painter: QPainter, area: QRectF, tokens: Tokens) -> None:
        ends = {figure: self._place(area, line[-1]).y() for figure, line in self._lines.items()}
        labels = spread_out(ends, LINE_HEIGHT)
        for figure, line in self._lines.items():
            tone, dash = LINES[figure]
            painter.setPen(QPen(tokens.colour(tone), 2, dash))
            painter.drawPolyline(self._steps(area, line))
            painter.setBrush(tokens.colour(tone))
            painter.drawEllipse(self._place(area, line[-1]), 2, 2)
            words = f"{name_of(figure)} {share_text(line[-1].value)}"
            place = QRectF(area.right() + GRID, labels[figure] - LINE_HEIGHT / 2, self.width(), LINE_HEIGHT)
            painter.drawText(place, LEFT_TEXT, words)

    def _steps(self, area: QRectF, line: Sequence[Spot]) -> QPolygonF:
        """A day's end holds until something has changed."""
        places = [self._place(area, spot) for spot in line]
        corners = [places[0]]
        for before, after in pairwise(places):
            corners += [QPointF(after.x(), before.y()), after]
        return QPolygonF([*corners, QPointF(area.right(), places[-1].y())])

    def _place(self, area: QRectF, spot: Spot) -> QPointF:
        first, last = self._days()
        length = max(1, (last - first).days)
        x = area.left() + area.width() * (spot.day - first).days / length
        return QPointF(x, area.bottom() - area.height() * spot.value)


def spread_out(wanted: Mapping[Figure, float], apart: float) -> dict[Figure, float]:
    """Near where they belong, but none upon another: pushed upwards from the lowest one."""
    placed: dict[Figure, float] = {}
    limit = float("inf")
    for figure, y in sorted(wanted.items(), key=lambda each: -each[1]):
        placed[figure] = min(y, limit)
        limit = placed[figure] - apart
    return placed
