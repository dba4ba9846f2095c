"""A graduation month: a year and one of its months, of which only those that are possible are offered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from domain.instants import Month
from ui.delay_fields import present_month
from ui.theme import GRID

YEARS_BACK, YEARS_AHEAD = 2, 8
MONTHS = tuple(f"{number:02d}" for number in range(1, 13))
USUAL = "06"


class MonthChoice(QWidget):
    """``before``: the first month that is not possible any more (SPEC R31).

    Signals
        changed: another month is chosen.
    """

    changed = Signal()

    def __init__(
        self, chosen: Month | None = None, before: Month | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before = before
        self._year = QComboBox()
        self._year.setObjectName("month.year")
        self._year.setAccessibleName(self.tr("毕业年份"))
        self._month = QComboBox()
        self._month.setObjectName("month.month")
        self._month.setAccessibleName(self.tr("毕业月份"))
        self._fill(chosen)
        self.setFocusProxy(self._year)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for combo in (self._year, self._month):
            layout.addWidget(combo)
        layout.addStretch(1)
        self._year.currentIndexChanged.connect(lambda _: self._on_year())
        self._month.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def month(self) -> str:
        return f"{self._year.currentText()}-{self._month.currentText()}"

    @property
    def is_possible(self) -> bool:
        """False where a delayed graduate is expected before all that is offered."""
        return self._month.count() > 0

    def _fill(self, chosen: Month | None) -> None:
        present = int(present_month()[:4])
        first, last = present - YEARS_BACK, present + YEARS_AHEAD
        if chosen is not None:
            first, last = min(first, int(chosen[:4])), max(last, int(chosen[:4]))
        years = [f"{year:04d}" for year in range(first, last + 1)]
        self._year.addItems([year for year in years if self._months_of(year)])
        self._year.setCurrentText(chosen[:4] if chosen is not None else f"{present:04d}")
        self._fill_months(chosen[5:] if chosen is not None else USUAL)

    def _months_of(self, year: str) -> list[str]:
        """None where not even a year is possible."""
        limit = self._before
        return [month for month in MONTHS if year and (limit is None or f"{year}-{month}" < limit)]

    def _fill_months(self, wanted: str) -> None:
        months = self._months_of(self._year.currentText())
        self._month.clear()
        self._month.addItems(months)
        if months:
            self._month.setCurrentText(wanted if wanted in months else months[-1])

    def _on_year(self) -> None:
        self._fill_months(self._month.currentText())
        self.changed.emit()
