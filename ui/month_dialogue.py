"""The graduation month of a branch (SPEC R20–R23), and members' own months in a mixed one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.values import MonthPlan, Seen
from domain.commands import SetGraduationMonth
from domain.organisations import Organisation
from ui.bridge import Bridge
from ui.facts import value_label
from ui.field import Field, Notice
from ui.icons import Icon
from ui.left_out import LeftOut
from ui.month_choice import MonthChoice
from ui.organisation_dialogue import OrganisationDialogue
from ui.organisation_words import spoken_name
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

WIDTH = 56 * GRID


class GraduationMonthDialogue(OrganisationDialogue):
    """Where it is not possible, the sentence names the condition that fails (question 24)."""

    def __init__(
        self, client: "Client", bridge: Bridge, organisation: Organisation, parent: QWidget | None
    ) -> None:
        seen = Seen(id=organisation.id, version=organisation.version)
        super().__init__(client, bridge, "graduation_month", seen, parent)
        self.setWindowTitle(self.tr("标记毕业时间"))
        self._confirm.setText(self.tr("标记"))
        self._choice = MonthChoice(organisation.graduation_month)
        self._mixed = QCheckBox(self.tr("混合型支部：团员毕业年份不同，在团员列表中逐人标记"))
        self._mixed.setObjectName("graduation_month.mixed")
        self._mixed.setChecked(organisation.mixed)
        self.body.addWidget(value_label(spoken_name(organisation)))
        self.body.addWidget(Field(self.tr("毕业时间（年、月）"), self._choice))
        self.body.addWidget(self._mixed)
        self._choice.changed.connect(self.on_changed)
        self._mixed.toggled.connect(lambda _: self.on_changed())
        self._choice.setFocus()
        self.check_now()

    @property
    def command(self) -> SetGraduationMonth:
        return SetGraduationMonth(month=self._choice.month, mixed=self._mixed.isChecked())


class MemberMonthDialogue(QDialog):
    """
    Signals
        chosen: the month, for all that can be given one.
    """

    chosen = Signal(str)

    def __init__(self, plan: MonthPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("member_month")
        self.setWindowTitle(self.tr("个人毕业时间"))
        self._plan = plan
        self._choice = MonthChoice(before=plan.before)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        if plan.left_out:
            layout.addWidget(LeftOut(plan.left_out, everyone=not plan.settable, marking=False))
        if plan.settable:
            layout.addWidget(value_label(self._question()))
            layout.addWidget(Field(self.tr("毕业时间（年、月）"), self._choice))
            self._say_limit(layout)
        layout.addStretch(1)
        layout.addWidget(self._buttons())
        self.setMinimumWidth(WIDTH)
        self._choice.setFocus()

    def _question(self) -> str:
        count = len(self._plan.settable)
        if count == 1:
            return self.tr("{name}的毕业时间：").format(name=self._plan.settable[0].title)
        return self.tr("所选的 %n 人的毕业时间：", "", count)

    def _say_limit(self, layout: QVBoxLayout) -> None:
        notice = Notice(Icon.INFO, Tone.MUTED)
        layout.addWidget(notice)
        if self._plan.before is not None:
            sentence = self.tr("其中有延迟毕业团员，毕业时间须早于预计毕业时间 {month}。")
            notice.say(sentence.format(month=self._plan.before))

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        count = len(self._plan.settable)
        cancel = QPushButton(self.tr("取消") if count else self.tr("关闭"))
        cancel.setObjectName("member_month.cancel")
        box.addButton(cancel, role.RejectRole)
        if count and self._choice.is_possible:
            confirm = QPushButton(self.tr("标记 %n 人", "", count))
            confirm.setObjectName("member_month.confirm")
            confirm.setProperty("role", "primary")
            confirm.setDefault(True)
            box.addButton(confirm, role.AcceptRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    def _on_confirmed(self) -> None:
        self.accept()
        self.chosen.emit(self._choice.month)
