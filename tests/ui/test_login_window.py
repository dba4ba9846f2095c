"""What can come between signing in and working: the first password, the choice of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.ui.standing import COLLEGE, UNIVERSITY, a_session
from ui.bridge import Bridge
from ui.field import Notice
from ui.login_window import LoginWindow
from ui.organisation_choice import OrganisationChoice
from ui.password_form import PasswordForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.client import Client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    client = fill_profile(tmp_path / "profiles", MemoryKeychain()).client()
    yield client
    client.close()


@pytest.fixture
def bridge(client: Client, qapp: object) -> Iterator[Bridge]:
    bridge = Bridge(client)
    yield bridge
    bridge.close()


def test_window_can_be_painted_before_there_is_a_client(qtbot: QtBot) -> None:
    login = LoginWindow()
    qtbot.addWidget(login)
    with qtbot.waitSignal(login.painted):
        login.show()
    login.form.submitted.emit()
    assert login.form.submit.isEnabled()


def test_R13_organisation_is_chosen_by_keyboard(qtbot: QtBot) -> None:
    choice = OrganisationChoice(a_session(UNIVERSITY, COLLEGE))
    qtbot.addWidget(choice)
    choice.show()
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    assert choice.list.currentRow() == 0
    QTest.keyClick(choice.list, Qt.Key.Key_Down)
    choice.submit.click()
    assert chosen == [COLLEGE.id]


def test_R12_button_is_live_when_the_rules_are_met(bridge: Bridge, qtbot: QtBot) -> None:
    form = PasswordForm(bridge, "08098001")
    qtbot.addWidget(form)
    form.show()
    assert not form.old.isVisible()
    QTest.keyClicks(form.new, "Qingsong-2020")
    QTest.keyClicks(form.again, "Qingsong-202")
    assert not form.submit.isEnabled()
    QTest.keyClicks(form.again, "0")
    assert form.submit.isEnabled()


def test_password_cannot_be_changed_without_the_server_and_says_so(bridge: Bridge, qtbot: QtBot) -> None:
    form = PasswordForm(bridge)
    qtbot.addWidget(form)
    form.show()
    for edit, text in ((form.old, "old password"), (form.new, "new password"), (form.again, "new password")):
        QTest.keyClicks(edit, text)
    form.submit.click()
    assert form.submit.text() == "正在修改…"
    qtbot.waitUntil(lambda: form.isEnabled())
    shown = [notice.text for notice in form.findChildren(Notice) if notice.isVisible()]
    assert len(shown) == 1
    assert "服务器" in shown[0]
