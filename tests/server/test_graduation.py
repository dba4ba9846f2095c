"""The yearly change happens on its day, once, whoever else does it and wherever it is killed (SPEC R24)."""

import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from domain import graduation as rules
from domain.organisations import Organisation
from domain.policy import Edition
from server.app import close_state, open_state
from server.database.engine import Database
from server.database.tables import audit
from server.database.unit_of_work import UnitOfWork
from server.jobs.service import run_due_jobs
from server.organisations import graduation
from server.organisations.repository import find_organisation
from server.policies.repository import find_edition
from server.scope import NATIONWIDE
from server.settings import Settings
from server.state import State
from tests.server.changes import change_member, change_organisation
from tests.server.client import Country, Replica
from tests.server.conftest import Clock
from tests.server.sample import id_of

ROOT = Path(__file__).parents[2]
LEAVING = ("younger", "class", "class_other", "school")
DAY = datetime(2022, 5, 31, 16, tzinfo=UTC)
"""The first of June begins in China."""


def branch(state: State, key: str) -> Organisation:
    with state.database.reading() as connection:
        found = find_organisation(connection, NATIONWIDE, id_of(key))
    assert found is not None
    return found


def standing(state: State, key: str) -> tuple[str, int | None]:
    found = branch(state, key)
    return found.category.value, found.graduate_year


def changes(database: Database) -> dict[str, int]:
    """How often each branch was changed, by the trail."""
    query = select(audit.c.subject, func.count()).where(audit.c.action == "branch_graduated")
    with database.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query.group_by(audit.c.subject))}


def let_all_leave_in_2022(state: State) -> None:
    for key in LEAVING:
        change_organisation(state, key, graduation_month="2022-06")


def test_R24_branches_graduate_on_the_day_of_the_change_and_not_before(state: State, clock: Clock) -> None:
    change_organisation(state, "younger", graduation_month="2022-12")
    clock.now = DAY.replace(hour=15, minute=59)
    run_due_jobs(state)
    assert standing(state, "younger") == ("ordinary", None)
    clock.now = DAY
    run_due_jobs(state)
    assert standing(state, "younger") == ("graduate", 2022)
    before = branch(state, "younger").version
    run_due_jobs(state)
    assert branch(state, "younger").version == before
    assert changes(state.database) == {id_of("younger"): 1}


def test_R24_the_day_is_the_edition_s(state: State, clock: Clock) -> None:
    change_organisation(state, "younger", graduation_month="2022-06")
    edition = replace(edition_in_force(state), conversion="07-01", version=2)
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, clock())
        unit.save_edition(edition)
        unit.finish()
    clock.now = DAY.replace(month=6, day=30, hour=15)
    assert graduation.graduate_branches(state) == 0
    clock.move(hours=1)
    assert graduation.graduate_branches(state) == 1


def edition_in_force(state: State) -> Edition:
    with state.database.reading() as connection:
        found = find_edition(connection, state.settings.edition)
    assert found is not None
    return found


def test_R24_years_that_the_server_was_down_are_caught_up(state: State, clock: Clock) -> None:
    change_organisation(state, "younger", graduation_month="2021-06")
    clock.now = DAY.replace(year=2024, month=3)
    run_due_jobs(state)
    assert standing(state, "younger") == ("graduate", 2021)


def test_R24_in_a_mixed_branch_each_year_of_the_members_changes_it_anew(state: State, clock: Clock) -> None:
    for each, month in enumerate(("2021-06", "2022-06")):
        change_member(state, id_of("mixed", each), graduation_month=month)
    clock.now = DAY.replace(year=2021)
    run_due_jobs(state)
    assert standing(state, "mixed") == ("graduate", 2021)
    clock.now = DAY
    run_due_jobs(state)
    run_due_jobs(state)
    assert standing(state, "mixed") == ("graduate", 2022)
    assert changes(state.database) == {id_of("mixed"): 2}


@pytest.mark.parametrize("change", [{"active": False}, {"category": "delayed_graduate"}, {"mixed": True}])
def test_R24_who_takes_no_part_is_left_alone(state: State, clock: Clock, change: dict[str, object]) -> None:
    change_organisation(state, "younger", graduation_month="2022-06", **change)
    clock.now = DAY
    assert graduation.graduate_branches(state) == 0


def test_R24_month_that_is_set_after_the_day_counts_at_once(country: Country) -> None:
    country.clock.now = DAY
    college = country.sign_in("college")
    college.do("set_graduation_month", id_of("younger"), 1, month="2022-06")
    run_due_jobs(country.state)
    assert standing(country.state, "younger") == ("graduate", 2022)


def test_R24_clients_and_trail_are_told(country: Country) -> None:
    replica = Replica(country.sign_in("university"))
    replica.sync()
    change_organisation(country.state, "younger", graduation_month="2022-06")
    replica.sync()
    country.clock.now = DAY
    replica.device = country.sign_in("university")
    run_due_jobs(country.state)
    (change,) = replica.sync()
    assert change[1:4] == [id_of("younger"), "organisation", id_of("younger")]
    assert replica.rows["organisation", id_of("younger")]["graduate_year"] == 2022
    with country.state.database.reading() as connection:
        record = connection.execute(select(audit).where(audit.c.action == "branch_graduated")).one()
    assert (record.actor, record.detail) == ("system", '{"automatic":true,"year":2022}')


def test_R24_one_that_fails_delays_no_other(
    state: State, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_all_leave_in_2022(state)
    real = rules.convert

    def breaks(present: Organisation, *rest: object) -> Organisation:
        if present.id == id_of("class"):
            raise ZeroDivisionError
        return real(present, *rest)  # type: ignore[arg-type]

    clock.now = DAY
    monkeypatch.setattr(rules, "convert", breaks)
    assert graduation.graduate_branches(state) == len(LEAVING) - 1
    monkeypatch.undo()
    assert graduation.graduate_branches(state) == 1


def test_R24_racing_servers_change_each_once(state: State, settings: Settings, clock: Clock) -> None:
    let_all_leave_in_2022(state)
    clock.now = DAY
    states = [open_state(settings, clock) for _ in range(3)]
    barrier = threading.Barrier(len(states))
    counts: list[int] = []

    def work(own: State) -> None:
        barrier.wait(10)
        counts.append(graduation.graduate_branches(own))

    threads = [threading.Thread(target=work, args=(own,)) for own in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in states:
        close_state(own)
    assert sum(counts) == len(LEAVING)
    assert changes(state.database) == {id_of(key): 1 for key in LEAVING}


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from server.app import open_state
from server.database.prepared import Prepared
from server.organisations import graduation
from server.settings import Settings

url, last = sys.argv[1], int(sys.argv[2])
state = open_state(Settings(database_url=url), lambda: datetime(2022, 6, 2, tzinfo=UTC))
statements = 0

def count(*_):
    global statements
    statements += 1
    if statements > last:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(connection, cursor=Prepared.cursor):
    count()
    return cursor(connection)

event.listen(state.database.engine, "before_cursor_execute", count)
Prepared.cursor = staticmethod(counted)
graduation.BATCH = 2
print(graduation.graduate_branches(state), flush=True)
os._exit(0)
"""


def test_R24_killed_anywhere_each_is_changed_once(state: State, settings: Settings) -> None:
    """The process dies before its 4th, then its 15th statement, and the next one goes on."""
    let_all_leave_in_2022(state)
    codes = []
    for last in (3, 14, 1000):
        command = [sys.executable, "-c", KILLED, settings.database_url, str(last)]
        codes.append(subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode)
        assert set(changes(state.database).values()) <= {1}
    assert codes[:-1] == [-signal.SIGKILL] * 2
    assert codes[-1] == 0
    assert changes(state.database) == {id_of(key): 1 for key in LEAVING}
    assert {standing(state, key) for key in LEAVING} == {("graduate", 2022)}
