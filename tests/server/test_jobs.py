"""What happens by deadline happens once, whoever else does it at the same time (SPEC R80, R82, R90)."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from domain import deciding
from domain.transfers import Transfer
from server.app import close_state, open_state
from server.database.tables import audit, feed
from server.jobs.service import run_due_jobs
from server.sessions.tables import attempt, refresh_token, session
from server.settings import Settings
from server.transfers import service
from tests.server.changes import change_member
from tests.server.client import Country, Json
from tests.server.flows import DELAYED, decide, start
from tests.server.sample import id_of

ROOT = Path(__file__).parents[2]


def transfer(country: Country, transfer_id: str) -> Json:
    row: Json = country.sign_in("province").get(f"/v1/transfers/{transfer_id}").json()
    return row


def test_R80_step_lapses_when_its_last_day_is_over_and_not_before(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "workshop")
    assert started["deadline"] == "2020-07-05"
    country.clock.now = country.clock.now.replace(month=7, day=5, hour=15, minute=59)
    assert run_due_jobs(country.state) == 0
    country.clock.move(minutes=1)
    assert run_due_jobs(country.state) == 1
    assert run_due_jobs(country.state) == 0
    row = transfer(country, started["id"])
    assert (row["state"], row["placed_in"]["id"]) == ("completed", id_of("workshop"))
    event = row["history"][-1]
    assert (event["automatic"], event["by"]["user_id"], event["action"]) == (True, "system", "approved")
    member = country.sign_in("employer").get(f"/v1/members/{id_of('class', 0)}").json()
    assert member["organisation_id"] == id_of("workshop")


def test_R80_an_allocation_is_never_automatic(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "employer")
    country.clock.move(days=16)
    assert run_due_jobs(country.state) == 1
    assert transfer(country, started["id"])["state"] == "awaiting_allocation"
    country.clock.move(days=400)
    assert run_due_jobs(country.state) == 0
    assert transfer(country, started["id"])["state"] == "awaiting_allocation"


def test_R80_steps_lapse_one_after_the_other(country: Country) -> None:
    started = start(country.sign_in("member"), ("class", 0), "floating", kind="unemployed", particulars={})
    assert started["state"] == "awaiting_source"
    country.clock.move(days=16)
    assert run_due_jobs(country.state) == 1
    assert transfer(country, started["id"])["state"] == "awaiting_destination"
    country.clock.move(days=16)
    assert run_due_jobs(country.state) == 1
    assert transfer(country, started["id"])["state"] == "completed"


def test_R90_transfer_follows_the_edition_in_force_when_it_started(country: Country) -> None:
    """2024: the receiving side has 10 days, then the request is returned."""
    country.state.settings = replace(country.state.settings, edition=2024)
    started = start(country.sign_in("university"), ("class", 0), "employer")
    country.state.settings = replace(country.state.settings, edition=2020)
    country.clock.move(days=11)
    assert run_due_jobs(country.state) == 1
    row = transfer(country, started["id"])
    assert (row["edition"], row["state"], row["history"][-1]["automatic"]) == (2024, "refused", True)


def test_decided_in_time_is_left_alone(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "workshop")
    decide(country.sign_in("employer"), "refuse_transfer", started, reason="并非本单位员工")
    country.clock.move(days=30)
    assert run_due_jobs(country.state) == 0


def test_one_that_fails_delays_no_other(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    university = country.sign_in("university")
    ids = [start(university, ("class", each), "workshop")["id"] for each in range(3)]
    real = deciding.lapse_transfer

    def breaks(present: Transfer, *rest: object) -> Transfer:
        if present.id == ids[1]:
            raise ZeroDivisionError
        return real(present, *rest)  # type: ignore[arg-type]

    country.clock.move(days=30)
    monkeypatch.setattr(deciding, "lapse_transfer", breaks)
    assert run_due_jobs(country.state) == 2
    monkeypatch.undo()
    assert run_due_jobs(country.state) == 1


@pytest.fixture
def due(settings: Settings, country: Country) -> list[str]:
    university = country.sign_in("university")
    keys = [*(("class", each) for each in range(8)), *(("class_other", each) for each in range(4))]
    return [start(university, key, "workshop")["id"] for key in keys]


def lapses(country: Country, ids: list[str]) -> list[int]:
    """How often each has lapsed, by its history, and by the trail."""
    rows = {
        row["id"]: row for row in country.sign_in("country").get("/v1/transfers", limit=500).json()["items"]
    }
    with country.state.database.reading() as connection:
        query = select(audit.c.subject, func.count()).where(audit.c.action == "transfer_lapsed")
        recorded = {row[0]: row[1] for row in connection.execute(query.group_by(audit.c.subject))}
    counts = [sum(event["automatic"] for event in rows[each]["history"]) for each in ids]
    assert counts == [recorded.get(each, 0) for each in ids]
    return counts


def test_R82_racing_processes_do_each_once(country: Country, due: list[str], settings: Settings) -> None:
    command = [sys.executable, "-m", "server", "jobs", "--now", "2020-08-01T00:00:00+08:00"]
    processes = [
        subprocess.Popen(
            [*command, "--database", settings.database_url],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sum(int(line.split()[1]) for line in said) == len(due)
    assert lapses(country, due) == [1] * len(due)


def test_R82_racing_threads_do_each_once(country: Country, due: list[str], settings: Settings) -> None:
    country.clock.move(days=30)
    states = [open_state(settings, country.clock) for _ in range(3)]
    barrier = threading.Barrier(len(states))
    counts: list[int] = []

    def work(number: int) -> None:
        barrier.wait(10)
        counts.append(service.lapse_due_transfers(states[number]))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(states))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for state in states:
        close_state(state)
    assert sum(counts) == len(due)
    assert lapses(country, due) == [1] * len(due)


def test_a_person_and_the_deadline_race_for_a_step(country: Country, due: list[str]) -> None:
    country.clock.move(days=30)
    workshop = country.sign_in("workshop")
    results: list[Json] = []

    def decides() -> None:
        ops = [workshop.op("refuse_transfer", each, 1, reason="已离职") for each in due]
        results.extend(workshop.push(*ops))

    deciding = threading.Thread(target=decides)
    deciding.start()
    lapsed = run_due_jobs(country.state)
    deciding.join()
    refused = [result for result in results if result["outcome"] == "applied"]
    late = [result for result in results if result["outcome"] == "rejected"]
    assert lapsed + len(refused) == len(due)
    assert {result["code"] for result in late} <= {"ALREADY_DECIDED"}
    assert {result["facts"]["who"] for result in late} <= {"系统"}


def test_traces_and_sessions_are_forgotten_in_the_end(country: Country) -> None:
    country.sign_in("college").do("mark_member", id_of("class", 0), 1, **DELAYED, move_to=id_of("delayed"))
    change_member(country.state, id_of("class", 1), organisation_id=id_of("mixed"))
    country.sign_in("employer")
    new = country.sign_in("employer")
    new.post("/v1/sessions", new.sign_in_body("employer", "wrong"))
    country.clock.move(days=179)
    run_due_jobs(country.state)
    with country.state.database.reading() as connection:
        tables = (session, refresh_token, attempt)
        assert [connection.execute(select(table)).all() for table in tables] == [[], [], []]
        left = select(func.count()).select_from(feed).where(feed.c.left_at.is_not(None))
        assert connection.scalar(left) == 2
    country.clock.move(days=2)
    run_due_jobs(country.state)
    with country.state.database.reading() as connection:
        assert connection.scalar(left) == 0
