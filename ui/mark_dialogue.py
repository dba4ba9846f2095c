"""Marking members (SPEC R30, R31, R35): who cannot be marked comes first, then one choice of three."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.values import MarkPlan
from domain.members import Mark
from ui.delay_fields import DelayFields
from ui.facts import value_label
from ui.field import Notice
from ui.icons import Icon
from ui.language import name_of
from ui.left_out import LeftOut
from ui.theme import GRID, Tone

MARKS = tuple(Mark)
WIDTH = 64 * GRID


ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class _Kind(QRadioButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt lets arrows choose only where something is chosen already."""
        if event.key() in ARROWS and self.group().checkedId() < 0:
            self.setChecked(True)
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class ChosenMark:
    """All but the mark is empty unless it is a delayed graduate's."""

    mark: Mark
    expected_month: str | None = None
    delay_reason: str | None = None
    move_to: str | None = None


class MarkDialogue(QDialog):
    """Signals ``chosen``: a ChosenMark, to be given to all that are markable."""

    chosen = Signal(object)

    def __init__(self, plan: MarkPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mark")
        self.setWindowTitle(self.tr("标记团员身份"))
        self._plan = plan
        self._kinds = QButtonGroup(self)
        self._delay = DelayFields(plan)
        self._unchosen = Notice(Icon.WARNING, Tone.NEGATIVE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        *parts, buttons = self._parts()
        for part in parts:
            layout.addWidget(part)
        # Whatever height is left over stands here and not between the choices.
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(WIDTH)
        self._fit()

    def _parts(self) -> list[QWidget]:
        plan = self._plan
        parts: list[QWidget] = []
        if plan.left_out:
            parts.append(LeftOut(plan.left_out, everyone=not plan.markable))
        if plan.markable:
            self._delay.hide()
            parts += [self._choice(), self._delay, self._unchosen]
        else:
            # Not part of this window, and still to go with it.
            self._delay.setParent(self)
            self._delay.hide()
        return [*parts, self._buttons()]

    def _choice(self) -> QWidget:
        count, kinds = len(self._plan.markable), QWidget()
        kinds.setObjectName("mark.kind")
        one = self.tr("将{name}标记为：").format(name=self._plan.markable[0].title)
        layout = QGridLayout(kinds)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(1, 1)
        question = value_label(one if count == 1 else self.tr("将所选的 %n 人标记为：", "", count))
        layout.addWidget(question, 0, 0, 1, 2)
        for place, mark in enumerate(MARKS):
            button = _Kind(name_of(mark))
            button.setObjectName(f"mark.kind.{mark}")
            button.setAccessibleDescription(self._meaning(mark))
            meaning = value_label(self._meaning(mark))
            meaning.setProperty("role", "small")
            self._kinds.addButton(button, place)
            layout.addWidget(button, place + 1, 0)
            layout.addWidget(meaning, place + 1, 1)
        self._kinds.buttons()[0].setFocus()
        self._kinds.idToggled.connect(lambda *_: self._on_kind_chosen())
        return kinds

    def _meaning(self, mark: Mark) -> str:
        meanings = {
            Mark.DELAYED_GRADUATE: self.tr("移入延迟毕业团员列表，须填写预计毕业时间和原因"),
            Mark.TEACHER: self.tr("留校任教，转接不属于学社衔接"),
            Mark.FLOATING_GRADUATE: self.tr("不计入未标记的毕业生"),
        }
        return meanings[mark]

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        count = len(self._plan.markable)
        cancel = QPushButton(self.tr("取消") if count else self.tr("关闭"))
        cancel.setObjectName("mark.cancel")
        box.addButton(cancel, role.RejectRole)
        if count:
            confirm = QPushButton(self.tr("标记 %n 人", "", count))
            confirm.setObjectName("mark.confirm")
            confirm.setProperty("role", "primary")
            confirm.setDefault(True)
            box.addButton(confirm, role.AcceptRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    @property
    def mark(self) -> Mark | None:
        place = self._kinds.checkedId()
        return MARKS[place] if place >= 0 else None

    def _on_kind_chosen(self) -> None:
        self._unchosen.say("")
        self._delay.setVisible(self.mark is Mark.DELAYED_GRADUATE)
        self._fit()

    def _fit(self) -> None:
        """As high as its texts are at this width, not as they would be if they were narrow."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), WIDTH, layout.minimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0)

    def _on_confirmed(self) -> None:
        mark, delay = self.mark, self._delay
        if mark is None:
            self._unchosen.say(self.tr("请选择一种身份。"))
            self._fit()
        elif mark is not Mark.DELAYED_GRADUATE:
            self._finish(ChosenMark(mark))
        elif delay.is_complete():
            self._finish(ChosenMark(mark, delay.month, delay.reason, delay.branch_id))
        else:
            self._fit()

    def _finish(self, chosen: ChosenMark) -> None:
        self.accept()
        self.chosen.emit(chosen)
