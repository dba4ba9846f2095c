"""The right of starting a transfer: the plan for everybody, and the rules for the one that is looked at."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.values import Starter, StartTarget
from ui.facts import value_label
from ui.field import Notice
from ui.icons import Icon
from ui.language import number, sentence_of
from ui.rule_checks import RuleChecks
from ui.start_draft import StartDraft
from ui.start_plan import PlannedRow, StartPlanList, StartPlanModel
from ui.theme import GRID, Tone

PLAN_HEIGHT = 20 * GRID


class StartReview(QWidget):
    """
    Signals
        for_everybody: whether one destination is meant for all has changed.
    """

    for_everybody = Signal()

    def __init__(self, starters: Sequence[Starter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._many = len(starters) > 1
        self._model = StartPlanModel(starters, self)
        self._list = StartPlanList(self._model)
        self._singly = QCheckBox(self.tr("为选中的人分别选择转入组织"))
        self._count = value_label("")
        self._destination = value_label("")
        self._refused = Notice(Icon.WARNING, Tone.NEGATIVE)
        self._uncertain = Notice(Icon.UNCONFIRMED, Tone.WARNING)
        self._rules = QWidget()
        self._scroll = QScrollArea()
        self._arrange()
        self._list.looked_at.connect(self._show_row)
        self._singly.toggled.connect(lambda _: self.for_everybody.emit())
        self._show_row(self._list.current)

    def _arrange(self) -> None:
        self._singly.setObjectName("start.singly")
        self._count.setObjectName("start.count")
        self._destination.setObjectName("start.destination")
        self._destination.setProperty("role", "strong")
        self._refused.setObjectName("start.refused")
        self._uncertain.setObjectName("start.uncertain")
        self._list.setMaximumHeight(PLAN_HEIGHT)
        if not self._many:
            for part in (self._count, self._singly, self._list):
                part.hide()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setObjectName("start.rules")
        self._scroll.setAccessibleName(self.tr("规则核对"))
        self._scroll.setWidget(self._rules)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (self._count, self._list, self._singly):
            layout.addWidget(part)
        layout.addWidget(self._destination)
        for notice in (self._refused, self._uncertain):
            layout.addWidget(notice)
        layout.addWidget(self._scroll, 1)

    def whom(self) -> list[str] | None:
        """For whom the next destination is meant; None: for everybody."""
        return self._list.selected_member_ids() if self._singly.isChecked() else None

    def to_next_open(self) -> None:
        if self._singly.isChecked():
            self._list.to_next_open()

    def show_plan(self, draft: StartDraft, targets: Mapping[str, StartTarget]) -> None:
        self._model.show_plan(draft, targets)
        startable = sum(row.is_startable for row in self._model.rows)
        left_out = sum(row.refusal is not None for row in self._model.rows)
        words = self.tr("将发起 {count} 项，略过 {left_out} 项")
        self._count.setText(words.format(count=number(startable), left_out=number(left_out)))

    def _show_row(self, row: PlannedRow | None) -> None:
        if row is None:
            return
        target = row.target
        heading = self._heading(row)
        self._destination.setText(heading)
        # An empty line would be a place at which a screen reader has nothing to say.
        self._destination.setVisible(bool(heading))
        self._refused.say(self._refusal(row))
        self._uncertain.say(self._uncertainty(target))
        checks = () if target is None else target.checks
        self._rules.deleteLater()
        self._rules = _at_the_top(RuleChecks(checks))
        self._scroll.setWidget(self._rules)

    def _heading(self, row: PlannedRow) -> str:
        if row.destination:
            return f"{row.starter.member.name} → {row.destination}" if self._many else row.destination
        return "" if row.refusal is not None else self.tr("选择转入组织后，在这里逐条核对规则。")

    def _refusal(self, row: PlannedRow) -> str:
        """Rules that are missed are listed one by one below."""
        listed = row.target is not None and bool(row.target.checks)
        if row.refusal is None or (listed and row.refusal.code == "RULE_MISSED"):
            return ""
        return sentence_of(row.refusal)

    def _uncertainty(self, target: StartTarget | None) -> str:
        if target is None or target.certain:
            return ""
        return self.tr("转入组织不在本机数据范围内，以上未列出的规则由服务器核对；不符合的会退回并说明原因。")


def _at_the_top(checks: QWidget) -> QWidget:
    """Whatever height is left over stands below."""
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, GRID, 0)
    layout.addWidget(checks)
    layout.addStretch(1)
    return body
