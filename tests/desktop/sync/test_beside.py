"""What goes along with a cycle: marks of reading, views, the farewell; and servers that say less."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest

from desktop.api.problems import ProblemError
from desktop.api.transport import InterruptedCallError
from desktop.cache.areas import live_area
from desktop.cache.messages import Keyed, mark_read
from desktop.cache.views import View, add_view, waiting_views
from desktop.errors import ClientError, client_error
from desktop.sync import reads, views, worker
from desktop.sync.cycle import Cycle
from desktop.values import Connection, OpState
from tests.desktop.profiles import DEVICE
from tests.desktop.sync.test_cycle import Faults, is_as_the_server, pending
from tests.desktop.sync.test_meanwhile import somebody_elses_day

if TYPE_CHECKING:
    from desktop.api import Api
    from desktop.client import Client
    from tests.desktop.profiles import Filled


@pytest.fixture
def cycle(filled: Filled, client: Client) -> Cycle:
    return Cycle(client._now_open().workspace, cast("Api", filled.api), DEVICE)


def unknown(status: int) -> ProblemError:
    return ProblemError(ClientError("NOT_FOUND", "没有", "None"), status)


def failure(cycle: Cycle) -> str:
    with pytest.raises(ClientError) as caught:
        cycle.run()
    return caught.value.code


# Marks of reading and views


@pytest.mark.parametrize("call", ["reads", "views"])
def test_server_without_a_place_for_them_is_no_failure(
    filled: Filled, client: Client, cycle: Cycle, call: str
) -> None:
    with client._now_open().workspace.cache.write() as snapshot:
        add_view(snapshot, View("v1", "m1", "2020-06-18T00:00:00.000000Z"))
    filled.api.before = Faults(call, [unknown(404), unknown(409)])
    cycle.run()
    if call == "reads":
        with client._now_open().workspace.cache.write() as snapshot:
            mark_read(snapshot, [Keyed("2020-06-18T00:00:00.000000Z", "k")], told=False)
    assert failure(cycle) == "NOT_FOUND"
    filled.api.before = lambda _: None
    cycle.run()
    assert [view for _, view, _ in filled.feed.views] == ["v1"]


def test_many_marks_are_told_in_parts(
    filled: Filled, client: Client, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "AT_ONCE", 2)
    monkeypatch.setattr(views, "AT_ONCE", 2)
    space = client._now_open().workspace
    with space.cache.write() as snapshot:
        mark_read(snapshot, [Keyed("2020-06-18T00:00:00.000000Z", f"k{n}") for n in range(5)], told=False)
        for n in range(5):
            add_view(snapshot, View(f"v{n}", "m1", "2020-06-18T00:00:00.000000Z"))
    filled.api.after = Faults("views", [None, client_error("SERVER_UNREACHABLE", server="s")])
    assert failure(cycle) == "SERVER_UNREACHABLE"
    with space.cache.read() as snapshot:
        assert [view.id for view in waiting_views(snapshot)] == ["v2", "v3", "v4"]
    cycle.run()
    with space.cache.read() as snapshot:
        assert waiting_views(snapshot) == []
    [marks] = filled.feed.reads.values()
    assert {key for _, key in marks} == {f"k{n}" for n in range(5)} or len(marks) == 5
    calls: list[str] = []
    filled.api.before = calls.append
    cycle.run()
    assert not {"reads", "views"} & set(calls), "nothing new, nothing asked"


# Leaving


def test_what_was_decided_last_is_sent_without_another_greeting(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    cycle.push_rest()
    assert filled.feed.effects == []
    cycle.run()
    outcomes = client.approve_transfers(pending(client)[:2])
    calls: list[str] = []
    filled.api.before = calls.append
    cycle._pusher._limit = 1
    cycle.push_rest()
    assert filled.feed.effects == [outcome.op_id for outcome in outcomes]
    assert calls == ["push", "push"]


def test_farewell_waits_for_no_cycle_that_takes_long(
    filled: Filled, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FAREWELL_SECONDS", 0.01)
    busy = client._now_worker()
    busy._connection = Connection.ONLINE
    busy._grace._until = {"x": float("inf")}
    with busy._one_cycle:
        busy.send_the_last()
    [outcome] = client.approve_transfers(pending(client)[:1])
    assert [item.state for item in client.outbox()] == [OpState.WAITING]
    assert outcome.op_id not in filled.feed.effects


def test_started_twice_is_one_thread_and_no_news_is_asked_for_again(filled: Filled, client: Client) -> None:
    opened = client._now_open()
    opened.api = cast("Api", filled.api)
    running = worker.Worker(opened)
    asked, enough = iter([False, False, True]), threading.Event()

    def news(*_: Any) -> bool:
        told = next(asked, None)
        if told is None:
            enough.set()
            return enough.wait(0.01) and running._stopping
        return told

    filled.api.news = cast("Any", news)  # type: ignore[method-assign]
    running.start()
    thread = running._thread
    running.start()
    running.reads_added()
    assert running._thread is thread
    assert enough.wait(20)
    running.stop()


def test_call_that_is_broken_off_in_the_middle_of_a_cycle_is_no_failure(
    filled: Filled, client: Client
) -> None:
    opened = client._now_open()
    opened.api = cast("Api", filled.api)
    running, caught_up = worker.Worker(opened), threading.Event()
    interrupted = iter([InterruptedCallError()])

    def before(call: str) -> None:
        for error in interrupted:
            raise error
        if call == "news":
            caught_up.set()

    filled.api.before = before
    running.start()
    assert caught_up.wait(20)
    assert running._problem is None
    running.stop()


# Older servers, and pages without a check


def test_server_that_tells_no_time_leaves_the_clock(filled: Filled, client: Client, cycle: Cycle) -> None:
    hello = filled.api.hello
    filled.api.hello = lambda: msgspec.structs.replace(hello(), server_time=None)  # type: ignore[method-assign]
    before = client._now_open().workspace.server_ahead
    cycle.run()
    assert client._now_open().workspace.server_ahead == before


def test_several_pages_of_changes_and_a_last_one_without_a_check(
    filled: Filled, client: Client, cycle: Cycle
) -> None:
    filled.api.limit = 7
    somebody_elses_day(filled)
    pull = filled.api.pull
    filled.api.pull = lambda *given: msgspec.structs.replace(pull(*given), check=None)  # type: ignore[method-assign]
    cycle.run()
    filled.api.pull = pull  # type: ignore[method-assign]
    cycle.run()
    is_as_the_server(filled, client)
    with client._now_open().workspace.cache.read() as snapshot:
        assert live_area(snapshot).cursor == str(filled.feed.seq)
