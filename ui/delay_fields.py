"""What only a delayed graduate is asked for: the expected month, the reason, and where they are gathered."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.values import MarkPlan
from domain.instants import Month, china_date, month_of, next_month
from ui.field import Field
from ui.organisation_words import spoken_name
from ui.theme import GRID

MONTHS_OFFERED = 60
MONTHS_SEEN = 10
LONGEST = 200


class DelayFields(QWidget):
    """Only months that are allowed for every one of the markable members are offered (SPEC R31)."""

    def __init__(self, plan: MarkPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = QComboBox()
        self._reason = QLineEdit()
        self._branch = QComboBox()
        self._fill(plan)
        self._month_field = Field(self.tr("预计毕业时间"), self._month)
        self._reason_field = Field(self.tr("延迟毕业原因"), self._reason)
        self._arrange(plan)
        self._month.currentIndexChanged.connect(lambda _: self._month_field.set_problem(""))
        self._reason.textEdited.connect(lambda _: self._reason_field.set_problem(""))

    def _fill(self, plan: MarkPlan) -> None:
        self._month.setObjectName("mark.month")
        self._month.addItems(_months_from(plan.earliest_month))
        self._month.setMaxVisibleItems(MONTHS_SEEN)
        self._month.setPlaceholderText(self.tr("请选择年月"))
        self._month.setCurrentIndex(-1)
        self._reason.setObjectName("mark.reason")
        self._reason.setPlaceholderText(self.tr("例如：学分未修满"))
        self._reason.setMaxLength(LONGEST)
        self._branch.setObjectName("mark.branch")
        self._branch.addItem(self.tr("留在原团支部"), None)
        for card in plan.delayed_branches:
            self._branch.addItem(spoken_name(card), card.id)
        # Delayed graduates are to be gathered (SPEC R66); where there is one place for it, that is meant.
        self._branch.setCurrentIndex(1 if len(plan.delayed_branches) == 1 else 0)

    def _arrange(self, plan: MarkPlan) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._month_field, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._reason_field, 0, 1, Qt.AlignmentFlag.AlignTop)
        if plan.delayed_branches:
            layout.addWidget(Field(self.tr("集中到延迟毕业团组织"), self._branch), 1, 0, 1, 2)

    @property
    def month(self) -> str:
        return self._month.currentText()

    @property
    def reason(self) -> str:
        return self._reason.text().strip()

    @property
    def branch_id(self) -> str | None:
        chosen = self._branch.currentData()
        return chosen if isinstance(chosen, str) else None

    def is_complete(self) -> bool:
        """Says what is missing where it is missing, and goes there."""
        self._month_field.set_problem("" if self.month else self.tr("请选择预计毕业时间。"))
        self._reason_field.set_problem("" if self.reason else self.tr("请填写延迟毕业原因。"))
        if not self.month:
            self._month.setFocus()
        elif not self.reason:
            self._reason.setFocus()
        return bool(self.month and self.reason)


def present_month() -> Month:
    return month_of(china_date(datetime.now(UTC)))


def _months_from(earliest: Month | None) -> list[str]:
    """From the first that is allowed, but never from one that is over."""
    present = present_month()
    month = max(earliest or present, present)
    months = [str(month)]
    while len(months) < MONTHS_OFFERED:
        month = next_month(month)
        months.append(str(month))
    return months
