"""Pages of the feed and what they leave in the cache."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from sqlalchemy import func, select, update

from desktop.cache import Cache, Viewer
from desktop.cache.applying import apply_page
from desktop.cache.areas import Area, counted_anew, known_buckets, live_area, read_area, set_buckets
from desktop.cache.members import members_by_id
from desktop.cache.notes import read_note, write_note
from desktop.cache.organisations import organisations_by_id
from desktop.cache.swapping import area_to_fill, begin_staging, swap
from desktop.cache.tables import LIVE, LIVE_INDEXES
from desktop.cache.transfers import transfers_by_id
from desktop.documents import LAYOUTS
from desktop.errors import ClientError
from desktop.pages import Change, Page, buckets_hash
from tests.desktop.feed import NOTHING, Feed
from tests.desktop.samples import sample_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.cache import Snapshot
    from domain.members import Member

KEY = b"k" * 32
VIEWER = Viewer("user-university", "university")
COLUMNS = {entity: list(layout.columns) for entity, layout in LAYOUTS.items()}
WORLD = sample_world()
SOMEBODY = next(iter(WORLD.members.values()))
SOME_TRANSFER = next(iter(WORLD.transfers.values()))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache(tmp_path / "cache.db", KEY, VIEWER)
    yield cache
    cache.close()


def change(entity: str, value: Any, bucket: str, seq: int = 1) -> Change:
    row = msgspec.Raw(LAYOUTS[entity].write(value).encode())
    return Change(seq, bucket, entity, value.id, value.version, row)


def gone(entity: str, value: Any, bucket: str, seq: int = 2) -> Change:
    return Change(seq, bucket, entity, value.id, value.version, NOTHING)


def page(*changes: Change, **values: Any) -> Page:
    return Page(**{"columns": COLUMNS, "changes": list(changes), "cursor": "next", "more": True, **values})


def applied(cache: Cache, *changes: Change, **values: Any) -> Area:
    with cache.write() as snapshot:
        state = live_area(snapshot)
        after = apply_page(snapshot, state, page(*changes, **values), VIEWER, {})
        assert counted_anew(snapshot, after) == (after.n, after.xor)
        assert live_area(snapshot) == after
        return after


def count(cache: Cache, table: Any) -> int:
    with cache.read() as snapshot:
        return int(snapshot.execute(select(func.count()).select_from(table)).scalar_one())


def member_in(cache: Cache, member_id: str) -> Member | None:
    with cache.read() as snapshot:
        return members_by_id(snapshot, [member_id]).get(member_id)


def test_row_is_read_back_as_it_was_sent(cache: Cache) -> None:
    everything = [
        change("member", SOMEBODY, SOMEBODY.organisation_id),
        change("transfer", SOME_TRANSFER, SOME_TRANSFER.source.id),
        change("organisation", WORLD.organisations["university"], "university"),
    ]
    state = applied(cache, *everything)
    assert (state.n, state.cursor) == (3, "next")
    with cache.read() as snapshot:
        assert members_by_id(snapshot, [SOMEBODY.id]) == {SOMEBODY.id: SOMEBODY}
        assert transfers_by_id(snapshot, [SOME_TRANSFER.id]) == {SOME_TRANSFER.id: SOME_TRANSFER}
        found = organisations_by_id(snapshot, ["university"])
        assert found == {"university": WORLD.organisations["university"]}


def test_member_who_moves_leaves_one_bucket_and_arrives_in_the_other(cache: Cache) -> None:
    moved = replace(SOMEBODY, version=2, organisation_id="floating")
    applied(cache, change("member", SOMEBODY, "class"))
    applied(cache, gone("member", moved, "class"), change("member", moved, "floating", 3))
    assert member_in(cache, SOMEBODY.id) == moved
    assert count(cache, LIVE.placement) == 1


def test_I8_row_goes_with_its_last_placement(cache: Cache) -> None:
    transfer = SOME_TRANSFER
    applied(cache, change("transfer", transfer, "class"), change("transfer", transfer, "floating"))
    applied(cache, gone("transfer", transfer, "class"))
    assert count(cache, LIVE.transfer) == 1
    state = applied(cache, gone("transfer", transfer, "floating"))
    assert count(cache, LIVE.transfer) == 0
    assert (state.n, state.xor) == (0, 0)


@pytest.mark.fault("I6")
def test_F23_what_is_older_than_what_is_there_is_passed_over(cache: Cache) -> None:
    newer = replace(SOMEBODY, version=5, name="改过")
    applied(cache, change("member", newer, "class"))
    applied(cache, change("member", SOMEBODY, "class"), gone("member", SOMEBODY, "class"))
    assert member_in(cache, SOMEBODY.id) == newer


def test_departure_of_what_was_never_here_changes_nothing(cache: Cache) -> None:
    with cache.write() as snapshot:
        touched: dict[str, set[str]] = {}
        state = apply_page(
            snapshot, live_area(snapshot), page(gone("member", SOMEBODY, "class")), VIEWER, touched
        )
    assert (state.n, touched) == (0, {})


def test_columns_in_another_order_and_unknown_ones_are_read_by_name(cache: Cache) -> None:
    names = list(LAYOUTS["member"].columns)
    values = dict(zip(names, msgspec.json.decode(LAYOUTS["member"].write(SOMEBODY)), strict=True))
    newer = ["of_a_newer_server", *reversed(names), "another"]
    row = msgspec.Raw(msgspec.json.encode([values.get(name, {"any": 1}) for name in newer]))
    applied(
        cache,
        Change(1, "class", "member", SOMEBODY.id, SOMEBODY.version, row),
        columns={**COLUMNS, "member": newer},
    )
    assert member_in(cache, SOMEBODY.id) == SOMEBODY


def test_further_values_behind_the_known_ones_are_skipped(cache: Cache) -> None:
    values = [*msgspec.json.decode(LAYOUTS["member"].write(SOMEBODY)), "further", [1]]
    row = msgspec.Raw(msgspec.json.encode(values))
    columns = {**COLUMNS, "member": [*COLUMNS["member"], "further", "furthest"]}
    applied(cache, Change(1, "class", "member", SOMEBODY.id, 1, row), columns=columns)
    assert member_in(cache, SOMEBODY.id) == SOMEBODY


def test_entity_of_a_newer_server_counts_but_is_not_kept(cache: Cache) -> None:
    message = Change(1, "class", "message", "m1", 1, msgspec.Raw(b'["m1", 1]'))
    assert applied(cache, message).n == 1
    assert applied(cache, Change(2, "class", "message", "m1", 2, NOTHING)).n == 0


WRONG_ROWS = {
    "no list": b'{"id": "x"}',
    "too short": b'["x"]',
    "wrong type": LAYOUTS["member"].write(replace(SOMEBODY, name=17)).encode(),  # type: ignore[arg-type]
    "wrong value": LAYOUTS["member"].write(SOMEBODY).replace('"good"', '"excellent"').encode(),
    "another row": LAYOUTS["member"].write(replace(SOMEBODY, id="another")).encode(),
    "another version": LAYOUTS["member"].write(replace(SOMEBODY, version=9)).encode(),
}


@pytest.mark.parametrize("row", WRONG_ROWS.values(), ids=WRONG_ROWS.keys())
def test_page_with_a_wrong_row_is_refused_as_a_whole(cache: Cache, row: bytes) -> None:
    good = change("organisation", WORLD.organisations["university"], "university")
    wrong = Change(2, "class", "member", SOMEBODY.id, SOMEBODY.version, msgspec.Raw(row))
    with pytest.raises(ClientError) as caught:
        applied(cache, good, wrong)
    assert caught.value.code == "ANSWER_UNREADABLE"
    assert "member" in caught.value.sentence
    assert count(cache, LIVE.organisation) == 0
    with cache.read() as snapshot:
        assert live_area(snapshot).cursor is None


def test_missing_column_is_named(cache: Cache) -> None:
    columns = {**COLUMNS, "member": [name for name in COLUMNS["member"] if name != "phone"]}
    with pytest.raises(ClientError) as caught:
        applied(cache, change("member", SOMEBODY, "class"), columns=columns)
    assert "member.phone" in caught.value.sentence


def test_I8_buckets_that_left_the_scope_are_emptied_at_once(cache: Cache) -> None:
    transfer = SOME_TRANSFER
    applied(
        cache,
        change("member", SOMEBODY, "class"),
        change("transfer", transfer, "class"),
        change("transfer", transfer, "floating"),
        change("edition", sample_edition(), "*"),
    )
    with cache.write() as snapshot:
        state = set_buckets(snapshot, live_area(snapshot), ["class", "floating"])
        state = set_buckets(snapshot, state, ["floating"])
        assert known_buckets(snapshot, state) == {"floating"}
        assert state.buckets_hash == buckets_hash(["floating"])
        assert counted_anew(snapshot, state) == (state.n, state.xor)
        assert state.n == 2
    assert member_in(cache, SOMEBODY.id) is None
    assert count(cache, LIVE.transfer) == 1


def sample_edition() -> Any:
    return Feed(WORLD).world.edition(2020)


def staged(snapshot: Snapshot, *changes: Change) -> Area:
    state = read_area(snapshot, "staging") or begin_staging(snapshot, "e1")
    return apply_page(snapshot, state, page(*changes), VIEWER, {})


def test_first_fetch_is_not_seen_before_it_is_complete(cache: Cache) -> None:
    with cache.write() as snapshot:
        staged(snapshot, change("member", SOMEBODY, "class"))
    assert member_in(cache, SOMEBODY.id) is None
    with cache.write() as snapshot:
        live = swap(snapshot)
        assert (live.name, live.n, read_area(snapshot, "staging")) == ("live", 1, None)
    assert member_in(cache, SOMEBODY.id) == SOMEBODY


def test_F7_swap_happens_wholly_or_not_at_all(cache: Cache) -> None:
    applied(cache, change("member", SOMEBODY, "class"))
    newer = replace(SOMEBODY, version=2, name="新")
    with pytest.raises(ZeroDivisionError):
        _swap_and_fail(cache, newer)
    assert member_in(cache, SOMEBODY.id) == SOMEBODY
    with cache.write() as snapshot:
        staged(snapshot, change("member", newer, "class"))
        swap(snapshot)
    assert member_in(cache, SOMEBODY.id) == newer


def _swap_and_fail(cache: Cache, somebody: Member) -> None:
    with cache.write() as snapshot:
        staged(snapshot, change("member", somebody, "class"))
        swap(snapshot)
        raise ZeroDivisionError


def test_swap_makes_every_index_each_time(cache: Cache) -> None:
    for _ in range(2):
        with cache.write() as snapshot:
            begin_staging(snapshot, "e1")
            swap(snapshot)
            names = snapshot.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars()
            assert {index.name for index in LIVE_INDEXES} <= set(names)


def test_F6_first_fetch_goes_on_where_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.db", KEY, VIEWER)
    with cache.write() as snapshot:
        staged(snapshot, change("member", SOMEBODY, "class"))
    cache.close()
    again = Cache(tmp_path / "cache.db", KEY, VIEWER)
    with again.read() as snapshot:
        area = area_to_fill(snapshot, "e1")
        assert area is not None
        assert (area.name, area.cursor, area.n) == ("staging", "next", 1)
        assert area_to_fill(snapshot, "another epoch") is None
    again.close()


def test_nothing_fetched_yet_must_begin_anew(cache: Cache) -> None:
    with cache.read() as snapshot:
        assert area_to_fill(snapshot, "e1") is None


def test_F53_row_that_is_missing_or_of_another_version_does_not_count(cache: Cache) -> None:
    state = applied(cache, change("member", SOMEBODY, "class"))
    with cache.write() as snapshot:
        snapshot.execute(update(LIVE.member).values(version=7))
        assert counted_anew(snapshot, state) == (0, 0)


def test_F9_damaged_cache_is_made_anew_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    cache = Cache(file, KEY, VIEWER)
    with cache.write() as snapshot:
        write_note(snapshot, "session", "somebody")
    cache.close()
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    again = Cache(file, KEY, VIEWER)
    assert again.was_damaged
    with again.read() as snapshot:
        assert read_note(snapshot, "session") is None
    again.close()
    assert not Cache(file, KEY, VIEWER).was_damaged


def test_F9_page_that_is_torn_later_is_told_and_healed(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    cache = Cache(file, KEY, VIEWER)
    people = [replace(SOMEBODY, id=f"m{number}") for number in range(500)]
    with cache.write() as snapshot:
        staged(snapshot, *(change("member", each, "class") for each in people))
        swap(snapshot)
    cache.close()
    content = bytearray(file.read_bytes())
    for place in range(len(content) // 2, len(content), 4096):
        content[place + 10] ^= 1
    file.write_bytes(content)

    torn = Cache(file, KEY, VIEWER)
    with pytest.raises(ClientError) as caught, torn.read() as snapshot:
        members_by_id(snapshot, [each.id for each in people])
    assert caught.value.code == "CACHE_DAMAGED"
    assert torn.make_anew(torn.generation)
    assert not torn.make_anew(0)
    assert count(torn, LIVE.member) == 0
    torn.close()


def test_cache_of_another_form_or_person_is_fetched_anew(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    cache = Cache(file, KEY, VIEWER)
    with cache.write() as snapshot:
        write_note(snapshot, "session", "somebody")
        snapshot.exec_driver_sql("PRAGMA user_version = 99")
    cache.close()
    again = Cache(file, KEY, VIEWER)
    with again.read() as snapshot:
        assert read_note(snapshot, "session") is None
    again.close()


def test_nothing_of_a_row_can_be_read_from_the_files(tmp_path: Path, cache: Cache) -> None:
    canary = replace(SOMEBODY, name="canary-name", identity_number="990001canary", phone="canary-phone")
    applied(cache, change("member", canary, "class"))
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert len(written) > 8192
    assert b"canary" not in written
