"""Syncing with a real server over HTTP: the first time, catching up, and with nothing new.

The limit of a first sync here is one compressed download of the same rows, column by column, parsed by
msgspec and put into SQLCipher by one statement a table (plain_server.py, syncing_process.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from desktop.client import Client
from desktop.values import MemberQuery
from domain.commands import MarkMember, RevokeMark
from domain.members import Mark
from tests.benchmarks.country import LEAST_MEMBERS, ROOT, sample_country
from tests.benchmarks.devices import Device, Wire
from tests.benchmarks.figures import Figure, compared, milliseconds
from tests.benchmarks.meter import metered
from tests.benchmarks.serving import served, served_plainly
from tests.desktop.keychains import MemoryKeychain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.country import Country
    from tests.benchmarks.figures import Scale
    from tests.benchmarks.meter import Meter
    from tests.sync.processes import ServerProcess

CHANGED = 100
TIMES = 3
LIMIT = "one download, one parse, one insert"


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    members = scale.members_of(20_000, LEAST_MEMBERS)
    small, large = folder / "small", folder / "large"
    small.mkdir()
    large.mkdir()
    times = scale.times(TIMES)
    with ExitStack() as stack:
        country = sample_country(members)
        server = stack.enter_context(served(country, large))
        plain = stack.enter_context(served_plainly(large))
        yield from _first_sync(country, server, plain, large, times)
        desk = _desk(stack, country, server, large)
        other = desk
        if not scale.quick:
            fewer = sample_country(max(LEAST_MEMBERS, members // 10))
            other = _desk(stack, fewer, stack.enter_context(served(fewer, small)), small)
        yield from _catching_up(desk, other, times)
        yield from _nothing_new(desk, plain, times * 5)


def _first_sync(
    country: Country, server: ServerProcess, plain: ServerProcess, folder: Path, times: int
) -> Iterator[Figure]:
    """Each in a process of its own, so that its peak of memory is its own."""
    ours, limit = [], []
    for turn in range(times):
        ours.append(_measured("sync", server.address, country.login, folder / f"profiles-{turn}"))
        limit.append(_measured("limit", str(plain.port), country.login, folder / f"limit-{turn}.db"))
    name = f"first sync of {country.members:,}"
    for key, what, unit in (("ms", "", "ms"), ("cpu", ": processor", "ms"), ("mib", ": memory", "MiB")):
        mine, theirs = (median(each[key] for each in taken) for taken in (ours, limit))
        yield Figure(name + what, mine, theirs, unit, LIMIT)


def _measured(what: str, *words: object) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.syncing_process", what, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


@dataclass
class _Desk:
    """A client that is timed, one whose bytes are counted, and a device that changes members."""

    timed: Client
    counted: Client
    meter: Meter
    changer: Device
    times: list[float] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    up: list[int] = field(default_factory=list)
    seen: list[tuple[str, int]] = field(default_factory=list)

    def begin(self, school_id: str) -> None:
        """The second cycle is as all later ones are; the first counts the rows."""
        for client in (self.timed, self.counted):
            client.sync_once()
            client.sync_once()
        rows = self.timed.members(self.timed.member_ids(MemberQuery(organisation_id=school_id)))
        free = [row for row in rows if row.graduate and not row.member.mark and not row.open_transfer]
        self.seen = [(row.member.id, row.member.version) for row in free[:CHANGED]]

    def change(self, command: Any) -> None:
        self.changer.push(command, self.seen)
        self.seen = [(row_id, version + 1) for row_id, version in self.seen]

    def catch_up(self) -> None:
        self.times.append(milliseconds(self.timed.sync_once))
        self.meter.reset()
        self.counted.sync_once()
        self.down.append(self.meter.down)
        self.up.append(self.meter.up)


def _desk(stack: ExitStack, country: Country, server: ServerProcess, folder: Path) -> _Desk:
    meter = stack.enter_context(metered(server.port))
    timed, counted = (Client(folder / name, keychain=MemoryKeychain()) for name in ("timed", "counted"))
    for client, address in ((timed, server.address), (counted, meter.address)):
        stack.callback(client.close)
        client.sign_in(address, country.login, country.password)
    changer = Device(server.port, country.school_login, country.password)
    stack.callback(changer.close)
    desk = _Desk(timed, counted, meter, changer)
    desk.begin(country.school.id)
    return desk


def _catching_up(desk: _Desk, other: _Desk, times: int) -> Iterator[Figure]:
    for _ in range(times):
        for command in (MarkMember(mark=Mark.TEACHER), RevokeMark()):
            for each in (desk,) if other is desk else (desk, other):
                each.change(command)
                each.catch_up()
    name = f"catching up {len(desk.seen)} changed rows"
    against = f"{len(other.seen)} rows of a tenth of the members"
    yield Figure(name, median(desk.times), median(other.times), "ms", against)
    yield Figure(f"{name}: down", median(desk.down), median(other.down), "bytes", against)
    yield Figure(f"{name}: up", median(desk.up), median(other.up), "bytes", against)


def _nothing_new(desk: _Desk, plain: ServerProcess, times: int) -> Iterator[Figure]:
    wire = Wire(plain.port)
    bare = partial(wire.get, "/nothing")
    yield from compared("sync with nothing new", desk.timed.sync_once, {"a bare request": bare}, times)
    wire.close()
    desk.catch_up()
    with metered(plain.port) as meter:
        wire = Wire(meter.port)
        wire.get("/nothing")
        wire.close()
        yield Figure("sync with nothing new: down", desk.down[-1], meter.down, "bytes", "a bare request")
        yield Figure("sync with nothing new: up", desk.up[-1], meter.up, "bytes", "a bare request")
