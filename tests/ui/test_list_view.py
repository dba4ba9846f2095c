"""The list of all screens: a file manager's selection, and a place that is kept by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.ui.shelf import Query, Shelf, WordModel, shelf_of
from ui.bridge import Bridge
from ui.icons import Icon
from ui.list_notice import Notice
from ui.list_view import ListView
from ui.paged_model import ListState
from ui.theme import ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot
    from pytestqt.wait_signal import SignalBlocker

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hall:
    """A list of words on a screen of its own."""

    def __init__(self, qtbot: QtBot, shelf: Shelf, *, in_two: bool = False) -> None:
        """``in_two``: the first rows come before the others."""
        self.qtbot = qtbot
        self.shelf = shelf
        self.bridge = Bridge(None)  # type: ignore[arg-type]
        self.model = WordModel(self.bridge, Query(), shelf.ids, shelf.rows)
        if in_two:
            self.model.read_first = lambda query, limit: shelf.ids(query)[:limit]
        self.view = ListView(self.model, "test.words")
        qtbot.addWidget(self.view)
        self.view.resize(400, 10 * ROW_HEIGHT)
        self.view.show()
        with qtbot.waitSignal(self.model.state_changed, check_params_cb=self.is_read):
            self.model.show_query(self.model.query)

    def press(self, *keys: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.view, key, modifier)

    def click(self, row: int, modifier: Qt.KeyboardModifier = NONE) -> None:
        place = QPoint(20, self.view.rowViewportPosition(row) + ROW_HEIGHT // 2)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def selected(self) -> list[int]:
        return [int(each) for each in self.view.selected_ids()]

    def refresh(self) -> None:
        with self.qtbot.waitSignal(self.model.state_changed, check_params_cb=self.is_read):
            self.model.refresh()

    def answered(self) -> SignalBlocker:
        return self.qtbot.waitSignal(self.model.ids_changed, check_params_cb=lambda: self.model.is_whole)

    def is_read(self) -> bool:
        return self.model.state is not ListState.LOADING

    def top(self) -> str | None:
        return self.model.id_at(self.view.rowAt(0))


@pytest.fixture
def hall(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Hall]:
    made = Hall(qtbot, shelf_of(300), in_two=getattr(request, "param", False))
    yield made
    made.bridge.close()


# Choosing


def test_mouse_selects_as_in_a_file_manager(hall: Hall) -> None:
    hall.click(2)
    assert hall.selected() == [2]
    hall.click(5, SHIFT)
    assert hall.selected() == [2, 3, 4, 5]
    hall.click(3, CONTROL)
    hall.click(8, CONTROL)
    assert hall.selected() == [2, 4, 5, 8]
    hall.click(1)
    assert hall.selected() == [1]


def test_keyboard_selects_as_in_a_file_manager(hall: Hall) -> None:
    hall.click(0)
    hall.press(Key.Key_Down, Key.Key_Down)
    assert hall.selected() == [2]
    hall.press(Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    assert hall.selected() == [2, 3, 4]
    hall.press(Key.Key_A, modifier=CONTROL)
    assert hall.view.selected_count == 300


def test_space_picks_one_after_the_other(hall: Hall) -> None:
    hall.click(1)
    hall.press(Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert hall.selected() == [1, 3, 4]
    hall.press(Key.Key_Up, Key.Key_Space)
    assert hall.selected() == [1, 4]
    hall.press(Key.Key_Escape)
    assert hall.selected() == [3]
    hall.press(Key.Key_Down)
    assert hall.selected() == [4]


def test_a_click_ends_the_picking(hall: Hall) -> None:
    hall.click(1)
    hall.press(Key.Key_Space, Key.Key_Down, Key.Key_Space)
    hall.click(6)
    assert hall.selected() == [6]
    hall.press(Key.Key_Down)
    assert hall.selected() == [7]


def test_enter_and_double_click_open(hall: Hall) -> None:
    hall.click(2)
    with hall.qtbot.waitSignal(hall.view.opened) as opened:
        hall.press(Key.Key_Return)
    assert opened.args == ["000002"]
    hall.click(4)
    place = QPoint(20, hall.view.rowViewportPosition(4) + 5)
    with hall.qtbot.waitSignal(hall.view.opened) as opened:
        QTest.mouseDClick(hall.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert opened.args == ["000004"]


def test_the_next_one_is_below_what_is_selected_else_above(hall: Hall) -> None:
    hall.click(3)
    hall.click(5, SHIFT)
    assert hall.view.after_selection() == "000006"
    hall.press(Key.Key_End)
    assert hall.view.after_selection() == "000298"


# Keeping one's place


def test_rows_before_come_and_go_and_nothing_moves(hall: Hall) -> None:
    hall.view.go_to("000120")
    hall.view.verticalScrollBar().setValue(115 * ROW_HEIGHT)
    top, current = hall.top(), hall.view.current_id
    del hall.shelf.words["000003"]
    for number in range(5):
        hall.shelf.words[f"000000{number}"] = "new"
    hall.refresh()
    assert hall.top() == top
    assert hall.view.current_id == current
    assert hall.view.selected_ids() == ["000120"]


def test_a_reset_keeps_selection_cursor_and_scrolling(hall: Hall) -> None:
    hall.click(4)
    hall.view.go_to("000200")
    hall.view.verticalScrollBar().setValue(195 * ROW_HEIGHT)
    hall.press(Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    top = hall.top()
    for number in range(1, 190, 2):
        del hall.shelf.words[f"{number:06}"]
    with hall.qtbot.waitSignal(hall.model.modelReset):
        hall.model.refresh()
    assert hall.top() == top
    assert hall.view.current_id == "000202"
    assert hall.view.selected_ids() == ["000200", "000201", "000202"]


def test_when_the_chosen_row_goes_its_neighbour_is_chosen(hall: Hall) -> None:
    hall.click(4)
    del hall.shelf.words["000004"]
    hall.refresh()
    assert hall.view.current_id == "000005"
    assert hall.view.selected_ids() == ["000005"]


def test_at_the_top_new_rows_are_seen(hall: Hall) -> None:
    hall.click(0)
    hall.shelf.words["000000-"] = "new"
    hall.shelf.words["!"] = "first"
    hall.refresh()
    assert hall.top() == "!"
    assert hall.view.current_id == "000000"


def test_what_was_decided_is_held_in_its_place_until_it_is_settled(hall: Hall) -> None:
    hall.click(4)
    hall.model.hold(["000004"])
    del hall.shelf.words["000004"]
    hall.model.refresh(frozenset())
    hall.qtbot.waitUntil(lambda: hall.model.wanted_count == 299)
    assert hall.model.row_of("000004") == 4
    hall.model.release()
    hall.qtbot.waitUntil(lambda: hall.model.row_of("000004") is None)


# The header


def columns(hall: Hall) -> list[str]:
    return [hall.model.columns[each].key for each in hall.view.header.shown_columns()]


def test_click_on_a_header_sorts_and_on_an_unsortable_one_does_not(hall: Hall) -> None:
    header = hall.view.header
    place = QPoint(header.sectionViewportPosition(0) + 20, 10)
    with hall.qtbot.waitSignal(hall.model.ids_changed):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert hall.model.query.order == "word"
    marked = header.sortIndicatorSection()
    place = QPoint(header.sectionViewportPosition(1) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert header.sortIndicatorSection() == marked
    assert hall.model.query.order == "word"


def test_order_width_and_choice_of_columns_are_remembered(hall: Hall) -> None:
    header = hall.view.header
    header.moveSection(1, 0)
    header.resizeSection(0, 150)
    again = ListView(hall.model, "test.words")
    hall.qtbot.addWidget(again)
    again.resize(600, 300)
    again.show()
    assert [hall.model.columns[each].key for each in again.header.shown_columns()] == ["length", "word"]
    assert again.header.sectionSize(0) == 150


def sort_by_click(hall: Hall, column: int) -> None:
    header = hall.view.header
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    with hall.qtbot.waitSignal(hall.model.ids_changed):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)


def test_the_order_of_the_rows_is_remembered(hall: Hall) -> None:
    sort_by_click(hall, 0)
    sort_by_click(hall, 0)
    assert hall.model.query == Query(order="word", descending=True)
    again = WordModel(hall.bridge, Query(), hall.shelf.ids, hall.shelf.rows)
    view = ListView(again, "test.words")
    hall.qtbot.addWidget(view)
    assert again.query == Query(order="word", descending=True)
    assert view.header.sortIndicatorSection() == 0
    assert view.header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert again.rowCount() == 0, "nothing is read for it before it is shown"


def test_columns_are_chosen_in_the_header_menu_and_the_last_one_stays(hall: Hall) -> None:
    header = hall.view.header
    header.customContextMenuRequested.emit(QPoint(5, 5))
    menu = header.findChild(QMenu)
    assert isinstance(menu, QMenu)
    word, length = menu.actions()[:2]
    length.trigger()
    assert columns(hall) == ["word"]
    menu.close()
    header.customContextMenuRequested.emit(QPoint(5, 5))
    menu = header.findChildren(QMenu)[-1]
    assert not menu.actions()[0].isEnabled()
    assert word.text() == "词"
    menu.actions()[-1].trigger()
    assert columns(hall) == ["word", "length"]
    menu.close()


def test_columns_fill_the_width_and_no_more(hall: Hall) -> None:
    for width in (240, 400, 800):
        hall.view.resize(width, 300)
        assert hall.view.header.length() <= hall.view.viewport().width()


# Without rows


def test_an_empty_list_explains_itself(hall: Hall) -> None:
    hall.view.explain = lambda: Notice(Icon.EMPTY, "没有了", "去别处看看。")
    hall.shelf.words.clear()
    hall.refresh()
    assert hall.view.notice.isVisible()
    hall.shelf.words["1"] = "one"
    hall.refresh()
    assert not hall.view.notice.isVisible()


def test_a_list_that_cannot_be_read_offers_to_try_again(hall: Hall) -> None:
    hall.shelf.words.clear()
    hall.refresh()
    hall.shelf.broken = True
    hall.refresh()
    button = hall.view.notice.button
    assert button.isVisible()
    hall.shelf.broken = False
    hall.shelf.words["1"] = "one"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    hall.qtbot.waitUntil(lambda: hall.model.rowCount() == 1)


@pytest.mark.parametrize("hall", [False, True], indirect=True)
def test_another_order_begins_at_the_top_or_where_the_cursor_is(hall: Hall) -> None:
    hall.view.verticalScrollBar().setValue(150 * ROW_HEIGHT)
    with hall.answered():
        hall.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert hall.view.verticalScrollBar().value() == 0
    hall.click(0)
    hall.click(3, SHIFT)
    chosen, selected = hall.view.current_id, hall.selected()
    with hall.answered():
        hall.model.sort(0, Qt.SortOrder.AscendingOrder)
    assert hall.view.current_id == chosen
    assert hall.selected() == sorted(selected)
    assert hall.view.rowAt(0) > 200, "the row that was chosen is in sight"


@pytest.mark.parametrize("hall", [True], indirect=True)
def test_all_is_also_what_of_a_long_list_is_still_coming(hall: Hall) -> None:
    with hall.answered():
        with hall.qtbot.waitSignal(hall.model.ids_changed):
            hall.model.sort(0, Qt.SortOrder.DescendingOrder)
        assert not hall.model.is_whole
        hall.view.selectAll()
    assert hall.view.selected_count == len(hall.shelf.words)


@pytest.mark.parametrize("hall", [False, True], indirect=True)
def test_another_question_without_the_chosen_row_begins_anew(hall: Hall) -> None:
    hall.click(4)
    with hall.answered():
        hall.model.show_query(Query(text="word 2"))
    assert hall.view.current_id is None
    assert hall.view.selected_ids() == []
