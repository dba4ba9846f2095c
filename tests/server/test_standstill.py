"""After a standstill of the server nobody has lost days, whoever gives them back and wherever it is killed
(SPEC R82)."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain import standstill as rules
from domain.transfers import Transfer
from server.app import close_state, open_state
from server.database.tables import audit
from server.jobs import timer
from server.jobs.service import run_due_jobs
from server.jobs.standstill import give_days_back, note_alive
from server.settings import Settings
from server.state import State
from tests.server.client import Country, Json
from tests.server.flows import decide, start

EDGE = timedelta(hours=2)


def wake(state: State) -> int:
    """What a serving process does each minute."""
    note_alive(state)
    return run_due_jobs(state)


def rows(country: Country) -> list[Json]:
    items: list[Json] = country.sign_in("country").get("/v1/transfers", limit=500).json()["items"]
    return items


def prolonged(row: Json) -> int:
    return sum(event["action"] == "prolonged" for event in row["history"])


@pytest.fixture
def opened(country: Country) -> list[str]:
    """Reminder on 30 June, last day 5 July."""
    note_alive(country.state)
    university = country.sign_in("university")
    return [start(university, ("class", each), "workshop")["id"] for each in range(4)]


def test_R82_days_from_the_reminder_on_come_again_before_anything_lapses(
    country: Country, opened: list[str]
) -> None:
    country.clock.move(days=5)
    wake(country.state)
    country.clock.move(days=30)
    assert wake(country.state) == 0
    # From 25 July on there are as many days as from the reminder of 30 June to 5 July.
    assert {row["deadline"] for row in rows(country)} == {"2020-07-30"}
    event = rows(country)[0]["history"][-1]
    assert (event["action"], event["automatic"], event["by"]["name"]) == ("prolonged", True, "系统")
    assert event["remark"] == "系统停机期间无法提醒和办理，办理期限顺延 25 天"
    country.clock.move(hours=1)
    wake(country.state)
    assert {prolonged(row) for row in rows(country)} == {1}
    with country.state.database.reading() as connection:
        query = select(audit.c.actor).where(audit.c.action == "transfer_prolonged")
        assert connection.scalars(query).all() == ["system"] * len(opened)


def test_R82_they_lapse_when_the_days_given_back_are_over_too(country: Country, opened: list[str]) -> None:
    country.clock.move(days=9)
    wake(country.state)
    country.clock.move(days=4)
    wake(country.state)
    assert {row["deadline"] for row in rows(country)} == {"2020-07-08"}
    over, step = datetime(2020, 7, 8, 16, tzinfo=UTC), timedelta(minutes=119)
    while country.clock.now + step < over:
        country.clock.now += step
        assert wake(country.state) == 0
    country.clock.now = over
    assert wake(country.state) == len(opened)


def test_R82_a_short_pause_is_none(country: Country, opened: list[str]) -> None:
    country.clock.move(days=12)
    wake(country.state)
    country.clock.now += EDGE - timedelta(seconds=1)
    wake(country.state)
    assert [prolonged(row) for row in rows(country)].count(1) == len(opened)
    assert {prolonged(row) for row in rows(country)} == {1}


def test_R82_first_start_and_jobs_by_hand_are_no_standstill(country: Country) -> None:
    start(country.sign_in("university"), ("class", 0), "workshop")
    country.clock.move(days=16)
    assert run_due_jobs(country.state) == 1


def test_R82_what_was_seen_before_can_still_be_decided(country: Country, opened: list[str]) -> None:
    country.clock.move(days=12)
    wake(country.state)
    decide(country.sign_in("workshop"), "approve_transfer", {"id": opened[0], "version": 1})


def test_R82_killed_in_between_each_gets_its_days_once(
    country: Country, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = rules.give_days_back, []

    def dies(present: Transfer, *rest: object) -> Transfer:
        calls.append(present.id)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(present, *rest)  # type: ignore[arg-type]

    country.clock.move(days=12)
    monkeypatch.setattr(rules, "give_days_back", dies)
    with pytest.raises(KeyboardInterrupt):
        wake(country.state)
    assert sorted(prolonged(row) for row in rows(country)) == [0, 0, 1, 1]
    monkeypatch.undo()
    # Another standstill before the first one was made up for.
    country.clock.move(days=10)
    wake(country.state)
    assert {prolonged(row) for row in rows(country)} == {2}
    assert {row["deadline"] for row in rows(country)} == {"2020-07-17"}


def test_R82_one_that_fails_is_tried_again(
    country: Country, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rules.give_days_back

    def breaks(present: Transfer, *rest: object) -> Transfer:
        if present.id == opened[1]:
            raise ZeroDivisionError
        return real(present, *rest)  # type: ignore[arg-type]

    country.clock.move(days=12)
    monkeypatch.setattr(rules, "give_days_back", breaks)
    wake(country.state)
    monkeypatch.undo()
    give_days_back(country.state)
    assert {prolonged(row) for row in rows(country)} == {1}


def test_R82_racing_servers_give_them_once(country: Country, opened: list[str], settings: Settings) -> None:
    country.clock.move(days=20)
    states = [open_state(settings, country.clock) for _ in range(3)]
    barrier = threading.Barrier(len(states))
    lapsed: list[int] = []

    def work(own: State) -> None:
        barrier.wait(10)
        lapsed.append(wake(own))

    threads = [threading.Thread(target=work, args=(own,)) for own in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in states:
        close_state(own)
    assert lapsed == [0, 0, 0]
    assert {prolonged(row) for row in rows(country)} == {1}


def test_R82_the_timer_keeps_the_heart_beating(country: Country, opened: list[str]) -> None:
    country.clock.move(days=20)
    asyncio.run(timer.run_once(country.state))
    assert {prolonged(row) for row in rows(country)} == {1}


def test_R82_clock_that_is_set_back_repeats_nothing_and_makes_no_standstill(country: Country) -> None:
    start(country.sign_in("university"), ("class", 0), "workshop")
    country.clock.move(days=4)
    start(country.sign_in("university"), ("class", 1), "workshop")
    country.clock.move(days=12)
    assert wake(country.state) == 1
    before = rows(country)
    country.clock.move(days=-20)
    assert wake(country.state) == 0
    country.clock.move(days=20)
    assert wake(country.state) == 0
    assert rows(country) == before
    assert {prolonged(row) for row in before} == {0}
