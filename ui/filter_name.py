"""The name under which a filter is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.facts import value_label
from ui.theme import GRID

LONGEST = 40


class FilterNameDialogue(QDialog):
    """
    Signals
        named: the name.
    """

    named = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_name")
        self.setWindowTitle(self.tr("保存筛选"))
        self._name = QLineEdit(text)
        self._name.setObjectName("filter_name.name")
        self._name.setMaxLength(LONGEST)
        self._name.selectAll()
        label = QLabel(self.tr("名称"))
        label.setBuddy(self._name)
        self._name.setAccessibleName(self.tr("名称"))
        filter_text = value_label(text)
        filter_text.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for part in (label, self._name, filter_text, self._buttons()):
            layout.addWidget(part)
        self.setMinimumWidth(48 * GRID)
        self._on_name()
        self._name.textChanged.connect(self._on_name)
        self._name.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        self._save = QPushButton(self.tr("保存"))
        self._save.setObjectName("filter_name.save")
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        box.addButton(self._save, role.AcceptRole)
        box.addButton(QPushButton(self.tr("取消")), role.RejectRole)
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        return box

    def _on_name(self) -> None:
        self._save.setEnabled(bool(self._name.text().strip()))

    def _on_accepted(self) -> None:
        self.accept()
        self.named.emit(self._name.text().strip())
