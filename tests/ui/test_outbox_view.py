"""What waits and what was not accepted: kept to read, taken back, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.exchange.reading import read_table
from desktop.values import OpState
from domain.commands import COMMANDS
from tests.ui.office import Office
from ui.command_words import command_name
from ui.labour import Labour
from ui.list_view import ListView
from ui.outbox_model import place_of, state_words
from ui.preview_dialogue import PreviewDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = "outbox.table"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open()
    yield office
    office.close()


def open_outbox(office: Office) -> None:
    office.chord(Key.Key_3, CONTROL)


def detail(office: Office) -> str:
    return office.said_in(office.child(QWidget, "outbox.detail"))


def notice(office: Office) -> list[str]:
    return office.texts(office.child(ListView, TABLE))


def test_every_state_has_its_own_word_and_icon(qapp: object) -> None:
    words = [state_words(state) for state in OpState]
    assert len({each.text for each in words}) == len({each.icon for each in words}) == len(OpState)


def test_every_command_has_a_name(qapp: object) -> None:
    assert all(command_name(kind) for kind in COMMANDS)


def test_empty_outbox_says_what_it_is_for(office: Office) -> None:
    open_outbox(office)
    assert notice(office)[0] == "没有待同步的操作"


def test_what_was_decided_is_listed_with_what_was_entered(office: Office) -> None:
    office.press("R", "材料不全", Key.Key_Return)
    open_outbox(office)
    state, command, title, entered, explanation, _ = office.rows(TABLE)[0]
    assert (state, command, title, entered) == ("待同步", "不同意", "张小明", "材料不全")
    assert explanation == "联网后自动发送；发送之前可以收回。"
    assert "不同意 · 张小明" in detail(office)
    assert "材料不全" in detail(office)


def test_u_takes_back(office: Office) -> None:
    office.press("A")
    open_outbox(office)
    office.press("U")
    assert office.waiting() == []
    assert notice(office)[0] == "没有待同步的操作"
    assert office.names("inbox.pending")[0] == "张小明"


def test_all_that_waits_is_taken_back_at_once(office: Office) -> None:
    office.press("A", "A", "A")
    open_outbox(office)
    office.chord(Key.Key_A, CONTROL)
    office.press("U")
    assert office.waiting() == []


def test_R59_conflict_keeps_what_was_entered_until_it_is_put_away(office: Office) -> None:
    office.lose_to_another("transfer-source-0", "R", "与名单不一致", Key.Key_Return)
    open_outbox(office)
    state, command, title, entered, explanation, _ = office.rows(TABLE)[0]
    assert (state, command, title, entered) == ("冲突", "不同意", "张小明", "与名单不一致")
    assert explanation.startswith("college老师（计算机学院团委）已于")
    assert not office.child(QPushButton, "outbox.take_back").isVisible()
    office.click(office.child(QPushButton, "outbox.dismiss"))
    assert office.client.outbox() == []


def test_accepted_ones_stay_to_be_seen(office: Office) -> None:
    office.press("A")
    office.filled.pull(office.client)
    open_outbox(office)
    assert office.rows(TABLE)[0][:3] == ["已生效", "同意", "张小明"]
    assert not office.verbs.take_back.isEnabled()
    assert not office.verbs.dismiss.isEnabled()


def test_search_looks_for_names(office: Office) -> None:
    office.press("A", "A")
    open_outbox(office)
    office.chord(Key.Key_F, CONTROL)
    office.press("李娜", Key.Key_Return)
    office.until(lambda: [row[2] for row in office.rows(TABLE)] == ["李娜"])
    office.chord(Key.Key_F, CONTROL)
    office.press("没有这个人", Key.Key_Return)
    office.until(lambda: office.rows(TABLE) == [])
    assert notice(office)[0] == "没有找到“没有这个人”"


def test_rows_can_be_copied_for_a_spreadsheet(office: Office) -> None:
    office.press("A")
    open_outbox(office)
    office.chord(Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().split("\t")[:3] == ["待同步", "同意", "张小明"]


def test_R116_what_waits_goes_to_excel(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "待同步.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    office.press("A", "A")
    open_outbox(office)
    office.chord(Key.Key_E, CONTROL)
    office.until(lambda: "已导出 2 行" in office.message)
    rows = read_table(file).rows
    assert [list(row)[:3] for row in rows] == [["待同步", "同意", "张小明"], ["待同步", "同意", "李娜"]]


def test_R117_what_waits_is_printed(office: Office) -> None:
    office.press("A")
    open_outbox(office)
    office.chord(Key.Key_P, CONTROL)
    office.until(lambda: any(each.isVisible() for each in office.main.findChildren(PreviewDialogue)))
    office.until(lambda: not any(each.is_busy for each in office.main.findChildren(Labour)))
    assert office.child(PreviewDialogue, "preview").windowTitle() == "打印预览：待同步"


def test_model_keeps_the_rules_of_qt(office: Office) -> None:
    office.press("A", "A")
    open_outbox(office)
    model = office.main.screens.outbox.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    office.press("U")
    assert model.rowCount() == 1
    tester.deleteLater()


def test_it_opens_at_the_top_with_what_is_to_be_done(office: Office) -> None:
    office.press("A")
    open_outbox(office)
    office.chord(Key.Key_1, CONTROL)
    office.filled.pull(office.client)
    office.press("A")
    open_outbox(office)
    assert [row[0] for row in office.rows(TABLE)] == ["待同步", "已生效"]
    assert office.child(ListView, TABLE).currentIndex().row() == 0


def test_what_needs_attention_stands_before_what_waits_and_what_was_sent(qapp: object) -> None:
    order = sorted(OpState, key=place_of)
    assert order[:2] == [OpState.REJECTED, OpState.CONFLICT]
    assert order[-1] is OpState.APPLIED


def test_no_state_is_cut_off(office: Office) -> None:
    office.press("A")
    open_outbox(office)
    view = office.child(ListView, TABLE)
    longest = max(view.fontMetrics().horizontalAdvance(state_words(state).text) for state in OpState)
    assert view.columnWidth(0) >= longest + 24
