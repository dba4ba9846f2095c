"""The server under several callers, over real HTTP: pages of the feed, and decisions.

Pages against a plain FastAPI application with Pydantic models on a copy of the database (plain_server.py);
decisions on SQLite against a plain Django view (django_server.py), and on PostgreSQL against pgbench
(pgbench.py). Nothing is compressed. A page holds 1,000 rows, most of them members.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks.country import sample_country, store
from tests.benchmarks.deciding import decisions_on_postgresql, decisions_on_sqlite
from tests.benchmarks.devices import Device, Wire
from tests.benchmarks.load import Load
from tests.benchmarks.raw import connected
from tests.sync.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.country import Country
    from tests.benchmarks.figures import Figure, Scale

CALLERS = 4
PAGE = 1000
FULLEST = 5
PAGES = 60
"""In a turn."""
TURNS = 3


@contextmanager
def served(country: Country, folder: Path) -> Iterator[ServerProcess]:
    store(country, folder)
    with running(ServerProcess(folder)) as server:
        yield server


@contextmanager
def served_plainly(folder: Path, program: str = "plain_server") -> Iterator[ServerProcess]:
    """By another program, on a copy of the database that lies in ``folder``."""
    own = folder / program
    own.mkdir()
    with closing(connected(folder / "server.sqlite3")) as database:
        database.execute("VACUUM INTO ?", (str(own / "server.sqlite3"),))
    with running(ServerProcess(own, program=("-m", f"tests.benchmarks.{program}"))) as server:
        yield server


@contextmanager
def running(server: ServerProcess) -> Iterator[ServerProcess]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    country = sample_country(scale.members_of(120_000, 2_000))
    turns = scale.times(TURNS)
    with served(country, folder) as server:
        with served_plainly(folder) as plain:
            yield from _pulls(country, server, plain, turns, 8 if scale.quick else PAGES)
        with served_plainly(folder, "django_server") as plain:
            yield from decisions_on_sqlite(country, server, plain, turns)
    yield from decisions_on_postgresql(country, folder, turns)


def _pulls(
    country: Country, server: ServerProcess, plain: ServerProcess, turns: int, pages: int
) -> Iterator[Figure]:
    with ExitStack() as stack:
        devices = [Device(server.port, country.login, country.password) for _ in range(CALLERS)]
        wires = [Wire(plain.port) for _ in range(CALLERS)]
        for each in (*devices, *wires):
            stack.callback(each.close)
        cursors, afters = _cursors(devices[0]), _afters(wires[0])
        ours, theirs = Load(), Load()
        for _ in range(turns):
            ours.add(devices, [partial(_pull, cursor=cursors[n % len(cursors)]) for n in range(pages)])
            theirs.add(wires, [partial(_list, after=afters[n % len(afters)]) for n in range(pages)])
        yield from ours.against(theirs, f"pull, {CALLERS} callers", "pages/s", "plain FastAPI + Pydantic")


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
    return found[:-1][:FULLEST]
