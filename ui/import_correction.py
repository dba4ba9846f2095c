"""One row of the sheet, corrected in place: what stands in it, which organisation is meant."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.exchange.columns import Meaning
from desktop.importing import PlannedRow, SheetRow
from domain.organisations import Card
from ui.field import Sentence
from ui.import_words import is_ready, meaning_name, trouble_words
from ui.theme import GRID

EDITED = (
    Meaning.NAME,
    Meaning.IDENTITY_NUMBER,
    Meaning.BRANCH,
    Meaning.SITUATION,
    Meaning.UNIT,
    Meaning.REMARK,
)
ACROSS = 3


class ImportCorrection(QWidget):
    """
    Signals
        corrected: the SheetRow as it is now.
    """

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correction")
        self._row: SheetRow | None = None
        self._fields = {meaning: QLineEdit() for meaning in EDITED}
        self._destination = QComboBox()
        self._confirmed = QCheckBox(self.tr("已核对，没有问题"))
        self._apply = QPushButton(self.tr("重新核对这一行"))
        self._said = Sentence()
        self._arrange()
        self._apply.clicked.connect(self._on_apply)
        self._confirmed.clicked.connect(self._on_apply)
        self._destination.activated.connect(lambda _: self._on_apply())
        for field in self._fields.values():
            field.returnPressed.connect(self._on_apply)
        self.show_row(None)

    def _arrange(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(GRID // 2)
        layout.addWidget(self._said, 0, 0, 1, 2 * ACROSS)
        for number, (meaning, field) in enumerate(self._fields.items()):
            field.setObjectName(f"correction.{meaning}")
            self._add(layout, number, meaning_name(meaning), field)
        self._destination.setObjectName("correction.destination")
        self._destination.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._destination.setMinimumContentsLength(12)
        self._add(layout, len(EDITED), self.tr("转入组织"), self._destination)
        self._confirmed.setObjectName("correction.confirmed")
        self._apply.setObjectName("correction.apply")
        self._apply.setAutoDefault(False)
        layout.addWidget(self._confirmed, 3, 3)
        layout.addWidget(self._apply, 3, 5)
        for column in range(ACROSS):
            layout.setColumnStretch(2 * column + 1, 1)

    def _add(self, layout: QGridLayout, number: int, name: str, field: QWidget) -> None:
        row, column = divmod(number, ACROSS)
        label = QLabel(name)
        label.setProperty("role", "muted")
        label.setBuddy(field)
        field.setAccessibleName(name)
        layout.addWidget(label, row + 1, 2 * column)
        layout.addWidget(field, row + 1, 2 * column + 1)

    def show_row(self, planned: PlannedRow | None) -> None:
        self._row = None if planned is None else planned.row
        self.setEnabled(planned is not None)
        cells = {} if planned is None else planned.row.cells
        for meaning, field in self._fields.items():
            field.setText(cells.get(meaning, ""))
            field.setCursorPosition(0)
        self._confirmed.setChecked(planned is not None and planned.row.confirmed)
        self._show_destinations(planned)
        if planned is None:
            self._said.setText(self.tr("选中一行，可以在这里改正。"))
        elif is_ready(planned):
            self._said.setText(self.tr("这一行可以发起。"))
        else:
            self._said.setText(trouble_words(planned))

    def _show_destinations(self, planned: PlannedRow | None) -> None:
        self._destination.clear()
        if planned is None:
            return
        cards = _cards(planned)
        for card in cards:
            self._destination.addItem(card.full_name, card)
        if not cards:
            self._destination.addItem(self.tr("（改写单位名称后重新核对）"), None)
        self._destination.setEnabled(bool(cards))

    def _on_apply(self) -> None:
        if self._row is None:
            return
        cells = {
            **self._row.cells,
            **{meaning: field.text().strip() for meaning, field in self._fields.items()},
        }
        renamed = cells != self._row.cells
        chosen: Card | None = self._destination.currentData()
        # Another name of the unit asks for another organisation.
        destination = None if renamed else chosen
        self.corrected.emit(SheetRow(self._row.number, cells, destination, self._confirmed.isChecked()))


def _cards(planned: PlannedRow) -> Sequence[Card]:
    chosen = [planned.destination] if planned.destination is not None else []
    return list({card.id: card for card in (*chosen, *planned.proposal.candidates)}.values())
