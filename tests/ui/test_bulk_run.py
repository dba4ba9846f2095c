"""Many items at once: in handfuls, in order, with progress, and stopped in between."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.errors import ClientError
from desktop.values import Outcome, Seen
from ui.bridge import Bridge
from ui.bulk_run import AT_ONCE, BulkRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytestqt.qtbot import QtBot

IDS = [f"{number:04}" for number in range(3 * AT_ONCE)]


class Doer:
    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.room = len(IDS)
        self.goes_on, self.may_go_on = Event(), Event()
        self.may_go_on.set()

    def act(self, seen: Sequence[Seen]) -> list[Outcome]:
        if self.seen:
            self.goes_on.set()
            assert self.may_go_on.wait(20)
        if len(self.seen) >= self.room:
            raise ClientError("DISK_FULL", "磁盘已满。", "The disk is full.")
        self.seen += seen
        return [Outcome(id=each.id, title="", op_id=each.id, refusal=None) for each in seen]

    def versions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """What was selected without being seen; one of them is gone."""
        return {each: 7 for each in ids if each != "0299"}


@pytest.fixture
def bridge(qapp: QObject) -> Iterator[Bridge]:
    made = Bridge(None)  # type: ignore[arg-type]
    yield made
    made.close()


def run_of(bridge: Bridge, doer: Doer) -> BulkRun:
    known = dict.fromkeys(IDS[:AT_ONCE], 3)
    return BulkRun(bridge, IDS, known, doer.versions, doer.act, bridge)


def test_everything_in_order_with_the_versions_that_were_seen(qtbot: QtBot, bridge: Bridge) -> None:
    doer, progress = Doer(), list[tuple[int, int]]()
    run = run_of(bridge, doer)
    run.progressed.connect(lambda done, total: progress.append((done, total)))
    with qtbot.waitSignal(run.finished) as finished:
        run.start()
    assert progress == [(100, 300), (200, 300), (300, 300)]
    assert [each.id for each in doer.seen] == IDS[:-1]
    assert {each.version for each in doer.seen[:AT_ONCE]} == {3}
    assert {each.version for each in doer.seen[AT_ONCE:]} == {7}
    assert finished.args is not None
    assert len(finished.args[0]) == 299


def test_stopping_tells_what_was_done(qtbot: QtBot, bridge: Bridge) -> None:
    doer = Doer()
    doer.may_go_on.clear()
    run = run_of(bridge, doer)

    def stop() -> None:
        assert doer.goes_on.wait(20)
        run.stop()
        doer.may_go_on.set()

    run.progressed.connect(stop)
    with qtbot.waitSignal(run.finished) as finished:
        run.start()
    assert finished.args is not None
    assert len(finished.args[0]) == len(doer.seen) == 200


def test_a_full_disk_is_told_with_what_was_done_before(qtbot: QtBot, bridge: Bridge) -> None:
    doer = Doer()
    doer.room = AT_ONCE
    run = run_of(bridge, doer)
    with qtbot.waitSignal(bridge.failed) as failed, qtbot.waitSignal(run.finished) as finished:
        run.start()
    assert failed.args is not None
    assert failed.args[0].code == "DISK_FULL"
    assert finished.args is not None
    assert len(finished.args[0]) == AT_ONCE


def test_closing_carries_out_what_was_called_for(bridge: Bridge) -> None:
    doer = Doer()
    run_of(bridge, doer).start()
    bridge.close()
    assert len(doer.seen) == 299
