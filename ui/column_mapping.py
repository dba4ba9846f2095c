"""Which column of a table means what: as it was guessed, and as the user says."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from desktop.exchange.columns import Meaning, guess_columns
from ui.import_words import meaning_name
from ui.theme import GRID

ACROSS = 4
"""Pairs of a name and a column in a row."""
NONE = -1


class ColumnMapping(QWidget):
    """
    Signals
        changed: ask ``columns``.
    """

    changed = Signal()

    def __init__(
        self, headings: Sequence[str], meanings: Sequence[Meaning], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mapping")
        self._choices: dict[Meaning, QComboBox] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(GRID // 2)
        guessed = guess_columns(headings)
        for number, meaning in enumerate(meanings):
            row, column = divmod(number, ACROSS)
            choice = self._choice(meaning, headings, guessed.get(meaning, NONE))
            label = QLabel(meaning_name(meaning))
            label.setProperty("role", "muted")
            label.setBuddy(choice)
            layout.addWidget(label, row, 2 * column)
            layout.addWidget(choice, row, 2 * column + 1)
            layout.setColumnStretch(2 * column + 1, 1)

    def _choice(self, meaning: Meaning, headings: Sequence[str], chosen: int) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName(f"mapping.{meaning}")
        choice.setAccessibleName(meaning_name(meaning))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)
        choice.addItem("—", NONE)
        for place, heading in enumerate(headings):
            choice.addItem(heading or self.tr("第 {n} 列").format(n=place + 1), place)
        choice.setCurrentIndex(choice.findData(chosen))
        choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._choices[meaning] = choice
        return choice

    @property
    def columns(self) -> Mapping[Meaning, int]:
        chosen = {meaning: int(choice.currentData()) for meaning, choice in self._choices.items()}
        return {meaning: place for meaning, place in chosen.items() if place != NONE}
