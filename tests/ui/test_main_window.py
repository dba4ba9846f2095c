"""The frame around the screens, by keyboard and with a real client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from desktop.errors import ClientError
from desktop.values import Changes, Connection, Outcome, Progress
from domain.refusals import Refusal
from tests.ui.office import Office
from tests.ui.standing import a_status
from ui import preferences
from ui.main_window import GEOMETRY
from ui.screen_size import FRAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
INSIDE = (760, 620)
"""Smaller than the virtual screen; Qt moves and cuts what would stand outside."""


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open()
    yield office
    office.close()


def test_inbox_is_in_front_and_ready_for_the_keyboard(office: Office) -> None:
    assert office.main.windowTitle() == "示例大学团委"
    assert office.verbs.show_inbox.isChecked()
    assert office.child(QLineEdit, "search").placeholderText() == "在“审批”中查找"
    assert office.names("inbox.pending")[0] == "张小明"


def test_R113_start_without_the_server_is_told_once(office: Office) -> None:
    assert office.message.startswith("服务器没有应答，已用本机数据打开。")
    office.main.message_bar.hide()
    office.bridge.notify(Changes(status=True))
    office.settle()
    assert office.message == ""


def test_R113_decision_can_be_undone_until_it_is_sent(office: Office) -> None:
    office.press("A")
    assert office.undo == "同意：张小明，待同步"
    assert "1 条待同步" in office.said_in(office.main.status_line)
    office.chord(Key.Key_Z, CONTROL)
    assert office.undo == ""
    assert office.message == "已收回：张小明"
    assert office.waiting() == []
    assert "待同步" not in office.said_in(office.main.status_line)


def test_decision_is_confirmed_when_the_server_has_it(office: Office) -> None:
    office.press("A")
    office.filled.pull(office.client)
    office.until(lambda: office.undo == "同意：张小明，服务器已确认")
    assert not office.verbs.undo.isEnabled()
    office.main.undo_bar.forget()


def test_several_decisions_are_undone_as_one(office: Office) -> None:
    office.press(Key.Key_Space, "J", Key.Key_Space, "A")
    assert office.undo == "同意：2 项，待同步"
    office.chord(Key.Key_Z, CONTROL)
    assert office.waiting() == []


def test_what_was_sent_meanwhile_cannot_be_taken_back(office: Office) -> None:
    office.press("A")
    office.main.undo_bar.not_taken_back.emit(1)
    assert office.message == "有 1 项已经发送，不能收回。"


def test_conflict_ends_the_undoing_and_is_counted(office: Office) -> None:
    office.lose_to_another("transfer-source-0", "A")
    assert office.undo == ""
    assert "1 条需要处理" in office.said_in(office.main.status_line)
    office.click(office.child(QPushButton, "status.attention"))
    assert office.verbs.show_outbox.isChecked()


def test_refusals_are_told_without_stopping_anybody(office: Office) -> None:
    refusal = Refusal("REFUSAL_REASON_MISSING")
    office.main.screens.inbox.acted.emit([Outcome(id="1", title="张三", op_id=None, refusal=refusal)])
    assert office.message == f"张三：{refusal.sentence}"


def test_errors_of_jobs_are_told(office: Office) -> None:
    office.bridge.failed.emit(ClientError("DISK_FULL", "磁盘已满。", "The disk is full."))
    assert office.message == "磁盘已满。"


def test_search_filters_the_screen_in_front(office: Office) -> None:
    office.chord(Key.Key_F, CONTROL)
    office.press("李娜", Key.Key_Return)
    office.until(lambda: office.names("inbox.pending") == ["李娜"])
    office.press("A")
    assert office.undo == "同意：李娜，待同步"
    office.chord(Key.Key_F, CONTROL)
    office.press(Key.Key_Escape)
    office.until(lambda: "张小明" in office.names("inbox.pending"))


def test_search_is_over_when_another_screen_comes(office: Office) -> None:
    office.chord(Key.Key_F, CONTROL)
    office.press("李娜", Key.Key_Return)
    office.until(lambda: office.names("inbox.pending") == ["李娜"])
    office.chord(Key.Key_2, CONTROL)
    assert office.child(QLineEdit, "search").text() == ""
    office.chord(Key.Key_1, CONTROL)
    office.until(lambda: len(office.names("inbox.pending")) == 7)


def test_letters_of_one_screen_do_nothing_on_another(office: Office) -> None:
    office.chord(Key.Key_Comma, CONTROL)
    office.press("A", "M", "R")
    assert office.waiting() == []
    assert not any(action.isEnabled() for action in office.verbs.row_verbs)


def test_tree_stands_beside_the_lists_only(office: Office) -> None:
    tree = office.main.screens.tree
    assert tree.isVisible()
    office.chord(Key.Key_3, CONTROL)
    assert not tree.isVisible()
    office.chord(Key.Key_2, CONTROL)
    assert tree.isVisible()


def test_working_offline_is_a_switch_in_two_places(office: Office) -> None:
    switch = office.child(QCheckBox, "offline.switch")
    switch.click()
    office.until(lambda: office.client.status().connection is Connection.WORKING_OFFLINE)
    office.settle()
    assert office.verbs.work_offline.isChecked()
    assert office.main.header.connection.text() == "离线工作"
    office.verbs.work_offline.trigger()
    office.settle()
    assert not switch.isChecked()


def test_R115_first_sync_shows_numbers_and_can_be_stopped(office: Office) -> None:
    progress = Progress(done=1_200, total=6_000)
    office.main.show_status(a_status(syncing=True, progress=progress, synced_at=None))
    assert "正在获取数据 1,200 / 6,000" in office.said_in(office.main.status_line)
    assert office.verbs.cancel_sync.isEnabled()
    office.main.show_status(a_status())
    assert not office.verbs.cancel_sync.isEnabled()


def test_problem_that_only_the_user_can_solve_is_told_with_the_way_out(office: Office) -> None:
    stopped = a_status(connection=Connection.STOPPED, problem="登录已失效，请重新登录。")
    office.main.show_status(stopped)
    assert office.message == "登录已失效，请重新登录。"
    office.main.message_bar.hide()
    office.main.show_status(stopped)
    assert office.message == ""


def test_F54_question_about_much_that_vanishes_is_answered_beside_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[bool] = []
    monkeypatch.setattr(office.client, "accept_deletion", lambda: answered.append(True))
    stopped = a_status(
        connection=Connection.STOPPED, problem="要求删除一半以上", problem_code="MASS_DELETION"
    )
    office.main.show_status(stopped)
    assert office.main.message_bar._action.defaultAction() is office.verbs.accept_deletion
    office.verbs.accept_deletion.trigger()
    office.settle()
    assert answered == [True]


def test_help_and_password_open_without_stopping_the_sync(office: Office) -> None:
    office.press("?")
    assert office.child(QDialog, "shortcuts").isVisible()
    office.child(QDialog, "shortcuts").reject()
    office.verbs.change_password.trigger()
    dialogue = office.child(QDialog, "password")
    assert dialogue.isVisible()
    dialogue.reject()


def test_signing_out_asks_nothing(office: Office, qtbot: QtBot) -> None:
    with qtbot.waitSignal(office.main.sign_out_requested) as asked:
        office.verbs.sign_out.trigger()
    assert asked.args == [False]


def test_signing_out_asks_while_something_waits(office: Office) -> None:
    left: list[bool] = []
    office.main.sign_out_requested.connect(left.append)
    office.press("A")
    for answer, expected in (("cancel", []), ("sync", []), ("confirm", [False])):
        office.verbs.sign_out.trigger()
        office.settle()
        box = office.child(QMessageBox, "sign_out")
        assert box.text() == "还有 1 条待同步，退出后要等下次登录才发送。"
        default = box.defaultButton()
        assert default is not None
        assert default.objectName() == "sign_out.sync"
        office.child(QPushButton, f"sign_out.{answer}").click()
        office.settle()
        assert left == expected


def test_a_hint_goes_by_itself_and_never_hides_an_error(office: Office) -> None:
    office.main.screens.inbox.hinted.emit("请先在列表中选择一项。")
    assert office.message == "请先在列表中选择一项。"
    office.bridge.failed.emit(ClientError("DISK_FULL", "磁盘已满。", "The disk is full."))
    office.main.screens.inbox.hinted.emit("请先在列表中选择一项。")
    assert office.message == "磁盘已满。"


def test_R114_removing_the_data_asks_and_says_what_is_kept(office: Office) -> None:
    wiped: list[bool] = []
    office.main.sign_out_requested.connect(wiped.append)
    office.press("A")
    office.verbs.sign_out_and_wipe.trigger()
    box = office.child(QMessageBox, "wipe")
    assert "还有 1 条待同步的操作，它们会保留" in box.informativeText()
    box.reject()
    assert wiped == []
    office.settle()
    office.verbs.sign_out_and_wipe.trigger()
    office.child(QPushButton, "wipe.confirm").click()
    assert wiped == [True]


def test_window_comes_back_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    first = Office(qtbot, tmp_path / "first")
    first.open(INSIDE)
    first.close()
    assert not preferences.place("window.geometry").isEmpty()
    second = Office(qtbot, tmp_path / "second")
    assert (second.main.width(), second.main.height()) == INSIDE
    second.close()


def test_row_of_the_outbox_leads_to_its_transfer(office: Office) -> None:
    office.press("A")
    office.chord(Key.Key_3, CONTROL)
    office.press(Key.Key_Return)
    assert office.verbs.show_inbox.isChecked()
    assert office.child(QLabel, "detail.title").text() == "张小明"


def test_window_fits_into_its_screen_whatever_was_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    for size in (None, QSize(3000, 3000)):
        if size is not None:
            elsewhere.resize(size)
            preferences.set_place(GEOMETRY, elsewhere.saveGeometry())
        office = Office(qtbot, tmp_path / str(size))
        room = office.main.screen().availableGeometry()
        assert office.main.height() + FRAME.height() <= room.height()
        assert office.main.width() + FRAME.width() <= room.width()
        assert room.contains(office.main.pos())
        office.close()
