"""Whoever must act next can be reminded by hand, once a day (SPEC R83)."""

import threading

import pytest

from tests.server.client import Country, Device, Json, Replica
from tests.server.flows import decide, rejected, start


def nudge(who: Device, transfer: Json) -> Json:
    (result,) = who.push(who.op("nudge_transfer", transfer["id"], transfer["version"]))
    return result


@pytest.mark.parametrize("key", ["college", "class", "member", "employer"])
def test_R83_member_and_either_side_remind_and_whoever_must_act_is_told(country: Country, key: str) -> None:
    started = start(country.sign_in("university"), ("class", 0), "employer")
    acting = Replica(country.sign_in("employer"))
    acting.sync()
    assert nudge(country.sign_in(key), started)["outcome"] == "applied"
    acting.sync()
    row = acting.rows["transfer", started["id"]]
    assert [event["action"] for event in row["history"]] == ["started", "nudged"]
    assert row["deadline"] == started["deadline"]
    # Whoever saw it before can decide all the same.
    decide(country.sign_in("employer"), "approve_transfer", started)


def test_R83_once_a_day_whoever_it_was(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "employer")
    nudge(country.sign_in("college"), started)
    assert rejected(nudge(country.sign_in("university"), started)) == "ALREADY_NUDGED"
    country.clock.move(days=1)
    assert nudge(country.sign_in("university"), started)["outcome"] == "applied"


def test_R83_two_at_the_same_time_remind_once(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "employer")
    reminders = [country.sign_in("college"), country.sign_in("university")]
    barrier = threading.Barrier(2)
    results: list[Json] = []

    def remind(who: Device) -> None:
        barrier.wait(10)
        results.append(nudge(who, started))

    threads = [threading.Thread(target=remind, args=(who,)) for who in reminders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(result["code"]) for result in results) == ["ALREADY_NUDGED", "None"]


def test_R83_not_what_is_closed_and_not_by_others(country: Country) -> None:
    started = start(country.sign_in("university"), ("class", 0), "employer")
    assert rejected(nudge(country.sign_in("workshop"), started)) == "NOT_FOUND"
    assert rejected(nudge(country.sign_in("college_other"), started)) == "NOT_FOUND"
    closed = decide(country.sign_in("employer"), "refuse_transfer", started, reason="并非本单位员工")
    assert rejected(nudge(country.sign_in("college"), closed)) == "INVALID_TRANSITION"
