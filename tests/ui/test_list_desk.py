"""R116, R117: the inbox goes to Excel and on paper as the members do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.exchange.reading import read_table
from tests.ui.desk import Desk
from ui.inbox_view import InboxView
from ui.labour import Labour
from ui.preview_dialogue import PreviewDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PENDING = "inbox.pending"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, "university", None)
    desk.show(InboxView(desk.client, desk.bridge, desk.verbs))
    yield desk
    for labour in desk.window.findChildren(Labour):
        labour.give_up()
    desk.close()


def test_R116_the_inbox_goes_to_excel_as_the_filter_stands(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, hints = tmp_path / "待我审批.xlsx", list[str]()
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    desk.child(InboxView, "inbox").hinted.connect(hints.append)
    desk.chord(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: bool(hints))
    assert [list(row) for row in read_table(file).rows] == desk.rows(PENDING)


def test_R117_the_inbox_is_printed(desk: Desk) -> None:
    desk.verbs.print_list.trigger()
    desk.until(lambda: any(each.isVisible() for each in desk.window.findChildren(PreviewDialogue)))
    assert desk.child(PreviewDialogue, "preview").windowTitle() == "打印预览：待我审批"


def test_what_is_only_for_members_is_not_offered_here(desk: Desk) -> None:
    assert desk.verbs.export.isEnabled()
    assert not desk.verbs.export_full.isEnabled()
    assert not desk.verbs.import_sheet.isEnabled()
