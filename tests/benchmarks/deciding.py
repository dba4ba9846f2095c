"""Decisions, each durable before its answer: one by one from many callers, and many in a message."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from domain.commands import ApproveTransfer
from domain.transfers import APPROVABLE_STATES, Transfer
from server.seed.writer import write_sample
from tests.benchmarks.devices import Device, Wire
from tests.benchmarks.load import Load
from tests.benchmarks.pgbench import Pgbench, create, durable_server
from tests.server import postgresql
from tests.sync.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import msgspec

    from tests.benchmarks.country import Country
    from tests.benchmarks.figures import Figure

CALLERS = 16
PUSHERS = 4
BATCH = 100
REMARK = "材料齐全，同意转入"
DJANGO = "a plain Django view"
PGBENCH = "pgbench, the same statements"


class _Decisions:
    """The open transfers of the country, shared out between the turns: a third one by one, the others in
    messages."""

    def __init__(self, country: Country, server: ServerProcess, turns: int) -> None:
        self._devices = [Device(server.port, country.login, country.password) for _ in range(CALLERS)]
        found = [each for each in country.values if isinstance(each, Transfer)]
        open_ones = [(each.id, each.version) for each in found if each.state in APPROVABLE_STATES]
        share = len(open_ones) // turns
        self.batch = min(BATCH, max(1, share * 2 // 3 // PUSHERS))
        self._in_messages = self.batch * PUSHERS
        self._singles = share - self._in_messages
        self._left = iter(open_ones)

    def one_by_one(self, load: Load) -> list[str]:
        """The ids, for a baseline that decides the same."""
        taken = list(islice(self._left, self._singles))
        messages = [self._message([each]) for each in taken]
        load.add(self._devices, [partial(_push, message=each, number=1) for each in messages])
        return [row_id for row_id, _ in taken]

    def in_messages(self, load: Load) -> None:
        taken = list(islice(self._left, self._in_messages))
        groups = (taken[place : place + self.batch] for place in range(0, len(taken), self.batch))
        messages = [self._message(each) for each in groups]
        requests = [partial(_push, message=each, number=self.batch) for each in messages]
        load.add(self._devices[:PUSHERS], requests, self.batch)

    def _message(self, seen: list[tuple[str, int]]) -> msgspec.Raw:
        return self._devices[0].message(ApproveTransfer(remark=REMARK), seen)

    def close(self) -> None:
        for each in self._devices:
            each.close()


def _push(device: Device, message: msgspec.Raw, number: int) -> None:
    device.hand_in(message, number)


def decisions_on_sqlite(
    country: Country, server: ServerProcess, plain: ServerProcess, turns: int
) -> Iterator[Figure]:
    wires = [Wire(plain.port) for _ in range(CALLERS)]
    with ExitStack() as stack:
        for each in wires:
            stack.callback(each.close)

        def baseline(ids: list[str], load: Load) -> None:
            load.add(wires, [partial(_decide, transfer_id=each) for each in ids])

        yield from _measured(country, server, turns, "SQLite", DJANGO, baseline)


def _decide(wire: Wire, transfer_id: str) -> bytes:
    return wire.post("/decisions", {"op_id": transfer_id, "transfer_id": transfer_id, "remark": REMARK})


def decisions_on_postgresql(country: Country, folder: Path, turns: int) -> Iterator[Figure]:
    """Nothing where PostgreSQL is not installed."""
    if postgresql.programs() is None:
        return
    with durable_server() as url:
        ours = create(url, "ours")
        write_sample(ours, country.values)
        own = folder / "postgresql"
        own.mkdir()
        server = ServerProcess(own, database=ours)
        server.start()
        # The sessions that the statements ask for are there when the devices have signed in.
        Device(server.port, country.login, country.password).close()
        server.stop()
        bench = Pgbench(create(url, "theirs", "ours"))

        def baseline(ids: list[str], load: Load) -> None:
            run = bench.run(CALLERS, len(ids))
            load.rates.append(run.rate)
            load.times += run.times

        server.start()
        try:
            yield from _measured(country, server, turns, "PostgreSQL", PGBENCH, baseline)
        finally:
            server.stop()


def _measured(
    country: Country,
    server: ServerProcess,
    turns: int,
    where: str,
    what: str,
    baseline: Callable[[list[str], Load], None],
) -> Iterator[Figure]:
    decisions = _Decisions(country, server, turns)
    single, messages, theirs = Load(), Load(), Load()
    for _ in range(turns):
        baseline(decisions.one_by_one(single), theirs)
        decisions.in_messages(messages)
    decisions.close()
    yield from single.against(theirs, f"{where}: decide, {CALLERS} callers", "ops/s", what)
    several = f"{where}: decide, {PUSHERS} callers, {decisions.batch} a message"
    yield from messages.against(theirs, several, "ops/s", what)
