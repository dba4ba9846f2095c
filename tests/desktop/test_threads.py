"""Every method may be called from any thread: reading, deciding, syncing and making anew at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

from desktop.sync.worker import Worker
from desktop.values import MemberQuery, OpState, Seen, Tab, TransferQuery
from domain.members import Mark
from tests.desktop.samples import members_of

if TYPE_CHECKING:
    from desktop.api import Api
    from desktop.client import Client
    from tests.desktop.profiles import Filled

ROUNDS = 15


def read(client: Client, stop: threading.Event) -> int:
    rounds = 0
    while not stop.is_set():
        client.members(client.member_ids(MemberQuery())[:20])
        ids = client.transfer_ids(TransferQuery(tab=Tab.PENDING))
        assert len(client.transfers(ids)) <= len(ids)
        client.counts()
        client.organisation_children("university")
        client.outbox()
        client.status()
        rounds += 1
    return rounds


def mark_and_revoke(client: Client, member_id: str) -> int:
    done = 0
    for _ in range(ROUNDS):
        [row] = client.members([member_id])
        seen = [Seen(id=member_id, version=row.member.version)]
        outcomes = client.revoke_marks(seen) if row.member.mark else client.mark_members(seen, Mark.TEACHER)
        done += sum(outcome.op_id is not None for outcome in outcomes)
    return done


def test_reading_deciding_and_syncing_at_once(filled: Filled, client: Client) -> None:
    opened = client._now_open()
    opened.api = cast("Api", filled.api)
    client._worker = Worker(opened)
    client.start(lambda _: None)
    free = [each for each in members_of(filled.world, "class_two") if not each.mark]
    chosen = [each.id for each in free if filled.world.open_transfer_of(each.id) is None][:3]
    stop = threading.Event()
    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read, client, stop) for _ in range(3)]
        actors = [pool.submit(mark_and_revoke, client, member_id) for member_id in chosen]
        done = sum(future.result() for future in actors)
        stop.set()
        assert all(future.result() > 0 for future in readers)
    client.sync_once()
    items = client.outbox()
    assert len(items) == done == 3 * ROUNDS
    assert {item.state for item in items} == {OpState.APPLIED}
    assert len(filled.feed.effects) == done


def test_cache_made_anew_under_readers_breaks_none_of_them(filled: Filled, client: Client) -> None:
    stop = threading.Event()
    cache = client._now_open().workspace.cache
    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read, client, stop) for _ in range(3)]
        for _ in range(5):
            client._now_open().workspace.make_cache_anew(cache.generation)
        filled.pull(client)
        stop.set()
        assert all(future.result() > 0 for future in readers)
    assert client.member_ids(MemberQuery())
