"""Two administrators, one feed, faults and crashes in any order; when all is well again, all is right.

Everything is repeatable from the seed that Hypothesis prints. Checked at the end of every run: I2 (one
effect for each op), I3 (nothing left without a result), I7 (rows as on the server), and in between I1
(what was said to be saved is there after a crash).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.api.problems import ProblemError
from desktop.cache.areas import counted_anew, live_area
from desktop.errors import ClientError, client_error
from desktop.sync.cycle import Cycle
from desktop.values import MemberList, MemberQuery, OpState, Seen, TransferQuery
from domain.members import Mark
from tests.desktop.feed import FakeApi, Feed
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import DEVICE, Filled, fill_profile
from tests.desktop.samples import sample_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from desktop.api import Api
    from desktop.client import Client

STEPS = 30


def lost() -> ClientError:
    return client_error("SERVER_UNREACHABLE", server="s")


FAULTS: list[Callable[[], ClientError]] = [
    lost,
    lambda: client_error("SERVER_UNREACHABLE", server="s", unsent=True),
    lambda: client_error("ANSWER_UNREADABLE", what="cut"),
    lambda: client_error("NOT_XIANJIE", server="s"),
    lambda: ProblemError(client_error("SERVER_BUSY"), 503),
    lambda: ProblemError(ClientError("TOO_LARGE", "太多", "Too much"), 413),
    lambda: ProblemError(ClientError("RESYNC_REQUIRED", "重新同步", "Resync"), 409),
]


@dataclass
class Person:
    """An administrator at a machine whose way to the server may fail before or after its work."""

    filled: Filled
    chance: random.Random
    client: Client = field(init=False)
    cycle: Cycle = field(init=False)
    is_troubled: bool = True
    saved: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.filled.api.limit = 25
        self.filled.api.before = self._trouble
        self.filled.api.after = self._trouble
        self.start()

    def start(self) -> None:
        self.client = self.filled.client()
        opened = self.client._now_open()
        self.cycle = Cycle(opened.workspace, cast("Api", self.filled.api), DEVICE)

    def crash(self) -> None:
        """Whatever was committed is there; whatever was under way is not."""
        self.client.close()
        self.start()
        known = {op.op_id for op in self.client._now_open().workspace.outbox.in_view(-1)}
        known |= {item.op_id for item in self.client.outbox()}
        assert self.saved <= known

    def _trouble(self, call: str) -> None:
        if self.is_troubled and self.chance.random() < 0.25:
            raise self.chance.choice(FAULTS)()

    def sync(self) -> None:
        try:
            self.cycle.run()
        except ClientError:
            assert self.is_troubled

    def decide(self) -> None:
        rows = self.client.transfers(self.client.transfer_ids(TransferQuery()))
        if rows:
            row = self.chance.choice(rows)
            seen = [Seen(id=row.transfer.id, version=row.transfer.version)]
            if self.chance.random() < 0.5:
                self._note(self.client.approve_transfers(seen, "同意"))
            else:
                self._note(self.client.refuse_transfers(seen, "不同意"))

    def mark(self) -> None:
        which = self.chance.choice(list(MemberList))
        ids = self.client.member_ids(MemberQuery(list=which))
        rows = self.client.members(self.chance.sample(ids, min(3, len(ids))))
        seen = [Seen(id=row.member.id, version=row.member.version) for row in rows]
        if any(row.member.mark for row in rows):
            self._note(self.client.revoke_marks(seen))
        else:
            mark = self.chance.choice(list(Mark))
            self._note(
                self.client.mark_members(seen, mark, expected_month="2022-06", delay_reason="学分未修满")
            )

    def take_back(self) -> None:
        waiting = [item.op_id for item in self.client.outbox() if item.state is OpState.WAITING]
        if waiting:
            self.saved -= set(self.client.take_back([self.chance.choice(waiting)]))

    def _note(self, outcomes: object) -> None:
        self.saved |= {each.op_id for each in outcomes if each.op_id}  # type: ignore[attr-defined]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_whatever_happens_it_converges(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    people = two_people(tmp_path_factory.mktemp("run"), chance)
    try:
        run(people, chance)
        settle(people)
        check(people)
    finally:
        for person in people:
            person.client.close()


def two_people(folder: Path, chance: random.Random) -> list[Person]:
    first = fill_profile(folder / "one", MemoryKeychain(), world=sample_world())
    second = fill_profile(folder / "two", MemoryKeychain(), organisation="college", world=sample_world())
    feed: Feed = first.feed
    shared = replace(second, feed=feed, api=FakeApi(feed, second.api.actor))
    return [Person(first, chance), Person(shared, chance)]


def run(people: list[Person], chance: random.Random) -> None:
    for _ in range(STEPS):
        person = chance.choice(people)
        deeds = [person.decide, person.mark, person.sync, person.sync, person.take_back, person.crash]
        chance.choices(deeds, weights=[3, 3, 3, 3, 1, 1])[0]()


def settle(people: list[Person]) -> None:
    for person in people:
        person.is_troubled = False
    for _ in range(2):
        for person in people:
            person.sync()


def check(people: list[Person]) -> None:
    feed = people[0].filled.feed
    assert len(feed.effects) == len(set(feed.effects))
    applied = {op_id for op_id, result in feed.results.items() if result.outcome == "applied"}
    assert applied == set(feed.effects)
    for person in people:
        client = person.client
        items = {item.op_id: item.state for item in client.outbox()}
        assert client.counts().waiting == 0
        assert person.saved <= items.keys()
        for op_id in person.saved:
            assert (items[op_id] is OpState.APPLIED) == (op_id in applied)
        _check_rows(person, feed)


def _check_rows(person: Person, feed: Feed) -> None:
    expected = feed.check(feed.scope(person.filled.api.actor))
    with person.client._now_open().workspace.cache.read() as snapshot:
        live = live_area(snapshot)
        assert counted_anew(snapshot, live) == (live.n, live.xor) == (expected.n, int(expected.xor, 16))
    shown = person.client.transfers(person.client.transfer_ids(TransferQuery()))
    assert {row.transfer.id: row.transfer for row in shown}.items() <= feed.world.transfers.items()
