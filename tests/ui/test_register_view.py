"""The registers on the screen: lists with what is due, their acts, and the way in from the member list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QPushButton, QSpinBox, QTabBar

from desktop.entry_values import EntryQuery
from desktop.exchange.reading import read_table
from desktop.values import Kind
from domain.destinations import Particulars
from domain.follow_up import FollowUp
from domain.register_commands import EndRetention, RetainMember
from domain.registers import Due, Register
from domain.retention import Retention
from domain.study_abroad import StudyAbroad
from tests.desktop.samples import members_of, sample_world
from tests.domain.examples import act
from tests.ui.office import Office
from ui.command_words import entered_name
from ui.entry_dialogue import EntryDialogue
from ui.labour import Labour
from ui.language import name_of
from ui.list_view import ListView
from ui.navigation import NavigationButton
from ui.paged_model import WORDS_ROLE
from ui.preview_dialogue import PreviewDialogue
from ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.entry_values import EntryRow
    from tests.domain.world import World

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
RETENTION, FOLLOW_UP, ABROAD = "entry.retention", "entry.follow_up", "entry.study_abroad"
REASON = "正在求职"


@pytest.fixture
def world() -> World:
    """Today is 18 June 2020: of those kept here one is overdue, one due soon, one later, one closed."""
    world = sample_world()
    world.year = 2021
    for number, until in enumerate((date(2020, 6, 1), date(2020, 7, 1), date(2020, 12, 31), None)):
        member = members_of(world, "class_two")[-1 - number]
        act(world, RetainMember(member_id=member.id, months=6, reason=REASON), f"r{number}", "college")
        if until is None:
            act(world, EndRetention(outcome="已就业"), f"r{number}", "college")
        else:
            kept = world.entries[f"r{number}"]
            assert isinstance(kept, Retention)
            world.entries[f"r{number}"] = replace(kept, until=until)
    world.entries["f"] = FollowUp(
        id="f", transfer_id="f", received_on=date(2020, 1, 1), next_on=date(2020, 4, 1), **_common(world, 0)
    )
    world.entries["s"] = StudyAbroad(
        id="s",
        transfer_id="s",
        application=Particulars(country="德国", period="2020-09 至 2022-08", purpose="攻读硕士"),
        registered_on=date(2019, 7, 1),
        **_common(world, 1),
    )
    return world


def _common(world: World, number: int) -> dict[str, Any]:
    member, known = members_of(world, "class")[-4 - number], world.entries["r0"]
    return {
        "version": 1,
        "member_id": member.id,
        "member_name": member.name,
        "search": member.search,
        "organisation_id": "class",
        "changed_by": known.changed_by,
        "changed_at": known.changed_at,
    }


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, world: World) -> Iterator[Office]:
    office = Office(qtbot, tmp_path, "university", world)
    office.open((1440, 900))
    office.chord(Key.Key_5, CONTROL)
    yield office
    for labour in office.main.findChildren(Labour):
        labour.give_up()
    office.close()


def show(office: Office, table: str) -> ListView:
    tabs = office.child(QTabBar, "entry.tabs")
    place = (ABROAD, RETENTION, FOLLOW_UP).index(table)
    tabs.setFocus()
    office.press(*[Key.Key_Left] * 3, *[Key.Key_Right] * place)
    view = office.child(ListView, table)
    view.setFocus()
    return view


def confirm(office: Office) -> None:
    office.click(office.child(QPushButton, "entry_dialogue.confirm"))
    if not any(each.isVisible() for each in office.main.findChildren(EntryDialogue)):
        office.main.activateWindow()
        office.qtbot.waitUntil(office.main.isActiveWindow)


def say(office: Office, text: str) -> None:
    office.child(QLineEdit, "entry_dialogue.text").setFocus()
    office.press(text)


def entry(office: Office, entry_id: str) -> EntryRow:
    (row,) = office.client.entries([entry_id])
    return row


def test_R71_what_is_overdue_is_red_and_on_top_and_counted(office: Office) -> None:
    view = show(office, RETENTION)
    rows = office.rows(RETENTION)
    assert [row[2] for row in rows] == ["2020-06-01", "2020-07-01", "2020-12-31"]
    assert [row[3] for row in rows] == ["已逾期", "即将到期", "未到期"]
    tones = [view.model().index(row, 3).data(WORDS_ROLE).tone for row in range(3)]
    assert tones == [Tone.NEGATIVE, Tone.WARNING, Tone.TEXT]
    assert all(row[4] == REASON for row in rows)
    badge = office.child(NavigationButton, "navigation.show_registers")
    assert badge.accessibleName() == "登记，2 项"
    assert badge.toolTip() == "2 项登记已逾期"


def test_R71_filtered_by_how_it_stands_and_by_the_tree(office: Office) -> None:
    show(office, RETENTION)
    due = office.child(QComboBox, "entry.due")
    for value, count in ((Due.OVERDUE, 1), (Due.SOON, 1), (Due.LATER, 1), (Due.CLOSED, 1), ("all", 4)):
        due.setFocus()
        office.press(Key.Key_Home, *[Key.Key_Down] * due.findData(value))
        assert len(office.rows(RETENTION)) == count, value
    office.main.screens.tree.reveal("class")
    office.settle()
    assert office.rows(RETENTION) == []
    assert office.texts(office.child(ListView, RETENTION))[0] == "没有需要跟进的登记"


def test_R70_report_is_recorded_and_the_next_one_is_due_a_year_later(office: Office) -> None:
    show(office, ABROAD)
    assert office.rows(ABROAD)[0][2:5] == ["2020-07-01", "即将到期", "德国 · 2020-09 至 2022-08"]
    office.press("N")
    confirm(office)
    assert "请填写这一项。" in office.texts(office.child(QLineEdit, "entry_dialogue.text").window())
    say(office, "学习正常")
    confirm(office)
    (item,) = office.waiting()
    assert (item.kind, item.entered) == ("record_report", {"text": "学习正常"})
    assert office.rows(ABROAD)[0][2:4] == ["2021-06-18", "待同步"]
    office.press("U")
    assert office.waiting() == []


def test_R72_learnt_that_there_is_work_with_its_day(office: Office) -> None:
    show(office, FOLLOW_UP)
    office.press("N")
    say(office, "在武汉就业")
    office.child(QCheckBox, "entry_dialogue.found").setFocus()
    office.press(Key.Key_Space)
    day = office.child(QDateEdit, "entry_dialogue.day")
    day.setFocus()
    day.setDate(day.date().fromString("2020-06-10", Qt.DateFormat.ISODate))
    confirm(office)
    (item,) = office.waiting()
    assert item.entered == {"outcome": "在武汉就业", "found_work_on": "2020-06-10"}
    assert [entered_name(field) for field in item.entered] == ["情况", "找到工作的日期"]
    assert office.rows(FOLLOW_UP)[0][2:6] == ["2020-07-10", "待同步", "2020-06-10 找到工作", "在武汉就业"]


def test_R71_prolonged_to_the_longest_and_ended_both_by_keyboard(office: Office) -> None:
    view = show(office, RETENTION)
    view.go_to("r2")
    office.settle()
    office.press("X")
    assert office.child(QSpinBox, "entry_dialogue.months").maximum() == 12
    confirm(office)
    kept = entry(office, "r2").entry
    assert isinstance(kept, Retention)
    assert (kept.until, kept.prolonged) == (date(2021, 6, 30), True)
    view.go_to("r0")
    office.settle()
    office.press("E")
    say(office, "已落实工作")
    confirm(office)
    assert entry(office, "r0").due is Due.CLOSED


def test_R71_several_are_ended_at_once(office: Office) -> None:
    show(office, RETENTION)
    office.chord(Key.Key_A, CONTROL)
    office.press("E")
    say(office, "统一办结")
    confirm(office)
    assert {item.subject_id for item in office.waiting()} == {"r0", "r1", "r2"}


def test_R63_R71_retained_from_the_member_list_with_those_left_out_named(office: Office) -> None:
    office.list_members_of("class_two")
    office.chord(Key.Key_2, CONTROL)
    office.list_members_of("class_two")
    office.chord(Key.Key_A, CONTROL)
    before = len(office.client.entry_ids(EntryQuery(register=Register.RETENTION)))
    office.press("B")
    left_out = office.texts(office.child(QPushButton, "entry_dialogue.confirm").window())
    assert any("不能办理" in text for text in left_out)
    say(office, "考研复习")
    confirm(office)
    kept = {item.kind for item in office.waiting()}
    assert kept == {"retain_member"}
    after = len(office.client.entry_ids(EntryQuery(register=Register.RETENTION)))
    assert after == before + len(office.waiting())


def test_R59_R71_late_one_is_told_in_the_detail(office: Office) -> None:
    view = show(office, RETENTION)
    changed = act(office.filled.world, EndRetention(outcome="已入伍"), "r2", "college")
    office.filled.feed.store(changed)
    view.go_to("r2")
    office.settle()
    office.press("E")
    say(office, "已就业")
    confirm(office)
    office.filled.pull(office.client)
    office.settle()
    office.main.screens.registers.open_entry("r2")
    office.settle()
    office.click(office.child(QPushButton, "detail.dismiss"))
    assert office.client.outbox() == []


def test_R116_R117_register_goes_to_excel_and_on_paper(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(office, RETENTION)
    file = tmp_path / "登记.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    office.chord(Key.Key_E, CONTROL)
    office.until(lambda: office.message.startswith("已导出"))
    assert [list(row) for row in read_table(file).rows] == office.rows(RETENTION)
    office.verbs.print_list.trigger()
    office.until(lambda: any(each.isVisible() for each in office.main.findChildren(PreviewDialogue)))
    assert name_of(Register.RETENTION) in office.child(PreviewDialogue, "preview").windowTitle()


def test_R81_message_of_a_register_opens_its_entry(office: Office) -> None:
    office.main.screens.messages.open_requested.emit(Kind.RETENTION, "r3")
    office.settle()
    assert office.child(ListView, RETENTION).current_id == "r3"


def test_models_keep_the_rules_of_qt(office: Office) -> None:
    testers = [
        QAbstractItemModelTester(office.model(table), QAbstractItemModelTester.FailureReportingMode.Fatal)
        for table in (RETENTION, FOLLOW_UP, ABROAD)
    ]
    show(office, RETENTION)
    office.press("J", "E")
    say(office, "已就业")
    confirm(office)
    for tester in testers:
        tester.deleteLater()
