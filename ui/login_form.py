"""Server, account and password, or one of the accounts that this machine remembers and its password."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.values import Remembered
from domain.identity import is_identity_number
from ui.field import Field, Notice, PasswordEdit
from ui.icons import Icon
from ui.language import sentence_of
from ui.theme import GRID, Tone

LENGTH = 18
TIP = Qt.ItemDataRole.ToolTipRole

SERVER_CODES = frozenset(
    {
        "SERVER_ADDRESS_INVALID",
        "SERVER_UNREACHABLE",
        "NOTHING_OFFLINE",
        "NOT_XIANJIE",
        "CERTIFICATE_INVALID",
        "WRONG_INSTANCE",
    }
)
PASSWORD_CODES = frozenset({"WRONG_CREDENTIALS", "TOO_MANY_ATTEMPTS"})
CODE_CODES = frozenset({"TOTP_REQUIRED", "TOTP_WRONG"})


class LoginForm(QWidget):
    """
    Signals
        submitted: every field is filled in; ask ``remembered``, ``server``, ``account``, ``password``
            and ``code``, which is empty unless the server has asked for it.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser, self.server, self.account = QComboBox(self), QLineEdit(self), QLineEdit(self)
        self.password, self.code = PasswordEdit(self), QLineEdit(self)
        self.submit = QPushButton(self.tr("登录"), self)
        self._problem = Notice(Icon.WARNING, Tone.NEGATIVE, self)
        self._caps_lock = Notice(Icon.CAPS_LOCK, Tone.WARNING, self)
        self._fields = {
            "login.remembered": Field(self.tr("登录为"), self.chooser, self),
            "login.server": Field(self.tr("服务器"), self.server, self),
            "login.account": Field(self.tr("账号"), self.account, self),
            "login.password": Field(self.tr("密码"), self.password, self),
            "login.code": Field(self.tr("动态码"), self.code, self),
        }
        self._arrange()
        self._connect()
        self.show_remembered(())

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID * 2)
        for name, field in self._fields.items():
            field.editor.setObjectName(name)
            layout.addWidget(field)
        layout.addWidget(self._caps_lock)
        layout.addWidget(self._problem)
        layout.addWidget(self.submit)
        self.server.setPlaceholderText("https://xianjie.example.edu.cn")
        self.account.setPlaceholderText(self.tr("18 位身份证号码"))
        self.code.setPlaceholderText(self.tr("身份验证器上的 6 位数字，或一个恢复码"))
        self.submit.setObjectName("login.submit")
        self.submit.setProperty("role", "primary")
        self.submit.setDefault(True)

    def _connect(self) -> None:
        self.chooser.currentIndexChanged.connect(self._on_other_chosen)
        self.server.textEdited.connect(lambda: self._fields["login.server"].set_problem(""))
        self.account.textEdited.connect(self._on_account_edited)
        self.account.editingFinished.connect(self._on_account_finished)
        self.password.textEdited.connect(lambda: self._fields["login.password"].set_problem(""))
        self.code.textEdited.connect(lambda: self._fields["login.code"].set_problem(""))
        self.password.caps_lock_seen.connect(self._on_caps_lock_seen)
        for edit in (self.server, self.account, self.password, self.code):
            edit.returnPressed.connect(self._on_submit)
        self.submit.clicked.connect(self._on_submit)

    # What was entered

    @property
    def remembered(self) -> Remembered | None:
        chosen: Remembered | None = self.chooser.currentData()
        return chosen

    def fill(self, server: str, account: str, password: str) -> None:
        """Given at the start of the program; what is empty stays as it is."""
        for edit, text in ((self.server, server), (self.account, account), (self.password, password)):
            if text:
                edit.setText(text)

    def show_remembered(self, accounts: tuple[Remembered, ...]) -> None:
        """The newest is chosen, unless something has been entered already."""
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for each in accounts:
                words = f"{each.user_name or each.account_masked} · {each.organisation_name}"
                self.chooser.addItem(words, each)
                self.chooser.setItemData(self.chooser.count() - 1, each.account_masked, TIP)
            self.chooser.addItem(self.tr("使用其他账号…"), None)
            if accounts and not self.server.text():
                self.server.setText(accounts[0].server)
            elif accounts:
                self.chooser.setCurrentIndex(len(accounts))
        self._fields["login.remembered"].setVisible(bool(accounts))
        self._on_chosen()

    def _on_other_chosen(self) -> None:
        """What was typed is somebody else's password, and shall not go to another server."""
        self.password.clear()
        self._on_chosen()

    def _on_chosen(self) -> None:
        typed = self.remembered is None
        self._fields["login.server"].setVisible(typed)
        self._fields["login.account"].setVisible(typed)
        self._ask_for_code(False)
        self._clear_problems()

    def _ask_for_code(self, asked: bool) -> None:
        """Each code works once, so one that was sent is of no use any more."""
        self.code.clear()
        self._fields["login.code"].setVisible(asked)

    def begin(self) -> None:
        """Puts the cursor into the first field that is empty."""
        fields = [self.password] if self.remembered else [self.server, self.account, self.password]
        next((field for field in fields if not field.text()), self.password).setFocus()

    # Checking

    def _on_account_edited(self, text: str) -> None:
        """Spaces come along when a number is copied, and x is meant as X."""
        tidy = "".join(text.split()).upper()
        if tidy != text:
            place = self.account.cursorPosition() - (len(text) - len(tidy))
            self.account.setText(tidy)
            self.account.setCursorPosition(place)
        self._ask_for_code(False)
        field = self._fields["login.account"]
        field.set_problem(self._account_problem() if len(tidy) >= LENGTH else "")

    def _on_account_finished(self) -> None:
        if self.account.text():
            self._fields["login.account"].set_problem(self._account_problem())

    def _account_problem(self) -> str:
        text = self.account.text()
        if len(text) != LENGTH:
            return self.tr("身份证号码应为 18 位，现在是 {n} 位。").format(n=len(text))
        return "" if is_identity_number(text) else self.tr("身份证号码有误，请逐位核对。")

    def _on_submit(self) -> None:
        self._clear_problems()
        if self.remembered is None:
            self._require("login.server", self.server.text().strip(), self.tr("请填写服务器地址。"))
            self._require("login.account", self.account.text(), self.tr("请填写账号。"))
            self._on_account_finished()
        self._require("login.password", self.password.text(), self.tr("请填写密码。"))
        if not self._fields["login.code"].isHidden():
            self._require("login.code", self.code.text().strip(), self.tr("请填写动态码。"))
        wrong = [field for field in self._fields.values() if field.problem]
        if wrong:
            wrong[0].editor.setFocus()
        else:
            self.submitted.emit()

    def _require(self, name: str, text: str, sentence: str) -> None:
        if not text:
            self._fields[name].set_problem(sentence)

    def _clear_problems(self) -> None:
        self._problem.say("")
        for field in self._fields.values():
            field.set_problem("")

    # What happens

    def set_waiting(self, waiting: bool) -> None:
        for field in self._fields.values():
            field.setEnabled(not waiting)
        self.submit.setEnabled(not waiting)
        self.submit.setText(self.tr("正在连接…") if waiting else self.tr("登录"))

    def show_error(self, error: ClientError) -> None:
        """Beside the field that it is about, if that is shown; otherwise above the button."""
        if error.code in PASSWORD_CODES:
            self._fields["login.password"].set_problem(sentence_of(error))
            self.password.selectAll()
            self.password.setFocus()
        elif error.code in CODE_CODES:
            self._ask_for_code(True)
            self._fields["login.code"].set_problem(sentence_of(error))
            self.code.setFocus()
        elif error.code in SERVER_CODES and self.remembered is None:
            self._fields["login.server"].set_problem(sentence_of(error))
            self.server.setFocus()
        else:
            self._problem.say(sentence_of(error))

    def _on_caps_lock_seen(self, seen: bool) -> None:
        self._caps_lock.say(self.tr("大写锁定可能已打开。") if seen else "")
