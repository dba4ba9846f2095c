"""The one-time code for a forgotten password 重置密码验证码: shown once, to be handed on (SPEC R11)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.values import ResetCode
from domain.instants import china_minute
from ui.facts import value_label
from ui.field import Field
from ui.theme import DISPLAY, GRID, sized

WIDTH = 52 * GRID


class ResetCodeDialogue(QDialog):
    def __init__(self, name: str, made: ResetCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reset_code")
        self.setWindowTitle(self.tr("重置密码验证码"))
        self._code = QLineEdit(made.code)
        self._code.setObjectName("reset_code.code")
        self._code.setReadOnly(True)
        self._code.setFont(sized(self.font(), DISPLAY))
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whom = self.tr("{name}（账号 {account}）").format(name=name, account=made.account_masked)
        expiry = self.tr("有效期至 {when}，只能使用一次。关闭后不再显示；重新生成时，这个验证码随即失效。")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(value_label(whom))
        layout.addWidget(Field(self.tr("验证码"), self._code))
        layout.addWidget(value_label(expiry.format(when=china_minute(made.expires_at))))
        layout.addWidget(self._buttons())
        self.setMinimumWidth(WIDTH)

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        copy = QPushButton(self.tr("复制"))
        copy.setObjectName("reset_code.copy")
        copy.setProperty("role", "primary")
        close = QPushButton(self.tr("关闭"))
        close.setObjectName("reset_code.close")
        box.addButton(copy, role.ActionRole)
        box.addButton(close, role.RejectRole)
        copy.clicked.connect(self._copy)
        box.rejected.connect(self.reject)
        copy.setFocus()
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())
