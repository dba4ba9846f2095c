"""The members, done by hand: choosing, marking with the dialogue, revoking, the second list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from domain.instants import Month
from domain.members import Mark
from tests.ui.desk import NARROW, Desk
from ui.list_view import ListView
from ui.member_view import MemberView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
ORDINARY, DELAYED = "member.ordinary", "member.delayed"


def desk_of(qtbot: QtBot, tmp_path: Path, size: tuple[int, int] | None = None) -> Desk:
    desk = Desk(qtbot, tmp_path, "university", None)
    view = MemberView(desk.client, desk.bridge, desk.verbs)
    desk.show(view, *([size] if size else []))
    view.select_organisation("class_two")
    desk.settle()
    return desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    # The sample world lives in this month.
    monkeypatch.setattr("ui.delay_fields.present_month", lambda: Month("2020-06"))
    made = desk_of(qtbot, tmp_path)
    yield made
    made.close()


def column(desk: Desk, title: str, name: str = ORDINARY) -> list[str]:
    view = desk.child(ListView, name)
    columns = view.header.shown_columns()
    titles = [str(view.model().headerData(each, Qt.Orientation.Horizontal)) for each in columns]
    return [row[titles.index(title)] for row in desk.rows(name)]


def tab_titles(desk: Desk) -> list[str]:
    tabs = desk.child(QTabBar, "member.tabs")
    return [" ".join(tabs.tabText(place).split()) for place in range(tabs.count())]


def to_tab(desk: Desk, place: int) -> None:
    tabs = desk.child(QTabBar, "member.tabs")
    desk.click(tabs, tabs.tabRect(place).center())
    desk.child(ListView, (ORDINARY, DELAYED)[place]).setFocus()


def free_rows(desk: Desk) -> list[int]:
    """Graduates without a mark or a transfer."""
    marks, under_way = column(desk, "被标记成员身份"), column(desk, "办理情况")
    pairs = zip(marks, under_way, strict=True)
    return [row for row, (mark, business) in enumerate(pairs) if mark == "毕业生" and not business]


def pick(desk: Desk, *rows: int) -> None:
    """Down to each of them, as somebody without a mouse does."""
    view = desk.child(ListView, ORDINARY)
    view.setFocus()
    desk.press(Key.Key_Home)
    at, picking = 0, False
    for row in rows:
        desk.press(*["J"] * (row - at))
        at = row
        desk.press(Key.Key_Space)
        picking = True
    assert picking


def dialogue(desk: Desk) -> QWidget:
    return desk.child(QWidget, "mark")


# Looking


def test_R114_numbers_are_masked_and_marks_have_their_column(desk: Desk) -> None:
    view = desk.child(ListView, ORDINARY)
    numbers, phones = column(desk, "身份证号"), column(desk, "手机")
    assert all(number[6:14] == "********" for number in numbers)
    assert all(phone[3:7] == "****" for phone in phones)
    assert set(column(desk, "被标记成员身份")) == {"毕业生"}
    assert set(column(desk, "毕业时间")) == {"2020-06"}
    assert view.current_id is None, "nobody is chosen before somebody chooses"


def test_R110_the_organisation_drives_both_lists(desk: Desk) -> None:
    view = desk.child(MemberView, "members")
    everybody = len(desk.names(ORDINARY))
    view.select_organisation("juniors")
    desk.settle()
    assert set(column(desk, "团支部")) == {"计算机2022届1班"}
    assert set(column(desk, "被标记成员身份")) == {""}
    view.select_organisation(None)
    desk.settle()
    assert len(desk.names(ORDINARY)) > everybody
    view.select_organisation("abroad")
    desk.settle()
    assert "这里还没有团员" in desk.texts(desk.child(ListView, ORDINARY))


def test_R111_finding_by_initials_and_by_last_digits(desk: Desk) -> None:
    view = desk.child(MemberView, "members")
    view.select_organisation(None)
    name, number = desk.names(ORDINARY)[0], column(desk, "身份证号")[0]
    view.look_for(number[-4:])
    desk.settle()
    assert name in desk.names(ORDINARY)
    view.look_for("zxm")
    desk.settle()
    assert set(desk.names(ORDINARY)) == {"张小明"}


def test_detail_opens_over_the_list_and_closes_again(desk: Desk) -> None:
    detail = desk.child(QWidget, "member.detail")
    assert not detail.isVisible()
    desk.press("J", Key.Key_Return)
    assert detail.isVisible()
    assert desk.child(QLabel, "detail.title").text() == desk.names(ORDINARY)[0]
    assert "毕业时间" in desk.texts(detail)
    desk.press(Key.Key_Escape)
    assert not detail.isVisible()


def test_models_pass_qts_own_tester(desk: Desk) -> None:
    for name in (ORDINARY, DELAYED):
        model = desk.model(name)
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    desk.child(MemberView, "members").select_organisation(None)
    desk.settle()


# Marking


def test_R31_R118_delayed_graduates_by_keyboard_alone(desk: Desk) -> None:
    first, second = free_rows(desk)[:2]
    names = [desk.names(ORDINARY)[row] for row in (first, second)]
    pick(desk, first, second)
    desk.press("M")
    assert "将所选的 2 人标记为：" in desk.texts(dialogue(desk))
    delayed = desk.child(QRadioButton, f"mark.kind.{Mark.DELAYED_GRADUATE}")
    delayed.setFocus()
    desk.press(Key.Key_Space, Key.Key_Tab)
    months = desk.child(QComboBox, "mark.month")
    assert QApplication.focusWidget() is months
    assert months.itemText(0) == "2020-07", "nothing is offered that would be refused"
    months.setFocus()
    desk.press("2021-06")
    assert months.currentText() == "2021-06"
    desk.press(Key.Key_Tab, "学分未修满", Key.Key_Return)
    waiting = [dict(item.entered) for item in desk.waiting()]
    assert len(waiting) == 2
    assert all(each["expected_month"] == "2021-06" for each in waiting)
    desk.until(lambda: [column(desk, "办理情况")[row] for row in (first, second)] == ["待同步"] * 2)
    desk.child(MemberView, "members").select_organisation(None)
    desk.settle()
    to_tab(desk, 1)
    assert set(names) <= set(desk.names(DELAYED))


def test_what_a_delayed_graduate_needs_is_asked_for_where_it_is_missing(desk: Desk) -> None:
    pick(desk, free_rows(desk)[0])
    desk.press("M")
    desk.click(desk.child(QPushButton, "mark.confirm"))
    assert "请选择一种身份。" in desk.texts(dialogue(desk))
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.DELAYED_GRADUATE}"))
    desk.click(desk.child(QPushButton, "mark.confirm"))
    said = desk.texts(dialogue(desk))
    assert "请选择预计毕业时间。" in said
    assert "请填写延迟毕业原因。" in said
    assert desk.waiting() == []
    desk.press(Key.Key_Escape)


def test_month_and_reason_appear_only_for_delayed_graduates(desk: Desk) -> None:
    pick(desk, free_rows(desk)[0])
    desk.press("M")
    reason = desk.child(QLineEdit, "mark.reason")
    assert not reason.isVisible()
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.DELAYED_GRADUATE}"))
    assert reason.isVisible()
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.TEACHER}"))
    assert not reason.isVisible()
    desk.click(desk.child(QPushButton, "mark.confirm"))
    desk.until(lambda: column(desk, "被标记成员身份").count("教师") == 1)


def test_who_cannot_be_marked_is_listed_with_the_reason_before(desk: Desk) -> None:
    desk.child(MemberView, "members").select_organisation("college")
    desk.settle()
    total, free = len(desk.names(ORDINARY)), len(free_rows(desk))
    desk.chord(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.press("M")
    left_out = desk.child(QListWidget, "left_out.reasons")
    assert left_out.count() == total - free
    reasons = [left_out.item(row).text() for row in range(left_out.count())]
    assert any("不是毕业生团组织中的毕业生" in reason for reason in reasons)
    assert any("有正在办理的组织关系转接" in reason for reason in reasons)
    assert f"{total - free} 人不能标记，将被略过：" in desk.texts(dialogue(desk))
    assert desk.child(QPushButton, "mark.confirm").text() == f"标记 {free} 人"
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.FLOATING_GRADUATE}"))
    desk.click(desk.child(QPushButton, "mark.confirm"))
    assert len(desk.waiting()) == free
    assert [outcome.refusal for outcome in desk.acted] == [None] * free


def test_delayed_graduates_can_be_gathered_in_the_same_step(desk: Desk) -> None:
    row = free_rows(desk)[0]
    name = desk.names(ORDINARY)[row]
    pick(desk, row)
    desk.press("M")
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.DELAYED_GRADUATE}"))
    branch = desk.child(QComboBox, "mark.branch")
    assert branch.currentText() == "延迟毕业团支部", "the only place there is"
    desk.child(QComboBox, "mark.month").setFocus()
    desk.press("2021-01", Key.Key_Tab, "休学一年", Key.Key_Return)
    desk.child(MemberView, "members").select_organisation("delayed")
    desk.settle()
    to_tab(desk, 1)
    assert desk.rows(DELAYED)[0][0] == name
    assert column(desk, "延迟毕业原因", DELAYED) == ["休学一年"]


# Revoking


def test_marks_are_revoked_in_bulk_and_taken_back(desk: Desk) -> None:
    desk.child(MemberView, "members").select_organisation(None)
    desk.settle()
    to_tab(desk, 1)
    assert tab_titles(desk)[1] == "延迟毕业团员列表 1"
    desk.chord(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.chord(Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert [item.kind for item in desk.waiting()] == ["revoke_mark"]
    # Seen in its place until the server has confirmed.
    desk.until(lambda: column(desk, "办理情况", DELAYED) == ["待同步"])
    desk.press("U")
    assert desk.waiting() == []
    desk.until(lambda: column(desk, "办理情况", DELAYED) == [""])


def test_R121_revoking_many_says_first_who_is_left_out_and_why(desk: Desk) -> None:
    desk.child(MemberView, "members").select_organisation("class")
    desk.settle()
    marks = column(desk, "被标记成员身份")
    marked = [row for row, mark in enumerate(marks) if mark in ("教师", "毕业学生流动团员")]
    assert marked
    desk.chord(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.chord(Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    reasons = desk.child(QListWidget, "left_out.reasons")
    assert reasons.count() == len(marks) - len(marked)
    assert desk.waiting() == []
    confirm = desk.child(QPushButton, "revoke.confirm")
    assert confirm.text() == f"撤销 {len(marked)} 人的标记"
    desk.press(Key.Key_Return, on=confirm)
    assert [item.kind for item in desk.waiting()] == ["revoke_mark"] * len(marked)


def test_R121_a_page_that_was_never_seen_is_marked_with_the_rest(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.desktop.samples import sample_world

    desk = Desk(qtbot, tmp_path, "university", sample_world(members_per_class=140))
    view = MemberView(desk.client, desk.bridge, desk.verbs)
    desk.show(view)
    total = len(desk.names(ORDINARY))
    desk.chord(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert f"已选 {total} 项" in desk.texts(desk.child(QWidget, "member.bulk"))
    desk.press("M")
    desk.click(desk.child(QRadioButton, f"mark.kind.{Mark.FLOATING_GRADUATE}"))
    desk.click(desk.child(QPushButton, "mark.confirm"))
    assert len(desk.waiting()) == len(desk.acted) > 300
    desk.close()


def test_everything_fits_without_a_scrollbar(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, NARROW)
    view = desk.child(ListView, ORDINARY)
    assert not view.horizontalScrollBar().isVisible()
    assert "身份证号" in [
        str(view.model().headerData(each, Qt.Orientation.Horizontal)) for each in view.header.shown_columns()
    ]
    desk.close()


def test_arrows_choose_in_the_dialogue(desk: Desk) -> None:
    pick(desk, free_rows(desk)[0])
    desk.press("M")
    desk.press(Key.Key_Down)
    assert desk.child(QRadioButton, f"mark.kind.{Mark.TEACHER}").isChecked()
    desk.press(Key.Key_Return)
    desk.until(lambda: column(desk, "被标记成员身份").count("教师") == 1)


def test_months_that_are_over_are_not_offered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.delay_fields.present_month", lambda: Month("2026-11"))
    pick(desk, free_rows(desk)[0])
    desk.press("M")
    months = desk.child(QComboBox, "mark.month")
    assert months.itemText(0) == "2026-11"
    assert months.maxVisibleItems() == 10
    desk.press(Key.Key_Escape)


def test_a_single_row_shows_its_verbs_and_why_others_cannot_be_used(desk: Desk) -> None:
    told: list[str] = []
    desk.child(MemberView, "members").hinted.connect(told.append)
    desk.press("M")
    desk.child(ListView, ORDINARY).setFocus()
    desk.press(Key.Key_Home)
    row = free_rows(desk)[0]
    desk.press(*["J"] * row)
    bar = desk.child(QWidget, "member.bulk")
    assert [each.text() for each in bar.findChildren(QPushButton) if each.isVisible()] == [
        "发起转接…  T",
        "标记…  M",
        "打开  Enter",
    ]
    desk.chord(Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert told == ["请先在列表中选择一项。", f"{desk.names(ORDINARY)[row]}没有标记，不用撤销。"]
