"""The server under several callers, over real HTTP: pages of the feed, and decisions.

Against a plain FastAPI application on a copy of the database (plain_server.py), without compression on
either side. A page holds 1,000 rows, most of them members.
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import msgspec

from domain.commands import ApproveTransfer
from domain.transfers import APPROVABLE_STATES, Transfer
from tests.benchmarks.country import sample_country, store
from tests.benchmarks.devices import Device, Wire
from tests.benchmarks.figures import Figure, milliseconds
from tests.benchmarks.raw import connected
from tests.sync.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.country import Country
    from tests.benchmarks.figures import Scale

CALLERS = 4
PAGE = 1000
FULLEST = 5
PAGES, DECISIONS = 60, 80
"""In a turn."""
TURNS = 3
REMARK = "材料齐全，同意转入"
PLAIN = "plain FastAPI + Pydantic"


@contextmanager
def served(country: Country, folder: Path) -> Iterator[ServerProcess]:
    store(country, folder)
    with _running(ServerProcess(folder)) as server:
        yield server


@contextmanager
def served_plainly(folder: Path) -> Iterator[ServerProcess]:
    """By the plain application, on a copy of the database that lies in ``folder``."""
    own = folder / "plain"
    own.mkdir()
    with closing(connected(folder / "server.sqlite3")) as database:
        database.execute("VACUUM INTO ?", (str(own / "server.sqlite3"),))
    with _running(ServerProcess(own, program=("-m", "tests.benchmarks.plain_server"))) as server:
        yield server


@contextmanager
def _running(server: ServerProcess) -> Iterator[ServerProcess]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    country = sample_country(scale.members_of(20_000, 2_000))
    turns = scale.times(TURNS)
    with served(country, folder) as server, served_plainly(folder) as plain, ExitStack() as stack:
        devices = [Device(server.port, country.login, country.password) for _ in range(CALLERS)]
        wires = [Wire(plain.port) for _ in range(CALLERS)]
        for each in (*devices, *wires):
            stack.callback(each.close)
        yield from _pulls(devices, wires, turns, 8 if scale.quick else PAGES)
        yield from _decisions(country, devices, wires, turns, 8 if scale.quick else DECISIONS)


def _pulls(devices: list[Device], wires: list[Wire], turns: int, pages: int) -> Iterator[Figure]:
    cursors = _cursors(devices[0])
    afters = _afters(wires[0])
    ours, plain = Load(), Load()
    for _ in range(turns):
        ours.add(devices, [partial(_pull, cursor=cursors[each % len(cursors)]) for each in range(pages)])
        plain.add(wires, [partial(_list, after=afters[each % len(afters)]) for each in range(pages)])
    yield from ours.against(plain, f"pull, {CALLERS} callers", "pages/s")


def _pull(device: Device, cursor: str) -> bytes:
    return device.post("/v1/sync/pull", device.page_request(cursor, PAGE))


def _list(wire: Wire, after: str) -> bytes:
    return wire.get(f"/members?limit={PAGE}&after={after}")


def _cursors(device: Device) -> list[str]:
    """Before the pages that hold the most members; the committees come first."""
    found: list[tuple[int, str]] = []
    cursor, more = None, True
    while more:
        page = device.pull(cursor, PAGE)
        if cursor is not None:
            found.append((sum(change[2] == "member" for change in page["changes"]), cursor))
        cursor, more = page["cursor"], page["more"]
    return [cursor for _, cursor in sorted(found, reverse=True)[:FULLEST]]


def _afters(wire: Wire) -> list[str]:
    found = [""]
    while len(page := msgspec.json.decode(_list(wire, found[-1]))) == PAGE:
        found.append(page[-1]["id"])
    return found[:-1]


def _decisions(
    country: Country, devices: list[Device], wires: list[Wire], turns: int, number: int
) -> Iterator[Figure]:
    transfers = [each for each in country.values if isinstance(each, Transfer)]
    open_ones = iter([each for each in transfers if each.state in APPROVABLE_STATES])
    ours, plain = Load(), Load()
    for _ in range(turns):
        batch = [next(open_ones) for _ in range(number)]
        ours.add(devices, [partial(_approve, transfer=each) for each in batch])
        plain.add(wires, [partial(_decide, transfer=each) for each in batch])
    yield from ours.against(plain, f"decide, {CALLERS} callers", "ops/s")


def _approve(device: Device, transfer: Transfer) -> None:
    device.push(ApproveTransfer(remark=REMARK), [(transfer.id, transfer.version)])


def _decide(wire: Wire, transfer: Transfer) -> bytes:
    return wire.post("/decisions", {"op_id": transfer.id, "transfer_id": transfer.id, "remark": REMARK})


@dataclass
class Load:
    """What several callers, each asking again as soon as it has an answer, were served."""

    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Milliseconds of each request."""

    def add(self, callers: Sequence[Any], requests: Sequence[Callable[[Any], object]]) -> None:
        waiting: SimpleQueue[Callable[[Any], object]] = SimpleQueue()
        for request in requests:
            waiting.put(request)
        served: list[float] = []
        threads = [threading.Thread(target=_serve, args=(each, waiting, served)) for each in callers]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(served) < len(requests):
            raise RuntimeError("a request failed; its trace stands above")
        self.rates.append(len(requests) / (time.perf_counter() - started))
        self.times += served

    def against(self, plain: Load, name: str, unit: str) -> Iterator[Figure]:
        yield Figure(name, median(self.rates), median(plain.rates), unit, PLAIN)
        for which, percent in (("p50", 50), ("p95", 95)):
            mine, theirs = (quantiles(each.times, n=100)[percent - 1] for each in (self, plain))
            yield Figure(f"{name}: {which}", mine, theirs, "ms", PLAIN)


def _serve(caller: Any, waiting: SimpleQueue[Callable[[Any], object]], served: list[float]) -> None:
    while True:
        try:
            request = waiting.get_nowait()
        except Empty:
            return
        served.append(milliseconds(partial(request, caller)))
