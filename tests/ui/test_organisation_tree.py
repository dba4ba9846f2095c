"""The organisation tree: lazy, counted, searched, by keyboard, and it says what the lists show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListView, QTreeView

from tests.ui.desk import Desk
from ui.organisation_tree import OrganisationTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key


class TreeDesk(Desk):
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, folder, "university", None)
        self.selected: list[str | None] = []
        tree = OrganisationTree(self.client, self.bridge)
        tree.organisation_selected.connect(self.selected.append)
        self.window.setCentralWidget(tree)
        self.window.resize(260, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.client.start(self.bridge.notify)
        self.settle()
        self.tree.setFocus()

    @property
    def tree(self) -> QTreeView:
        return self.child(QTreeView, "tree")

    @property
    def search(self) -> QLineEdit:
        return self.child(QLineEdit, "tree.search")

    def shown(self) -> list[str]:
        """What is unfolded, from top to bottom, as a screen reader says it."""
        found, index = [], self.tree.model().index(0, 0)
        while index.isValid():
            found.append(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
            index = self.tree.indexBelow(index)
        return found

    def current(self) -> str:
        return str(self.tree.currentIndex().data())


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[TreeDesk]:
    made = TreeDesk(qtbot, tmp_path)
    yield made
    made.close()


def test_R110_root_is_open_and_counted_and_children_are_not_read_yet(desk: TreeDesk) -> None:
    shown = desk.shown()
    assert shown[0] == "示例大学团委，79 名团员，7 项待办"
    assert "计算机学院团委，79 名团员，7 项待办" in shown
    assert "外国语学院团总支，0 名团员" in shown
    assert not any("1班" in each for each in shown)
    assert desk.current() == "示例大学团委"
    assert desk.selected == [], "the only root stands for everything, which is what is shown anyway"


def test_keyboard_opens_and_closes_and_selects(desk: TreeDesk) -> None:
    while desk.current() != "计算机学院团委":
        desk.press(Key.Key_Down)
    assert desk.selected[-1] == "college"
    desk.press(Key.Key_Right)
    assert any(each.startswith("计算机2020届1班") for each in desk.shown())
    desk.press(Key.Key_Right)
    assert desk.selected[-1] is not None
    desk.press(Key.Key_Left, Key.Key_Left)
    assert not any("1班" in each for each in desk.shown())
    desk.press(Key.Key_Home)
    assert desk.selected[-1] is None


def test_R110_search_finds_and_reveals(desk: TreeDesk) -> None:
    desk.search.setFocus()
    desk.press("hunhe")
    finds = desk.child(QListView, "tree.finds")
    assert finds.isVisible()
    assert [finds.model().index(row, 0).data() for row in range(finds.model().rowCount())] == [
        "计算机混合支部"
    ]
    desk.press(Key.Key_Return)
    assert desk.tree.isVisible()
    assert desk.search.text() == ""
    assert desk.current() == "计算机混合支部"
    assert desk.selected[-1] == "mixed"


def test_search_that_finds_nothing_says_so_and_escape_ends_it(desk: TreeDesk) -> None:
    desk.search.setFocus()
    desk.press("没有这个组织")
    assert "没有找到“没有这个组织”" in desk.texts(desk.child(QListView, "tree.finds"))
    desk.press(Key.Key_Escape)
    assert desk.tree.isVisible()
    assert desk.current() == "示例大学团委"


def test_letters_are_left_to_the_verbs(desk: TreeDesk) -> None:
    desk.press("a", "j")
    assert desk.current() == "示例大学团委"


def test_what_changes_is_seen_and_what_is_open_stays_open(desk: TreeDesk) -> None:
    while desk.current() != "计算机学院团委":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Right)
    before = desk.shown()
    world = desk.filled.world
    renamed = replace(world.organisations["class"], short_name="新名班", version=2)
    desk.filled.feed.put("organisation", renamed)
    gone = next(each for each in world.members.values() if each.organisation_id == "juniors")
    desk.filled.feed.put("member", replace(gone, organisation_id="village", version=gone.version + 1))
    desk.filled.pull(desk.client)
    desk.settle()
    after = desk.shown()
    assert len(after) == len(before)
    assert desk.current() == "计算机学院团委"
    assert after[0] == "示例大学团委，78 名团员，7 项待办"
    assert any(each.startswith("新名班") for each in after)


def test_model_passes_qts_own_tester(desk: TreeDesk) -> None:
    model = desk.tree.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    while desk.current() != "计算机学院团委":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Right)
    organisations = desk.filled.world.organisations
    path = organisations["college"].path + "999/"
    new = replace(organisations["class_two"], id="class_three", path=path, short_name="新建支部", version=1)
    organisations["class_three"] = new
    desk.filled.feed.put("organisation", new)
    desk.filled.pull(desk.client)
    desk.settle()
    assert any(each.startswith("新建支部") for each in desk.shown())


def test_R110_counts_follow_a_decision(desk: TreeDesk) -> None:
    from desktop.values import Seen, TransferQuery

    first = desk.client.transfer_ids(TransferQuery())[0]
    version = desk.client.transfers([first])[0].transfer.version
    desk.client.approve_transfers([Seen(id=first, version=version)])
    desk.settle()
    assert desk.shown()[0] == "示例大学团委，79 名团员，6 项待办"


def test_nothing_is_cut_for_what_the_tooltip_says(desk: TreeDesk) -> None:
    tip = str(desk.tree.model().index(0, 0, QModelIndex()).data(Qt.ItemDataRole.ToolTipRole))
    assert "团委 · 普通" in tip
    assert "79 名团员" in tip
