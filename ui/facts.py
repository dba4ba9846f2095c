"""Names and values one under the other, as a form that is only read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from domain.identity import mask_identity_number, mask_phone
from ui.masked_field import MaskedField
from ui.theme import GRID

NOTHING = "—"
WIDE_NAME = "五字的名称"


class Facts(QWidget):
    """
    Signals
        identity_shown: a full identity number has come onto the screen (SPEC R14).
    """

    identity_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str | None) -> None:
        self.add_widget(name, value_label(value or NOTHING))

    def add_identity_number(self, name: str, number: str) -> None:
        field = MaskedField(name, number, mask_identity_number(number))
        field.uncovered.connect(self.identity_shown)
        self.add_widget(name, field)

    def add_phone(self, name: str, number: str, what: str = "") -> None:
        self.add_widget(name, MaskedField(what or name, number, mask_phone(number)))

    def add_widget(self, name: str, widget: QWidget) -> None:
        label = QLabel(name)
        label.setProperty("role", "muted")
        # So that the values of several of these stand in one line.
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance(WIDE_NAME))
        label.setBuddy(widget)
        side = Qt.AlignmentFlag.AlignVCenter if isinstance(widget, MaskedField) else Qt.AlignmentFlag.AlignTop
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, side | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(widget, row, 1)


def value_label(text: str) -> QLabel:
    """Wraps, and can be marked and copied with the mouse."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
