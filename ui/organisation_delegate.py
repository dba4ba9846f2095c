"""Paints an organisation: its name, what it has to decide, and on the right how many members it has."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.values import Delivery, OrganisationNode
from ui.icons import Icon, icon
from ui.language import number
from ui.organisation_model import NODE_ROLE
from ui.theme import GRID, ROW_HEIGHT, Tone, sized, tabular, tokens_of
from ui.theme import SMALL as SMALL_TYPE

Index = QModelIndex | QPersistentModelIndex
PILL_HEIGHT = 18
CLOCK = 2 * GRID
ITEM = QStyle.ControlElement.CE_ItemViewItem
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class OrganisationDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: OrganisationNode | None = index.data(NODE_ROLE)
        if node is None:
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(ITEM, option, painter, option.widget)
        painter.save()
        room = option.rect.adjusted(GRID // 2, 0, -GRID, 0)
        room.setRight(self._paint_members(painter, option, room, node.members))
        if node.pending:
            room.setRight(self._paint_pending(painter, option, room, node.pending))
        if node.delivery is Delivery.WAITING:
            room.setLeft(self._paint_waiting(painter, room))
        self._paint_name(painter, option, room, node.organisation.short_name)
        painter.restore()

    def _paint_members(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, members: int
    ) -> int:
        """Where the room ends that is left."""
        text = number(members)
        painter.setFont(tabular(sized(option.font, SMALL_TYPE)))
        painter.setPen(tokens_of(option.palette).colour(Tone.MUTED))
        painter.drawText(room, RIGHT, text)
        return room.right() - painter.fontMetrics().horizontalAdvance(text) - GRID

    def _paint_pending(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, pending: int
    ) -> int:
        tokens, text = tokens_of(option.palette), number(pending)
        width = max(PILL_HEIGHT, painter.fontMetrics().horizontalAdvance(text) + GRID)
        pill = QRectF(room.right() - width, room.center().y() - PILL_HEIGHT / 2 + 1, width, PILL_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.soft(Tone.NEGATIVE))
        painter.drawRoundedRect(pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        painter.setPen(tokens.colour(Tone.NEGATIVE))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
        return round(pill.left()) - GRID // 2

    def _paint_waiting(self, painter: QPainter, room: QRect) -> int:
        """What is wanted here has not been confirmed by the server. Answers where the room begins then."""
        place = QRect(room.left(), room.center().y() - CLOCK // 2, CLOCK, CLOCK)
        icon(Icon.WAITING, Tone.INFO).paint(painter, place)
        return place.right() + GRID // 2

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, name: str) -> None:
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        cut = QFontMetrics(option.font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT, cut)
