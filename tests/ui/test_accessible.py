"""Whoever cannot see the window, or has no mouse, gets everywhere and is told where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QWidget

from tests.ui.desk import Desk
from ui.inbox_view import InboxView
from ui.list_view import ListView
from ui.member_view import MemberView
from ui.organisation_tree import OrganisationTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, "university", None)
    yield made
    made.close()


def nameless(desk: Desk) -> list[str]:
    """What can take the focus and does not say what it is."""
    widgets = [each for each in desk.window.findChildren(QWidget) if each.isVisible()]
    focusable = [each for each in widgets if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [f"{type(each).__name__} {each.objectName()}" for each in focusable if not _name(each)]


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def walk(desk: Desk, start: QWidget, steps: int) -> list[QWidget]:
    """Where Tab leads."""
    start.setFocus()
    stops = []
    for _ in range(steps):
        desk.press(Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    return [each for each in stops if each is not None]


def test_everything_in_the_inbox_says_what_it_is(desk: Desk) -> None:
    desk.show(InboxView(desk.client, desk.bridge, desk.verbs))
    assert nameless(desk) == []
    desk.press("R")
    assert nameless(desk) == []


def test_everything_in_the_members_says_what_it_is(desk: Desk) -> None:
    desk.show(MemberView(desk.client, desk.bridge, desk.verbs))
    desk.press("J", Key.Key_Return)
    assert nameless(desk) == []


def test_everything_in_the_tree_says_what_it_is(desk: Desk) -> None:
    tree = OrganisationTree(desk.client, desk.bridge)
    desk.window.setCentralWidget(tree)
    desk.window.show()
    desk.settle()
    assert nameless(desk) == []


def test_tab_goes_from_the_lists_to_the_detail_and_its_buttons(desk: Desk) -> None:
    desk.show(InboxView(desk.client, desk.bridge, desk.verbs))
    tabs = desk.child(QTabBar, "inbox.tabs")
    stops = walk(desk, tabs, 12)
    assert stops[0] is desk.child(ListView, "inbox.pending")
    detail = desk.child(QWidget, "detail")
    assert isinstance(stops[1], QScrollArea)
    assert all(detail.isAncestorOf(each) for each in stops[1:4])
    names = [each.objectName() for each in stops]
    assert names.index("detail.approve") < names.index("detail.refuse")


def test_a_cell_is_read_with_its_words(desk: Desk) -> None:
    desk.show(InboxView(desk.client, desk.bridge, desk.verbs))
    table = QAccessible.queryAccessibleInterface(desk.child(ListView, "inbox.pending"))
    cells = [table.child(place) for place in range(table.childCount())]
    texts = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert "张小明" in texts
    assert "待转出审批" in texts
