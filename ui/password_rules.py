"""The rules of a new password (SPEC R12), held against it while it is typed."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.icons import Icon
from ui.picture import Picture
from ui.theme import GRID, Tone

SHORTEST = 8


class Verdict(Enum):
    OPEN = "open"
    MET = "met"
    MISSED = "missed"


ICONS = {
    Verdict.OPEN: (Icon.OPEN_RULE, Tone.MUTED),
    Verdict.MET: (Icon.MET, Tone.POSITIVE),
    Verdict.MISSED: (Icon.MISSED, Tone.NEGATIVE),
}


class Judged(NamedTuple):
    long_enough: Verdict
    new: Verdict
    repeated: Verdict

    @property
    def all_met(self) -> bool:
        return all(verdict is Verdict.MET for verdict in self)


def judge_password(old: str, new: str, again: str) -> Judged:
    """What only the server can tell, whether it is a common one, is not among these."""

    def verdict(known: bool, met: bool) -> Verdict:
        return Verdict.OPEN if not known else Verdict.MET if met else Verdict.MISSED

    return Judged(
        long_enough=verdict(bool(new), len(new) >= SHORTEST),
        new=verdict(bool(new), new != old),
        repeated=verdict(bool(again), new == again),
    )


class PasswordRules(QWidget):
    """One line per rule: an icon, the rule's sentence, and for a screen reader whether it is met."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences = (
            self.tr("至少 {n} 个字符").format(n=SHORTEST),
            self.tr("与现在的密码不同"),
            self.tr("两次输入一致"),
        )
        self._pictures = [Picture(Icon.OPEN_RULE, Tone.MUTED) for _ in self._sentences]
        self._texts = [QLabel(sentence) for sentence in self._sentences]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(GRID // 2)
        layout.setColumnStretch(1, 1)
        for row, (picture, text) in enumerate(zip(self._pictures, self._texts, strict=True)):
            layout.addWidget(picture, row, 0)
            layout.addWidget(text, row, 1)

    def show_verdicts(self, judged: Judged) -> None:
        words = {
            Verdict.OPEN: self.tr("未检查"),
            Verdict.MET: self.tr("符合"),
            Verdict.MISSED: self.tr("不符合"),
        }
        for row, verdict in enumerate(judged):
            self._pictures[row].show_icon(*ICONS[verdict])
            self._texts[row].setAccessibleName(f"{self._sentences[row]}：{words[verdict]}")
