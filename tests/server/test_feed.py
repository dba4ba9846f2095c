"""What is visible at number n has everything below n, whoever writes at once (RELIABILITY I5, F33)."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert, select, update

from domain.members import Member
from server.database import feed, tables
from server.database.engine import Database
from server.database.feed import EVERYWHERE, Head
from server.database.unit_of_work import LostUpdateError, UnitOfWork
from server.database.writes import RoundTheFeedError, synced_writes
from server.documents import MEMBERS
from server.members.repository import find_member
from server.members.tables import member as member_table
from server.scope import NATIONWIDE
from server.state import State
from tests.server.feed_check import feed_errors
from tests.server.sample import PLACES, id_of

WRITERS, ROUNDS = 8, 12
MEMBER_IDS = [id_of(key, each) for key, place in PLACES.items() for each in range(place.members)]


class Follower:
    """A client's cursor: everything after the last number, as often as it looks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.cursor = 0
        self.seen: dict[tuple[str, str, str], int] = {}

    def look(self) -> None:
        with self._database.reading() as connection:
            head = feed.read_head(connection)
            found = select(tables.feed).where(tables.feed.c.seq > self.cursor)
            self.seen |= {(r.bucket, r.entity, r.id): r.seq for r in connection.execute(found)}
            self.cursor = head.seq

    def missed(self) -> int:
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.feed)).all()
        return sum(self.seen.get((row.bucket, row.entity, row.id)) != row.seq for row in rows)


def move_on(state: State, member_id: str, *, give_up: bool = False) -> None:
    """Changes a member; sometimes the transaction is rolled back at its very end."""
    with state.database.writing() as connection:
        member = find_member(connection, NATIONWIDE, member_id, lock=True)
        assert member is not None
        unit = UnitOfWork(connection, state.clock())
        unit.save_member(replace(member, version=member.version + 1, phone=f"1{member.version:010d}"))
        unit.finish()
        if give_up:
            connection.rollback()


def race(state: State, write: Callable[[int, int], None]) -> Follower:
    """Writers against a follower that never stops looking."""
    follower = Follower(state.database)
    barrier = threading.Barrier(WRITERS)
    done = threading.Event()

    def writer(number: int) -> None:
        for turn in range(ROUNDS):
            barrier.wait(30)
            write(number, turn)

    def follow() -> None:
        while not done.is_set():
            follower.look()

    watching = threading.Thread(target=follow)
    writers = [threading.Thread(target=writer, args=(number,)) for number in range(WRITERS)]
    for thread in (watching, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    watching.join()
    follower.look()
    return follower


@pytest.mark.fault("I5")
def test_racing_writers_hide_no_number(state: State) -> None:
    def write(number: int, turn: int) -> None:
        place = (number * 5 + turn * 3) % len(MEMBER_IDS)
        move_on(state, MEMBER_IDS[place], give_up=(number + turn) % 5 == 0)

    assert race(state, write).missed() == 0


def test_planted_sequence_as_cursor_is_caught(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that is drawn when a transaction begins, as a sequence's or a clock's is."""
    sequence = itertools.count(1_000)
    drawn = threading.local()
    ends = threading.Barrier(WRITERS)
    # The one that never stops looking may be passed over for long; this one looks after each commit.
    follower, one_at_a_time = Follower(state.database), threading.Lock()

    def planted_head(connection: Connection) -> Head:
        head = feed.read_head(connection)
        return head._replace(seq=drawn.seq)

    def write(number: int, turn: int) -> None:
        drawn.seq = next(sequence)
        ends.wait(30)
        with state.database.writing() as connection:
            member = find_member(connection, NATIONWIDE, MEMBER_IDS[number], lock=True)
            assert member is not None
            unit = UnitOfWork(connection, state.clock())
            unit.save_member(replace(member, version=member.version + 1))
            unit.finish()
        with one_at_a_time:
            follower.look()

    with monkeypatch.context() as planted:
        planted.setattr(feed, "lock_head", planted_head)
        race(state, write)
    assert follower.missed() > 0
    with state.database.writing() as connection, synced_writes(connection):
        feed.write_head(connection, feed.read_head(connection)._replace(seq=next(sequence)))


def head_of(state: State) -> Head:
    with state.database.reading() as connection:
        return feed.read_head(connection)


def a_member(connection: Connection) -> Member:
    member = find_member(connection, NATIONWIDE, MEMBER_IDS[0], lock=True)
    assert member is not None
    return member


def test_write_round_the_unit_of_work_is_refused(state: State) -> None:
    with state.database.writing() as connection, pytest.raises(RoundTheFeedError):
        connection.execute(update(member_table).values(version=99))
    with state.database.writing() as connection, pytest.raises(RoundTheFeedError):
        connection.execute(insert(tables.feed).values(bucket="*", entity="x", id="x", seq=9, version=1))


def test_write_that_went_round_the_feed_is_found(state: State) -> None:
    """Planted: a change of a row, its version and its document, without the feed."""
    with state.database.writing() as connection, synced_writes(connection):
        changed = replace(a_member(connection), version=2)
        where = member_table.c.id == changed.id
        row = {"version": 2, "document": MEMBERS.write(changed)}
        connection.execute(update(member_table).where(where).values(**row))
    assert feed_errors(state.database) != []
    with state.database.writing() as connection, synced_writes(connection):
        back = replace(a_member(connection), version=1)
        row = {"version": 1, "document": MEMBERS.write(back)}
        connection.execute(update(member_table).where(where).values(**row))
    assert feed_errors(state.database) == []


def test_row_that_moves_leaves_a_trace_in_its_old_bucket(state: State) -> None:
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        moved = replace(a_member(connection), version=2, organisation_id=id_of("floating"))
        unit.save_member(moved)
        seq = unit.finish()
    with state.database.reading() as connection:
        found = connection.execute(select(tables.feed).where(tables.feed.c.id == moved.id)).all()
    assert {(row.bucket, row.left_at is None, row.seq) for row in found} == {
        (id_of("class"), False, seq - 1),
        (id_of("floating"), True, seq),
    }


def test_rolled_back_unit_leaves_nothing(state: State) -> None:
    before = head_of(state)
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        unit.save_member(replace(a_member(connection), version=2))
        unit.record("somebody", "tried", "")
        unit.finish()
        connection.rollback()
    assert head_of(state) == before


def test_row_loaded_without_its_lock_is_not_overwritten(state: State) -> None:
    with state.database.reading() as connection:
        stale = find_member(connection, NATIONWIDE, MEMBER_IDS[0])
    assert stale is not None
    move_on(state, stale.id)
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        with pytest.raises(LostUpdateError):
            unit.save_member(replace(stale, version=stale.version + 1))


def test_editions_lie_everywhere(state: State) -> None:
    with state.database.reading() as connection:
        query = select(tables.feed.c.id).where(tables.feed.c.bucket == EVERYWHERE)
        assert set(connection.scalars(query)) == {"2020", "2021", "2024"}
