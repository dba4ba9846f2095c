"""Administrators who wait for news and decide, all at once, and what a flood of requests does.

Everybody waits for news at all times and pulls as soon as there is some; who has transfers to decide decides
one every ten seconds or so. Against one of them who is alone on the same server; the flood against limits.
"""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import insert

from desktop.identifiers import new_id
from desktop.outbox import Op
from desktop.sync.wire import wire_op
from domain.organisations import Organisation
from domain.transfers import APPROVABLE_STATES, Transfer
from server.database.engine import Database
from server.sessions.tables import account, administrator, session
from server.sessions.tokens import hash_token
from tests.benchmarks.asking import Line
from tests.benchmarks.country import sample_country, store
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import percentile
from tests.sync.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator
    from pathlib import Path

    from tests.benchmarks.asking import Answer
    from tests.benchmarks.country import Country
    from tests.benchmarks.figures import Scale

PEOPLE, SECONDS, FLOOD = 500, 60, 1000
BETWEEN_DECISIONS = 10.0
FAR_AWAY = "2999-01-01T00:00:00.000000Z"


@dataclass
class Times:
    """Milliseconds of what was asked, and what was answered otherwise than well."""

    pulls: list[float] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    failures: list[Answer] = field(default_factory=list)


class Person:
    def __init__(
        self, port: int, organisation: Organisation, transfers: list[Transfer], times: Times
    ) -> None:
        self.port = port
        self.organisation = organisation
        self.user_id = self.token = organisation.id
        self._line, self._other = (Line(port, self.token) for _ in range(2))
        self._left = transfers
        self._number = 0
        self._cursor: str | None = None
        self.times = times

    async def begin(self) -> None:
        self._hello = msgspec.json.decode((await self._line.ask("GET", "/v1/sync/hello")).body)
        await self.pull()

    async def pull(self) -> None:
        more = True
        while more:
            hello = {"epoch": self._hello["epoch"], "buckets_hash": self._hello["buckets_hash"]}
            body = {"device_id": str(uuid.uuid4()), "cursor": self._cursor, **hello}
            page = await self._timed(self.times.pulls, self._line.ask("POST", "/v1/sync/pull", body))
            if page is None:
                return
            self._cursor, more = page["cursor"], page["more"]

    async def wait(self) -> None:
        while True:
            answer = await self._line.ask("GET", f"/v1/sync/news?cursor={self._cursor}")
            if answer.status == 200:
                await self.pull()
            elif answer.status != 204:
                self.times.failures.append(answer)

    async def decide(self, pause: float) -> None:
        while self._left:
            await asyncio.sleep(random.expovariate(1 / pause) if pause else 0)
            body = {"device_id": str(uuid.uuid4()), "epoch": self._hello["epoch"], "ops": [self._op()]}
            await self._timed(self.times.decisions, self._other.ask("POST", "/v1/sync/push", body))

    async def _timed(self, times: list[float], asked: Awaitable[Answer]) -> Any:
        started = time.perf_counter()
        answer = await asked
        times.append((time.perf_counter() - started) * 1000)
        if answer.status == 200:
            return msgspec.json.decode(answer.body)
        self.times.failures.append(answer)
        return None

    def _op(self) -> dict[str, Any]:
        transfer, now = self._left.pop(), datetime.now(UTC)
        self._number += 1
        op = Op(
            op_id=new_id(now),
            kind="approve_transfer",
            subject_id=transfer.id,
            seen_version=transfer.version,
            payload={"remark": "同意"},
            decided_at=now.isoformat(),
            user_id=self.user_id,
            device_seq=self._number,
        )
        return wire_op(op)

    def close(self) -> None:
        self._line.close()
        self._other.close()


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    country = sample_country(scale.members_of(20_000, 2_000))
    people, seconds, flood = (8, 1, 30) if scale.quick else (PEOPLE, SECONDS, FLOOD)
    store(country, folder)
    server = ServerProcess(folder)
    crowd, alone = Times(), Times()
    everybody = [Person(server.port, *each, crowd) for each in _offices(country)[: people + 1]]
    _admit(folder, everybody)
    server.start()
    try:
        longest, recovered = asyncio.run(_day(everybody, alone, seconds, flood))
    finally:
        server.stop()
    if crowd.failures or alone.failures:
        raise RuntimeError(f"{len(crowd.failures)} failures: {(crowd.failures + alone.failures)[0]}")
    for name, mine, theirs in (
        ("pull", crowd.pulls, alone.pulls),
        ("decide", crowd.decisions, alone.decisions),
    ):
        for which, percent in (("p50", 50), ("p95", 95)):
            found, lone = (percentile(each, percent) for each in (mine, theirs))
            yield Figure(f"{people} waiting and deciding: {name}, {which}", found, lone, "ms", "one alone")
    yield Figure(f"flood of {flood}: longest until 503", longest, 5_000, "ms", "the limit")
    yield Figure(f"flood of {flood}: until all is as before", recovered, 120_000, "ms", "the limit")


def _offices(country: Country) -> list[tuple[Organisation, list[Transfer]]]:
    """Those with the most to decide first."""
    transfers = [each for each in country.values if isinstance(each, Transfer)]
    found: dict[str, list[Transfer]] = {}
    for each in transfers:
        if each.state in APPROVABLE_STATES and each.acting is not None:
            found.setdefault(each.acting.id, []).append(each)
    places = [each for each in country.values if isinstance(each, Organisation)]
    offices = [(each, found.get(each.id, [])) for each in places if each.active]
    return sorted(offices, key=lambda office: -len(office[1]))


def _admit(folder: Path, people: list[Person]) -> None:
    """Accounts and sessions, without the hours that so many passwords would take."""
    database = Database(f"sqlite:///{folder / 'server.sqlite3'}", pool_size=1)
    with database.writing() as connection:
        for each in people:
            names = {"id": each.user_id, "login": each.user_id, "name": each.organisation.short_name}
            flags = {"password_hash": "", "must_change_password": False, "disabled": False}
            connection.execute(insert(account).values(**names, **flags))
            place = {"account_id": each.user_id, "organisation_id": each.organisation.id}
            connection.execute(insert(administrator).values(**place, position=0))
            device = {"device_id": each.user_id, "device_name": "bench", "started_at": FAR_AWAY}
            access = {"access_hash": hash_token(each.token), "access_expires_at": FAR_AWAY}
            connection.execute(
                insert(session).values(id=each.user_id, role="administrator", **place, **device, **access)
            )
    database.close()


async def _day(people: list[Person], alone: Times, seconds: float, flood: int) -> tuple[float, float]:
    crowd = people[0].times
    first, *others = people
    for each in others:
        await each.begin()
    await first.begin()
    first.times = alone
    await first.decide(0)
    for _ in range(max(2, len(alone.decisions))):
        await first.pull()
    crowd.pulls.clear()
    tasks = [asyncio.create_task(each.wait()) for each in others]
    tasks += [asyncio.create_task(each.decide(BETWEEN_DECISIONS)) for each in others]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    broken = [each for each in ended if isinstance(each, Exception)]
    if broken:
        raise broken[0]
    told = await _flooded(people, flood)
    for each in people:
        each.close()
    return told


async def _flooded(people: list[Person], flood: int) -> tuple[float, float]:
    """How long the slowest refusal took; and then how long until everybody is answered again."""
    refused: list[float] = []

    async def fetch(person: Person) -> None:
        line = Line(person.port, person.token)
        started = time.perf_counter()
        body = {"device_id": str(uuid.uuid4()), "epoch": person._hello["epoch"], "cursor": None}
        answer = await line.ask("POST", "/v1/sync/pull", body)
        if answer.status == 503:
            refused.append((time.perf_counter() - started) * 1000)
        line.close()

    await asyncio.gather(*(fetch(people[number % len(people)]) for number in range(flood)))
    started = time.perf_counter()
    while await _is_refused(people[:20]):
        await asyncio.sleep(0.1)
    return max(chain(refused, [1.0])), (time.perf_counter() - started) * 1000


async def _is_refused(people: list[Person]) -> bool:
    """Any of them. On lines of their own, since on theirs an answer may still be on its way."""
    refused = False
    for each in people:
        line = Line(each.port, each.token)
        refused |= (await line.ask("GET", "/v1/me")).status != 200
        line.close()
    return refused
