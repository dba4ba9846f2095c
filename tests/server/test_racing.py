"""Many who write at once, and one who holds on: no number is missed, nobody waits for long, nobody is told.

With XIANJIE_LONG: 1,000,000 commits on PostgreSQL and 100,000 on SQLite, instead of a few hundred.
"""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from server.app import close_state, open_state
from server.database import feed, tables
from server.database.engine import Database
from server.database.unit_of_work import UnitOfWork
from server.members.repository import find_member
from server.scope import NATIONWIDE
from server.settings import Settings
from server.state import State
from tests.reliability.thoroughness import LONG
from tests.server.client import Country
from tests.server.conftest import Clock
from tests.server.feed_check import feed_errors
from tests.server.sample import PLACES, id_of

MEMBERS = [id_of(key, each) for key, place in PLACES.items() for each in range(place.members)]
WRITERS = 64 if LONG else 8


@pytest.fixture
def state(url: str, clock: Clock) -> Iterator[State]:
    """With a connection for each writer."""
    state = open_state(Settings(database_url=url, port=0, job_seconds=0, threads=WRITERS), clock)
    yield state
    assert feed_errors(state.database) == []
    close_state(state)


def commits(state: State) -> int:
    if not LONG:
        return 200
    return 100_000 if state.database.is_sqlite else 1_000_000


class Follower(threading.Thread):
    """Looks at everything after its last number, as clients do, as fast as it can."""

    def __init__(self, database: Database) -> None:
        super().__init__(name="follower")
        self._database = database
        self.over = threading.Event()
        self.cursor = 0
        self.heard: dict[tuple[str, str, str], int] = {}

    def run(self) -> None:
        while not self.over.is_set():
            self.look()

    def look(self) -> None:
        with self._database.reading() as connection:
            head = feed.read_head(connection)
            found = select(tables.feed).where(tables.feed.c.seq > self.cursor)
            for row in connection.execute(found):
                assert row.seq <= head.seq, "visible before its number is"
                self.heard[row.bucket, row.entity, row.id] = row.version
            self.cursor = head.seq

    def missed(self) -> int:
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.feed)).all()
        return sum(self.heard.get((row.bucket, row.entity, row.id)) != row.version for row in rows)


@pytest.mark.fault("I5")
@pytest.mark.timeout(0 if LONG else 120)
def test_F33_racing_writers_with_delays_and_rollbacks_hide_no_number(state: State) -> None:
    follower = Follower(state.database)
    follower.start()
    each = commits(state) // WRITERS
    failures: list[BaseException] = []

    def write(number: int) -> None:
        chance = random.Random(number)
        try:
            for _ in range(each):
                _change(state, chance)
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    follower.over.set()
    follower.join()
    follower.look()
    assert failures == []
    assert follower.missed() == 0


def _change(state: State, chance: random.Random) -> None:
    """Sometimes slow before its commit, sometimes rolled back at its very end."""
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        member = find_member(connection, NATIONWIDE, chance.choice(MEMBERS), lock=True)
        assert member is not None
        if chance.random() < 0.1:
            # The fault itself: whoever is slow holds its locks meanwhile.
            time.sleep(chance.random() / 500)
        unit.save_member(replace(member, version=member.version + 1))
        unit.finish()
        if chance.random() < 0.1:
            connection.rollback()


def test_F34_readers_are_not_late_while_somebody_writes(state: State) -> None:
    """A transaction that stays open is like one that is open for a minute: nobody waits for its end."""
    with state.database.writing() as connection:
        member = find_member(connection, NATIONWIDE, MEMBERS[0], lock=True)
        assert member is not None
        unit = UnitOfWork(connection, state.clock())
        unit.save_member(replace(member, version=member.version + 1))
        unit.finish()
        seen: list[int] = []

        def read() -> None:
            with state.database.reading() as other:
                found = find_member(other, NATIONWIDE, MEMBERS[0])
                assert found is not None
                seen.append(found.version)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        reader.join(10)
        was_late = reader.is_alive()
    reader.join(30)
    assert not was_late
    assert seen == [member.version]


def test_F35_deadlock_is_tried_again_inside(country: Country) -> None:
    """Somebody holds the counter and wants the member; the push holds the member and wants the counter."""
    if country.state.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    college = country.sign_in("college")
    member = id_of("class", 0)
    op = college.op("mark_member", member, 1, mark="teacher")
    holding, wanting = threading.Event(), threading.Event()

    def stand_in_the_way() -> None:
        other = Database(country.state.settings.database_url, pool_size=1)
        with other.writing() as connection:
            # The push is the one that finds the deadlock out, and so the one that is undone.
            connection.execute(text("SET LOCAL deadlock_timeout = '20s'"))
            connection.execute(text("SET LOCAL lock_timeout = '20s'"))
            connection.execute(text("SELECT seq FROM counter FOR UPDATE"))
            holding.set()
            assert wanting.wait(20)
            connection.execute(text("SELECT id FROM member WHERE id = :id FOR UPDATE"), {"id": member})
        other.close()

    def want_soon() -> None:
        watching = Database(country.state.settings.database_url, pool_size=1)
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        while not wanting.is_set():
            with watching.reading() as connection:
                if connection.execute(waiting).scalar_one():
                    wanting.set()
        watching.close()

    threads = [threading.Thread(target=work) for work in (stand_in_the_way, want_soon)]
    for thread in threads:
        thread.start()
    assert holding.wait(20)
    results = college.push(op)
    for thread in threads:
        thread.join()
    assert [result["outcome"] for result in results] == ["applied"]


def test_F37_sqlite_under_load_is_never_locked(country: Country) -> None:
    """Some mark and take back, others sign in and fetch, which is written down too; all of it succeeds."""
    devices = [country.sign_in("college") for _ in range(4)]
    told: list[object] = []

    def mark(number: int) -> None:
        device = devices[number]
        for turn in range(8):
            kind, payload = ("revoke_mark", {}) if turn % 2 else ("mark_member", {"mark": "teacher"})
            answer = device.push_raw(device.op(kind, id_of("class", number), 1 + turn, **payload))
            told.append(answer.status_code == 200 and answer.json()["results"][0]["outcome"])

    def fetch(number: int) -> None:
        device = devices[number]
        for _ in range(12):
            told.append(device.pull_raw(None).status_code)

    works = [(mark, 0), (mark, 1), (fetch, 2), (fetch, 3)]
    threads = [threading.Thread(target=work, args=(number,)) for work, number in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) == {"applied", 200}
