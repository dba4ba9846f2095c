"""撤销标记: who would be left out, and why, before anything is done (SPEC R33, R121)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.values import RevokePlan
from ui.left_out import LeftOut
from ui.theme import GRID

WIDTH = 56 * GRID


class RevokeDialogue(QDialog):
    """
    Signals
        chosen: all that can be revoked are to be.
    """

    chosen = Signal()

    def __init__(self, plan: RevokePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("revoke")
        self.setWindowTitle(self.tr("撤销标记"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(LeftOut(plan.left_out, everyone=not plan.revocable, marking=False))
        layout.addStretch(1)
        layout.addWidget(self._buttons(len(plan.revocable)))
        self.setMinimumWidth(WIDTH)

    def _buttons(self, count: int) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        if count:
            confirm = QPushButton(self.tr("撤销 %n 人的标记", "", count))
            confirm.setObjectName("revoke.confirm")
            confirm.setProperty("role", "primary")
            confirm.setDefault(True)
            confirm.clicked.connect(self.chosen)
            box.addButton(confirm, role.AcceptRole)
        box.addButton(QPushButton(self.tr("取消") if count else self.tr("关闭")), role.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
