"""The top of the window: organisation, search, connection, person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.values import Connection
from tests.ui.standing import COLLEGE, UNIVERSITY, a_card, a_session, a_status
from ui.connection import said_of
from ui.header import Header
from ui.verbs import Verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def verbs(qapp: object) -> Verbs:
    return Verbs()


@pytest.fixture
def header(verbs: Verbs, qtbot: QtBot) -> Header:
    header = Header(verbs, a_session(UNIVERSITY, COLLEGE))
    qtbot.addWidget(header)
    header.show()
    return header


def test_every_connection_has_a_word_and_an_icon_of_its_own(qapp: object) -> None:
    said = [said_of(connection) for connection in Connection]
    assert len({each.word for each in said}) == len(said)
    assert len({each.icon for each in said}) == len(said)


def test_badge_says_how_the_connection_is(header: Header) -> None:
    header.show_status(a_status(connection=Connection.UNREACHABLE, problem="无法连接服务器。"))
    assert header.connection.text() == "离线"
    assert header.connection.accessibleName() == "连接：离线"
    assert header.connection.toolTip() == "无法连接服务器。"


def test_another_organisation_can_be_asked_for(header: Header, qtbot: QtBot) -> None:
    asked: list[str] = []
    header.organisation_requested.connect(asked.append)
    menu = header.organisation.menu()
    assert menu is not None
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    assert asked == [COLLEGE.id]


def test_with_one_organisation_there_is_nothing_to_stop_at(verbs: Verbs, qtbot: QtBot) -> None:
    header = Header(verbs, a_session(UNIVERSITY))
    qtbot.addWidget(header)
    assert header.organisation.menu() is None
    assert header.organisation.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_long_name_leaves_room_for_the_others(verbs: Verbs, qtbot: QtBot) -> None:
    name = "共青团示例省示例市示例区示例街道示例社区示例产业园区示例科技发展股份有限公司委员会"
    header = Header(verbs, a_session(a_card("long", name)))
    qtbot.addWidget(header)
    header.resize(1024, 48)
    header.show()
    assert header.width() == 1024
    assert header.organisation.toolTip() == name
    assert "…" in header.organisation.text()


def test_search_says_where_it_looks_and_is_left_by_keys(header: Header) -> None:
    typed: list[str] = []
    left: list[str] = []
    header.search_changed.connect(typed.append)
    header.search.left.connect(lambda: left.append(header.search.text()))
    header.show_place("审批", searchable=True)
    assert "审批" in header.search.placeholderText()
    header.search.setText("张三")
    QTest.keyClick(header.search, Qt.Key.Key_Return)
    QTest.keyClick(header.search, Qt.Key.Key_Down)
    QTest.keyClick(header.search, Qt.Key.Key_Escape)
    assert typed[-2:] == ["张三", ""]
    assert left == ["张三", "张三", ""]


def test_search_is_gone_where_there_is_nothing_to_find(header: Header) -> None:
    header.show_place("设置", searchable=False)
    assert not header.search.isVisible()


def test_person_menu_holds_the_verbs_themselves(header: Header) -> None:
    menu = header.person.menu()
    assert menu is not None
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names == [
        "verb.change_password",
        "verb.settings",
        "verb.show_shortcuts",
        "verb.sign_out",
        "verb.sign_out_and_wipe",
    ]
    assert "999101********1234" in menu.actions()[0].text()


def test_working_offline_is_ticked_in_the_menus(verbs: Verbs) -> None:
    def drawn() -> QImage:
        return verbs.work_offline.icon().pixmap(16, 16).toImage()

    unticked = drawn()
    verbs.work_offline.setChecked(True)
    assert drawn() != unticked
    verbs.work_offline.setChecked(False)
    assert drawn() == unticked
