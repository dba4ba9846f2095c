"""Weeks in the life of a country, told to several serving processes that are killed at random."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from server.database.tables import audit
from tests.server.client import Country, Json
from tests.server.flows import UNEMPLOYED, start
from tests.server.jobs.worker import Worker

CHINA = ZoneInfo("Asia/Shanghai")
TICK = timedelta(minutes=110)
"""Shorter than what counts as a standstill."""


@dataclass(frozen=True)
class Step:
    """What the system is to do to a transfer: when the last day is over, and what it is then."""

    last_day: date
    action: str
    prolonged: bool = False

    @property
    def due(self) -> datetime:
        return datetime.combine(self.last_day + timedelta(days=1), time(), CHINA)


@dataclass
class Standstill:
    stopped: datetime
    resumed: datetime

    def shift(self, opened: date, days: int, reminder: int) -> date:
        """The last day of a step, with the days that were lost from the reminder on (SPEC R82)."""
        last, first = opened + timedelta(days=days), opened + timedelta(days=reminder)
        stopped, resumed = china_day(self.stopped), china_day(self.resumed)
        if stopped > last or resumed <= first or opened > stopped:
            return last
        return resumed + (last - max(stopped, first))


def china_day(instant: datetime) -> date:
    return instant.astimezone(CHINA).date()


@dataclass
class Calendar:
    """``still``: the days of ``begin`` on which no process is there."""

    country: Country
    begin: datetime
    days: int
    kills_per_tick: float
    chance: random.Random
    still: tuple[int, int] | None = None
    slow: timedelta = timedelta()
    expected: dict[str, list[Step]] = field(default_factory=dict)
    reminders: dict[str, datetime] = field(default_factory=dict)
    """Of the workshop, which has to act on what is sent to it at once."""
    kills: int = 0
    ticks: int = 0

    @property
    def end(self) -> datetime:
        return self.begin + timedelta(days=self.days)

    @property
    def standstill(self) -> Standstill | None:
        """From the last look before the days that nobody was there to the first after."""
        if self.still is None:
            return None
        times = list(self.times())
        resumed = next(each for each in times if each >= self.begin + timedelta(days=self.still[1]))
        return Standstill(times[times.index(resumed) - 1], resumed)

    def times(self) -> Iterator[datetime]:
        now = self.begin
        while now <= self.end:
            days = (now - self.begin) / timedelta(days=1)
            if self.still is None or not self.still[0] <= days < self.still[1]:
                yield now
            now += TICK

    # What people do

    def start(self, day: float, who: str, member: tuple[str, int], to: str, *, edition: int = 2020) -> str:
        country = self.country
        country.clock.now = self.begin + timedelta(days=day)
        country.state.settings = replace(country.state.settings, edition=edition)
        wish: dict[str, Any] = {**UNEMPLOYED, "particulars": {}} if to == "floating" else {}
        started = start(country.sign_in(who), member, to, **wish)
        opened = china_day(country.clock.now)
        self.expected[started["id"]] = self._steps(opened, who, edition)
        reminded = datetime.combine(opened + timedelta(days=7 if edition == 2024 else 10), time(), CHINA)
        if to == "workshop" and reminded <= self.end:
            self.reminders[started["id"]] = reminded
        return str(started["id"])

    def _steps(self, opened: date, who: str, edition: int) -> list[Step]:
        if edition == 2024:
            return [self._step(opened, 10, 7, "refused")]
        first = self._step(opened, 15, 10, "approved")
        if who != "member":
            return [first]
        return [first, self._step(china_day(first.due), 15, 10, "approved")]

    def _step(self, opened: date, days: int, reminder: int, action: str) -> Step:
        last = opened + timedelta(days=days)
        shifted = self.standstill.shift(opened, days, reminder) if self.standstill else last
        return Step(shifted, action, shifted != last)

    # What the system does

    def run(self) -> None:
        url = self.country.state.settings.database_url
        workers = [Worker(url, self.slow if number == 0 else timedelta()) for number in range(3)]
        for now in self.times():
            self._tick(workers, now)
        for worker in workers:
            self.kills += worker.kills
            worker.stop()
        self.country.clock.now = self.end

    def _tick(self, workers: list[Worker], now: datetime) -> None:
        self.ticks += 1
        for worker in workers:
            worker.tell(now)
        doomed = [worker for worker in workers if self.chance.random() < self.kills_per_tick]
        for worker in doomed:
            worker.kill_within(self.chance.uniform(0, 0.06))
        for worker in workers:
            if worker not in doomed:
                worker.wait()

    # What came of it

    def rows(self) -> dict[str, Json]:
        answer = self.country.sign_in("country").get("/v1/transfers", limit=500)
        return {row["id"]: row for row in answer.json()["items"]}

    def reminded(self) -> list[tuple[str, datetime]]:
        """What the workshop has been reminded of, page by page."""
        workshop, told, after = self.country.sign_in("workshop"), list[Json](), None
        while True:
            page = workshop.get("/v1/messages", **({"after": after} if after else {})).json()
            told += page["items"]
            after = page["after"]
            if after is None:
                return [(each["subject_id"], told_at(each)) for each in told if each["kind"] == "reminder"]

    def recorded(self, action: str) -> Counter[str]:
        with self.country.state.database.reading() as connection:
            query = select(audit.c.subject, func.count()).where(audit.c.action == action)
            rows = connection.execute(query.group_by(audit.c.subject))
            return Counter({str(subject): int(number) for subject, number in rows})


def told_at(event: Json) -> datetime:
    return datetime.fromisoformat(event["at"]).astimezone(UTC)
