"""Cells with a bar behind their number."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.columns import Words
from ui.paged_model import WORDS_ROLE
from ui.row_delegate import Index, RowDelegate
from ui.theme import GRID, Tone, tokens_of

HEIGHT = 4


class BarDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        words: Words | None = index.data(WORDS_ROLE)
        if words is None or words.share is None:
            return
        place = option.rect.adjusted(GRID, 0, -GRID, 0)
        bottom = place.bottom() - HEIGHT - 1
        tokens = tokens_of(option.palette)
        painter.fillRect(QRect(place.left(), bottom, place.width(), HEIGHT), QColor(tokens.pressed))
        width = round(place.width() * min(1.0, words.share))
        tone = Tone.INFO if words.tone is Tone.TEXT else words.tone
        painter.fillRect(QRect(place.left(), bottom, width, HEIGHT), tokens.colour(tone))
