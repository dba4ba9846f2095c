"""The form of the login window: what it asks for, what it checks, and where it says what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.errors import ClientError
from desktop.values import Remembered
from domain.identity import check_digit
from ui.field import Field, Notice
from ui.login_form import LoginForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NUMBER = "99910119900307123"
ACCOUNT = NUMBER + check_digit(NUMBER)
WRONG_DIGIT = NUMBER + ("0" if ACCOUNT[-1] != "0" else "1")


@pytest.fixture
def form(qtbot: QtBot) -> LoginForm:
    form = LoginForm()
    qtbot.addWidget(form)
    form.show()
    return form


def a_remembered(name: str = "张老师") -> Remembered:
    return Remembered(
        key=name,
        server="https://xianjie.example.edu.cn",
        account_masked="999101********1234",
        user_name=name,
        organisation_id="1",
        organisation_name="示例大学团委",
        last_used_at=datetime(2020, 6, 18, tzinfo=UTC),
    )


def problem_of(editor: QLineEdit) -> str:
    field = editor.parentWidget()
    assert isinstance(field, Field)
    return field.problem


def submissions(form: LoginForm) -> list[str]:
    told: list[str] = []
    form.submitted.connect(lambda: told.append(form.account.text()))
    return told


def test_complete_form_is_submitted_by_enter(form: LoginForm) -> None:
    told = submissions(form)
    form.fill("https://x.example", ACCOUNT, "secret")
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    assert told == [ACCOUNT]


@pytest.mark.parametrize("missing", ["server", "account", "password"])
def test_missing_entry_is_named_beside_its_field(form: LoginForm, missing: str) -> None:
    told = submissions(form)
    values = {"server": "https://x.example", "account": ACCOUNT, "password": "secret"} | {missing: ""}
    form.fill(**values)
    form.submit.click()
    assert told == []
    assert problem_of(getattr(form, missing))
    others = {"server", "account", "password"} - {missing}
    assert not any(problem_of(getattr(form, other)) for other in others)


def test_short_number_is_told_when_leaving_the_field(form: LoginForm) -> None:
    form.account.setFocus()
    QTest.keyClicks(form.account, "9991")
    assert not problem_of(form.account)
    form.password.setFocus()
    assert "4" in problem_of(form.account)


def test_wrong_check_digit_is_told_as_typed(form: LoginForm) -> None:
    QTest.keyClicks(form.account, WRONG_DIGIT)
    assert problem_of(form.account)
    QTest.keyClick(form.account, Qt.Key.Key_Backspace)
    QTest.keyClicks(form.account, ACCOUNT[-1])
    assert not problem_of(form.account)


def test_copied_number_is_tidied(form: LoginForm) -> None:
    QTest.keyClicks(form.account, "999101 19900307 12x")
    assert form.account.text() == "9991011990030712X"


@pytest.mark.parametrize(
    ("code", "place"),
    [("WRONG_CREDENTIALS", "password"), ("NOT_XIANJIE", "server"), ("CERTIFICATE_INVALID", "server")],
)
def test_error_stands_beside_the_field_that_it_is_about(form: LoginForm, code: str, place: str) -> None:
    form.show_error(ClientError(code, "出了问题。", "A problem."))
    assert problem_of(getattr(form, place)) == "出了问题。"


def test_other_errors_stand_above_the_button(form: LoginForm) -> None:
    form.show_error(ClientError("DISK_FULL", "磁盘已满。", "The disk is full."))
    shown = [notice.text for notice in form.findChildren(Notice) if notice.isVisible()]
    assert shown == ["磁盘已满。"]


def test_new_try_clears_the_old_problem(form: LoginForm) -> None:
    form.fill("https://x.example", ACCOUNT, "secret")
    form.show_error(ClientError("WRONG_CREDENTIALS", "密码不对。", "Wrong."))
    form.submit.click()
    assert not problem_of(form.password)


def test_remembered_account_needs_only_its_password(form: LoginForm) -> None:
    told = submissions(form)
    form.show_remembered((a_remembered(), a_remembered("李老师")))
    assert form.remembered == a_remembered()
    assert not form.account.isVisible()
    form.begin()
    assert form.password.hasFocus()
    QTest.keyClicks(form.password, "secret")
    form.submit.click()
    assert len(told) == 1


def test_another_account_brings_the_fields_back(form: LoginForm) -> None:
    form.show_remembered((a_remembered(),))
    form.chooser.setCurrentIndex(1)
    assert form.remembered is None
    assert form.account.isVisible()
    assert form.server.text() == "https://xianjie.example.edu.cn"


def test_given_server_is_not_replaced_by_a_remembered_account(form: LoginForm) -> None:
    form.fill("https://other.example", "", "")
    form.show_remembered((a_remembered(),))
    assert form.remembered is None
    assert form.server.text() == "https://other.example"


def test_no_full_number_is_shown_of_remembered_accounts(form: LoginForm) -> None:
    form.show_remembered((a_remembered(),))
    role = Qt.ItemDataRole.ToolTipRole
    assert form.chooser.itemData(0, role) == "999101********1234"


def test_waiting_says_so_and_takes_no_second_press(form: LoginForm) -> None:
    told = submissions(form)
    form.fill("https://x.example", ACCOUNT, "secret")
    form.set_waiting(True)
    form.submit.click()
    assert form.submit.text() == "正在连接…"
    assert told == []
    form.set_waiting(False)
    assert form.submit.text() == "登录"


def type_letter(editor: QLineEdit, letter: str) -> None:
    """Without Shift, as Caps Lock makes capitals; QTest would hold Shift for one."""
    key = Qt.Key(ord(letter.upper()))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(editor, event)


def test_caps_lock_is_noticed(form: LoginForm) -> None:
    form.password.setFocus()
    type_letter(form.password, "A")
    assert any("大写" in notice.text for notice in form.findChildren(Notice) if notice.isVisible())
    type_letter(form.password, "a")
    assert not any(notice.isVisible() for notice in form.findChildren(Notice))


def test_password_is_hidden_until_the_eye_is_opened(form: LoginForm) -> None:
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    form.password.actions()[0].trigger()
    assert form.password.echoMode() is QLineEdit.EchoMode.Normal


def test_a_password_is_not_kept_for_another_account(form: LoginForm) -> None:
    form.show_remembered((a_remembered("张老师"), a_remembered("李老师")))
    for chosen in (1, 2, 0):
        QTest.keyClicks(form.password, "qingsong")
        form.chooser.setCurrentIndex(chosen)
        assert form.password.text() == ""


def test_code_is_asked_for_only_when_the_server_wants_one(form: LoginForm) -> None:
    told = submissions(form)
    form.fill("https://x.example", ACCOUNT, "secret")
    assert not form.code.isVisible()
    form.show_error(ClientError("TOTP_REQUIRED", "请填写动态码，或一个恢复码。", "Enter the code."))
    assert (form.code.isVisible(), form.code.hasFocus()) == (True, True)
    assert problem_of(form.code) == "请填写动态码，或一个恢复码。"
    form.submit.click()
    assert (told, problem_of(form.code)) == ([], "请填写动态码。")
    QTest.keyClicks(form.code, "123456")
    QTest.keyClick(form.code, Qt.Key.Key_Return)
    assert told == [ACCOUNT]
    form.show_error(ClientError("TOTP_WRONG", "动态码不正确。", "The code is wrong."))
    assert (form.code.text(), form.password.text()) == ("", "secret")


def test_code_is_not_asked_for_another_account(form: LoginForm) -> None:
    form.fill("https://x.example", ACCOUNT, "secret")
    form.show_error(ClientError("TOTP_REQUIRED", "请填写动态码。", "Enter the code."))
    QTest.keyClicks(form.code, "12")
    form.account.clear()
    QTest.keyClicks(form.account, ACCOUNT)
    assert (form.code.isVisible(), form.code.text()) == (False, "")
