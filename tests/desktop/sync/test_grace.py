"""What was decided can be taken back for a moment, also when online; whoever leaves need not wait for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest

from desktop.sync.grace import Grace
from desktop.sync.worker import Worker
from desktop.values import Connection, OpState
from tests.desktop.sync.test_cycle import pending, states
from tests.desktop.sync.test_worker import PATIENCE, Listener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.api import Api
    from desktop.client import Client
    from tests.desktop.profiles import Filled

LONG = 3600.0


@pytest.fixture
def listener(client: Client) -> Listener:
    listener = Listener()
    client._now_open().workspace.on_changes = listener
    return listener


@pytest.fixture
def online(filled: Filled, client: Client, listener: Listener) -> Iterator[Client]:
    """Its sync has caught up and waits for news."""
    opened = client._now_open()
    opened.api = cast("Api", filled.api)
    worker = Worker(opened, grace=LONG)
    client._worker = worker
    worker.start()
    listener.until(lambda: client.status().connection is Connection.ONLINE)
    yield client
    worker.stop()


def test_is_over_after_its_time() -> None:
    over = threading.Event()
    grace = Grace(0.01, over.set)
    grace.begin(["op"])
    assert over.wait(PATIENCE)
    assert grace.fresh() == frozenset()


def test_ends_at_once_where_there_is_none() -> None:
    over = threading.Event()
    Grace(0, over.set).begin(["op"])
    assert over.is_set()


def test_ends_when_it_is_ended() -> None:
    grace = Grace(LONG, lambda: None)
    grace.begin(["op"])
    assert grace.fresh() == {"op"}
    assert grace.end()
    assert grace.fresh() == frozenset()
    assert not grace.end()


def test_decision_can_be_taken_back_although_online(filled: Filled, online: Client) -> None:
    [outcome] = online.approve_transfers(pending(online)[:1])
    assert states(online) == [OpState.WAITING]
    assert online.take_back([str(outcome.op_id)]) == [outcome.op_id]
    assert filled.feed.effects == []


def test_whoever_wishes_to_sync_need_not_wait(filled: Filled, online: Client, listener: Listener) -> None:
    [outcome] = online.approve_transfers(pending(online)[:1])
    online.sync_now()
    listener.until(lambda: states(online) == [OpState.APPLIED])
    assert filled.feed.effects == [outcome.op_id]


def test_whoever_leaves_takes_no_decision_along(filled: Filled, online: Client) -> None:
    [outcome] = online.approve_transfers(pending(online)[:1])
    online.close()
    assert filled.feed.effects == [outcome.op_id]


def test_who_works_offline_leaves_decisions_in_the_outbox(filled: Filled, online: Client) -> None:
    online.approve_transfers(pending(online)[:1])
    online.set_working_offline(True)
    online.close()
    assert filled.feed.effects == []


def test_working_offline_is_remembered_for_the_account(filled: Filled, client: Client) -> None:
    client.set_working_offline(True)
    client.close()
    again = filled.client()
    assert again.status().connection is Connection.WORKING_OFFLINE
    again.set_working_offline(False)
    again.close()
    once_more = filled.client()
    assert once_more.status().connection is not Connection.WORKING_OFFLINE
    once_more.close()
