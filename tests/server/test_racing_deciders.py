"""Many decide the same transfers at once, over HTTP and on two servers: each is decided once, and everybody
else is told who did it and when (SPEC R59, RELIABILITY I2).

XIANJIE_RACERS=64 XIANJIE_RACED=1000 is the long version, which takes minutes.
"""

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, islice

import pytest
from sqlalchemy import select

from domain.instants import china_minute
from server.app import open_state
from server.database import tables
from server.database.engine import Database
from server.database.feed import read_head
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.documents import TRANSFERS
from server.sessions.accounts import NewAccount
from server.settings import Settings
from server.transfers.tables import transfer as transfer_table
from tests.server import sample
from tests.server.client import Country, Device, Json
from tests.server.conftest import Clock
from tests.server.feed_check import feed_errors
from tests.server.flows import EMPLOYED
from tests.server.hosting import Host
from tests.server.sample import PASSWORD, id_of

RACERS = int(os.environ.get("XIANJIE_RACERS", "8"))
RACED = int(os.environ.get("XIANJIE_RACED", "24"))
LARGEST_MESSAGE = 20


@pytest.fixture
def raced_url(empty_url: str) -> str:
    """One class with a member for each transfer, one employer with an administrator for each racer."""
    database = Database(empty_url)
    upgrade(database)
    (someone, *_) = sample.members()
    members = (replace(someone, id=id_of("raced", each)) for each in range(RACED))
    accounts = (account for account in sample.accounts() if account.member_id is None)
    load_rows(database, chain(sample.organisations(), members, accounts, map(_racer, range(RACERS))))
    database.close()
    return empty_url


def _racer(number: int) -> NewAccount:
    return NewAccount(
        id=id_of("racer", number),
        login=sample.identity_number(700 + number),
        name=f"竞争者{number}",
        password=PASSWORD,
        organisation_ids=(id_of("employer"),),
    )


def test_R59_racing_decisions_have_one_winner_whom_all_others_are_told(
    host: Host, raced_url: str, clock: Clock
) -> None:
    settings = Settings(database_url=raced_url, port=0, job_seconds=0, threads=4)
    with ExitStack() as stack:
        second_host = Host()
        stack.callback(second_host.close)
        servers = []
        for each in (host, second_host):
            state = open_state(settings, clock)
            stack.enter_context(each.serving(state))
            servers.append(Country(each.address, state, clock))
            stack.callback(servers[-1].close)
        _start_all(servers[0].sign_in("college"))
        database = servers[0].state.database
        since = _newest(database)
        devices = [_sign_in(servers[number % 2], number) for number in range(RACERS)]
        with ThreadPoolExecutor(RACERS) as pool:
            results = list(chain.from_iterable(pool.map(_race, devices, range(RACERS))))
        _check_winners(database, results)
        assert _is_gap_free(database, since)
        assert feed_errors(database) == []


def _start_all(college: Device) -> None:
    wishes = (
        college.op(
            "start_transfer",
            id_of("race", each),
            0,
            **EMPLOYED | {"member_id": id_of("raced", each), "destination_id": id_of("employer")},
        )
        for each in range(RACED)
    )
    while ops := list(islice(wishes, 100)):
        assert {result["outcome"] for result in college.push(*ops)} == {"applied"}


def _sign_in(server: Country, number: int) -> Device:
    device = Device(server.address, server.http())
    body = device.sign_in_body("employer") | {"account": sample.identity_number(700 + number)}
    answer = device.post("/v1/sessions", body)
    assert answer.status_code == 200, answer.text
    device.enter(answer.json())
    return device


def _race(device: Device, number: int) -> list[tuple[int, str, Json]]:
    """Every transfer in an order of their own, some alone and some in messages."""
    dice = random.Random(number)
    ids = [id_of("race", each) for each in range(RACED)]
    dice.shuffle(ids)
    left, answers = iter(ids), []
    while message := list(islice(left, dice.randint(1, LARGEST_MESSAGE))):
        ops = [_decision(device, each, approve=dice.random() < 0.5) for each in message]
        # Without the rows, which are long.
        found = (({**result, "rows": {}}, op["subject_id"]) for op, result in _answers(device, ops))
        answers += [(number, subject_id, result) for result, subject_id in found]
    return answers


def _decision(device: Device, transfer_id: str, *, approve: bool) -> Json:
    if approve:
        return device.op("approve_transfer", transfer_id, 1, remark="同意转入")
    return device.op("refuse_transfer", transfer_id, 1, reason="并非本单位员工")


def _answers(device: Device, ops: list[Json]) -> Iterator[tuple[Json, Json]]:
    """What is deferred, or refused as a whole, comes again, as a client's outbox does it."""
    while ops:
        answer = device.push_raw(*ops)
        if answer.status_code == 503:
            continue
        assert answer.status_code == 200, answer.text
        results = answer.json()["results"]
        yield from (pair for pair in zip(ops, results, strict=True) if pair[1]["outcome"] != "deferred")
        again = {result["op_id"] for result in results if result["outcome"] == "deferred"}
        ops = [op for op in ops if op["op_id"] in again]


def _check_winners(database: Database, results: list[tuple[int, str, Json]]) -> None:
    assert len(results) == RACERS * RACED
    winners: defaultdict[str, list[int]] = defaultdict(list)
    for number, row_id, result in results:
        if result["outcome"] == "applied":
            winners[row_id].append(number)
    assert {len(found) for found in winners.values()} == {1}
    assert len(winners) == RACED
    with database.reading() as connection:
        documents = connection.scalars(select(transfer_table.c.document)).all()
    decided = {found.id: found for found in map(TRANSFERS.read, documents)}
    for _, row_id, result in results:
        if result["outcome"] == "applied":
            continue
        event = decided[row_id].history[1]
        (winner,) = winners[row_id]
        assert result["code"] == "ALREADY_DECIDED"
        assert (result["facts"]["who"], event.by.name) == (f"竞争者{winner}",) * 2
        assert result["facts"]["when"] == china_minute(event.at)


def _newest(database: Database) -> int:
    with database.reading() as connection:
        return read_head(connection).seq


def _is_gap_free(database: Database, since: int) -> bool:
    """Everything has changed once since then, so that no number has been given up for a higher one."""
    with database.reading() as connection:
        feed = tables.feed.c.seq
        numbers = connection.scalars(select(feed).where(feed > since).order_by(feed)).all()
    return list(numbers) == list(range(since + 1, _newest(database) + 1))
