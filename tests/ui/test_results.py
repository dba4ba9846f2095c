"""R121: what became of each row of a bulk action is there to be read, and to be undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from desktop.values import MemberQuery
from domain.instants import Month
from tests.ui.office import Office
from ui.grid_view import GridView
from ui.list_view import ListView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("ui.delay_fields.present_month", lambda: Month("2020-06"))
    office = Office(qtbot, tmp_path)
    office.open()
    office.chord(Qt.Key.Key_2, CONTROL)
    yield office
    office.close()


def free(office: Office) -> list[str]:
    rows = office.client.members(office.client.member_ids(MemberQuery()))
    return [row.member.id for row in rows if row.graduate and not row.member.mark and not row.open_transfer]


def test_R121_a_bulk_mark_shows_its_rows_and_is_undone_as_one(office: Office) -> None:
    assert not office.verbs.show_results.isEnabled()
    ids = free(office)[:3]
    office.child(ListView, "member.ordinary").select_ids(ids)
    office.settle()
    office.press("m")
    office.click(office.child(QRadioButton, "mark.kind.teacher"))
    office.click(office.child(QPushButton, "mark.confirm"))
    office.until(lambda: office.verbs.show_results.isEnabled())
    office.verbs.show_results.trigger()
    office.settle()
    assert office.child(QLabel, "results.summary").text() == "已办理 3 项，未办理 0 项。"
    grid = office.child(GridView, "results.rows").model()
    assert {grid.index(row, 1).data() for row in range(grid.rowCount())} == {"已办理"}
    office.click(office.child(QPushButton, "results.undo"))
    office.until(lambda: office.message == "已撤回 3 项")
    assert {row.member.mark for row in office.client.members(ids)} == {None}
    assert not office.verbs.show_results.isEnabled(), "nothing is undone twice"
