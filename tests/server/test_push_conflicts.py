"""Two decide: the first holds, the second is told who and when (SPEC R59)."""

import threading

import pytest

from tests.server.client import Country, Json, resealed
from tests.server.flows import UNEMPLOYED, decide, rejected, start, start_op


@pytest.mark.fault("F43")
def test_R59_second_decision_is_told_who_decided_and_when(country: Country) -> None:
    first, second = country.sign_in("university"), country.sign_in("university_second")
    started = start(country.sign_in("member"), ("class", 0), "floating", **UNEMPLOYED, particulars={})
    decide(first, "approve_transfer", started)
    (late,) = second.push(second.op("refuse_transfer", started["id"], 1, reason="材料不全"))
    assert rejected(late) == "ALREADY_DECIDED"
    assert late["facts"]["who"] == "王university"
    assert late["facts"]["when"] == "2020-06-20 09:00"
    assert late["rule"] == "R59"
    assert late["rows"]["transfer"]["state"] == "awaiting_destination"


def test_R59_racing_decisions_are_taken_once(country: Country) -> None:
    started = start(country.sign_in("member"), ("class", 0), "floating", **UNEMPLOYED, particulars={})
    results: list[Json] = []

    def decides(key: str) -> None:
        who = country.sign_in(key)
        results.extend(who.push(who.op("approve_transfer", started["id"], 1)))

    keys = ("university", "university_second", "college", "class")
    threads = [threading.Thread(target=decides, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes = sorted(result["outcome"] for result in results)
    assert outcomes == ["applied", "rejected", "rejected", "rejected"]
    winners = {result["facts"]["who"] for result in results if result["outcome"] == "rejected"}
    assert len(winners) == 1


def test_R41_racing_starts_open_one_transfer(country: Country) -> None:
    results: list[Json] = []

    def starts(key: str) -> None:
        who = country.sign_in(key)
        results.extend(who.push(start_op(who, ("class", 0), "employer")))

    threads = [threading.Thread(target=starts, args=(key,)) for key in ("university", "college", "employer")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = sorted(str(result["code"]) for result in results)
    assert codes == ["None", "OPEN_TRANSFER_EXISTS", "OPEN_TRANSFER_EXISTS"]


def test_id_of_a_new_transfer_that_is_taken(country: Country) -> None:
    started = start(country.sign_in("college"), ("class", 0), "employer")
    other = country.sign_in("college_other")
    taken = start_op(other, ("class_other", 0), "employer")
    (result,) = other.push(resealed(taken, subject_id=started["id"]))
    assert rejected(result) == "SUBJECT_EXISTS"
    assert result["rows"] == {}
