"""Which rules the request meets, misses or leaves open, each with its sentence and source (SPEC R68)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from domain.destinations import RULES_BY_ID, Check, Outcome, Rule
from ui.facts import value_label
from ui.icons import Icon, icon
from ui.language import language, name_of
from ui.theme import GRID, Tone

PICTURE = 2 * GRID
ORDER = (Outcome.MISSED, Outcome.UNCONFIRMED, Outcome.MET)
LOOKS = {
    Outcome.MET: (Tone.POSITIVE, Icon.MET),
    Outcome.MISSED: (Tone.NEGATIVE, Icon.MISSED),
    Outcome.UNCONFIRMED: (Tone.WARNING, Icon.UNCONFIRMED),
}

REMINDER = (Tone.WARNING, Icon.ATTENTION)
"""What ought to be and is not, but is let through (SPEC section 7, rules marked !)."""


class RuleChecks(QWidget):
    """What asks for attention stands above."""

    def __init__(self, checks: Sequence[Check], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rules")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        known = [check for check in checks if check.rule_id in RULES_BY_ID]
        for check in sorted(known, key=lambda check: ORDER.index(check.outcome)):
            layout.addWidget(_RuleCheck(check, RULES_BY_ID[check.rule_id]))


class _RuleCheck(QWidget):
    def __init__(self, check: Check, rule: Rule) -> None:
        super().__init__()
        reminder = check.outcome is Outcome.MISSED and not rule.must
        self._tone, self._icon = REMINDER if reminder else LOOKS[check.outcome]
        sentence = value_label(rule.sentence if language() == "zh" else rule.sentence_en)
        verdict = self.tr("不符合，作为提醒") if reminder else name_of(check.outcome)
        parts = (verdict, self.tr("依据：{source}").format(source=rule.source))
        source = QLabel(" · ".join(parts))
        source.setProperty("role", "small")
        self.setAccessibleName(f"{parts[0]}：{sentence.text()}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PICTURE + GRID, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(sentence)
        layout.addWidget(source)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icon(self._icon, self._tone).paint(painter, QRect(0, 1, PICTURE, PICTURE))
        painter.end()
