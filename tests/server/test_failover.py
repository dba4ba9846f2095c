"""The primary dies under load and the standby takes its place (RELIABILITY, F32)."""

import threading
import time
from collections.abc import Iterator
from itertools import chain

import pytest
import requests
from sqlalchemy import select, text

from server.app import open_state
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.settings import Settings
from server.sync.tables import op
from tests.server import postgresql, sample
from tests.server.client import Country, Device, Json
from tests.server.conftest import Clock, absent
from tests.server.feed_check import feed_errors
from tests.server.flows import start_op
from tests.server.hosting import Host

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def servers() -> Iterator[postgresql.Pair]:
    if postgresql.programs() is None:
        absent("PostgreSQL is not installed")
    with postgresql.pair() as servers:
        database = Database(servers.url, pool_size=1)
        upgrade(database)
        load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
        database.close()
        yield servers


class Office(threading.Thread):
    """Starts and withdraws transfers of one member; hands an op in again until it has its answer."""

    def __init__(self, device: Device, member: int) -> None:
        super().__init__(name=f"office {member}")
        self._device = device
        self._member = member
        self._epoch = device.hello()["epoch"]
        self.confirmed: list[Json] = []
        self.unanswered = 0
        self.enough = threading.Condition()
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            starting = start_op(self._device, ("class", self._member), "employer")
            self._settle(starting)
            self._settle(self._device.op("withdraw_transfer", starting["subject_id"], 1))

    def _settle(self, op: Json) -> None:
        body = {"device_id": self._device.id, "epoch": self._epoch, "ops": [op]}
        while (result := self._handed_in(body)) is None:
            self.unanswered += 1
            if self.over.wait(0.05):
                return
        with self.enough:
            self.confirmed.append(result)
            self.enough.notify_all()

    def _handed_in(self, body: Json) -> Json | None:
        try:
            answer = self._device.post("/v1/sync/push", body)
        except requests.ConnectionError:
            return None
        assert answer.status_code in (200, 503), answer.text
        if answer.status_code == 503:
            return None
        (result,) = answer.json()["results"]
        return dict(result)

    def wait_for(self, more: int) -> None:
        with self.enough:
            until = len(self.confirmed) + more
            assert self.enough.wait_for(lambda: len(self.confirmed) >= until, 40)


def wait_for_a_commit_without_answer(servers: postgresql.Pair) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    database = Database(servers.url, pool_size=1)
    until = time.monotonic() + 20
    found = 0
    while not found:
        assert time.monotonic() < until
        with database.reading() as connection:
            found = connection.execute(waiting).scalar_one()
    database.close()


def test_F32_nothing_confirmed_is_lost_and_clients_go_on(
    servers: postgresql.Pair, host: Host, clock: Clock
) -> None:
    state = open_state(Settings(database_url=servers.url, port=0, job_seconds=0, threads=4), clock)
    with host.serving(state):
        country = Country(host.address, state, clock)
        offices = [Office(country.sign_in("college"), member) for member in range(4)]
        for office in offices:
            office.start()
        for office in offices:
            office.wait_for(4)
        servers.cut_off()
        wait_for_a_commit_without_answer(servers)
        servers.fail_over()
        for office in offices:
            office.wait_for(4)
        for office in offices:
            office.over.set()
            office.join(40)
            assert not office.is_alive()
        confirmed = [result for office in offices for result in office.confirmed]
        assert {result["outcome"] for result in confirmed} == {"applied"}
        assert sum(office.unanswered for office in offices) > 0
        with state.database.reading() as connection:
            kept = set(connection.scalars(select(op.c.op_id).where(op.c.outcome == "applied")))
        assert {result["op_id"] for result in confirmed} <= kept
        # No number was given again after the failure; those of one commit share theirs.
        for office in offices:
            numbers = [result["seq"] for result in office.confirmed]
            assert numbers == sorted(set(numbers))
        assert feed_errors(state.database) == []
        country.close()
