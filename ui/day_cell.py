"""A day of the deadline radar: what is due then, and what the system will do by itself."""

from datetime import date

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.radar_values import RadarDay
from ui.language import listed, number
from ui.theme import GRID, Tone

PRESSING = 5
"""Days ahead that are amber."""


class DayCell(QPushButton):
    """``days_ahead`` 0: today."""

    def __init__(self, day: RadarDay, days_ahead: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self.setObjectName(f"radar.{day.day.isoformat()}")
        self.setProperty("role", "day")
        self.setProperty("tone", self._tone(days_ahead).value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(11 * GRID, 9 * GRID)
        self.setEnabled(bool(day.transfers or day.entries))
        lines = self._lines()
        title = self._title(day.day, days_ahead)
        self.setAccessibleName(
            listed([title, *lines]) if lines else self.tr("{day}，没有到期").format(day=title)
        )
        self.setToolTip("\n".join(lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(2)
        layout.addWidget(_label(title, "strong" if days_ahead == 0 else "muted"))
        if day.transfers:
            layout.addWidget(_label(self.tr("%n 项到期", "", day.transfers), "strong"))
        for line in lines[1 if day.transfers else 0 :]:
            layout.addWidget(_label(line, "small"))
        layout.addStretch(1)

    def _tone(self, days_ahead: int) -> Tone:
        if not self.day.transfers:
            return Tone.TEXT
        if days_ahead == 0:
            return Tone.NEGATIVE
        return Tone.WARNING if days_ahead <= PRESSING else Tone.INFO

    def _title(self, day: date, days_ahead: int) -> str:
        if days_ahead == 0:
            return self.tr("今天 {day}").format(day=f"{day.month}-{day.day}")
        return f"{day.month}-{day.day}"

    def _lines(self) -> list[str]:
        day = self.day
        counted = (
            (day.transfers, self.tr("%n 项到期", "", day.transfers)),
            (day.approved, self.tr("自动通过 {n}").format(n=number(day.approved))),
            (day.returned, self.tr("自动退回 {n}").format(n=number(day.returned))),
            (day.entries, self.tr("登记 {n}").format(n=number(day.entries))),
        )
        return [words for count, words in counted if count]


def weekday_names() -> list[str]:
    """From Monday on, in the present language."""
    locale = QLocale()
    return [locale.dayName(number_of, QLocale.FormatType.ShortFormat) for number_of in range(1, 8)]


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
