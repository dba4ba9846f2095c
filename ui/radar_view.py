"""The deadline radar 期限: the next 20 days, what is late, and what waits for an allocation (SPEC R80)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.radar_values import Radar, RadarDay
from desktop.values import Changes, DueRange
from ui.bridge import Bridge
from ui.day_cell import DayCell, weekday_names
from ui.icons import BESIDE_TEXT, Icon, icon
from ui.language import number, sentence_of
from ui.list_notice import ListNotice, Notice
from ui.theme import GRID, Tone
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


class RadarView(QWidget):
    """
    Signals
        hinted: a sentence about what could not be done.
        inbox_requested: a DueRange or None, whether only what is unallocated, and words for it.
        registers_requested
    """

    hinted = Signal(str)
    inbox_requested = Signal(object, bool, str)
    registers_requested = Signal()

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("radar")
        self.title = self.tr("期限")
        self._client, self._bridge, self._verbs = client, bridge, verbs
        self._radar: Radar | None = None
        self._body = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._layout.addWidget(self._body, 1)
        self._notice = ListNotice(self)
        self._notice.show_notice(Notice(Icon.SYNC, self.tr("正在载入…"), ""))

    # As a screen

    def activate(self) -> None:
        self._load()
        self.setFocus()
        self._verbs.offer(self)

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and (changes.transfers or changes.entries or changes.everything):
            self._load()

    def select_organisation(self, organisation_id: str | None) -> None:
        """It is about the whole scope."""

    def look_for(self, text: str) -> None:
        """It is not searched."""

    def _load(self) -> None:
        self._bridge.run(self, self._client.radar, self._show, self._on_failed)

    def _on_failed(self, error: ClientError) -> None:
        if self._radar is None:
            title = self.tr("期限没有读出来")
            self._notice.show_notice(Notice(Icon.WARNING, title, sentence_of(error), self._verbs.sync))

    # What it shows

    def _show(self, radar: Radar) -> None:
        if radar == self._radar:
            return
        self._radar = radar
        self._notice.show_notice(None)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._lanes(radar))
        layout.addLayout(self._calendar(radar), 1)
        layout.addWidget(self._foot(radar))
        self._layout.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        body.show()
        first = body.findChild(QPushButton)
        if isinstance(first, QPushButton):
            self.setFocusProxy(first)

    def _lanes(self, radar: Radar) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        yesterday = DueRange(None, radar.days[0].day.fromordinal(radar.days[0].day.toordinal() - 1))
        since = ""
        if radar.unallocated_since is not None:
            since = self.tr("，最早 {day}").format(day=radar.unallocated_since)
        late = self.tr("已超期 {n} 项").format(n=number(radar.overdue))
        waiting = self.tr("待分配团支部 {n} 项，不会自动分配").format(n=number(radar.unallocated))
        entries = self.tr("登记已逾期 {n} 项").format(n=number(radar.overdue_entries))
        row.addWidget(
            _lane(
                "overdue",
                Icon.WARNING,
                Tone.NEGATIVE,
                late,
                radar.overdue,
                partial(self._want, yesterday, False, late),
            )
        )
        row.addWidget(
            _lane(
                "unallocated",
                Icon.ALLOCATE,
                Tone.WARNING,
                waiting + since,
                radar.unallocated,
                partial(self._want, None, True, self.tr("只显示待分配团支部的业务")),
            )
        )
        row.addWidget(
            _lane(
                "entries",
                Icon.REGISTERS,
                Tone.NEGATIVE,
                entries,
                radar.overdue_entries,
                self.registers_requested.emit,
            )
        )
        row.addStretch(1)
        return row

    def _calendar(self, radar: Radar) -> QGridLayout:
        """By weeks, from Monday on, as people know it from the wall."""
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for column, name in enumerate(weekday_names()):
            heading = QLabel(name)
            heading.setProperty("role", "muted")
            grid.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(column, 1)
        first = radar.days[0].day
        begin = first.toordinal() - first.weekday()
        for ahead, day in enumerate(radar.days):
            week, weekday = divmod(day.day.toordinal() - begin, 7)
            cell = DayCell(day, ahead)
            cell.clicked.connect(partial(self._open_day, day))
            grid.addWidget(cell, week + 1, weekday)
            grid.setRowStretch(week + 1, 1)
        return grid

    def _foot(self, radar: Radar) -> QLabel:
        approved, returned = (
            sum(getattr(day, name) for day in radar.days) for name in ("approved", "returned")
        )
        words = self.tr("若无人办理，20 天内系统将自动通过 {approved} 项、自动退回 {returned} 项。")
        foot = QLabel(words.format(approved=number(approved), returned=number(returned)))
        foot.setObjectName("radar.foot")
        foot.setProperty("role", "muted")
        foot.setWordWrap(True)
        return foot

    # Opening

    def _open_day(self, day: RadarDay) -> None:
        if day.transfers:
            words = self.tr("只显示 {day} 到期的业务").format(day=day.day)
            self._want(DueRange(day.day, day.day), False, words)
        else:
            self.registers_requested.emit()

    def _want(self, due: DueRange | None, unallocated: bool, words: str) -> None:
        self.inbox_requested.emit(due, unallocated, words)


def _lane(
    name: str, picture: Icon, tone: Tone, words: str, count: int, slot: Callable[[], object]
) -> QPushButton:
    lane = QPushButton(icon(picture, tone if count else Tone.MUTED), words)
    lane.setObjectName(f"radar.{name}")
    lane.setIconSize(BESIDE_TEXT)
    lane.setEnabled(bool(count))
    lane.clicked.connect(lambda: slot())
    return lane
