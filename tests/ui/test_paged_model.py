"""The model of all lists: ids first, rows by page, changes without losing one's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.shelf import Query, Shelf, WordModel, shelf_of
from ui.bridge import Bridge
from ui.page_loader import PAGE
from ui.paged_model import ListState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def bridge(qapp: object) -> Iterator[Bridge]:
    made = Bridge(None)  # type: ignore[arg-type]
    yield made
    made.close()


def model_of(shelf: Shelf, bridge: Bridge) -> WordModel:
    return WordModel(bridge, Query(), shelf.ids, shelf.rows)


def texts(model: WordModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def wait_until_ready(qtbot: QtBot, model: WordModel, query: Query | None = None) -> None:
    with qtbot.waitSignal(model.state_changed, check_params_cb=lambda: model.state is ListState.READY):
        model.show_query(query or model.query)


def test_first_page_comes_with_the_ids(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(5 * PAGE)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    assert model.rowCount() == 5 * PAGE
    assert shelf.asked == [PAGE]
    assert model.index(3, 0).data() == "word 3"
    assert model.index(3, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_other_pages_come_when_they_are_looked_at(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(5 * PAGE)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    index = model.index(3 * PAGE + 7, 0)
    assert index.data() == ""
    with qtbot.waitSignal(model.dataChanged) as changed:
        pass
    assert changed.args is not None
    assert (changed.args[0].row(), changed.args[1].row()) == (3 * PAGE, 4 * PAGE - 1)
    assert index.data() == "word 307"
    assert shelf.asked == [PAGE, PAGE]


def test_passes_qts_own_tester(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(3 * PAGE)
    model = model_of(shelf, bridge)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    wait_until_ready(qtbot, model)
    wait_until_ready(qtbot, model, Query(text="1"))
    wait_until_ready(qtbot, model, Query(text="2", order="word", descending=True))
    wait_until_ready(qtbot, model, Query())
    del shelf.words["000003"]
    shelf.words["000300"] = "new"
    with qtbot.waitSignal(model.ids_changed):
        model.refresh(frozenset({"000003", "000300"}))
    assert model.row_of("000300") == 3 * PAGE - 1


def test_changed_rows_alone_are_read_and_told(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(2 * PAGE)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    shelf.words["000005"] = "changed"
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.assertNotEmitted(model.ids_changed),
        qtbot.waitSignal(model.dataChanged) as changed,
    ):
        model.refresh(frozenset({"000005", "000150"}))
    assert changed.args is not None
    assert (changed.args[0].row(), changed.args[1].row()) == (5, 5)
    assert model.index(5, 0).data() == "changed"
    assert shelf.asked == [PAGE, 1]


def test_rows_that_come_and_go_leave_the_others_alone(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(20)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    kept = QPersistentModelIndex(model.index(10, 0))
    del shelf.words["000002"]
    del shelf.words["000003"]
    shelf.words["000000a"] = "between"
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.ids_changed):
        model.refresh(frozenset({"000002", "000003", "000000a"}))
    assert kept.row() == 9
    assert kept.data() == "word 10"
    assert texts(model)[:4] == ["word 0", "between", "word 1", "word 4"]


def test_sorting_is_another_question_and_moves_persistent_rows(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(20)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    kept = QPersistentModelIndex(model.index(2, 0))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.ids_changed):
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.query == Query(order="word", descending=True)
    assert texts(model)[0] == "word 9"
    assert kept.data() == "word 2"
    with qtbot.assertNotEmitted(model.state_changed):
        model.sort(1)


def test_what_is_shown_stays_until_the_answer_comes(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(20)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    with qtbot.waitSignal(model.ids_changed):
        model.show_query(Query(text="1"))
        assert model.rowCount() == 20
        assert model.state is ListState.READY
    assert model.rowCount() == 11


def test_only_the_last_of_quick_questions_is_shown(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(20)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    counts: list[int] = []
    model.ids_changed.connect(lambda: counts.append(model.rowCount()))
    for text in ("w", "word", "word 1", "word 19"):
        model.show_query(replace(model.query, text=text))
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert counts == [1]


def test_first_rows_of_a_long_list_are_there_before_the_rest(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(5 * PAGE)
    model = model_of(shelf, bridge)
    model.read_first = lambda query, limit: shelf.ids(query)[:limit]
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seen: list[tuple[int, bool, ListState]] = []
    model.state_changed.connect(lambda: seen.append((model.rowCount(), model.is_whole, model.state)))
    wait_until_ready(qtbot, model)
    assert seen[-2:] == [(PAGE, False, ListState.LOADING), (5 * PAGE, True, ListState.READY)]
    wait_until_ready(qtbot, model, Query(descending=True))
    assert seen[-2:] == [(PAGE, False, ListState.LOADING), (5 * PAGE, True, ListState.READY)]
    assert texts(model)[:2] == ["word 499", "word 498"]
    wait_until_ready(qtbot, model, Query(text="word 49", descending=True))
    assert model.rowCount() == 11
    assert model.is_whole


def test_many_scattered_changes_are_one_reset(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(400)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    for number in range(0, 400, 2):
        del shelf.words[f"{number:06}"]
    with qtbot.waitSignal(model.modelReset):
        model.refresh()
    assert model.rowCount() == 200
    assert model.row_of("000001") == 0


def test_a_failure_is_told_and_can_be_tried_again(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(3)
    shelf.broken = True
    model = model_of(shelf, bridge)
    with qtbot.waitSignal(model.state_changed, check_params_cb=lambda: model.state is ListState.FAILED):
        model.show_query(model.query)
    assert [model.error.sentence if model.error else ""] == ["磁盘读不出来。"]
    shelf.broken = False
    wait_until_ready(qtbot, model)
    assert texts(model) == ["word 0", "word 1", "word 2"]


def test_a_page_that_fails_is_not_asked_for_with_every_paint(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(3 * PAGE)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    shelf.broken = True
    with qtbot.waitSignal(bridge.failed):
        assert model.index(250, 0).data() == ""
    with qtbot.assertNotEmitted(bridge.busy_changed, wait=20):
        assert model.index(250, 0).data() == ""
    shelf.broken = False
    with qtbot.waitSignal(model.state_changed):
        model.refresh(frozenset())
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(250, 0).data() == ""
    assert model.index(250, 0).data() == "word 250"


def test_a_row_that_is_gone_stays_empty_without_asking_for_ever(qtbot: QtBot, bridge: Bridge) -> None:
    shelf = shelf_of(3 * PAGE)
    model = model_of(shelf, bridge)
    wait_until_ready(qtbot, model)
    del shelf.words["000250"]
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(250, 0).data() == ""
    with qtbot.assertNotEmitted(bridge.busy_changed, wait=20):
        assert model.index(250, 0).data() == ""
