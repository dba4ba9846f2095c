"""业务指引 on the screen: found by a word, read step by step, and from there to where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QTabBar

from desktop.guidance import SituationGroup, read_guidance
from tests.ui.office import Office
from ui.guidance_model import GuidanceModel
from ui.guidance_page import GuidancePage, action_words
from ui.language import install_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open()
    office.chord(Key.Key_9, CONTROL)
    yield office
    office.close()


def titles(office: Office) -> list[str]:
    model = office.child(QListView, "guidance.list").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def look_for(office: Office, words: str) -> None:
    office.chord(Key.Key_F, CONTROL)
    office.press(words, Key.Key_Return)


def title(office: Office) -> str:
    return office.child(QLabel, "guidance.title").text()


def test_every_situation_is_listed_and_read_with_the_keyboard(office: Office) -> None:
    situations = read_guidance()
    assert titles(office) == [each.title for each in situations]
    assert title(office) == situations[0].title
    office.press("J")
    assert title(office) == situations[1].title
    texts = office.texts(office.child(GuidancePage, "guidance.page"))
    assert all(step in texts for step in situations[1].steps)
    office.press("K", Key.Key_Down)
    assert title(office) == situations[1].title


def test_found_by_a_word_and_by_group(office: Office) -> None:
    look_for(office, "参军")
    office.until(lambda: 0 < len(titles(office)) < len(read_guidance()))
    assert all("参军" in each.text() for each in read_guidance() if each.title in titles(office))
    look_for(office, "没有这种情形")
    office.until(lambda: titles(office) == [])
    assert office.texts(office.child(QListView, "guidance.list"))[0] == "没有找到相关指引"
    office.chord(Key.Key_1, CONTROL)
    office.chord(Key.Key_9, CONTROL)
    office.child(QTabBar, "guidance.tabs").setFocus()
    office.press(Key.Key_Right)
    assert titles(office) == [each.title for each in read_guidance() if each.group is SituationGroup.LEAVING]


def test_button_leads_to_where_it_is_done_and_says_what_to_choose(office: Office) -> None:
    office.click(office.child(QPushButton, "guidance.act"))
    assert office.main.verbs.show_members.isChecked()
    assert office.message == "在列表中选中团员，再选“发起转接”（T）。"


@pytest.mark.parametrize(
    ("verb", "screen"),
    [
        ("show_inbox", "show_inbox"),
        ("show_started", "show_inbox"),
        ("show_registers", "show_registers"),
        ("show_settings", "settings"),
        ("set_graduation_month", "show_members"),
        ("mark_member", "show_members"),
        ("reset_code", "show_members"),
    ],
)
def test_every_verb_leads_somewhere(office: Office, verb: str, screen: str) -> None:
    office.main.screens.guidance.verb_requested.emit(verb)
    office.settle()
    assert getattr(office.main.verbs, screen).isChecked()
    if verb == "show_started":
        assert office.child(QTabBar, "inbox.tabs").currentIndex() == 2


def test_every_verb_that_is_advised_has_a_button(qapp: object) -> None:
    assert all(action_words(each.verb) for each in read_guidance() if each.verb)


def test_english_is_told_in_english(qtbot: QtBot, tmp_path: Path) -> None:
    install_language("en")
    try:
        office = Office(qtbot, tmp_path / "english")
        office.open()
        office.chord(Key.Key_9, CONTROL)
        assert titles(office) == [each.title_en for each in read_guidance()]
        office.close()
    finally:
        install_language("zh")


def test_model_keeps_the_rules_of_qt(qapp: object) -> None:
    model = GuidanceModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_situations(read_guidance())
    model.look_for("升学")
    model.show_group(SituationGroup.SCHOOL)
    assert model.situation(99) is None
    tester.deleteLater()
