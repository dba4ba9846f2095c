"""The inbox, done by hand: deciding singly and in bulk, taking back, refusing, allocating, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTabBar, QWidget

from domain.commands import ApproveTransfer
from tests.desktop.samples import sample_id
from tests.domain.examples import act
from tests.ui.desk import NARROW, Desk
from ui.inbox_view import InboxView
from ui.list_view import ListView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
PENDING, DECIDED, STARTED = "inbox.pending", "inbox.decided", "inbox.started"
WAITING = "同意·待同步"
SEVEN = ["张小明", "李娜", "王伟", "赵敏", "钱多多", "孙丽", "周杰"]
"""In the order of their deadlines."""


def desk_of(qtbot: QtBot, tmp_path: Path, organisation: str, size: tuple[int, int] | None = None) -> Desk:
    desk = Desk(qtbot, tmp_path, organisation, None)
    view = InboxView(desk.client, desk.bridge, desk.verbs)
    desk.show(view, *([size] if size else []))
    return desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(qtbot, tmp_path, "university")
    yield made
    made.close()


def state(desk: Desk, row: int, name: str = PENDING) -> str:
    return desk.rows(name)[row][4]


def tab_titles(desk: Desk) -> list[str]:
    tabs = desk.child(QTabBar, "inbox.tabs")
    return [" ".join(tabs.tabText(place).split()) for place in range(tabs.count())]


def to_tab(desk: Desk, place: int) -> None:
    tabs = desk.child(QTabBar, "inbox.tabs")
    desk.click(tabs, tabs.tabRect(place).center())


def detail_title(desk: Desk) -> str:
    return desk.child(QLabel, "detail.title").text()


# Looking


def test_what_is_nearest_its_deadline_is_on_top_and_chosen(desk: Desk) -> None:
    assert desk.names(PENDING) == SEVEN
    assert desk.rows(PENDING)[0] == [
        "张小明",
        "未就业",
        "计算机2020届1班",
        "甲街道流动团支部",
        "待转出审批",
        "剩 1 天",
    ]
    desk.until(lambda: tab_titles(desk) == ["待我审批 7", "我已处理 2", "我发起的 2"])
    assert desk.current_name(PENDING) == "张小明"
    assert detail_title(desk) == "张小明"


def test_R53_detail_shows_all_that_an_approver_needs(desk: Desk) -> None:
    texts = " ".join(desk.texts(desk.child(QWidget, "detail")))
    for expected in (
        "离校前尚未落实就业去向",
        "毕业离校",
        "请尽快办理",
        "990001********0006",
        "154****0000",
        "计算机2020届1班",
        "甲街道流动团支部",
        "2020-06-19 · 剩 1 天",
        "流动团员团支部不接收已在外地落实工作单位的毕业学生团员。",
        "待核实 · 依据：问题 6",
        "发起申请",
        "2020-06-04 12:00",
    ):
        assert expected in texts
    assert "990001199701010006" not in texts


def test_R114_an_eye_shows_a_number_for_a_while(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.masked_field.SHOWN_FOR", 300)
    desk = desk_of(qtbot, tmp_path, "university")
    detail = desk.child(QWidget, "detail")
    eye = next(each for each in detail.findChildren(QWidget, "eye") if "身份证号" in each.accessibleName())
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert "990001199701010006" in desk.texts(detail)
    desk.until(lambda: "990001199701010006" not in desk.texts(detail))
    assert "990001********0006" in desk.texts(detail)
    desk.close()


def test_models_pass_qts_own_tester(desk: Desk) -> None:
    for name in (PENDING, DECIDED, STARTED):
        model = desk.model(name)
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    desk.press("A", "A")
    desk.press(Key.Key_K, Key.Key_K, "U")
    assert len(desk.waiting()) == 1


def test_sorting_asks_again_and_keeps_the_row(desk: Desk) -> None:
    view = desk.child(ListView, PENDING)
    desk.press(Key.Key_Down)
    desk.click(view.header.viewport(), view.header.viewport().rect().topLeft() + view.rect().topLeft() / 2)
    assert desk.current_name(PENDING) == "李娜"


def test_finding_and_what_to_do_when_nothing_is_found(desk: Desk) -> None:
    view = desk.child(InboxView, "inbox")
    view.look_for("lina")
    desk.settle()
    assert desk.names(PENDING) == ["李娜"]
    view.look_for("没有这个人")
    desk.settle()
    said = desk.texts(desk.child(ListView, PENDING))
    assert "没有找到“没有这个人”" in said
    assert "换一个姓名或组织名，或清空搜索框。" in said
    view.look_for("")
    desk.settle()
    assert desk.names(PENDING) == SEVEN


def test_organisation_narrows_the_list(desk: Desk) -> None:
    view = desk.child(InboxView, "inbox")
    view.select_organisation("languages")
    desk.settle()
    assert desk.names(PENDING) == []
    assert "这个组织没有相关业务" in desk.texts(desk.child(ListView, PENDING))
    view.select_organisation("class")
    desk.settle()
    assert desk.names(PENDING) == SEVEN


# Deciding


def test_R112_approving_with_one_key_goes_on_to_the_next(desk: Desk) -> None:
    desk.press("A")
    desk.until(lambda: state(desk, 0) == WAITING)
    assert desk.current_name(PENDING) == "李娜"
    assert detail_title(desk) == "李娜"
    desk.until(lambda: tab_titles(desk) == ["待我审批 6", "我已处理 3", "我发起的 2"])
    assert [item.kind for item in desk.waiting()] == ["approve_transfer"]
    assert [outcome.refusal for outcome in desk.acted] == [None]


def test_j_and_k_move_and_every_key_decides_its_own_row(desk: Desk) -> None:
    desk.press("J", "J")
    assert desk.current_name(PENDING) == "王伟"
    desk.press("A", "K", "K", "A")
    desk.until(
        lambda: [state(desk, row) for row in range(4)] == ["待转出审批", WAITING, WAITING, "待转出审批"]
    )


def test_what_was_decided_leaves_when_the_server_has_confirmed(desk: Desk) -> None:
    desk.press("A")
    desk.filled.pull(desk.client)
    desk.until(lambda: desk.names(PENDING) == SEVEN[1:])
    assert desk.current_name(PENDING) == "李娜"


def test_R54_R112_refusing_asks_for_the_reason_in_place(desk: Desk) -> None:
    desk.press("R")
    assert "不同意张小明的转接，理由：" in desk.texts(desk.child(QWidget, "refuse"))
    desk.press(Key.Key_Return)
    assert "请写明理由" in desk.texts(desk.child(QWidget, "refuse"))
    assert desk.waiting() == []
    desk.press("材料不全", Key.Key_Return)
    assert not desk.child(QWidget, "refuse").isVisible()
    assert [dict(item.entered) for item in desk.waiting()] == [{"reason": "材料不全"}]
    desk.until(lambda: state(desk, 0) == "不同意·待同步")
    assert desk.current_name(PENDING) == "李娜"
    desk.press("A")
    desk.until(lambda: state(desk, 1) == WAITING)


def test_the_next_refusal_starts_without_the_reason_of_the_one_before(desk: Desk) -> None:
    for refused in (1, 2):
        desk.press("R")
        field = desk.child(QComboBox, "refuse.reason")
        assert field.currentText() == ""
        desk.press(Key.Key_Return)
        assert "请写明理由" in desk.texts(desk.child(QWidget, "refuse"))
        assert len(desk.waiting()) == refused - 1
        desk.press(f"材料不全（{refused}）", Key.Key_Return)
    desk.press("R")
    field = desk.child(QComboBox, "refuse.reason")
    assert field.currentText() == ""
    assert field.count() == 2


def test_own_recent_reasons_are_suggested(desk: Desk) -> None:
    desk.press("R", "材料不全", Key.Key_Return)
    desk.press("R")
    desk.press(Key.Key_Down, Key.Key_Return)
    assert [dict(item.entered) for item in desk.waiting()] == [{"reason": "材料不全"}] * 2


def test_escape_leaves_refusing_and_decides_nothing(desk: Desk) -> None:
    desk.press("R", "材料", Key.Key_Escape)
    assert not desk.child(QWidget, "refuse").isVisible()
    assert desk.waiting() == []
    desk.press("J")
    assert desk.current_name(PENDING) == "李娜"


def test_R55_R112_several_are_picked_and_approved_at_once(desk: Desk) -> None:
    desk.press(Key.Key_Space, "J", "J", Key.Key_Space, "J", Key.Key_Space)
    bar = desk.child(QWidget, "inbox.bulk")
    assert "已选 3 项" in desk.texts(bar)
    assert not desk.child(QPushButton, "detail.approve").isVisible()
    desk.press("A")
    desk.until(
        lambda: (
            [state(desk, row) for row in range(5)] == [WAITING, "待转出审批", WAITING, WAITING, "待转出审批"]
        )
    )
    assert len(desk.acted) == 3
    assert not bar.isVisible()
    assert desk.current_name(PENDING) == "钱多多"


def test_all_are_selected_and_refused_with_one_reason(desk: Desk) -> None:
    desk.chord(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.press("R")
    assert "不同意 7 项，理由：" in desk.texts(desk.child(QWidget, "refuse"))
    desk.press("请转至实际工作单位", Key.Key_Return)
    assert {item.entered["reason"] for item in desk.waiting()} == {"请转至实际工作单位"}
    assert len(desk.waiting()) == 7


def test_u_takes_back_what_has_not_been_sent(desk: Desk) -> None:
    desk.press("A", "K")
    assert desk.current_name(PENDING) == "张小明"
    desk.press("U")
    assert desk.waiting() == []
    desk.until(lambda: state(desk, 0) == "待转出审批")
    assert desk.names(PENDING) == SEVEN


def test_R44_u_withdraws_what_i_started(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "college")
    to_tab(desk, 2)
    assert "待转入审批" in state(desk, 0, STARTED)
    desk.child(ListView, STARTED).setFocus()
    desk.press("U")
    desk.until(lambda: state(desk, 0, STARTED) == "撤销·待同步")
    desk.close()


def test_R50_R112_allocating_asks_for_the_branch(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "employer")
    names = desk.names(PENDING)
    row = next(place for place in range(len(names)) if state(desk, place) == "待分配")
    desk.press(*["J"] * row)
    desk.press("L")
    assert "分配到：" in " ".join(desk.texts(desk.child(QWidget, "allocate")))
    desk.press("车间", Key.Key_Return)
    desk.until(lambda: state(desk, row) == "分配·待同步")
    assert [item.kind for item in desk.waiting()] == ["allocate_transfer"]
    desk.close()


def test_buttons_and_menu_are_the_same_actions(desk: Desk) -> None:
    desk.click(desk.child(QPushButton, "detail.approve"))
    desk.until(lambda: state(desk, 0) == WAITING)
    menu = desk.child(ListView, PENDING).menu
    assert desk.verbs.approve in menu.actions()
    assert desk.verbs.copy in menu.actions()


def test_rows_are_copied_for_a_spreadsheet(desk: Desk) -> None:
    desk.chord(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.chord(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["张小明", "李娜"]
    assert lines[0].split("\t") == desk.rows(PENDING)[0]


def test_a_transfer_is_opened_wherever_it_is(desk: Desk) -> None:
    view = desk.child(InboxView, "inbox")
    view.open_transfer(sample_id("transfer-refused"))
    desk.settle()
    assert desk.child(QTabBar, "inbox.tabs").currentIndex() == 1
    assert detail_title(desk) == desk.current_name(DECIDED)


def test_verbs_are_never_about_another_than_what_is_shown(desk: Desk) -> None:
    desk.child(InboxView, "inbox").open_transfer(sample_id("transfer-allocating"))
    desk.settle()
    assert detail_title(desk) not in SEVEN
    assert not desk.child(QPushButton, "detail.approve").isVisible()
    desk.press("A")
    assert desk.waiting() == []


def test_a_row_that_is_only_looked_at_has_no_buttons(desk: Desk) -> None:
    desk.chord(Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert detail_title(desk) == "李娜"
    assert not desk.child(QPushButton, "detail.approve").isVisible()
    desk.press("A")
    assert [item.title for item in desk.waiting()] == ["张小明"]


# R59


def decided_by_another(desk: Desk, transfer: str) -> None:
    world = desk.filled.world
    changed = act(world, ApproveTransfer(remark="情况属实"), sample_id(transfer), "college")
    desk.filled.feed.store(changed)


def test_R59_the_second_is_told_who_decided_and_keeps_their_words(desk: Desk) -> None:
    decided_by_another(desk, "transfer-source-0")
    desk.press("R", "与名单不一致，请核对", Key.Key_Return, "K")
    desk.filled.pull(desk.client)
    desk.settle()
    desk.until(lambda: state(desk, 0) == "未生效")
    card = desk.child(QWidget, "detail.attention")
    said = " ".join(desk.texts(card))
    assert "college老师（计算机学院团委）已于" in said
    assert "同意" in said
    assert "“与名单不一致，请核对”" in said
    desk.click(desk.child(QPushButton, "detail.copy_kept"))
    assert QApplication.clipboard().text() == "与名单不一致，请核对"
    desk.click(desk.child(QPushButton, "detail.dismiss"))
    assert desk.client.outbox() == []


# Little room


def test_detail_folds_into_a_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "university", NARROW)
    detail = desk.child(QWidget, "detail")
    assert not detail.isVisible()
    desk.press(Key.Key_Return)
    assert detail.isVisible()
    desk.press("A")
    assert detail.isVisible()
    assert detail_title(desk) == "李娜"
    desk.press(Key.Key_Escape)
    assert not detail.isVisible()
    assert QApplication.focusWidget() is desk.child(ListView, PENDING)
    desk.press("A")
    desk.until(lambda: [state(desk, row) for row in range(3)] == [WAITING, WAITING, "待转出审批"])
    desk.close()


def test_everything_fits_without_a_scrollbar(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "university", NARROW)
    assert not desk.child(ListView, PENDING).horizontalScrollBar().isVisible()
    desk.close()


def bar_buttons(desk: Desk) -> list[str]:
    bar = desk.child(QWidget, "inbox.bulk")
    return [button.text() for button in bar.findChildren(QPushButton) if button.isVisible()]


def test_a_single_row_shows_its_verbs_where_its_detail_is_folded(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "university", NARROW)
    assert bar_buttons(desk) == ["同意  A", "不同意…  R", "打开  Enter"]
    desk.click(desk.child(QPushButton, "inbox.bulk.verb.approve"))
    desk.until(lambda: state(desk, 0) == WAITING)
    desk.click(desk.child(QPushButton, "inbox.bulk.open"))
    assert desk.child(QWidget, "detail").isVisible()
    assert bar_buttons(desk) == []
    desk.press(Key.Key_Escape)
    assert "打开  Enter" in bar_buttons(desk)
    desk.close()


def test_the_bar_is_not_needed_beside_the_detail(desk: Desk) -> None:
    assert bar_buttons(desk) == []


def primary_buttons(desk: Desk) -> list[str]:
    buttons = desk.window.findChildren(QPushButton)
    return [each.objectName() for each in buttons if each.isVisible() and each.property("role") == "primary"]


def test_while_refusing_there_is_one_thing_to_press(desk: Desk) -> None:
    assert primary_buttons(desk) == ["detail.approve"]
    desk.press("R")
    assert primary_buttons(desk) == ["refuse.confirm"]
    desk.press(Key.Key_Escape)
    assert primary_buttons(desk) == ["detail.approve"]


def hints_of(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.child(InboxView, "inbox").hinted.connect(told.append)
    return told


def test_a_key_that_cannot_be_used_says_why(desk: Desk) -> None:
    told = hints_of(desk)
    desk.press("L", "A", "K")
    desk.press("A", "D")
    assert told == [
        "此项待审批，请按 A 同意，或按 R 不同意。",
        "此项已办理，待同步；如需更改，请先按 U 收回。",
        "此项没有需要处理的提示。",
    ]


def test_approving_what_is_to_be_allocated_names_the_key(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(qtbot, tmp_path, "employer")
    told = hints_of(desk)
    names = desk.names(PENDING)
    row = next(place for place in range(len(names)) if state(desk, place) == "待分配")
    desk.press(*["J"] * row)
    desk.press("A")
    assert told == ["此项待分配，请按 L 分配团支部。"]
    desk.close()


def test_taking_back_is_confirmed(desk: Desk) -> None:
    told = hints_of(desk)
    desk.press("A", "K")
    desk.press("U")
    assert told == ["已收回：张小明"]
