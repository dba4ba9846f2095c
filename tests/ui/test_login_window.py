"""What can come between signing in and working: the first password, the choice of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from desktop.errors import ClientError
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.ui.standing import COLLEGE, UNIVERSITY, a_session
from tests.ui.test_login_form import a_remembered
from ui.bridge import Bridge
from ui.field import Field, Notice, Sentence
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


@pytest.mark.parametrize("size", [None, (1024, 640)], ids=["first", "small"])
def test_an_error_of_three_lines_is_read_whole_at_its_place(
    qtbot: QtBot, size: tuple[int, int] | None
) -> None:
    login = LoginWindow()
    qtbot.addWidget(login)
    login.form.show_remembered((a_remembered(),))
    login.form.chooser.setCurrentIndex(1)
    if size is not None:
        login.resize(*size)
    login.show()
    login.form.show_error(ClientError("SERVER_UNREACHABLE", "服务器没有应答。" * 7, "No answer."))
    scroll = login.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    qtbot.waitUntil(lambda: len([each for each in login.findChildren(Sentence) if each.isVisible()]) == 1)
    sentence = next(each for each in login.findChildren(Sentence) if each.isVisible())
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    assert sentence.height() >= 3 * sentence.fontMetrics().height()
    qtbot.waitUntil(lambda: fields_are_whole(login))
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)


def test_on_a_low_screen_the_page_scrolls(qtbot: QtBot) -> None:
    login = LoginWindow()
    qtbot.addWidget(login)
    login.resize(420, 340)
    login.show()
    scroll = login.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: fields_are_whole(login))


def fields_are_whole(login: LoginWindow) -> bool:
    shown = [field.editor for field in login.findChildren(Field) if field.isVisible()]
    return all(editor.height() >= editor.minimumSizeHint().height() for editor in shown)
