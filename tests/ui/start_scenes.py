"""Scenes of starting transfers and of changing organisations, for tests/shots.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QTabBar, QTreeView, QWidget

from desktop.values import MemberQuery, ResetCode
from domain.destinations import TransferKind
from tests.ui.desk import commit_text
from tests.ui.stage import live_for, wait_for
from ui.kind_list import KIND
from ui.reset_code_dialogue import ResetCodeDialogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from tests.ui.stage import Stage

    W = TypeVar("W", bound=QWidget)
    Take = Callable[[str, QWidget, Callable[[], None], Callable[[], None]], None]


def take_start(take: Take, stage: Stage) -> None:
    free = _free(stage)
    stage.verbs.show_members.trigger()
    tabs = stage.main.findChild(QTabBar, "member.tabs")
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(0)

    def one() -> None:
        _begin(stage, free[:1])
        _choose(stage, TransferKind.EMPLOYED, "公司")

    def many() -> None:
        _begin(stage, [*free[:7], *_under_way(stage)[:2]])
        _choose(stage, TransferKind.EMPLOYED, "公司")

    def abroad() -> None:
        _begin(stage, free[:1])
        _choose(stage, TransferKind.STUDY_ABROAD, "出国")

    for name, prepare in (("start", one), ("start-many", many), ("start-abroad", abroad)):
        take(name, stage.main, prepare, stage.settle)
    close_dialogues(stage.main)


def _begin(stage: Stage, ids: list[str]) -> None:
    close_dialogues(stage.main)
    stage.select_ids("member.ordinary", ids)
    stage.settle()
    stage.verbs.start_transfer.trigger()
    wait_for("the dialogue", lambda: bool(_open_dialogues(stage.main)))


def _choose(stage: Stage, kind: TransferKind, text: str) -> None:
    kinds = _part(stage, QListWidget, "start.kind")
    rows = [kinds.item(row).data(KIND) for row in range(kinds.count())]
    kinds.setCurrentRow(rows.index(kind))
    search = _part(stage, QLineEdit, "destination.search")
    search.setFocus()
    search.clear()
    commit_text(search, text)
    live_for(0.4)
    stage.settle()
    QTest.keyClick(search, Qt.Key.Key_Return)
    live_for(0.3)
    stage.settle()


def take_organisations(take: Take, stage: Stage) -> None:
    stage.verbs.show_members.trigger()
    stage.settle()
    verbs = stage.verbs

    def create() -> None:
        _choose_organisation(stage, 1)
        verbs.create_organisation.trigger()
        _wait(stage)
        for name, text in (("full_name", "示例大学2024级新生团支部"), ("short_name", "2024级新生")):
            edit = _part(stage, QLineEdit, f"create_organisation.{name}")
            edit.setFocus()
            commit_text(edit, text)
        live_for(0.3)

    def month() -> None:
        _choose_organisation(stage, 1)
        verbs.set_graduation_month.trigger()
        _wait(stage)

    def dissolve() -> None:
        _choose_organisation(stage, 1)
        verbs.dissolve_organisation.trigger()
        _wait(stage)

    def move() -> None:
        _choose_organisation(stage, 1)
        verbs.move_organisation.trigger()
        _wait(stage)
        search = _part(stage, QLineEdit, "move_organisation.search")
        commit_text(search, "学院")
        live_for(0.3)

    def information() -> None:
        _choose_organisation(stage, 1)
        verbs.organisation_info.trigger()
        _wait(stage)

    scenes = (
        ("organisation-create", create),
        ("organisation-month", month),
        ("organisation-dissolve", dissolve),
        ("organisation-move", move),
        ("organisation-info", information),
    )
    for name, prepare in scenes:
        take(name, stage.main, prepare, stage.settle)
    close_dialogues(stage.main)
    take("reset-code", stage.main, lambda: _show_code(stage), stage.settle)
    close_dialogues(stage.main)


def _show_code(stage: Stage) -> None:
    """A made-up one, so that the pictures are the same each time."""
    from datetime import UTC, datetime

    close_dialogues(stage.main)
    made = ResetCode(
        code="7KQF-2MXT-9PWD",
        expires_at=datetime(2026, 6, 19, 1, 41, tzinfo=UTC),
        account_masked="999101********1234",
    )
    ResetCodeDialogue("张晓燕", made, stage.main).open()


def _choose_organisation(stage: Stage, row: int) -> None:
    close_dialogues(stage.main)
    tree = _part(stage, QTreeView, "tree")
    root = tree.model().index(0, 0, QModelIndex())
    wait_for("the tree", lambda: tree.model().rowCount(root) > row)
    tree.setCurrentIndex(tree.model().index(row, 0, root))
    tree.setFocus()
    stage.settle()


def _free(stage: Stage) -> list[str]:
    rows = stage.client.members(stage.client.member_ids(MemberQuery())[:1500])
    return [row.member.id for row in rows if row.graduate and not row.member.mark and not row.open_transfer]


def _under_way(stage: Stage) -> list[str]:
    rows = stage.client.members(stage.client.member_ids(MemberQuery())[:1500])
    return [row.member.id for row in rows if row.graduate and row.open_transfer]


def _wait(stage: Stage) -> None:
    wait_for("the dialogue", lambda: bool(_open_dialogues(stage.main)))
    stage.settle()


def _part(stage: Stage, kind: type[W], name: str) -> W:
    found = [each for each in stage.main.findChildren(kind, name) if each.isVisible()]
    assert found, name
    return found[-1]


def _open_dialogues(main: QWidget) -> list[QDialog]:
    return [dialogue for dialogue in main.findChildren(QDialog) if dialogue.isVisible()]


def close_dialogues(main: QWidget) -> None:
    for dialogue in _open_dialogues(main):
        dialogue.reject()
    QApplication.processEvents()
