"""Real processes on bad days: clients and a server that are killed, networks that are cut, then a calm.

When it is calm again everything that was said to be saved must be settled, once, and equal on both sides.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.cache.areas import counted_anew, live_area
from desktop.errors import ClientError
from desktop.values import MemberQuery, OpState, Seen, TransferQuery
from domain.members import Mark
from server.database import tables
from server.database.engine import Database
from server.database.feed import read_head
from server.organisations.repository import find_organisation
from server.scope import NATIONWIDE, Scope
from server.sync.buckets import check_of
from server.sync.tables import op as op_table
from tests.reliability.planting import plant_what_is_asked_for
from tests.server.feed_check import feed_errors
from tests.sync.headless import Headless
from tests.sync.proxy import Proxy, proxy_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from tests.sync.people import Accounts
    from tests.sync.processes import ServerProcess

PATIENCE = 60.0
"""Seconds after which a queue that is not empty is stuck (RELIABILITY F25)."""
NAMES = ("university", "university_second", "college", "employer")

_forks = multiprocessing.get_context("forkserver")
# A client is born within a moment, from a process that has loaded everything and opened nothing.
_forks.set_forkserver_preload(["tests.reliability.storm"])


class StormyClient(Headless):
    """In a process of its own; what it is asked comes through a pipe."""

    def act(self, request: Any) -> list[str]:
        """Marks somebody, takes a mark back, or decides a transfer; answers the ids of what was saved."""
        chance = random.Random(request["seed"])
        with suppress(ClientError, IndexError):
            return [each.op_id for each in self._deed(chance) if each.op_id is not None]
        return []

    def _deed(self, chance: random.Random) -> list[Any]:
        transfers = self.client.transfers(self.client.transfer_ids(TransferQuery())[:50])
        if transfers and chance.random() < 0.4:
            row = chance.choice(transfers).transfer
            seen = [Seen(id=row.id, version=row.version)]
            if chance.random() < 0.7:
                return self.client.approve_transfers(seen, "情况属实")
            return self.client.refuse_transfers(seen, "材料不全，请补充后重新发起")
        ids = self.client.member_ids(MemberQuery())
        members = self.client.members(chance.sample(ids, min(3, len(ids))))
        seen = [Seen(id=row.member.id, version=row.member.version) for row in members]
        if any(row.member.mark for row in members):
            return self.client.revoke_marks(seen)
        return self.client.mark_members(seen, chance.choice((Mark.TEACHER, Mark.FLOATING_GRADUATE)))

    def waiting(self, request: Any) -> int:
        return self.client.status().waiting

    def problem(self, request: Any) -> str:
        return self.client.status().problem

    def held(self, request: Any) -> dict[str, Any]:
        """What its files hold: ops with their states, the cursor's sums, and those of the rows themselves."""
        space = self.client._now_open().workspace
        with space.cache.read() as snapshot:
            live = live_area(snapshot)
            counted = counted_anew(snapshot, live)
        with space.outbox._database.read() as connection:
            rows = connection.exec_driver_sql("SELECT op_id, state FROM op").all()
        own = self.client.session.organisation.id
        return {"ops": dict(map(tuple, rows)), "sums": [live.n, live.xor], "counted": counted, "own": own}


def live(pipe: Connection, profiles: str) -> None:
    plant_what_is_asked_for()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    client = StormyClient(Path(profiles))
    while True:
        request = pipe.recv()
        try:
            pipe.send({"ok": getattr(client, request["do"])(request)})
        except ClientError as error:
            pipe.send({"error": error.code})


@dataclass
class Machine:
    """One administrator's: its proxy to the server, and its client as long as it lives."""

    name: str
    profiles: Path
    account: dict[str, str]
    proxy: Proxy
    saved: set[str] = field(default_factory=set)
    process: Any = None
    pipe: Connection | None = None
    _owed: int = 0
    """Answers that it still has to give before it can be asked anything."""

    def start(self) -> None:
        """Without waiting for it; it may be killed before it is in."""
        self.pipe, theirs = _forks.Pipe()
        self.process = _forks.Process(target=live, args=(theirs, str(self.profiles)), daemon=True)
        self.process.start()
        theirs.close()
        login = {"account": self.account["account"], "password": self.account["password"]}
        self.tell("sign_in", server=self.proxy.address, **login)
        self.tell("start")
        self._owed = 2

    def is_ready(self) -> bool:
        """Alive and signed in. Who could not sign in, without data and without a server, is killed."""
        while self.pipe is not None and self._owed and self.pipe.poll(0):
            self._owed -= 1
            if "error" in self.pipe.recv():
                self.kill()
        return self.process is not None and not self._owed

    def answer(self, do: str, **words: Any) -> dict[str, Any]:
        self.tell(do, **words)
        return self.hear()

    def tell(self, do: str, **words: Any) -> None:
        assert self.pipe is not None
        self.pipe.send({"do": do, **words})

    def hear(self) -> dict[str, Any]:
        assert self.pipe is not None
        assert self.pipe.poll(PATIENCE), f"{self.name} does not answer"
        answer: dict[str, Any] = self.pipe.recv()
        return answer

    def kill(self) -> None:
        if self.process is None or self.pipe is None:
            return
        self.process.kill()
        self.process.join(PATIENCE)
        self.process.close()
        self.pipe.close()
        self.process = self.pipe = None


@dataclass
class Storm:
    """``url``: the server's database, which is looked into when it is calm."""

    server: ServerProcess
    url: str
    machines: list[Machine]
    chance: random.Random
    figures: Counter[str]
    longest_calm: float = 0.0

    def blow(self, seconds: float) -> None:
        over = time.monotonic() + seconds
        while time.monotonic() < over:
            machine = self.chance.choice(self.machines)
            [happens] = self.chance.choices(
                (self._decide, self._kill_client, self._kill_server, self._partition, self._heal_one),
                # So that somebody gets to work in between, too.
                weights=(120, 10, 2, 2, 3),
            )
            happens(machine)

    def calm_down(self) -> None:
        """Everything is well again; from here the clients must find back by themselves, in a minute."""
        self.server.wait_until_ready()
        for machine in self.machines:
            machine.proxy.heal()
        for machine in self.machines:
            self._alive(machine)
        began = time.monotonic()
        while waiting := {each.name: count for each in self.machines if (count := _waiting(each))}:
            if time.monotonic() - began > PATIENCE:
                self.figures["stuck"] += len(waiting)
                problems = [each.answer("problem")["ok"] for each in self.machines]
                raise AssertionError(f"stuck queues: {waiting} {problems}")
            time.sleep(0.1)
        self.longest_calm = max(self.longest_calm, time.monotonic() - began)
        for machine in self.machines:
            answer = machine.answer("sync_once")
            assert "error" not in answer, answer

    def check(self) -> None:
        database = Database(self.url, pool_size=2)
        try:
            assert feed_errors(database) == []
            with database.reading() as connection:
                stored = {row.op_id: row.outcome for row in connection.execute(select(op_table))}
                details = list(connection.scalars(select(tables.audit.c.detail)))
                trail = Counter(
                    json.loads(each).get("op_id") if isinstance(each, str) else None for each in details
                )
                doubled = [op_id for op_id in stored if trail[op_id] != 1]
                self.figures["doubled"] += len(doubled)
                assert not doubled
                for machine in self.machines:
                    self._check_machine(machine, connection, stored)
        finally:
            database.close()

    def _check_machine(self, machine: Machine, connection: Any, stored: dict[str, str]) -> None:
        held = machine.answer("held")["ok"]
        lost = [op_id for op_id in machine.saved if op_id not in held["ops"]]
        false = [
            op_id
            for op_id in machine.saved - set(lost)
            if (held["ops"][op_id] == OpState.APPLIED) != (stored.get(op_id) == "applied")
        ]
        self.figures["lost"] += len(lost) + len(false)
        assert (lost, false) == ([], []), machine.name
        own = find_organisation(connection, NATIONWIDE, held["own"])
        assert own is not None
        expected = check_of(connection, Scope(own.path, None), read_head(connection))
        sums = [expected["n"], int(str(expected["xor"]), 16)]
        if not held["sums"] == list(held["counted"]) == sums:
            self.figures["divergences"] += 1
            raise AssertionError(f"{machine.name} differs: {held['sums']} {held['counted']} {sums}")

    # What happens

    def _alive(self, machine: Machine) -> None:
        over = time.monotonic() + PATIENCE
        while not machine.is_ready():
            assert time.monotonic() < over, f"{machine.name} cannot sign in"
            if machine.process is None:
                machine.start()
            time.sleep(0.05)

    def _decide(self, machine: Machine) -> None:
        if machine.process is None:
            machine.start()
        elif machine.is_ready():
            saved = machine.answer("act", seed=self.chance.random())["ok"]
            machine.saved.update(saved)
            self.figures["decisions"] += len(saved)
        time.sleep(self.chance.random() * 0.05)

    def _kill_client(self, machine: Machine) -> None:
        """In the middle of starting, of what it was just asked to do, of sending, of fetching."""
        if machine.process is None:
            machine.start()
            return
        if machine.is_ready():
            machine.tell("act", seed=self.chance.random())
            time.sleep(self.chance.random() * 0.05)
        machine.kill()
        self.figures["client kills"] += 1
        machine.start()

    def _kill_server(self, machine: Machine) -> None:
        """Also in the middle of starting; the storm goes on while it comes back."""
        self.server.stop(signal.SIGKILL)
        self.figures["server kills"] += 1
        self.server.launch()

    def _partition(self, machine: Machine) -> None:
        self.chance.choice((machine.proxy.cut, machine.proxy.deafen))()
        self.figures["partitions"] += 1

    def _heal_one(self, machine: Machine) -> None:
        machine.proxy.heal()


def _waiting(machine: Machine) -> int:
    return int(machine.answer("waiting")["ok"])


def machines(
    stack: ExitStack, folder: Path, server: ServerProcess, accounts: Accounts, names: tuple[str, ...] = NAMES
) -> Iterator[Machine]:
    for name in names:
        proxy = stack.enter_context(proxy_to(server.port))
        machine = Machine(name, folder / name, accounts[name], proxy)
        stack.callback(machine.kill)
        yield machine
