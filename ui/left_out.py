"""Who a bulk action would leave out, and why, before anything is done (SPEC R121)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop.values import MarkTarget
from ui.facts import value_label
from ui.icons import Icon
from ui.language import sentence_of
from ui.picture import Picture
from ui.theme import GRID, Tone

MOST_LINES = 5


class LeftOut(QFrame):
    def __init__(
        self,
        targets: Sequence[MarkTarget],
        everyone: bool,
        parent: QWidget | None = None,
        *,
        marking: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("left_out")
        self.setProperty("role", "notice")
        self.setProperty("tone", "warning")
        title = self.tr("%n 人不能标记，将被略过：", "", len(targets))
        if everyone:
            title = self.tr("所选的 %n 人都不能标记：", "", len(targets))
        if not marking:
            title = self.tr("%n 人不能办理，将被略过：", "", len(targets))
        heading = value_label(title)
        heading.setProperty("role", "strong")
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.addWidget(heading)
        column.addWidget(self._reasons(targets, title))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(Picture(Icon.WARNING, Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)

    def _reasons(self, targets: Sequence[MarkTarget], title: str) -> QListWidget:
        reasons = QListWidget()
        reasons.setObjectName("left_out.reasons")
        reasons.setAccessibleName(title)
        reasons.setProperty("role", "plain")
        reasons.setFrameShape(QFrame.Shape.NoFrame)
        reasons.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        reasons.setTextElideMode(Qt.TextElideMode.ElideRight)
        for target in targets:
            reasons.addItem(_line(target))
            reasons.item(reasons.count() - 1).setToolTip(_line(target))
        row = reasons.sizeHintForRow(0)
        reasons.setFixedHeight(row * min(len(targets), MOST_LINES) + 2)
        return reasons


def _line(target: MarkTarget) -> str:
    """Most sentences name the person; those that do not are put behind the name."""
    reason = sentence_of(target.refusal) if target.refusal is not None else ""
    return reason if target.title in reason else f"{target.title}：{reason}"
