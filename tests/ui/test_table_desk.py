"""R111, R116, R120: the members' list as a whole, by hand: filters, a pasted list, an Excel file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QToolButton

from desktop.errors import ClientError
from desktop.exchange.reading import read_table
from tests.ui.desk import Desk
from tests.ui.office import Office
from ui.filter_button import FilterButton
from ui.grid_view import GridView
from ui.job_bar import JobBar
from ui.list_view import ListView
from ui.member_view import MemberView
from ui.pasted_dialogue import TYPING_PAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ORDINARY = "member.ordinary"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, "university", None)
    view = MemberView(desk.client, desk.bridge, desk.verbs)
    desk.show(view)
    yield desk
    view._tables.desk.labour.give_up()
    desk.close()


@pytest.fixture
def hints(desk: Desk) -> list[str]:
    said: list[str] = []
    desk.child(MemberView, "members").hinted.connect(said.append)
    return said


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one that the user chooses."""
    chosen = tmp_path / "团员列表.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: chosen)
    return chosen


def exported(desk: Desk, hints: list[str], *keys: object) -> None:
    before = len(hints)
    desk.chord(Key.Key_E, CONTROL)
    desk.until(lambda: len(hints) > before)


# To a file


def test_R116_a_list_goes_to_excel_as_the_filter_stands(desk: Desk, hints: list[str], file: Path) -> None:
    desk.child(MemberView, "members").look_for("班级:2班 办理:无")
    desk.settle()
    exported(desk, hints)
    shown = desk.rows(ORDINARY)
    table = read_table(file)
    view = desk.child(ListView, ORDINARY)
    columns = view.header.shown_columns()
    titles = [view.model().headerData(column, Qt.Orientation.Horizontal) for column in columns]
    assert list(table.headings) == titles
    assert [list(row) for row in table.rows] == shown
    assert shown
    assert hints[-1] == f"已导出 {len(shown)} 行：团员列表.xlsx"


def test_R116_numbers_in_the_file_are_masked_and_nothing_is_a_formula(
    desk: Desk, hints: list[str], file: Path
) -> None:
    exported(desk, hints)
    sheet = load_workbook(file).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    numbers = [row[read_table(file).headings.index("身份证号")] for row in read_table(file).rows]
    assert all(number[6:14] == "********" for number in numbers)


def test_R121_what_is_selected_is_exported_alone(desk: Desk, hints: list[str], file: Path) -> None:
    view = desk.child(ListView, ORDINARY)
    view.setFocus()
    desk.press(Key.Key_Home, Key.Key_Space, "J", Key.Key_Space)
    exported(desk, hints)
    assert [row[0] for row in read_table(file).rows] == desk.names(ORDINARY)[:2]


def test_R14_whole_numbers_leave_only_when_the_server_has_recorded_it(
    desk: Desk, hints: list[str], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[ClientError] = []
    desk.bridge.failed.connect(failed.append)
    desk.verbs.export_full.trigger()
    desk.until(lambda: bool(failed))
    assert failed[0].code == "FULL_NUMBERS_NOT_RECORDED"
    assert not file.exists()
    recorded: list[int] = []
    monkeypatch.setattr(desk.client, "record_full_numbers", lambda ids, *_: recorded.append(len(ids)))
    desk.verbs.export_full.trigger()
    desk.until(lambda: bool(hints))
    table = read_table(file)
    assert recorded == [len(table.rows)]
    known = {row.member.identity_number for row in desk.client.members(desk.model(ORDINARY).ids())}
    assert {row[table.headings.index("身份证号")] for row in table.rows} == known


def test_an_export_can_be_stopped_and_the_window_stays_usable(
    desk: Desk, hints: list[str], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    model = desk.model(ORDINARY)
    whole = model.cells_of

    def slowly(*arguments: object) -> Iterator[list[str]]:
        for row in whole(*arguments):  # type: ignore[arg-type]
            go_on.wait(20)
            yield row

    monkeypatch.setattr(model, "cells_of", slowly)
    desk.verbs.export.trigger()
    bar = desk.child(JobBar, "member.job")
    desk.until(bar.isVisible)
    desk.verbs.export.trigger()
    assert "还有一项工作正在进行" in hints[-1]
    desk.child(ListView, ORDINARY).setFocus()
    desk.press(Key.Key_Home)
    assert desk.current_name(ORDINARY) == desk.names(ORDINARY)[0]
    desk.click(desk.child(QPushButton, "member.job.stop"))
    go_on.set()
    desk.until(lambda: not bar.isVisible())
    assert not file.exists()
    assert list(file.parent.glob("*.part")) == []


def test_an_empty_list_is_not_exported(desk: Desk, hints: list[str], file: Path) -> None:
    desk.child(MemberView, "members").look_for("没有这个人")
    desk.settle()
    exported(desk, hints)
    assert "列表是空的" in hints[-1]
    assert not file.exists()


# A pasted list


def paste(desk: Desk, text: str) -> QPlainTextEdit:
    QGuiApplication.clipboard().setText("")
    desk.child(ListView, ORDINARY).setFocus()
    desk.chord(Key.Key_V, CONTROL | SHIFT)
    editor = desk.child(QPlainTextEdit, "pasted.text")
    editor.setPlainText(text)
    desk.qtbot.wait(TYPING_PAUSE)
    desk.settle()
    return editor


def test_R120_a_pasted_list_selects_the_hits_and_lists_the_misses(desk: Desk, hints: list[str]) -> None:
    rows = desk.client.members(desk.model(ORDINARY).ids()[:40])
    wanted = [row.member for row in rows][5:8]
    lines = [
        wanted[0].identity_number,
        f"{wanted[1].name}\t{wanted[1].identity_number}",
        f"3、{wanted[2].identity_number.lower()} {wanted[2].name}",
        "没有这个人",
        "",
    ]
    paste(desk, "\n".join(lines))
    assert desk.child(QLabel, "pasted.summary").text() == "找到 3 人，没有找到 1 人"
    grid = desk.child(GridView, "pasted.rows").model()
    assert grid.index(0, 0).data() == "没有这个人", "the misses stand on top"
    assert grid.index(0, 1).data() == "管理范围内没有这个人"
    confirm = desk.child(QPushButton, "pasted.confirm")
    assert confirm.text() == "选中 3 人"
    desk.click(confirm)
    view = desk.child(ListView, ORDINARY)
    assert set(view.selected_ids()) == {member.id for member in wanted}
    desk.press("J", "J")
    assert view.selected_count == 3, "moving leaves what was picked alone"
    assert hints == []


def test_R120_hits_that_the_list_does_not_show_are_told(desk: Desk, hints: list[str]) -> None:
    everybody = desk.client.members(desk.model(ORDINARY).ids())
    two = [row for row in everybody if "2班" in row.branch_name][:2]
    one = next(row for row in everybody if "1班" in row.branch_name)
    desk.child(MemberView, "members").look_for("班级:2班")
    desk.settle()
    paste(desk, "\n".join(row.member.identity_number for row in (*two, one)))
    desk.click(desk.child(QPushButton, "pasted.confirm"))
    assert set(desk.child(ListView, ORDINARY).selected_ids()) == {row.member.id for row in two}
    assert hints[-1].startswith("已选中 2 人；另有 1 人不在当前列表中")


@pytest.mark.parametrize(
    "garbage", ["\x00\x01", "=cmd|' /C calc'!A0", "😀" * 500, "\t\t\n,,,\n;;", "1" * 5000]
)
def test_a_clipboard_of_garbage_finds_nobody(desk: Desk, garbage: str) -> None:
    paste(desk, garbage)
    assert not desk.child(QPushButton, "pasted.confirm").isEnabled()
    desk.press(Key.Key_Escape)


# Filters


def test_R120_a_filter_gets_a_name_and_is_there_after_a_restart(desk: Desk, hints: list[str]) -> None:
    desk.verbs.save_filter.trigger()
    assert "请先在上方输入" in hints[-1]
    desk.child(MemberView, "members").look_for("班级:2班 标记:教师")
    desk.settle()
    desk.chord(Key.Key_S, CONTROL | SHIFT)
    name = desk.child(QLineEdit, "filter_name.name")
    name.setText(" ")
    assert not desk.child(QPushButton, "filter_name.save").isEnabled()
    name.setText("二班教师")
    desk.press(Key.Key_Return)
    assert [tuple(each) for each in desk.client.saved_filters()] == [("二班教师", "班级:2班 标记:教师")]
    wanted: list[str] = []
    desk.child(MemberView, "members").search_wanted.connect(wanted.append)
    action(desk, "二班教师").trigger()
    assert wanted == ["班级:2班 标记:教师"]
    forget = [each for each in actions(desk) if each.text() == "二班教师"][-1]
    forget.trigger()
    desk.settle()
    assert desk.client.saved_filters() == []


def test_R111_every_column_can_be_filtered_from_the_menu(desk: Desk) -> None:
    wanted: list[str] = []
    desk.child(MemberView, "members").search_wanted.connect(wanted.append)
    action(desk, "班级:").trigger()
    desk.child(MemberView, "members").look_for("李")
    desk.settle()
    action(desk, "教师").trigger()
    assert wanted == ["班级:", "李 标记:教师"]


def actions(desk: Desk) -> list[QAction]:
    def below(menu: QMenu) -> Iterator[QAction]:
        for each in menu.actions():
            under = each.menu()
            if isinstance(under, QMenu):
                yield from below(under)
            else:
                yield each

    button = desk.child(QToolButton, "member.filter")
    assert isinstance(button, FilterButton)
    return list(below(button.menu()))


def action(desk: Desk, text: str) -> QAction:
    return next(each for each in actions(desk) if each.text() == text)


def test_R111_a_filter_of_the_menu_goes_through_the_search_field(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(qtbot, tmp_path)
    office.open()
    office.chord(Key.Key_2, CONTROL)
    action(office, "班级:").trigger()
    search = office.main.header.search
    assert (search.text(), search.hasFocus()) == ("班级:", True)
    office.press("2班")
    office.until(
        lambda: {"2班" in row[1] or "2班" in "".join(row) for row in office.rows(ORDINARY)} == {True}
    )
    office.close()
