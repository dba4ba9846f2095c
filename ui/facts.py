"""Names and values one under the other, as a form that is only read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from domain.identity import mask_identity_number, mask_phone
from ui.masked_field import MaskedField
from ui.theme import GRID

NOTHING = "—"
WIDE_NAME = "五字的名称"


class Facts(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(2 * GRID)
        self._form.setVerticalSpacing(GRID // 2)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def add(self, name: str, value: str | None) -> None:
        self.add_widget(name, value_label(value or NOTHING))

    def add_identity_number(self, name: str, number: str) -> None:
        self.add_widget(name, MaskedField(name, number, mask_identity_number(number)))

    def add_phone(self, name: str, number: str, what: str = "") -> None:
        self.add_widget(name, MaskedField(what or name, number, mask_phone(number)))

    def add_widget(self, name: str, widget: QWidget) -> None:
        label = QLabel(name)
        label.setProperty("role", "muted")
        # So that the values of several of these stand in one line.
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance(WIDE_NAME))
        self._form.addRow(label, widget)


def value_label(text: str) -> QLabel:
    """Wraps, and can be marked and copied with the mouse."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
