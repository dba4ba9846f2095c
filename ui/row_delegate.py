"""Paints the cells of a list: icon, words and tone from the model's Cell, a bar for what is on its way."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.columns import Words
from ui.icons import icon
from ui.paged_model import ALIGNMENT, WORDS_ROLE, PagedModel
from ui.theme import GRID, Tone, tokens_of

Index = QModelIndex | QPersistentModelIndex

CURSOR_WIDTH = 3
ICON_SIZE = QSize(16, 16)
ITEM = QStyle.ControlElement.CE_ItemViewItem
ITEM_TEXT = QStyle.SubElement.SE_ItemViewItemText
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
BAR_SHARES = (0.55, 0.7, 0.45, 0.62)
"""How much of a cell its bar fills, row by row, so that loading looks like text and not like a grid."""


class RowDelegate(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        words: Words | None = index.data(WORDS_ROLE)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if getattr(option.widget, "hovered_row", -1) == index.row():
            option.state |= QStyle.StateFlag.State_MouseOver
        option.displayAlignment = Qt.AlignmentFlag(index.data(ALIGNMENT) or LEFT)
        if words is None:
            return
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        option.text = words.text
        option.textElideMode = _elision(index)
        if words.icon is not None:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icon(words.icon, words.tone)
            option.decorationSize = ICON_SIZE
        option.font.setBold(words.strong)
        if words.tone is not Tone.TEXT:
            colour = tokens_of(option.palette).colour(words.tone)
            option.palette.setColor(option.palette.ColorRole.Text, colour)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(WORDS_ROLE) is None:
            self._paint_bar(painter, option, index.row())
        if self._is_cursor(option, index):
            place = QRect(max(0, option.rect.left()), option.rect.top(), CURSOR_WIDTH, option.rect.height())
            painter.fillRect(place, tokens_of(option.palette).colour(Tone.ACCENT))

    def _paint_bar(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        place = option.rect.adjusted(GRID, 0, -GRID, 0)
        place.setWidth(round(place.width() * BAR_SHARES[row % len(BAR_SHARES)]))
        place = QRect(place.left(), place.center().y() - 4, place.width(), GRID)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.midlight())
        painter.drawRoundedRect(place, 4, 4)
        painter.restore()

    def _is_cursor(self, option: QStyleOptionViewItem, index: Index) -> bool:
        """The leftmost cell in the row that the keyboard is on."""
        view = option.widget
        if not isinstance(view, QTableView) or view.currentIndex().row() != index.row():
            return False
        return view.columnAt(0) == index.column()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A cell that shows everything says nothing more."""
        words: Words | None = index.data(WORDS_ROLE) if event.type() is QEvent.Type.ToolTip else None
        if words is None:
            return super().helpEvent(event, view, option, index)
        said = words.tip or (words.text if self._is_cut(option, index) else "")
        # What looks like markup is somebody's name or remark all the same.
        plain = escape(said) if "<" in said else said
        QToolTip.showText(event.globalPos(), plain, view, option.rect)
        return True

    def _is_cut(self, option: QStyleOptionViewItem, index: Index) -> bool:
        self.initStyleOption(option, index)
        place = option.widget.style().subElementRect(ITEM_TEXT, option, option.widget)
        return option.fontMetrics.horizontalAdvance(option.text) > place.width()


def _elision(index: Index) -> Qt.TextElideMode:
    model = index.model()
    middle = isinstance(model, PagedModel) and model.columns[index.column()].middle
    return Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
