"""What the rates are held against (SPEC R105): a share for each, or none."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QPushButton, QVBoxLayout, QWidget

from desktop.figure_values import Figures
from domain.policy import Figure
from ui.facts import value_label
from ui.field import Field
from ui.language import name_of
from ui.theme import GRID


class TargetDialogue(QDialog):
    """
    Signals
        chosen: the target of each figure, or None.
    """

    chosen = Signal(dict)

    def __init__(self, figures: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("target")
        self.setWindowTitle(self.tr("设定目标"))
        self._edits = {figure: self._edit(figure, figures) for figure in Figure}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        about = self.tr("{organisation}，{year} 年。下级组织各有自己的目标。")
        layout.addWidget(value_label(about.format(organisation=figures.full_name, year=figures.year)))
        for figure, edit in self._edits.items():
            layout.addWidget(Field(name_of(figure), edit))
        layout.addWidget(self._buttons())
        self.setMinimumWidth(48 * GRID)

    def _edit(self, figure: Figure, figures: Figures) -> QDoubleSpinBox:
        edit = QDoubleSpinBox()
        edit.setObjectName(f"target.{figure}")
        edit.setRange(0, 100)
        edit.setDecimals(1)
        edit.setSuffix(" %")
        edit.setSpecialValueText(self.tr("不设"))
        edit.setValue((figures.rates[figure].target or 0) * 100)
        return edit

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        box.addButton(self.tr("取消"), role.RejectRole)
        confirm = QPushButton(self.tr("设定"))
        confirm.setObjectName("target.confirm")
        confirm.setProperty("role", "primary")
        confirm.setDefault(True)
        box.addButton(confirm, role.AcceptRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    def _on_confirmed(self) -> None:
        targets: Mapping[Figure, float | None] = {
            figure: round(edit.value() / 100, 3) or None for figure, edit in self._edits.items()
        }
        self.accept()
        self.chosen.emit(dict(targets))
