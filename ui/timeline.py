"""What happened to a transfer, the latest first: who, from where, what, when, with which words (SPEC R56)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from domain.instants import china_minute
from domain.transfers import Event
from ui.columns import Words
from ui.facts import value_label
from ui.icons import icon
from ui.theme import GRID
from ui.transfer_words import action_words

PICTURE = 2 * GRID


class Timeline(QWidget):
    def __init__(self, history: Sequence[Event], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, event in enumerate(reversed(history)):
            layout.addWidget(_Entry(event, last=number == len(history) - 1))


class _Entry(QWidget):
    def __init__(self, event: Event, *, last: bool) -> None:
        super().__init__()
        self._words = action_words(event)
        self._last = last
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PICTURE + GRID, 0, 0, 0 if last else 2 * GRID)
        layout.setSpacing(2)
        layout.addLayout(self._heading(event))
        who = value_label(self._who(event))
        who.setProperty("role", "muted")
        layout.addWidget(who)
        if event.remark:
            layout.addWidget(value_label(self.tr("“{remark}”").format(remark=event.remark)))

    def _heading(self, event: Event) -> QHBoxLayout:
        what = QLabel(self._words.text)
        what.setProperty("role", "strong")
        when = QLabel(china_minute(event.at))
        when.setProperty("role", "small")
        row = QHBoxLayout()
        row.addWidget(what)
        row.addStretch(1)
        row.addWidget(when)
        return row

    def _who(self, event: Event) -> str:
        if event.automatic:
            return self.tr("自动，未经人工办理")
        if not event.by.organisation_name:
            return event.by.name
        return self.tr("{name} · {organisation}").format(
            name=event.by.name, organisation=event.by.organisation_name
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._last:
            painter.setPen(QPen(self.palette().mid().color(), 1))
            painter.drawLine(GRID, PICTURE + GRID // 2, GRID, self.height())
        self._paint_picture(painter, self._words)
        painter.end()

    def _paint_picture(self, painter: QPainter, words: Words) -> None:
        if words.icon is not None:
            icon(words.icon, words.tone).paint(
                painter, QRect(0, 1, PICTURE, PICTURE), Qt.AlignmentFlag.AlignCenter
            )
