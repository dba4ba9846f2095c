"""Jobs run elsewhere, answers arrive on the GUI thread, and what nobody waits for is dropped."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop.errors import ClientError
from desktop.values import Changes
from domain.refusals import RefusedError
from ui.bridge import Bridge, merged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pytestqt.qtbot import QtBot

NOBODY: Any = None
"""Jobs here are functions of their own, so the bridge needs no client."""


@pytest.fixture
def bridge(qapp: object) -> Iterator[Bridge]:
    bridge = Bridge(NOBODY)
    yield bridge
    bridge.close()


def test_work_runs_off_the_gui_thread_and_done_on_it(bridge: Bridge, qtbot: QtBot) -> None:
    answers: list[tuple[threading.Thread, threading.Thread]] = []
    bridge.run(bridge, threading.current_thread, lambda t: answers.append((t, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    worker, receiver = answers[0]
    assert worker is not threading.main_thread()
    assert receiver is threading.main_thread()


def test_acting_keeps_the_order_of_the_calls(bridge: Bridge, qtbot: QtBot) -> None:
    carried_out: list[int] = []
    told: list[None] = []
    for number in range(50):
        bridge.act(bridge, partial(carried_out.append, number), told.append)
    qtbot.waitUntil(lambda: len(told) == 50)
    assert carried_out == list(range(50))


def test_acting_does_not_wait_for_reading(bridge: Bridge, qtbot: QtBot) -> None:
    release = threading.Event()
    answers: list[str] = []
    bridge.run(bridge, lambda: "read" if release.wait(20) else "late", answers.append)
    bridge.act(bridge, lambda: "acted", answers.append)
    qtbot.waitUntil(lambda: answers == ["acted"])
    release.set()
    qtbot.waitUntil(lambda: answers == ["acted", "read"])


def test_owner_that_is_gone_is_not_called(bridge: Bridge, qtbot: QtBot) -> None:
    release = threading.Event()
    answers: list[object] = []
    owner = QObject()
    bridge.run(owner, lambda: release.wait(20), answers.append)
    bridge.run(bridge, lambda: "second", answers.append)
    shiboken6.delete(owner)
    release.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["second"]


def _failing(error: Exception) -> object:
    raise error


def test_error_goes_to_the_caller_or_to_everyone(bridge: Bridge, qtbot: QtBot) -> None:
    mine: list[ClientError] = []
    everyones: list[ClientError] = []
    bridge.failed.connect(everyones.append)
    error = ClientError("DISK_FULL", "磁盘已满。", "The disk is full.")
    bridge.run(bridge, lambda: _failing(error), lambda _: None, mine.append)
    bridge.run(bridge, lambda: _failing(error), lambda _: None)
    qtbot.waitUntil(lambda: bool(everyones))
    assert mine == everyones == [error]


def test_refusal_becomes_an_error_with_the_same_sentence(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[ClientError] = []
    refused = RefusedError("REFUSAL_REASON_MISSING")
    bridge.run(bridge, lambda: _failing(refused), lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert (told[0].code, told[0].sentence) == ("REFUSAL_REASON_MISSING", refused.refusal.sentence)


def test_bug_reaches_the_hook_and_the_user_gets_a_sentence(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[ClientError] = []
    with qtbot.captureExceptions() as caught:
        bridge.run(bridge, lambda: _failing(ZeroDivisionError()), lambda _: None, told.append)
        qtbot.waitUntil(lambda: bool(told))
    assert caught[0][0] is ZeroDivisionError
    assert told[0].code == "PROGRAM_ERROR"


def test_changes_from_any_thread_become_one(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[Changes] = []
    bridge.changed.connect(seen.append)
    for name in "abc":
        thread = threading.Thread(target=bridge.notify, args=(Changes(members=frozenset({name})),))
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [Changes(members=frozenset("abc"))]


def test_merging_keeps_everything_that_changed() -> None:
    first = Changes(members=frozenset("a"), outbox=True)
    second = Changes(transfers=frozenset("b"), organisations=frozenset("c"), status=True, everything=True)
    assert merged(first, second) == Changes(
        members=frozenset("a"),
        transfers=frozenset("b"),
        organisations=frozenset("c"),
        outbox=True,
        status=True,
        everything=True,
    )


def test_busy_is_told_once_for_many_jobs(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[bool] = []
    bridge.busy_changed.connect(told.append)
    for _ in range(3):
        bridge.run(bridge, lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: not bridge.is_busy)
    assert told == [True, False]


def test_closing_carries_out_what_was_decided_and_drops_what_was_to_be_read(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, finished = threading.Event(), list[str]()
    bridge.run(bridge, lambda: release.wait(20), lambda _: None)
    bridge.act(bridge, lambda: release.wait(20), lambda _: None)
    for name in ("first", "second"):
        bridge.run(bridge, partial(finished.append, f"{name} read"), lambda _: None)
        bridge.act(bridge, partial(finished.append, name), lambda _: None)
    drop = bridge._reading.shutdown

    def dropped(wait: bool, *, cancel_futures: bool) -> None:
        """Both threads are held until closing has dropped what it drops."""
        drop(wait=False, cancel_futures=cancel_futures)
        release.set()
        drop(wait=wait)

    monkeypatch.setattr(bridge._reading, "shutdown", dropped)
    bridge.close()
    assert finished == ["first", "second"]


def test_closing_waits_and_delivers_nothing_more(bridge: Bridge, qtbot: QtBot) -> None:
    finished: list[int] = []
    answers: list[object] = []
    started = threading.Event()

    def work() -> None:
        started.set()
        finished.append(1)

    bridge.act(bridge, work, answers.append)
    started.wait(20)
    bridge.close()
    bridge.run(bridge, lambda: finished.append(2), answers.append)
    bridge.notify(Changes(status=True))
    qtbot.wait(1)
    assert finished == [1]
    assert answers == []
