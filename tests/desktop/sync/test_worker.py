"""The thread that syncs: what wakes it, what stops it, what it says. Nothing here waits for a clock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest

from desktop.api.answers import Result
from desktop.errors import ClientError, client_error
from desktop.sync.worker import Worker
from desktop.values import Changes, Connection, MemberQuery, OpState, Seen, TransferQuery
from tests.desktop.samples import person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.api import Api
    from desktop.client import Client
    from desktop.values import Status
    from tests.desktop.profiles import Filled

PATIENCE = 20.0
"""Seconds after which a test fails; nothing takes that long."""


class Listener:
    """Collects the changes that are told, and lets a test wait until something has become true."""

    def __init__(self) -> None:
        self.told: list[Changes] = []
        self._heard = threading.Condition()

    def __call__(self, changes: Changes) -> None:
        with self._heard:
            self.told.append(changes)
            self._heard.notify_all()

    def until(self, is_true: Callable[[], bool]) -> None:
        with self._heard:
            assert self._heard.wait_for(is_true, PATIENCE)


@pytest.fixture
def listener(client: Client) -> Listener:
    listener = Listener()
    client._now_open().workspace.on_changes = listener
    return listener


@pytest.fixture
def worker(filled: Filled, client: Client, listener: Listener) -> Iterator[Worker]:
    opened = client._now_open()
    opened.api = cast("Api", filled.api)
    worker = Worker(opened)
    client._worker = worker
    yield worker
    worker.stop()


def status(client: Client) -> Status:
    return client.status()


def is_idle(filled: Filled) -> None:
    assert filled.api.is_waiting.wait(PATIENCE)


def approve_one(client: Client) -> str:
    [row, *_] = client.transfers(client.transfer_ids(TransferQuery()))
    [outcome] = client.approve_transfers([Seen(id=row.transfer.id, version=row.transfer.version)])
    assert outcome.op_id is not None
    return outcome.op_id


def refusing(error: ClientError, call: str = "pull") -> tuple[Callable[[str], None], list[str]]:
    calls: list[str] = []

    def before(name: str) -> None:
        calls.append(name)
        if name == call:
            raise error

    return before, calls


def test_it_syncs_at_once_and_then_waits_for_news(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    assert client.status().connection is Connection.CONNECTING
    worker.start()
    is_idle(filled)
    assert client.status().connection is Connection.ONLINE
    assert not client.status().syncing


def test_news_are_fetched_and_told(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    worker.start()
    is_idle(filled)
    newcomer = person(777, "class")
    filled.feed.put("member", newcomer)
    filled.api.bring_news()
    listener.until(lambda: any(newcomer.id in changes.members for changes in listener.told))
    assert newcomer.id in client.member_ids(MemberQuery())


def test_waiting_for_news_that_fails_is_told_and_begins_again(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    filled.api.before, calls = refusing(
        client_error("SERVER_UNREACHABLE", server="s", retry_after=3000), "news"
    )
    worker.start()
    listener.until(lambda: status(client).connection is Connection.UNREACHABLE)
    filled.api.before = lambda _: None
    worker.retry()
    is_idle(filled)
    assert status(client).connection is Connection.ONLINE
    assert calls.count("news") == 1


def test_what_the_server_put_off_is_not_forgotten_while_waiting(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    whole = filled.api._carried_out
    filled.api._carried_out = lambda op: Result(op_id=op["op_id"], outcome="deferred")  # type: ignore[method-assign]
    op_id = approve_one(client)
    worker.start()
    listener.until(lambda: bool(filled.api.pushed) and not status(client).syncing)
    assert not filled.api.is_waiting.is_set(), "it does not wait for news but for a moment"
    filled.api._carried_out = whole  # type: ignore[method-assign]
    worker.retry()
    is_idle(filled)
    assert filled.feed.effects == [op_id]


def test_new_ops_are_sent_at_once(filled: Filled, client: Client, worker: Worker, listener: Listener) -> None:
    worker.start()
    is_idle(filled)
    op_id = approve_one(client)
    listener.until(lambda: client.counts().waiting == 0)
    assert filled.feed.effects == [op_id]
    assert client.outbox()[0].state is OpState.APPLIED


def test_failure_is_told_and_tried_again_when_wished(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    filled.api.before, _ = refusing(client_error("SERVER_UNREACHABLE", server="s", retry_after=3000))
    worker.start()
    listener.until(lambda: status(client).connection is Connection.UNREACHABLE)
    assert "无法连接" in status(client).problem
    assert "cannot be reached" in status(client).problem_en
    filled.api.before = lambda _: None
    worker.retry()
    is_idle(filled)
    assert status(client).connection is Connection.ONLINE
    assert status(client).problem == ""


def test_new_ops_respect_the_patience_that_the_server_asked_for(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    before, calls = refusing(client_error("SERVER_BUSY", retry_after=3000))
    filled.api.before = before
    worker.start()
    listener.until(lambda: status(client).connection is Connection.UNREACHABLE and not status(client).syncing)
    approve_one(client)
    assert not worker._woken.is_set()
    assert calls.count("pull") == 1


@pytest.mark.parametrize("code", ["SIGN_IN_AGAIN", "CLIENT_TOO_OLD", "PASSWORD_CHANGE_REQUIRED"])
def test_what_needs_the_user_stops_it_until_they_wish(
    filled: Filled, client: Client, worker: Worker, listener: Listener, code: str
) -> None:
    filled.api.before, calls = refusing(client_error(code), "hello")
    worker.start()
    listener.until(lambda: status(client).connection is Connection.STOPPED and not status(client).syncing)
    calls.clear()
    op_id = approve_one(client)
    assert client.outbox()[0].state is OpState.WAITING
    filled.api.before = lambda _: None
    worker.retry()
    listener.until(lambda: client.counts().waiting == 0)
    assert filled.feed.effects == [op_id]
    assert calls == []


def test_F45_who_lost_their_rights_keeps_only_what_they_decided(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    approve_one(client)
    profile = client._now_open().profile
    filled.api.before, _ = refusing(client_error("ACCOUNT_DISABLED"), "hello")
    worker.start()
    listener.until(lambda: status(client).connection is Connection.STOPPED)
    listener.until(lambda: not client.member_ids(MemberQuery()))
    worker.stop()
    assert "停用" in status(client).problem
    assert len(client.outbox()) == 1
    assert not profile.cache_key_file.exists()
    assert filled.keychain.read(profile.entry("cache")) is None


def test_working_offline_asks_nothing(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    calls: list[str] = []
    filled.api.before = calls.append
    worker.set_working_offline(True)
    worker.start()
    op_id = approve_one(client)
    assert client.status().connection is Connection.WORKING_OFFLINE
    worker.set_working_offline(False)
    listener.until(lambda: client.counts().waiting == 0)
    assert filled.feed.effects == [op_id]
    is_idle(filled)
    assert calls[0] == "hello"


def test_going_offline_ends_the_waiting_for_news(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    worker.start()
    is_idle(filled)
    calls: list[str] = []
    filled.api.before = calls.append
    worker.set_working_offline(True)
    worker.stop()
    assert calls == []


def test_cancelled_fetch_rests_until_it_is_wished_again(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    filled.api.limit = 10
    workspace = client._now_open().workspace
    workspace.make_cache_anew(workspace.cache.generation)
    filled.api.before = lambda call: worker.cancel() if call == "pull" else None
    worker.start()
    listener.until(lambda: status(client).syncing)
    listener.until(lambda: not status(client).syncing)
    assert status(client).problem == ""
    assert client.member_ids(MemberQuery()) == []
    filled.api.before = lambda _: None
    worker.retry()
    is_idle(filled)
    assert client.member_ids(MemberQuery())


def test_stop_ends_it_while_it_waits(filled: Filled, worker: Worker, listener: Listener) -> None:
    worker.start()
    is_idle(filled)
    worker.stop()
    assert filled.api.is_closed.is_set()


def test_bug_is_heard_of_and_is_not_the_end(
    filled: Filled, client: Client, worker: Worker, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: heard.append(arguments.exc_type))

    def broken(call: str) -> None:
        raise ZeroDivisionError

    filled.api.before = broken
    worker.start()
    listener.until(lambda: bool(status(client).problem) and not status(client).syncing)
    filled.api.before = lambda _: None
    worker.retry()
    is_idle(filled)
    assert heard == [ZeroDivisionError]
    assert status(client).problem == ""


def test_damaged_cache_is_fetched_anew_with_a_notice(
    filled: Filled, client: Client, worker: Worker, listener: Listener
) -> None:
    op_id = approve_one(client)
    rows = client.member_ids(MemberQuery())
    workspace = client._now_open().workspace
    workspace.cache._database.close()
    file = client._now_open().profile.cache_file
    content = bytearray(file.read_bytes())
    for place in range(0, len(content), 4096):
        content[place + 50] ^= 1
    file.write_bytes(content)

    assert client.member_ids(MemberQuery()) == []
    assert "缓存已损坏" in client.status().problem
    assert [item.op_id for item in client.outbox()] == [op_id]
    worker.start()
    is_idle(filled)
    listener.until(lambda: client.counts().waiting == 0)
    assert client.member_ids(MemberQuery()) == rows
    assert client.status().problem == ""


def test_asking_once_raises_what_went_wrong(filled: Filled, client: Client, worker: Worker) -> None:
    filled.api.before, _ = refusing(client_error("NOT_XIANJIE", server="s"))
    with pytest.raises(ClientError) as caught:
        client.sync_once()
    assert caught.value.code == "NOT_XIANJIE"
    assert client.status().connection is Connection.UNREACHABLE
