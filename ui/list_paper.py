"""Any list on paper: columns and rows, the headings on every page, which page of how many."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.columns import Column
from ui.language import number
from ui.paper import LONG_SIDE, MARGIN, SHORT_SIDE, Page, Paper, paper_font

translate = QCoreApplication.translate
ROW, TITLE, FOOT = 20.0, 40.0, 24.0
SIZE = 10.0
PAD = 4.0
MOST_UPRIGHT = 6
"""Columns that stand on a page that is upright."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaperColumn(NamedTuple):
    title: str
    width: float
    """Its share."""


def paper_column(column: Column[Any]) -> PaperColumn:
    """As wide as what it has to hold; a Chinese character is as wide as two others."""
    text = max(column.title, column.sample, key=_width)
    return PaperColumn(column.title, _width(text) + 2 + 4 * column.weight)


def _width(text: str) -> int:
    return sum(2 if ord(each) > 0x2E7F else 1 for each in text)


def list_paper(
    title: str, columns: Sequence[PaperColumn], rows: Sequence[Sequence[str]], note: str = ""
) -> Paper:
    """``note`` stands at the foot of every page, on the left."""
    landscape = len(columns) > MOST_UPRIGHT
    height = (SHORT_SIDE if landscape else LONG_SIDE) - 2 * MARGIN
    fit = int((height - TITLE - FOOT) // ROW) - 1
    parts = [rows[first : first + fit] for first in range(0, len(rows), fit)] or [[]]
    pages: list[Page] = [
        partial(_paint_page, title, columns, part, note, place, len(parts))
        for place, part in enumerate(parts, 1)
    ]
    return Paper(title, pages, landscape)


def _paint_page(
    title: str,
    columns: Sequence[PaperColumn],
    rows: Sequence[Sequence[str]],
    note: str,
    place: int,
    count: int,
    painter: QPainter,
    area: QRectF,
) -> None:
    painter.setFont(paper_font(16, bold=True))
    painter.drawText(
        QRectF(area.left(), area.top(), area.width(), TITLE), Qt.AlignmentFlag.AlignCenter, title
    )
    total = sum(column.width for column in columns) or 1
    widths = [column.width * area.width() / total for column in columns]
    top = area.top() + TITLE
    _paint_row(painter, area.left(), top, widths, [column.title for column in columns], bold=True)
    for row in rows:
        top += ROW
        _paint_row(painter, area.left(), top, widths, row)
    foot = QRectF(area.left(), area.bottom() - FOOT, area.width(), FOOT)
    painter.setFont(paper_font(SIZE - 1))
    painter.drawText(foot, LEFT, note)
    pages = translate("ListPaper", "第 {n} 页，共 {count} 页")
    painter.drawText(foot, RIGHT, pages.format(n=number(place), count=number(count)))


def _paint_row(
    painter: QPainter,
    left: float,
    top: float,
    widths: Sequence[float],
    texts: Sequence[str],
    bold: bool = False,
) -> None:
    font = paper_font(SIZE, bold=bold)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.setPen(QPen(Qt.GlobalColor.black, 0.5))
    for width, text in zip(widths, texts, strict=True):
        cell = QRectF(left, top, width, ROW)
        painter.drawRect(cell)
        inside = cell.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(inside, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width()))
        left += width
