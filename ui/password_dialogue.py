"""修改密码: the form as a dialogue of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.password_form import PasswordForm
from ui.theme import GRID


class PasswordDialogue(QDialog):
    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("password")
        self.setWindowTitle(self.tr("修改密码"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = PasswordForm(bridge, None, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        layout.addWidget(self.form)
        self.setMinimumWidth(GRID * 50)
        self.form.changed.connect(lambda _: self.accept())
        self.form.cancelled.connect(self.reject)
        self.form.begin()
