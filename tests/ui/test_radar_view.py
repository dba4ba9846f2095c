"""R80: the next 20 days on the wall, each leading to the inbox of that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.errors import client_error
from desktop.radar_values import RadarDay
from desktop.values import Tab, TransferQuery
from tests.desktop.samples import sample_world
from tests.ui.office import Office
from ui.day_cell import DayCell
from ui.list_view import ListView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PENDING = "inbox.pending"
TODAY = date(2020, 6, 18)


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path, "university", sample_world())
    office.open()
    office.chord(Key.Key_7, CONTROL)
    yield office
    office.close()


def cell(office: Office, day: date) -> DayCell:
    return office.child(DayCell, f"radar.{day.isoformat()}")


def busy_day(office: Office) -> RadarDay:
    return next(day for day in office.client.radar().days if day.transfers)


def test_R80_twenty_days_with_what_is_due_and_what_the_system_will_do(office: Office) -> None:
    cells = office.main.screens.radar.findChildren(DayCell)
    assert {each.day.day for each in cells} == {TODAY + timedelta(days=ahead) for ahead in range(20)}
    day = busy_day(office)
    assert f"{day.transfers} 项到期" in cell(office, day.day).accessibleName()
    assert f"自动通过 {day.approved}" in cell(office, day.day).accessibleName()
    total = sum(each.approved for each in office.client.radar().days)
    assert f"自动通过 {total} 项" in office.child(QLabel, "radar.foot").text()
    quiet = next(each for each in cells if not each.day.transfers and not each.day.entries)
    assert not quiet.isEnabled()
    assert quiet.accessibleName().endswith("没有到期")


def test_R80_a_day_opens_the_inbox_with_what_is_due_then_and_back_to_all(office: Office) -> None:
    day = busy_day(office)
    cell(office, day.day).setFocus()
    office.press(Key.Key_Space)
    assert office.main.verbs.show_inbox.isChecked()
    assert len(office.rows(PENDING)) == day.transfers
    assert office.child(QLabel, "inbox.narrow.text").text() == f"只显示 {day.day} 到期的业务"
    office.click(office.child(QPushButton, "inbox.narrow.widen"))
    assert len(office.rows(PENDING)) == len(office.client.transfer_ids(TransferQuery(tab=Tab.PENDING)))
    assert not office.child(QPushButton, "inbox.narrow.widen").isVisible()


def test_R80_what_waits_for_an_allocation_has_a_lane_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(qtbot, tmp_path / "employer", "employer", sample_world())
    office.open()
    office.chord(Key.Key_7, CONTROL)
    lane = office.child(QPushButton, "radar.unallocated")
    waiting = office.client.radar().unallocated
    assert waiting > 0
    assert f"{waiting} 项" in lane.text()
    office.click(lane)
    assert len(office.rows(PENDING)) == waiting
    assert {row[4] for row in office.rows(PENDING)} == {"待分配"}
    office.close()


def test_R80_deciding_changes_the_wall(office: Office) -> None:
    day = busy_day(office)
    cell(office, day.day).setFocus()
    office.press(Key.Key_Space)
    office.child(ListView, PENDING).go_to_first()
    office.settle()
    office.press("A")
    office.chord(Key.Key_7, CONTROL)
    now = office.client.radar().days[(day.day - TODAY).days]
    assert now.transfers == day.transfers - 1
    assert cell(office, day.day).day == now


def test_failure_is_told_with_what_to_do(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(qtbot, tmp_path / "broken", "university", sample_world())

    def broken() -> None:
        raise client_error("SERVER_UNREACHABLE", server="x")

    monkeypatch.setattr(office.client, "radar", broken)
    office.open()
    office.chord(Key.Key_7, CONTROL)
    assert "期限没有读出来" in office.texts(office.main.screens.radar)
    office.close()
