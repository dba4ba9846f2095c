"""From signing in to signing out, with a real client that finds no server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from desktop.client import Client
from domain.identity import check_digit
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile
from ui import preferences
from ui.field import Field
from ui.language import LanguageChoice, install_language
from ui.shell import Shell
from ui.theme import DARK, Appearance, Theme, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.login_window import LoginWindow
    from ui.main_window import MainWindow


STRANGER = "99910119900307123" + check_digit("99910119900307123")


class Building:
    """The shell, and a way to wait for what it opens."""

    def __init__(self, filled: Filled, theme: Theme, qtbot: QtBot) -> None:
        client = Client(filled.profiles, keychain=filled.keychain, clock=filled.clock)
        self.filled = filled
        self.qtbot = qtbot
        self.shell = Shell(theme, filled.profiles, client)

    def open(self, password: str = "") -> None:
        filled = self.filled
        self.shell.open(*((filled.server, filled.account, password) if password else ()))

    def login(self) -> LoginWindow:
        self.qtbot.waitUntil(lambda: self.shell.login is not None and self.shell.login.isVisible())
        assert self.shell.login is not None
        return self.shell.login

    def main(self) -> MainWindow:
        self.qtbot.waitUntil(lambda: self.shell.main is not None and self.shell.main.isVisible())
        assert self.shell.main is not None
        return self.shell.main


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, Appearance.LIGHT)
    yield theme
    theme.set_appearance(Appearance.LIGHT)
    theme.deleteLater()
    install_language("zh")


@pytest.fixture
def building(theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[Building]:
    filled = fill_profile(tmp_path / "profiles", MemoryKeychain())
    building = Building(filled, theme, qtbot)
    yield building
    building.shell.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def problems(login: LoginWindow) -> list[str]:
    return [field.problem for field in login.form.findChildren(Field) if field.problem]


def test_all_given_at_the_start_signs_in_by_itself(building: Building) -> None:
    building.open(building.filled.password)
    assert building.main().windowTitle() == "示例大学团委"
    assert building.shell.login is None


def test_remembered_account_signs_in_with_its_password_alone(building: Building) -> None:
    building.open()
    login = building.login()
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)
    QTest.keyClicks(login.form.password, building.filled.password)
    QTest.keyClick(login.form.password, Qt.Key.Key_Return)
    assert building.main().isVisible()


def test_wrong_password_is_told_beside_the_password(building: Building) -> None:
    building.open("wrong password")
    login = building.login()
    building.qtbot.waitUntil(lambda: bool(problems(login)))
    assert problems(login)[0].startswith("账号或密码不正确")
    assert login.form.submit.text() == "登录"


def test_nothing_to_work_with_offline_is_told(building: Building) -> None:
    building.open()
    login = building.login()
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)
    login.form.chooser.setCurrentIndex(1)
    login.form.fill(building.filled.server, STRANGER, "password")
    login.form.submit.click()
    building.qtbot.waitUntil(lambda: bool(problems(login)))
    assert "无法连接服务器" in problems(login)[0]


def test_signing_out_leads_back_to_the_login(building: Building) -> None:
    building.open(building.filled.password)
    building.main().verbs.sign_out.trigger()
    login = building.login()
    assert building.shell.main is None
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)


def test_signing_out_and_in_again_works(building: Building) -> None:
    building.open(building.filled.password)
    building.main().verbs.sign_out.trigger()
    login = building.login()
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)
    login.form.password.setText(building.filled.password)
    login.form.submit.click()
    assert building.main().windowTitle() == "示例大学团委"


def test_wiping_makes_the_account_need_the_network(building: Building) -> None:
    building.open(building.filled.password)
    main = building.main()
    main.verbs.sign_out_and_wipe.trigger()
    confirm = main.findChild(QPushButton, "wipe.confirm")
    assert isinstance(confirm, QPushButton)
    confirm.click()
    login = building.login()
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)
    login.form.password.setText(building.filled.password)
    login.form.submit.click()
    building.qtbot.waitUntil(lambda: login.form.submit.isEnabled())
    assert building.shell.main is None


def test_R118_language_takes_effect_at_once(building: Building) -> None:
    building.open(building.filled.password)
    before = building.main()
    before.verbs.settings.trigger()
    english = before.findChild(QRadioButton, "settings.language.en")
    assert isinstance(english, QRadioButton)
    english.click()
    after = building.main()
    assert after is not before
    assert after.verbs.approve.text() == "Approve"
    assert after.verbs.settings.isChecked()
    assert preferences.language_choice() is LanguageChoice.ENGLISH


def test_R118_appearance_takes_effect_at_once_and_stays(building: Building, qapp: QApplication) -> None:
    building.open(building.filled.password)
    main = building.main()
    main.screens.settings.appearance_chosen.emit(Appearance.DARK)
    assert tokens_of(main.palette()) is DARK
    assert preferences.appearance() is Appearance.DARK


def test_closing_is_idempotent(building: Building) -> None:
    building.open(building.filled.password)
    building.main()
    building.shell.close()
    building.shell.close()
