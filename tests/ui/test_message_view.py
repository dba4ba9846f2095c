"""R81 on the screen: what was told, read or not, and the way from there to what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton

from desktop.exchange.reading import read_table
from desktop.values import Changes
from domain.messages import MessageKind
from tests.ui.office import Office
from ui.bridge import merged
from ui.columns import Words
from ui.labour import Labour
from ui.language import name_of
from ui.list_view import ListView
from ui.message_words import message_kind_words
from ui.navigation import NavigationButton
from ui.paged_model import WORDS_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TABLE = "message.table"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path, "class")
    office.open()
    office.chord(Key.Key_4, CONTROL)
    yield office
    for labour in office.main.findChildren(Labour):
        labour.give_up()
    office.close()


def strong(office: Office) -> list[bool]:
    """Which rows are set in bold."""
    model = office.model(TABLE)
    words: list[Words] = [model.index(row, 0).data(WORDS_ROLE) for row in range(model.rowCount())]
    return [each.strong for each in words]


def badge(office: Office) -> str:
    return office.child(NavigationButton, "navigation.show_messages").accessibleName()


def choose(office: Office, kind: MessageKind) -> None:
    kinds = office.child(QComboBox, "message.kind")
    kinds.setFocus()
    office.press(*[Key.Key_Down] * kinds.findData(kind))


def test_R81_newest_first_unread_in_bold_with_kind_member_sentence_and_time(office: Office) -> None:
    rows = office.rows(TABLE)
    assert len(rows) == office.client.unread_messages() > 5
    assert all(strong(office))
    times = [row[-1] for row in rows]
    assert times == sorted(times, reverse=True)
    kinds = {row[0] for row in rows}
    assert kinds == {name_of(MessageKind.REQUEST_RECEIVED), name_of(MessageKind.REMINDER)}
    assert all(row[1] in row[2] for row in rows)
    assert badge(office) == f"消息，{len(rows)} 项"


def test_R81_opening_one_marks_it_read_and_shows_its_transfer(office: Office) -> None:
    office.press("J")
    name = office.child(ListView, TABLE).currentIndex().siblingAtColumn(1).data()
    before = office.client.unread_messages()
    office.press(Key.Key_Return)
    assert office.main.verbs.show_inbox.isChecked()
    assert office.child(QLabel, "detail.title").text() == name
    assert office.client.unread_messages() == before - 1
    office.chord(Key.Key_4, CONTROL)
    assert strong(office).count(False) == 1


def test_R81_the_whole_sentence_stands_below_with_the_way_to_it(office: Office) -> None:
    office.press("J")
    sentence = office.child(ListView, TABLE).currentIndex().siblingAtColumn(2).data()
    assert office.child(QLabel, "message.text").text() == sentence
    office.click(office.child(QPushButton, "message.open"))
    assert office.main.verbs.show_inbox.isChecked()


def test_R81_i_marks_what_is_selected_and_shift_i_all(office: Office) -> None:
    office.press("J", Key.Key_Space, "J", Key.Key_Space, "I")
    assert strong(office).count(False) == 2
    office.chord(Key.Key_I, SHIFT)
    assert office.client.unread_messages() == 0
    assert not any(strong(office))
    assert badge(office) == "消息"


def test_R81_filtered_by_unread_and_by_kind(office: Office) -> None:
    office.press("J", "I")
    everything = len(office.rows(TABLE))
    office.click(office.child(QCheckBox, "message.unread"))
    assert len(office.rows(TABLE)) == everything - 1
    choose(office, MessageKind.REMINDER)
    assert {row[0] for row in office.rows(TABLE)} == {name_of(MessageKind.REMINDER)}
    choose(office, MessageKind.CONFLICT)
    assert office.texts(office.child(ListView, TABLE))[0] == "没有符合筛选的消息"


def test_R59_R81_conflict_is_told_and_leads_to_what_it_is_about(office: Office) -> None:
    office.chord(Key.Key_1, CONTROL)
    office.lose_to_another("transfer-source-0", "R", "材料不全", Key.Key_Return)
    office.chord(Key.Key_4, CONTROL)
    (row,) = [row for row in office.rows(TABLE) if row[0] == name_of(MessageKind.CONFLICT)]
    assert row[1] == "张小明"
    choose(office, MessageKind.CONFLICT)
    office.child(ListView, TABLE).setFocus()
    office.press("J", Key.Key_Return)
    assert office.child(QLabel, "detail.title").text() == "张小明"


def test_R116_messages_go_to_excel(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "消息.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    office.chord(Key.Key_E, CONTROL)
    office.until(lambda: office.message.startswith("已导出"))
    assert [list(row) for row in read_table(file).rows] == office.rows(TABLE)


def test_a_key_that_can_do_nothing_says_so(office: Office) -> None:
    office.press("A")
    assert office.message == "请先在列表中选择一项。"


def test_every_kind_has_words_and_an_icon(office: Office) -> None:
    rows = office.client.messages(office.client.message_ids(office.main.screens.messages.model.query)[:1])
    said = [
        message_kind_words(replace(rows[0], message=replace(rows[0].message, kind=kind)))
        for kind in MessageKind
    ]
    assert len({each.text for each in said}) == len(MessageKind)
    assert all(each.icon is not None for each in said)


def test_model_keeps_the_rules_of_qt(office: Office) -> None:
    tester = QAbstractItemModelTester(
        office.model(TABLE), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    office.click(office.child(QCheckBox, "message.unread"))
    office.chord(Key.Key_I, SHIFT)
    assert office.rows(TABLE) == []
    tester.deleteLater()


def test_changes_of_messages_and_entries_outlive_merging() -> None:
    both = merged(Changes(messages=True), Changes(entries=frozenset({"e"})))
    assert both == Changes(messages=True, entries=frozenset({"e"}))
