"""Starting transfers by hand: one, many, by dragging; the rules first; by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTreeView,
    QWidget,
)

from desktop.values import MemberQuery, Tab, TransferQuery
from domain.destinations import TransferKind
from domain.transfers import TransferState
from tests.ui.desk import Desk
from tests.ui.office import Office
from ui.dragging import MEMBERS, dragged
from ui.list_view import ListView
from ui.member_view import MemberView
from ui.start_plan import StartPlanModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.values import MemberRow

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LIST = "member.ordinary"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """Of the whole city, so that schools, townships and employers lie within."""
    made = Desk(qtbot, tmp_path, "city", None)
    view = MemberView(made.client, made.bridge, made.verbs)
    made.show(view)
    view.select_organisation("class_two")
    made.settle()
    yield made
    made.close()


def free(desk: Desk, branch: str = "class_two") -> list[MemberRow]:
    rows = desk.client.members(desk.client.member_ids(MemberQuery(organisation_id=branch)))
    return [row for row in rows if not row.member.mark and not row.open_transfer]


def select(desk: Desk, *ids: str) -> None:
    """By hand: to the row, and pick it."""
    view = desk.child(ListView, LIST)
    names = [desk.model(LIST).row_of(each) for each in ids]
    view.setFocus()
    desk.press(Key.Key_Home)
    at = 0
    for row in sorted(row for row in names if row is not None):
        desk.press(*["J"] * (row - at))
        at = row
        desk.press(Key.Key_Space)


def begin(desk: Desk, *ids: str) -> QWidget:
    select(desk, *ids)
    desk.press("T")
    return desk.child(QWidget, "start")


def go(desk: Desk, kind: TransferKind) -> None:
    """With the arrows, from the first one down."""
    kinds = desk.child(QListWidget, "start.kind")
    assert kinds.hasFocus(), QApplication.focusWidget()
    order = list(TransferKind)
    desk.press(Key.Key_Home, *[Key.Key_Down] * order.index(kind))
    pause(desk)


def look_for(desk: Desk, text: str) -> None:
    desk.child(QLineEdit, "destination.search").setFocus()
    desk.press(text)
    pause(desk)


def pause(desk: Desk) -> None:
    """Until whoever waits for a pause in typing has had it."""
    desk.qtbot.waitUntil(lambda: not any(timer_runs(each) for each in QApplication.topLevelWidgets()))
    desk.settle()


def timer_runs(window: QWidget) -> bool:
    from PySide6.QtCore import QTimer

    return any(timer.isActive() and timer.interval() in (150, 250) for timer in window.findChildren(QTimer))


def verdicts(desk: Desk) -> str:
    return " ".join(
        label.text() for label in desk.child(QWidget, "rules").findChildren(QLabel) if label.text()
    )


def confirm(desk: Desk) -> QPushButton:
    return desk.child(QPushButton, "start.confirm")


def started(desk: Desk) -> list[TransferState]:
    ids = desk.client.transfer_ids(TransferQuery(tab=Tab.STARTED))
    rows = desk.client.transfers(ids)
    return [row.transfer.state for row in rows if row.transfer.id in {o.id for o in desk.acted}]


def test_R40_R118_a_transfer_is_started_by_keyboard_alone(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    assert not confirm(desk).isEnabled()
    go(desk, TransferKind.EMPLOYED)
    desk.press(Key.Key_Tab, Key.Key_Tab)
    assert desk.child(QLineEdit, "destination.search").hasFocus(), QApplication.focusWidget()
    desk.press("一车间")
    pause(desk)
    desk.press(Key.Key_Return)
    assert "符合" in verdicts(desk)
    assert "指引一（1）" in verdicts(desk)
    button = confirm(desk)
    assert button.text() == "发起 1 项转接"
    while not button.hasFocus():
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    assert [outcome.title for outcome in desk.acted] == [member.member.name]
    assert started(desk) == [TransferState.AWAITING_DESTINATION]
    [item] = desk.waiting()
    assert item.entered["reason"] == "毕业就业"


def test_R68_a_missed_rule_is_said_with_its_source_and_nothing_can_be_sent(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.UNEMPLOYED)
    look_for(desk, "一车间")
    desk.press(Key.Key_Return)
    assert "不符合" in verdicts(desk)
    assert "指引一（4）" in verdicts(desk)
    assert not confirm(desk).isEnabled()
    desk.press(Key.Key_Escape)
    assert desk.waiting() == []


def test_R66_delayed_graduates_are_led_to_the_mark(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.DELAYED)
    assert not desk.child(QLineEdit, "destination.search").isVisible()
    desk.click(desk.child(QPushButton, "start.mark"))
    assert desk.child(QWidget, "mark").isVisible()
    desk.press(Key.Key_Escape)


def test_R62_special_units_have_their_reason_and_need_a_remark(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.SPECIAL_UNIT)
    reason = desk.child(QLineEdit, "start.reason")
    assert reason.text() == "转往特殊单位团组织"
    assert reason.isReadOnly()
    remark = desk.child(QLineEdit, "start.remark")
    assert "具体信息" in remark.accessibleDescription()
    remark.setFocus()
    desk.press("参军入伍，某部")
    pause(desk)
    assert remark.accessibleDescription() == ""
    desk.press(Key.Key_Escape)


def test_R64_study_abroad_asks_for_the_whole_application(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.STUDY_ABROAD)
    look_for(desk, "出国学习")
    desk.press(Key.Key_Return)
    assert not confirm(desk).isEnabled()
    for name in ("country", "period", "purpose", "home_contact", "home_phone"):
        desk.child(QLineEdit, f"particulars.{name}").setFocus()
        desk.press("15400000001" if name == "home_phone" else "有")
    pause(desk)
    assert confirm(desk).isEnabled()
    desk.press(Key.Key_Escape)


def test_R60_the_place_of_work_is_chosen_by_its_name(desk: Desk) -> None:
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.EMPLOYED)
    place = desk.child(QLineEdit, "particulars.workplace")
    place.setFocus()
    desk.press("不是地方")
    pause(desk)
    desk.child(QLineEdit, "start.remark").setFocus()
    desk.settle()
    assert "请从列表中选择" in place.accessibleDescription()
    place.setFocus()
    place.selectAll()
    desk.press("北京市海淀区")
    pause(desk)
    desk.child(QLineEdit, "start.remark").setFocus()
    desk.settle()
    assert place.accessibleDescription() == ""
    desk.press(Key.Key_Escape)


def test_R43_first_whether_it_belongs_to_one_of_the_three(desk: Desk) -> None:
    """Offline and unknown here: the exact full name can be given, and the server looks."""
    [member, *_] = free(desk)
    begin(desk, member.member.id)
    go(desk, TransferKind.EMPLOYED)
    beijing = desk.child(QRadioButton, "destination.system.beijing")
    desk.click(beijing)
    look_for(desk, "北京示例公司团支部")
    assert "离线" in desk.child(QLabel, "destination.said").text() or "全称" in (
        desk.child(QLabel, "destination.said").text()
    )
    desk.press(Key.Key_Return)
    assert "由服务器核对" in " ".join(desk.texts(desk.child(QWidget, "start.uncertain")))
    desk.click(confirm(desk))
    [item] = desk.waiting()
    assert (item.entered["destination_name"], item.entered["system"]) == ("北京示例公司团支部", "beijing")


def test_R121_many_have_a_plan_that_says_who_is_left_out_and_why(desk: Desk) -> None:
    rows = desk.client.members(desk.client.member_ids(MemberQuery(organisation_id="class_two")))
    under_way = next(row for row in rows if row.open_transfer)
    able = [row.member.id for row in free(desk)[:3]]
    begin(desk, *able, under_way.member.id)
    go(desk, TransferKind.EMPLOYED)
    look_for(desk, "一车间")
    desk.press(Key.Key_Return)
    plan = desk.child(QListView, "start.plan")
    lines = [str(plan.model().index(row, 0).data()) for row in range(plan.model().rowCount())]
    assert sum("示例公司一车间团支部" in line for line in lines) == 3
    assert sum("已有业务正在办理" in line for line in lines) == 1
    assert desk.child(QLabel, "start.count").text() == "将发起 3 项，略过 1 项"
    desk.click(confirm(desk))
    assert len(desk.acted) == 3
    assert started(desk) == [TransferState.AWAITING_DESTINATION] * 3


def test_R121_each_can_have_a_destination_of_their_own(desk: Desk) -> None:
    first, second = (row.member.id for row in free(desk)[:2])
    begin(desk, first, second)
    go(desk, TransferKind.EMPLOYED)
    desk.click(desk.child(QCheckBox, "start.singly"))
    look_for(desk, "一车间")
    desk.press(Key.Key_Return)
    desk.child(QLineEdit, "destination.search").selectAll()
    look_for(desk, "临时团支部")
    desk.press(Key.Key_Return)
    pause(desk)
    desk.click(confirm(desk))
    destinations = {
        row.transfer.member_id: row.transfer.destination.id
        for row in desk.client.transfers([each.id for each in desk.acted])
    }
    assert sorted(destinations.values()) == ["probation", "workshop"]


def test_model_keeps_the_rules_of_qt(desk: Desk) -> None:
    model = StartPlanModel(desk.client.starters([row.member.id for row in free(desk)[:4]]))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 4


def test_members_dragged_onto_an_organisation_are_going_there(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(qtbot, tmp_path, "city")
    office.open((1300, 800))
    office.verbs.show_members.trigger()
    office.settle()
    [member, *_] = free(office)
    tree = office.child(QTreeView, "tree")
    root = tree.model().index(0, 0)
    rows = [tree.model().index(row, 0, root) for row in range(tree.model().rowCount(root))]
    employer = next(index for index in rows if "公司" in str(index.data()))
    drop(tree, tree.visualRect(employer).center(), [member.member.id])
    office.settle()
    kinds = office.child(QListWidget, "start.kind")
    kinds.setFocus()
    office.press(Key.Key_Home)
    pause(office)
    assert "示例公司团委" in office.child(QLabel, "start.destination").text()
    office.press(Key.Key_Escape)
    office.close()


def drop(tree: QTreeView, place: QPoint, ids: list[str]) -> None:
    """What the window system sends at the end of a drag."""
    data = dragged(MEMBERS, ids)
    link, left, plain = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton, Modifier.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(place, link, data, left, plain))
    QApplication.sendEvent(tree.viewport(), QDropEvent(place.toPointF(), link, data, left, plain))
