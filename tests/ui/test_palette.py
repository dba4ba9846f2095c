"""Ctrl+K: a few letters, Enter, and one is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTreeView

from tests.ui.office import Office
from ui.list_view import ListView
from ui.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path)
    made.open()
    yield made
    made.close()


def ask(office: Office, text: str = "") -> QListView:
    office.chord(Key.Key_K, CONTROL)
    listed = office.child(QListView, "palette.list")
    QAbstractItemModelTester(listed.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, listed)
    if text:
        office.press(text)
    office.until(lambda: office.child(QLineEdit, "palette.field").text() == text)
    office.settle()
    return listed


def offered(listed: QListView) -> list[str]:
    model = listed.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("typed", ["李娜", "lina", "ln"])
def test_R111_a_person_is_found_by_name_pinyin_and_initials(office: Office, typed: str) -> None:
    found = offered(ask(office, typed))
    assert any(row.startswith("李娜") and row.endswith("团员") for row in found)
    assert any(row.startswith("李娜") and row.endswith("转接") for row in found)


def test_R111_enter_opens_the_member_wherever_one_is(office: Office) -> None:
    office.chord(Key.Key_3, CONTROL)
    ask(office, "李娜")
    office.press(Key.Key_Return)
    office.until(lambda: office.current_name("member.ordinary") == "李娜")
    assert office.verbs.show_members.isChecked()
    assert office.child(ListView, "member.ordinary").selected_count == 1


def test_R111_arrows_lead_to_the_transfer(office: Office) -> None:
    office.chord(Key.Key_2, CONTROL)
    listed = ask(office, "李娜")
    place = next(row for row, words in enumerate(offered(listed)) if words.endswith("转接"))
    office.press(*[Key.Key_Down] * place, Key.Key_Return)
    assert office.verbs.show_inbox.isChecked()
    office.until(lambda: office.current_name("inbox.pending") == "李娜")


def test_R111_an_organisation_is_shown_in_the_tree(office: Office) -> None:
    listed = ask(office, "计算机学院")
    place = next(row for row, words in enumerate(offered(listed)) if words.endswith("组织"))
    name = offered(listed)[place].split("　")[0]
    office.press(*[Key.Key_Down] * place, Key.Key_Return)
    assert office.verbs.show_members.isChecked()
    tree = office.child(QTreeView, "tree")
    office.until(lambda: name in str(tree.currentIndex().data()))


def test_R111_an_action_is_called_by_its_name(office: Office) -> None:
    assert offered(ask(office, "设置"))[0].startswith("设置")
    office.press(Key.Key_Return)
    assert office.verbs.settings.isChecked()


def test_escape_changes_nothing(office: Office) -> None:
    before = office.current_name("inbox.pending")
    ask(office, "李")
    office.press(Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert office.verbs.show_inbox.isChecked()
    assert office.current_name("inbox.pending") == before


def test_nothing_found_says_what_can_be_typed(office: Office) -> None:
    listed = ask(office, "没有这个人")
    assert offered(listed) == []
    assert "没有找到“没有这个人”" in office.texts(office.child(Palette, "palette"))
