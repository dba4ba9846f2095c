"""Choosing a new password: at the first login a page of the login window, later a dialogue."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.values import Session
from ui.bridge import Bridge
from ui.field import Field, Notice, PasswordEdit
from ui.icons import Icon
from ui.language import sentence_of
from ui.password_rules import PasswordRules, judge_password
from ui.theme import GRID, Tone


class PasswordForm(QWidget):
    """
    Signals
        changed: the session that goes on with the new password.
        cancelled: the user does not want to.
    """

    changed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, bridge: Bridge, old_password: str | None = None, parent: QWidget | None = None
    ) -> None:
        """``old_password`` is known when it has just been typed; then it is not asked for again."""
        super().__init__(parent)
        self._bridge = bridge
        self._known = old_password
        self.old, self.new, self.again = (PasswordEdit(self) for _ in range(3))
        self._fields = {
            "password.old": Field(self.tr("现在的密码"), self.old, self),
            "password.new": Field(self.tr("新密码"), self.new, self),
            "password.again": Field(self.tr("再输入一次新密码"), self.again, self),
        }
        self.rules = PasswordRules(self)
        self._problem = Notice(Icon.WARNING, Tone.NEGATIVE, self)
        self.submit = QPushButton(self.tr("修改密码"), self)
        self.cancel = QPushButton(self.tr("取消"), self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID * 2)
        for name, field in self._fields.items():
            field.editor.setObjectName(name)
            layout.addWidget(field)
        self._fields["password.old"].setVisible(self._known is None)
        hint = QLabel(self.tr("请不要使用姓名、学校名、生日或常见的密码。"), self, wordWrap=True)
        hint.setProperty("role", "small")
        for widget in (self.rules, hint, self._problem):
            layout.addWidget(widget)
        self.submit.setObjectName("password.submit")
        self.submit.setProperty("role", "primary")
        self.submit.setDefault(True)
        self.submit.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.submit)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for edit in (self.old, self.new, self.again):
            edit.textChanged.connect(self._judge)
            edit.returnPressed.connect(self._submit)
        self.submit.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)

    def begin(self) -> None:
        """Puts the cursor where typing begins."""
        (self.new if self._known is not None else self.old).setFocus()

    def _old_password(self) -> str:
        return self.old.text() if self._known is None else self._known

    def _judge(self) -> None:
        judged = judge_password(self._old_password(), self.new.text(), self.again.text())
        self.rules.show_verdicts(judged)
        self.submit.setEnabled(judged.all_met and bool(self._old_password()))

    def _submit(self) -> None:
        if not self.submit.isEnabled():
            return
        self._set_waiting(True)
        old, new = self._old_password(), self.new.text()
        self._bridge.act(
            self, lambda: self._bridge.client.change_password(old, new), self._on_changed, self._on_failed
        )

    def _set_waiting(self, waiting: bool) -> None:
        self._problem.say("")
        self.setEnabled(not waiting)
        self.submit.setText(self.tr("正在修改…") if waiting else self.tr("修改密码"))

    def _on_changed(self, session: Session) -> None:
        self._set_waiting(False)
        self.changed.emit(session)

    def _on_failed(self, error: ClientError) -> None:
        self._set_waiting(False)
        self._problem.say(sentence_of(error))
        self.begin()
