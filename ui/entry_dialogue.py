"""What is asked before something is entered into a register: a sentence, a day, a number of months."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.facts import value_label
from ui.field import Field
from ui.theme import GRID

LONGEST = 500
WIDTH = 56 * GRID


class EntryAct(Enum):
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    PROLONG = "prolong"
    END = "end"
    RETAIN = "retain"


SPOKEN = frozenset({EntryAct.REPORT, EntryAct.FOLLOW_UP, EntryAct.END, EntryAct.RETAIN})
"""Those that need a sentence."""
MEASURED = frozenset({EntryAct.PROLONG, EntryAct.RETAIN})
"""Those that need months."""


@dataclass(frozen=True, slots=True)
class EntryWish:
    text: str
    months: int
    found_work_on: date | None


class EntryDialogue(QDialog):
    """
    Signals
        chosen: an EntryWish.
    """

    chosen = Signal(object)

    def __init__(
        self,
        act: EntryAct,
        whom: str,
        months: int = 0,
        left_out: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``months``: the most that the rules allow; ``left_out`` says for whom it cannot be done."""
        super().__init__(parent)
        self.setObjectName("entry_dialogue")
        self._act = act
        self._text = QLineEdit()
        self._text.setObjectName("entry_dialogue.text")
        self._text.setMaxLength(LONGEST)
        self._spoken = Field(self._asked(), self._text)
        self._months = QSpinBox()
        self._months.setObjectName("entry_dialogue.months")
        self._months.setRange(1, max(1, months))
        self._months.setValue(months)
        self._found = QCheckBox(self.tr("已找到工作，日期："))
        self._found.setObjectName("entry_dialogue.found")
        self._day = QDateEdit(QDate.currentDate())
        self._day.setObjectName("entry_dialogue.day")
        self.setWindowTitle(self._title())
        self._arrange(whom, left_out)

    def _arrange(self, whom: str, left_out: QWidget | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        if left_out is not None:
            layout.addWidget(left_out)
        if whom:
            layout.addWidget(value_label(whom))
        for part in self._parts() if whom else ():
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._buttons(possible=bool(whom)))
        self.setMinimumWidth(WIDTH)

    def _parts(self) -> list[QWidget]:
        parts: list[QWidget] = []
        if self._act in MEASURED:
            parts.append(Field(self.tr("从毕业当月算起，保留几个月"), self._months))
        if self._act in SPOKEN:
            parts.append(self._spoken)
            self._text.textEdited.connect(lambda _: self._spoken.set_problem(""))
            self._text.setFocus()
        if self._act is EntryAct.FOLLOW_UP:
            self._day.setAccessibleName(self.tr("找到工作的日期"))
            self._day.setDisplayFormat("yyyy-MM-dd")
            self._day.setCalendarPopup(True)
            self._day.setMaximumDate(QDate.currentDate())
            self._day.setEnabled(False)
            self._found.toggled.connect(self._day.setEnabled)
            parts += [self._found, self._day]
        return parts

    def _buttons(self, possible: bool) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        cancel = QPushButton(self.tr("取消") if possible else self.tr("关闭"))
        cancel.setObjectName("entry_dialogue.cancel")
        box.addButton(cancel, role.RejectRole)
        if possible:
            confirm = QPushButton(self._title())
            confirm.setObjectName("entry_dialogue.confirm")
            confirm.setProperty("role", "primary")
            confirm.setDefault(True)
            box.addButton(confirm, role.AcceptRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    def _title(self) -> str:
        titles = {
            EntryAct.REPORT: self.tr("登记年度报告"),
            EntryAct.FOLLOW_UP: self.tr("登记跟踪情况"),
            EntryAct.PROLONG: self.tr("延长保留"),
            EntryAct.END: self.tr("办结登记"),
            EntryAct.RETAIN: self.tr("保留在校"),
        }
        return titles[self._act]

    def _asked(self) -> str:
        asked = {
            EntryAct.REPORT: self.tr("报告内容"),
            EntryAct.FOLLOW_UP: self.tr("了解到的情况"),
            EntryAct.END: self.tr("结果"),
            EntryAct.RETAIN: self.tr("保留原因"),
        }
        return asked.get(self._act, "")

    def _on_confirmed(self) -> None:
        text = self._text.text().strip()
        if self._act in SPOKEN and not text:
            self._spoken.set_problem(self.tr("请填写这一项。"))
            self._text.setFocus()
            return
        day = date.fromisoformat(self._day.date().toString("yyyy-MM-dd"))
        self.accept()
        found = self._act is EntryAct.FOLLOW_UP and self._found.isChecked()
        self.chosen.emit(EntryWish(text, self._months.value(), day if found else None))
