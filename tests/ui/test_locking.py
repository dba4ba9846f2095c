"""Nobody sits there any more: nothing is left to be seen, and only the password brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton

from desktop.errors import ClientError
from tests.desktop.profiles import PASSWORD
from tests.ui.test_shell import Building, building, theme
from ui import preferences
from ui.clipboard import holds_ours
from ui.idle_watch import MINUTE, IdleWatch
from ui.list_view import ListView
from ui.system_lock import SystemLock

if TYPE_CHECKING:
    from ui.login_window import LoginWindow
    from ui.main_window import MainWindow

__all__ = ["building", "theme"]
Key = Qt.Key


@pytest.fixture
def main(building: Building) -> MainWindow:
    building.open(PASSWORD)
    opened = building.main()
    building.qtbot.waitUntil(lambda: _inbox(opened).model().rowCount() > 0)
    return opened


def _inbox(main: MainWindow) -> ListView:
    view = main.findChild(ListView, "inbox.pending")
    assert isinstance(view, ListView)
    return view


def _locked(building: Building) -> LoginWindow:
    login = building.login()
    building.qtbot.waitUntil(lambda: login.form.remembered is not None)
    return login


def _said(login: LoginWindow) -> str:
    return " ".join(label.text() for label in login.findChildren(QLabel))


def test_R114_locking_leaves_nothing_and_the_password_brings_it_back(
    building: Building, main: MainWindow
) -> None:
    client = building.shell.client
    assert client is not None
    building.qtbot.waitUntil(lambda: main.verbs.approve.isEnabled())
    QTest.keyClick(_inbox(main), Key.Key_A)
    building.qtbot.waitUntil(lambda: client.status().waiting == 1)
    main.verbs.lock.trigger()
    login = _locked(building)
    assert "已锁定" in _said(login)
    assert building.shell.main is None
    with pytest.raises(ClientError) as refused:
        client.counts()
    assert refused.value.code == "NOT_SIGNED_IN"
    login.form.password.setText(PASSWORD)
    QTest.mouseClick(login.form.submit, Qt.MouseButton.LeftButton)
    building.main()
    assert client.status().waiting == 1


def test_R114_another_password_opens_nothing(building: Building, main: MainWindow) -> None:
    main.verbs.lock.trigger()
    login = _locked(building)
    login.form.password.setText("Qingsong-2021")
    QTest.mouseClick(login.form.submit, Qt.MouseButton.LeftButton)
    building.qtbot.waitUntil(login.form.submit.isEnabled)
    assert building.shell.main is None


def test_R114_after_a_time_without_a_touch(building: Building, main: MainWindow) -> None:
    timer = _idle_timer(building)
    assert timer.interval() == preferences.LOCK_MINUTES * MINUTE
    timer.start(1)
    _locked(building)
    assert building.shell.main is None


def _idle_timer(building: Building) -> QTimer:
    watch = building.shell.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    timer = watch.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


# A letter that is a verb, one that is none, and the mouse.
@pytest.mark.parametrize("key", [Key.Key_J, Key.Key_Z, None])
def test_R114_a_touch_begins_the_time_anew(building: Building, main: MainWindow, key: Qt.Key | None) -> None:
    building.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is main.windowHandle())
    timer = _idle_timer(building)
    timer.stop()
    if key is None:
        QTest.mouseMove(main.windowHandle(), main.rect().center())
    else:
        QTest.keyClick(main.windowHandle(), key)
    building.qtbot.waitUntil(timer.isActive)


def test_R114_the_time_is_settable(building: Building, main: MainWindow) -> None:
    main.verbs.settings.trigger()
    for name, minutes in (("settings.lock.30", 30), ("settings.lock.0", 0)):
        button = main.findChild(QRadioButton, name)
        assert isinstance(button, QRadioButton)
        button.click()
        assert preferences.lock_minutes() == minutes
    assert not _idle_timer(building).isActive()


def test_R114_when_the_system_locks_or_sleeps(building: Building, main: MainWindow) -> None:
    system = building.shell.findChild(SystemLock)
    assert isinstance(system, SystemLock)
    system.on_begun(False)
    assert building.shell.main is main
    system.on_begun(True)
    _locked(building)


def test_R114_what_was_copied_goes_after_half_a_minute(building: Building, main: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    view = _inbox(main)
    view.go_to_first()
    main.verbs.copy.trigger()
    building.qtbot.waitUntil(holds_ours)
    timer = main.findChild(QTimer, "clipboard")
    assert isinstance(timer, QTimer)
    assert timer.interval() == 30_000
    timer.start(0)
    building.qtbot.waitUntil(lambda: not clipboard.text())


def test_R114_what_somebody_copied_elsewhere_stays(building: Building, main: MainWindow) -> None:
    QGuiApplication.clipboard().setText("会议记录")
    main.verbs.lock.trigger()
    _locked(building)
    assert QGuiApplication.clipboard().text() == "会议记录"
    QGuiApplication.clipboard().clear()
