"""UX.md «The look», read off the window itself: rows, sizes of type, numbers in columns, one red button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from tests.ui.office import SMALL, Office
from ui.list_view import ListView
from ui.theme import ROW_HEIGHT
from ui.theme import SMALL as SMALLEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ROOMY = (1440, 900)


@pytest.fixture(params=[SMALL, ROOMY], ids=["small", "roomy"])
def office(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open(request.param)
    yield office
    office.close()


def every_screen(office: Office) -> Iterator[str]:
    for action in office.verbs.screens:
        action.trigger()
        office.settle()
        yield action.text()


def visible(office: Office) -> list[QWidget]:
    return [each for each in office.main.findChildren(QWidget) if each.isVisible()]


def test_rows_are_32_pixels_and_no_type_is_under_12(office: Office) -> None:
    for screen in every_screen(office):
        heights = {
            view.rowHeight(0) for view in office.main.findChildren(ListView) if view.model().rowCount()
        }
        assert heights <= {ROW_HEIGHT}, screen
        small = [each for each in visible(office) if QFontInfo(each.font()).pixelSize() < SMALLEST]
        assert small == [], screen


def test_at_most_one_button_is_red_at_a_time(office: Office) -> None:
    for screen in every_screen(office):
        buttons = [each for each in visible(office) if isinstance(each, QPushButton)]
        assert sum(each.property("role") == "primary" for each in buttons) <= 1, screen


def test_numbers_stand_at_the_right_of_their_columns(office: Office) -> None:
    office.verbs.show_members.trigger()
    office.settle()
    model = office.child(ListView, "member.ordinary").model()
    sides = {
        str(model.headerData(column, Qt.Orientation.Horizontal)): model.index(0, column).data(
            int(Qt.ItemDataRole.TextAlignmentRole)
        )
        for column in range(model.columnCount())
    }
    assert sides["毕业时间"] & Qt.AlignmentFlag.AlignRight
    assert not sides["姓名"] & Qt.AlignmentFlag.AlignRight


def test_deciding_opens_no_window(office: Office) -> None:
    office.press("A", "A")
    assert [each for each in office.main.findChildren(QDialog) if each.isVisible()] == []
    assert len(office.waiting()) == 2


def test_the_first_transfer_is_approved_with_one_press_after_the_start(office: Office) -> None:
    buttons = [each for each in visible(office) if isinstance(each, QPushButton)]
    [button] = [each for each in buttons if each.text().startswith("同意")]
    office.click(button)
    assert [item.title for item in office.waiting()] == ["张小明"]


def test_f5_syncs_wherever_one_is(office: Office) -> None:
    asked: list[str] = []
    office.verbs.sync.triggered.connect(lambda: asked.append("sync"))
    for _ in every_screen(office):
        office.press(Qt.Key.Key_F5)
    assert len(asked) == len(office.verbs.screens)


def test_the_search_is_one_chord_away(office: Office) -> None:
    office.chord(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert office.main.header.search.hasFocus()
