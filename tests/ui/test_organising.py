"""Organisations by hand: made, renamed, moved, dissolved, given a month; what is impossible says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTreeView,
    QWidget,
)

from desktop.values import MemberQuery
from domain.instants import Month
from tests.ui.office import Office
from ui.dragging import ORGANISATIONS, dragged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SHIFTED = Modifier.ControlModifier | Modifier.ShiftModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("ui.month_choice.present_month", lambda: Month("2020-06"))
    made = Office(qtbot, tmp_path)
    made.open((1300, 800))
    made.verbs.show_members.trigger()
    made.settle()
    yield made
    made.close()


def tree_of(office: Office) -> QTreeView:
    return office.child(QTreeView, "tree")


def names(office: Office, parent: QModelIndex | None = None) -> list[str]:
    model = tree_of(office).model()
    above = model.index(0, 0) if parent is None else parent
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def index_of(office: Office, name: str) -> QModelIndex:
    model = tree_of(office).model()
    root = model.index(0, 0)
    return model.index(names(office).index(name), 0, root)


def choose(office: Office, name: str) -> None:
    """With the arrows, from the top."""
    tree = tree_of(office)
    tree.setFocus()
    office.press(Key.Key_Home, *[Key.Key_Down] * (names(office).index(name) + 1))
    assert tree.currentIndex().data() == name


def checked(office: Office) -> None:
    """Until the rules have been asked about what was typed."""
    office.qtbot.wait(160)
    office.settle()


def press_confirm(office: Office, dialogue: str) -> None:
    button = office.child(QPushButton, f"{dialogue}.confirm")
    assert button.isEnabled()
    office.press(Key.Key_Return)


def refusal(office: Office, dialogue: str) -> str:
    return " ".join(office.texts(office.child(QWidget, f"{dialogue}.refusal")))


def test_R6_R118_an_organisation_is_made_by_keyboard_alone(office: Office) -> None:
    choose(office, "外国语学院团总支")
    office.chord(Key.Key_N, SHIFTED)
    office.press("英语2024届1班")
    office.press(Key.Key_Tab)
    office.press("英语1班")
    checked(office)
    press_confirm(office, "create_organisation")
    tree = tree_of(office)
    tree.expand(index_of(office, "外国语学院团总支"))
    office.settle()
    above = index_of(office, "外国语学院团总支")
    assert names(office, above) == ["英语1班"]
    said = tree.model().index(0, 0, above).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "英语1班，0 名团员，待同步"
    assert "新建组织" in office.undo
    assert "待同步" in office.undo
    [item] = office.waiting()
    assert item.entered["full_name"] == "英语2024届1班"
    office.verbs.undo.trigger()
    office.settle()
    assert office.waiting() == []


def test_R6_only_what_may_stand_there_is_offered(office: Office) -> None:
    choose(office, "外国语学院团总支")
    office.chord(Key.Key_N, SHIFTED)
    kinds = office.child(QComboBox, "create_organisation.kind")
    assert [kinds.itemText(row) for row in range(kinds.count())] == ["团支部"]
    categories = office.child(QComboBox, "create_organisation.category")
    offered = [categories.itemText(row) for row in range(categories.count())]
    assert "延迟毕业团组织" in offered
    assert "流动团员团支部" not in offered, "only townships make those"
    office.press(Key.Key_Escape)


def test_R6_a_name_that_is_taken_is_said_beside_it(office: Office) -> None:
    choose(office, "外国语学院团总支")
    office.press(Key.Key_F2)
    name = office.child(QLineEdit, "rename_organisation.full_name")
    assert name.hasFocus()
    name.selectAll()
    office.press("计算机学院团委")
    checked(office)
    assert "计算机学院团委" in name.accessibleDescription()
    assert not office.child(QPushButton, "rename_organisation.confirm").isEnabled()
    name.selectAll()
    office.press("外语学院团总支")
    checked(office)
    assert name.accessibleDescription() == ""
    press_confirm(office, "rename_organisation")
    assert len(office.waiting()) == 1


def test_R6_what_still_holds_members_cannot_be_dissolved(office: Office) -> None:
    choose(office, "计算机学院团委")
    office.chord(Key.Key_D, SHIFTED)
    assert "下级组织" in refusal(office, "dissolve_organisation")
    assert not office.child(QPushButton, "dissolve_organisation.confirm").isEnabled()
    office.press(Key.Key_Escape)


def test_R6_what_is_empty_is_dissolved_once_it_is_confirmed(office: Office) -> None:
    choose(office, "2020级新生团支部")
    office.chord(Key.Key_D, SHIFTED)
    press_confirm(office, "dissolve_organisation")
    assert "2020级新生团支部" not in names(office)


def test_R20_the_refusal_of_a_month_names_the_condition(office: Office) -> None:
    choose(office, "计算机学院团委")
    office.chord(Key.Key_G, SHIFTED)
    assert "团支部" in refusal(office, "graduation_month")
    office.press(Key.Key_Escape)


def test_R22_R23_a_branch_is_given_its_month_and_is_mixed(office: Office) -> None:
    choose(office, "2020级新生团支部")
    office.chord(Key.Key_G, SHIFTED)
    year, month = office.child(QComboBox, "month.year"), office.child(QComboBox, "month.month")
    assert (year.itemText(0), year.itemText(year.count() - 1)) == ("2018", "2028")
    assert month.currentText() == "06"
    year.setFocus()
    office.press("2024")
    office.click(office.child(QCheckBox, "graduation_month.mixed"))
    checked(office)
    office.child(QPushButton, "graduation_month.confirm").setFocus()
    press_confirm(office, "graduation_month")
    [item] = office.waiting()
    assert (item.kind, item.entered["month"]) == ("set_graduation_month", "2024-06")


def test_R6_an_organisation_is_moved_by_its_name(office: Office) -> None:
    choose(office, "2020级新生团支部")
    office.chord(Key.Key_M, SHIFTED)
    office.press("计算机学院")
    checked(office)
    office.press(Key.Key_Return)
    assert "计算机学院团委" in office.child(QLabel, "move_organisation.chosen").text()
    press_confirm(office, "move_organisation")
    assert "2020级新生团支部" not in names(office)


def test_R6_an_organisation_that_was_dragged_is_asked_about(office: Office) -> None:
    tree, onto = tree_of(office), index_of(office, "外国语学院团总支")
    data = dragged(ORGANISATIONS, ["freshers"])
    place = tree.visualRect(onto).center()
    link, left, plain = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton, Modifier.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(place, link, data, left, plain))
    QApplication.sendEvent(tree.viewport(), QDropEvent(place.toPointF(), link, data, left, plain))
    office.settle()
    assert "外国语学院团总支" in office.child(QLabel, "move_organisation.chosen").text()
    assert office.waiting() == []
    press_confirm(office, "move_organisation")
    assert len(office.waiting()) == 1


def test_own_organisation_is_neither_renamed_nor_dissolved(office: Office) -> None:
    tree = tree_of(office)
    tree.setFocus()
    office.press(Key.Key_Home)
    assert office.verbs.create_organisation.isEnabled()
    assert not office.verbs.rename_organisation.isEnabled()
    assert not office.verbs.dissolve_organisation.isEnabled()
    office.verbs.show_outbox.trigger()
    office.settle()
    assert not office.verbs.create_organisation.isEnabled(), "there is no tree to see what it is about"


def test_R2_administrators_are_shown_and_their_phones_masked(office: Office) -> None:
    choose(office, "计算机学院团委")
    office.chord(Key.Key_I, Modifier.ControlModifier)
    said = " ".join(office.texts(office.child(QWidget, "organisation_info")))
    assert "计算机学院团委" in said
    assert "教育" in said
    office.press(Key.Key_Escape)


def test_R23_own_months_are_given_in_bulk_and_others_are_left_out(office: Office) -> None:
    ids = office.client.member_ids(MemberQuery(organisation_id="mixed"))
    assert ids
    office.list_members_of("mixed")
    office.press(Key.Key_Home)
    office.chord(Key.Key_A, Modifier.ControlModifier)
    office.press("G")
    month = office.child(QComboBox, "month.month")
    assert month.currentText() == "06"
    office.child(QPushButton, "member_month.confirm").setFocus()
    office.press(Key.Key_Return)
    assert len(office.waiting()) == len(ids)
    assert {item.kind for item in office.waiting()} == {"set_member_month"}


def test_R11_a_reset_code_needs_the_server(office: Office) -> None:
    office.list_members_of("class")
    office.press(Key.Key_Home, "P")
    assert "没有生成验证码" in office.message
    assert office.waiting() == []


def test_finds_of_a_move_are_no_branches(office: Office) -> None:
    choose(office, "2020级新生团支部")
    office.chord(Key.Key_M, SHIFTED)
    office.press("计算机")
    checked(office)
    finds = office.child(QListView, "tree.finds")
    found = [str(finds.model().index(row, 0).data()) for row in range(finds.model().rowCount())]
    assert found == ["计算机学院团委"]
    office.press(Key.Key_Escape)
