"""Cycles are collected on the GUI thread, and on no other."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from ui.garbage import GarbageCollector, collect_what_is_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class _Knot:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GarbageCollector]:
    parent = QObject()
    yield GarbageCollector(parent)
    shiboken6.delete(parent)
    gc.unfreeze()


def _allocate_much() -> None:
    for _ in range(20_000):
        _Knot()


def test_other_threads_do_not_collect(collector: GarbageCollector) -> None:
    knot = weakref.ref(_Knot())
    thread = threading.Thread(target=_allocate_much)
    thread.start()
    thread.join()
    assert knot() is not None


def test_gui_thread_collects_after_a_while(collector: GarbageCollector, qtbot: QtBot) -> None:
    knot = weakref.ref(_Knot())
    _allocate_much()
    qtbot.waitUntil(lambda: knot() is None)


def test_nothing_due_costs_nothing() -> None:
    gc.collect()
    before = gc.get_stats()
    collect_what_is_due()
    assert [each["collections"] for each in gc.get_stats()] == [each["collections"] for each in before]
