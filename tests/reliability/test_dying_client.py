"""The client's process killed at every statement to its files: nothing is lost, nothing is half there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cache import Cache
from desktop.cache.areas import counted_anew, live_area, read_area
from desktop.cache.rows import Viewer
from desktop.cache.tables import LIVE
from desktop.database import Database, form_of, set_form
from desktop.keys import new_key, unwrap_key, wrap_key
from desktop.outbox import Outbox
from desktop.values import MemberQuery
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.ops import op
from tests.desktop.profiles import Filled, fill_profile
from tests.desktop.sync.test_meanwhile import somebody_elses_day
from tests.desktop.test_outbox import KEY, NOW, applied, ids
from tests.reliability.dying import Life, deaths, lived
from tests.reliability.thoroughness import every

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.client import Client


def copied(original: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(original, to)


@pytest.mark.fault("F2", "I1")
def test_F1_killed_while_deciding_it_is_saved_or_was_never_said_to_be(tmp_path: Path) -> None:
    original, here = tmp_path / "original", tmp_path / "here"
    original.mkdir()
    Outbox.create(original / "outbox.db", KEY)

    def decide(life: Life) -> None:
        life.count_statements()
        outbox = Outbox.open(here / "outbox.db", KEY)
        outbox.add([op("a"), op("b", "t2")])
        life.say(b"saved")
        outbox.add([op("c", "t3")])

    copied(original, here)
    found = set()
    for death in deaths(decide, step=every(2)):
        outbox = Outbox.open(here / "outbox.db", KEY)
        left = ids(outbox.pending())
        outbox.close()
        assert left in ([], ["a", "b"], ["a", "b", "c"])
        assert left or not death.said
        found.add((tuple(left), bool(death.said)))
        copied(original, here)
    assert len(found) >= 3


@pytest.mark.fault("I3")
def test_F2_killed_while_settling_nothing_leaves_without_its_result(tmp_path: Path) -> None:
    original, here = tmp_path / "original", tmp_path / "here"
    original.mkdir()
    Outbox.create(original / "outbox.db", KEY)
    filled = Outbox.open(original / "outbox.db", KEY)
    filled.add([op("a"), op("b", "t2")])
    filled.close()

    def work(life: Life) -> None:
        life.count_statements()
        outbox = Outbox.open(here / "outbox.db", KEY)
        outbox.send(["a", "b"])
        outbox.settle([applied("a"), applied("b", 6)], NOW, "e1")

    copied(original, here)
    for _ in deaths(work, step=every(3)):
        outbox = Outbox.open(here / "outbox.db", KEY)
        everything = {each.op_id: each for each in outbox.in_view(-1)}
        outbox.close()
        assert everything.keys() == {"a", "b"}
        for each in everything.values():
            assert (each.seq is not None) == (each.settled_at is not None)
        copied(original, here)


# Pages


def profile(folder: Path) -> Filled:
    filled = fill_profile(folder, MemoryKeychain())
    filled.api.limit = 25
    return filled


def state_of(client: Client) -> tuple[str | None, int, int]:
    """The cursor, and what the rows themselves add up to, which must be what was kept."""
    with client._now_open().workspace.cache.read() as snapshot:
        live = live_area(snapshot)
        assert counted_anew(snapshot, live) == (live.n, live.xor)
        return live.cursor, live.n, live.xor


@pytest.mark.fault("I6")
def test_F5_killed_in_a_page_rows_and_cursor_are_both_old_or_both_new(tmp_path: Path) -> None:
    here, original = tmp_path / "here", tmp_path / "original"
    filled = profile(here)
    client = filled.client()
    states = {state_of(client)}
    client.close()
    copied(here, original)
    somebody_elses_day(filled)

    def sync(life: Life) -> None:
        life.count_statements()
        filled.pull(filled.client())

    reached = set()
    for death in deaths(sync, step=every(13)):
        client = filled.client()
        reached.add(state_of(client))
        if not death.was_killed:
            phones = {row.member.phone for row in client.members(client.member_ids(MemberQuery()))}
            assert "13900000000" in phones
        client.close()
        copied(original, here)
    assert states < reached


@pytest.mark.fault("F7")
def test_F6_killed_in_the_first_sync_it_goes_on_and_shows_old_or_new(tmp_path: Path) -> None:
    here, original = tmp_path / "here", tmp_path / "original"
    filled = profile(here)
    copied(here, original)
    filled.feed.epoch = "epoch-2"

    def sync(life: Life) -> None:
        life.count_statements()
        client = filled.client()
        filled.api.before = lambda call: life.say(b"." if call == "pull" else b"")
        filled.pull(client)

    pages = lived(sync).said.count(b".")
    copied(original, here)
    for death in deaths(sync, step=every(29)):
        client = filled.client()
        _, n, _ = state_of(client)
        assert n == filled.feed.check(filled.feed.scope(filled.api.actor)).n
        asked: list[str] = []
        filled.api.before = asked.append
        filled.pull(client)
        client.close()
        if death.was_killed:
            again = death.said.count(b".") + asked.count("pull") - pages
            # The page that was under way, and the look that finds nothing new.
            assert 0 <= again <= 2, death
        copied(original, here)
    assert pages > 3


# Forms and keys


@pytest.mark.parametrize("form", [1, 99])
def test_F17_killed_while_a_cache_of_another_form_is_made_anew(tmp_path: Path, form: int) -> None:
    original, here = tmp_path / "original", tmp_path / "here"
    original.mkdir()
    file = here / "cache.db"
    viewer = Viewer("user", "organisation")
    Cache(original / "cache.db", KEY, viewer).close()
    database = Database(original / "cache.db", KEY, damaged="CACHE_DAMAGED", full_sync=False)
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE member")
        set_form(connection, form)
    database.close()

    def upgrade(life: Life) -> None:
        life.count_statements()
        Cache(file, KEY, viewer)

    copied(original, here)
    for _ in deaths(upgrade, step=every(13)):
        cache = Cache(file, KEY, viewer)
        with cache.read() as snapshot:
            assert read_area(snapshot, "live") is None
            assert snapshot.execute(LIVE.member.select()).all() == []
            assert form_of(snapshot) != form
        cache.close()
        copied(original, here)


def test_F15_crash_in_a_key_change_leaves_the_old_or_the_new_password(tmp_path: Path) -> None:
    file, key, secret = tmp_path / "cache.key", new_key(), new_key()
    old, new = b"o" * 32, b"n" * 32

    def change(life: Life) -> None:
        count_system_calls(life)
        wrap_key(file, key, secret, new)

    wrap_key(file, key, secret, old)
    reached = set()
    for _ in deaths(change):
        readable = {password for password in (old, new) if unwrap_key(file, secret, password) == key}
        assert len(readable) == 1
        reached |= readable
        wrap_key(file, key, secret, old)
    assert reached == {old, new}


def count_system_calls(life: Life) -> None:
    """Before and after opening, syncing and renaming a file."""

    def around(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            life.step()
            answer = real(*given, **named)
            life.step()
            return answer

        return called

    patch = pytest.MonkeyPatch()
    for holder, name in ((os, "fsync"), (Path, "open"), (Path, "replace"), (Path, "write_bytes")):
        patch.setattr(holder, name, around(getattr(holder, name)))
