"""One run per seed: some days of several people, then all is well again, then everything is compared."""

from __future__ import annotations

import gc
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, select

import desktop.database
from desktop.cache.areas import counted_anew, live_area
from desktop.cache.organisations import edition_of, organisations_by_id
from desktop.cache.tables import LIVE
from desktop.documents import ENTRIES, TRANSFERS
from desktop.values import OpState
from domain.messages import Message, entry_messages, transfer_messages
from server.database import tables
from server.database.feed import Head, read_head
from server.scope import Scope
from server.sync.buckets import check_of
from server.sync.tables import op as op_table
from tests.reliability.simulated.person import Person
from tests.reliability.simulated.server import START, SimulatedServer
from tests.server.feed_check import feed_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.cache import Snapshot, Viewer

NAMES = ("university", "college", "employer")
STEPS = 12


@dataclass
class Stage:
    """Made once; each run begins with the same disks."""

    folder: Path
    server: SimulatedServer
    everybody: list[Person]
    people: list[Person] = field(default_factory=list)
    """Two of them, in this run."""
    figures: Counter[str] = field(default_factory=Counter)

    def run(self, seed: int) -> None:
        chance = random.Random(seed)
        self._begin(chance)
        try:
            for _ in range(STEPS):
                self._step(chance)
            self._heal()
            self._check()
        finally:
            for person in self.people:
                person.stop()
        self.figures["seeds"] += 1

    def _begin(self, chance: random.Random) -> None:
        self.server.clock.now = START
        self.server.put_back("beginning")
        self.people = chance.sample(self.everybody, 2)
        (self.folder / "backup").unlink(missing_ok=True)
        for person in self.people:
            person.put_back(self.folder / "kept")
            person.begin(chance)
            person.network.trouble = chance.choice((0.0, 0.2, 0.4))

    def _step(self, chance: random.Random) -> None:
        person = chance.choice(self.people)
        deeds = {
            person.sync: 8, person.mark: 3, person.start_transfer: 3, person.decide: 5, person.take_back: 1,
            person.jump_the_clock: 1, person.enter: 2, person.read: 1,
        }  # fmt: skip
        [deed] = chance.choices(list(deeds), list(deeds.values()))
        self.server.clock.now += timedelta(seconds=chance.expovariate(1 / 60))
        if chance.random() < 0.15:
            self.figures["client kills"] += 1
            person.killed_in(deed)
        else:
            deed()
        self._something_happens(chance, person)

    def _something_happens(self, chance: random.Random, person: Person) -> None:
        match chance.randrange(24):
            case 0:
                person.network.is_cut = True
                self.figures["partitions"] += 1
            case 1:
                person.network.hears_nothing = True
                self.figures["partitions"] += 1
            case 2 | 3:
                person.network.is_cut = person.network.hears_nothing = False
            case 4:
                self.server.clock.now += timedelta(days=chance.choice((1, 3, 16)))
                self.server.do_what_is_due()
            case 5:
                self.server.keep("backup")
            case 6 if (self.folder / "backup").exists():
                self.server.restore_backup("backup")
                self.figures["restores"] += 1
            case _:
                pass

    def _heal(self) -> None:
        for person in self.people:
            person.network.trouble = 0.0
            person.network.is_cut = person.network.hears_nothing = False
        first, last = self.people
        first.sync()
        seen = self._head()
        last.sync()
        if self._head() != seen:
            first.sync()

    def _head(self) -> Head:
        with self.server.state.database.reading() as connection:
            return read_head(connection)

    def _check(self) -> None:
        assert feed_errors(self.server.state.database) == []
        with self.server.state.database.reading() as connection:
            stored = {row.op_id: row.outcome for row in connection.execute(select(op_table))}
            trail = Counter(
                detail.get("op_id")
                for detail in map(_decoded, connection.scalars(select(tables.audit.c.detail)))
            )
        assert all(trail[op_id] == 1 for op_id in stored), "an op without its one audit record"
        for person in self.people:
            self._check_ops(person, stored)
            self._check_rows(person)
        self.figures["ops"] += len(stored)
        self.figures["server kills"] = self.server.deaths

    def _check_ops(self, person: Person, stored: dict[str, str]) -> None:
        assert person.space.outbox.pending() == [], "a queue that is stuck"
        items = person.ops()
        assert person.saved <= items.keys(), "an op that is lost"
        for op_id in person.saved:
            is_applied = items[op_id].state is OpState.APPLIED
            assert is_applied == (stored.get(op_id) == "applied"), (op_id, items[op_id], stored.get(op_id))

    def _check_rows(self, person: Person) -> None:
        scope = Scope(_path_of(person), None)
        with self.server.state.database.reading() as connection:
            expected = check_of(connection, scope, read_head(connection))
        with person.space.cache.read() as snapshot:
            live = live_area(snapshot)
            counted = counted_anew(snapshot, live)
            assert told(snapshot) == to_be_told(snapshot, person.space.cache.viewer), person.name
        assert counted == (live.n, live.xor) == (expected["n"], int(str(expected["xor"]), 16)), person.name


def told(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    c = LIVE.message.c
    return {tuple(row) for row in snapshot.execute(select(c.subject_kind, c.subject_id, c.key))}


def to_be_told(snapshot: Snapshot, viewer: Viewer) -> set[tuple[str, str, str]]:
    """What the rules make of all rows at once; the cache has made it row by row."""
    own = viewer.organisation_id
    found: list[Message] = []
    for document in snapshot.execute(select(LIVE.transfer.c.document)).scalars():
        transfer = TRANSFERS.read(document)
        found += transfer_messages(transfer, edition_of(snapshot, transfer.edition), own)
    for register, document in snapshot.execute(select(LIVE.entry.c.register, LIVE.entry.c.document)):
        found += entry_messages(ENTRIES[register].read(document), own)
    return {(each.subject_kind, each.subject_id, each.key) for each in found}


def _decoded(detail: Any) -> dict[str, object]:
    return dict(json.loads(detail) if isinstance(detail, str) else detail)


def _path_of(person: Person) -> str:
    own = person.session.organisation.id
    with person.space.cache.read() as snapshot:
        return organisations_by_id(snapshot, [own])[own].path


def _fill(people: list[Person]) -> None:
    """So that there is something to decide from the beginning."""
    for _ in range(12):
        for person in people:
            person.start_transfer()
            person.sync()


@contextmanager
def _compiled_statements_shared() -> Iterator[None]:
    """Every start of a client has new engines; what they say to the database is always the same. What was
    compiled is remembered by dialect, so that they have to have the same one."""
    first: list[Any] = []

    def sharing(*given: Any, **named: Any) -> Any:
        # Whoever dies here ends their transaction, or takes the whole engine with them.
        engine = create_engine(*given, **named, pool_reset_on_return=None)
        first.append(engine)
        del first[1:]
        engine.dialect, engine._compiled_cache = first[0].dialect, first[0]._compiled_cache
        return engine

    desktop.database.create_engine = sharing  # type: ignore[attr-defined]
    try:
        yield
    finally:
        desktop.database.create_engine = create_engine  # type: ignore[attr-defined]


@contextmanager
def stage(parent: Path | None = None) -> Iterator[Stage]:
    quick = Path("/dev/shm")
    place = parent or (quick if quick.is_dir() else None)
    folder = Path(tempfile.mkdtemp(prefix="xianjie-simulated-", dir=place))
    server = SimulatedServer(folder)
    try:
        with _compiled_statements_shared():
            yield Stage(folder, server, _everybody(folder, server))
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def _everybody(folder: Path, server: SimulatedServer) -> list[Person]:
    """With something to do already; what their disks and the server's hold is what every run begins with."""
    people = [Person(folder, name, server) for name in NAMES]
    (folder / "kept").mkdir()
    for person in people:
        person.begin(random.Random(len(person.name)))
        person.sync()
    _fill(people)
    for person in people:
        person.sync()
        person.stop()
        person.keep(folder / "kept")
    server.keep("beginning")
    return people


def main(first: int, count: int, seconds: float) -> int:
    """``count`` seeds from ``first`` on, as many as there is time for; the figures as JSON."""
    logging.disable(logging.CRITICAL)
    over = time.monotonic() + seconds
    with stage() as standing:
        # What stands stays for good; looking through it again and again took a tenth of the time.
        gc.freeze()
        for seed in range(first, first + count):
            try:
                standing.run(seed)
            except BaseException:
                sys.stderr.write(f"seed {seed}\n")
                raise
            if time.monotonic() > over:
                break
        sys.stdout.write(json.dumps(standing.figures) + "\n")
    return 0


if __name__ == "__main__":
    asked = dict(enumerate(sys.argv[1:]))
    raise SystemExit(main(int(asked[0]), int(asked.get(1, 1)), float(asked.get(2, 86_400))))
