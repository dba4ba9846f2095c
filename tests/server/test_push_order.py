"""Order is per subject, and a bad op delays nobody else (decision 5, RELIABILITY I13, F51)."""

import uuid
from typing import Any

import pytest

from domain.commands import execute
from tests.server.client import Country, Json
from tests.server.flows import DELAYED, rejected, start_op
from tests.server.sample import id_of


def test_after_follows_the_fate_of_its_predecessor(country: Country) -> None:
    college = country.sign_in("college")
    member = id_of("class", 0)
    first = college.op("mark_member", member, 1, mark="teacher")
    second = college.op("revoke_mark", member, 2, after=first["op_id"])
    bad = college.op("mark_member", member, 1, **DELAYED | {"expected_month": "2019-01"})
    doomed = college.op("revoke_mark", member, 4, after=bad["op_id"])
    lost = college.op("revoke_mark", member, 4, after=str(uuid.uuid4()))
    results = college.push(first, second, bad, doomed, lost)
    assert [(result["outcome"], result["code"]) for result in results] == [
        ("applied", None),
        ("applied", None),
        ("rejected", "STALE_VERSION"),
        ("rejected", "PREDECESSOR_REJECTED"),
        ("deferred", "PREDECESSOR_UNKNOWN"),
    ]
    assert college.get(f"/v1/sync/ops/{lost['op_id']}").status_code == 404


def test_I13_a_bad_op_delays_no_other(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    college = country.sign_in("college")

    def breaks(world: Any, command: Any, subject_id: str, *rest: Any) -> Any:
        if subject_id == id_of("class", 1):
            raise ZeroDivisionError
        return execute(world, command, subject_id, *rest)

    monkeypatch.setattr("server.sync.executing.execute", breaks)
    ops = [college.op("mark_member", id_of("class", each), 1, mark="teacher") for each in range(3)]
    ops.append(college.op("levitate", id_of("class", 4), 1))
    ops.append(college.op("mark_member", id_of("class", 5), 1, mark="levitating"))
    ops.append(college.op("mark_member", id_of("class", 6), 1, mark="teacher", surprise="一个未知的字段"))
    assert [(result["outcome"], result["code"]) for result in college.push(*ops)] == [
        ("applied", None),
        ("rejected", "OP_FAILED"),
        ("applied", None),
        ("rejected", "OP_INVALID"),
        ("rejected", "OP_INVALID"),
        ("applied", None),
    ]


UNREADABLE: tuple[Json, ...] = (
    {},
    {"mark": None},
    {"mark": 1},
    {"mark": "teacher", "move_to": ["x"]},
    {"mark": "teacher", "delay_reason": "x" * 20_000},
    {"mark": "teacher", "delay_reason": "\x00"},
    {"mark": {"deep": {"er": [[[[]]]]}}},
)


def test_F51_payload_that_cannot_be_read_is_rejected_for_good(country: Country) -> None:
    college = country.sign_in("college")
    ops = [college.op("mark_member", id_of("class", 0), 1, **payload) for payload in UNREADABLE]
    results = college.push(*ops)
    assert [rejected(result) for result in results] == ["OP_INVALID"] * len(UNREADABLE)
    assert college.push(*ops) == results


def test_day_at_the_end_of_all_days_breaks_no_rule(country: Country) -> None:
    college = country.sign_in("college")
    day = {"particulars": {"enrolled_on": "9999-12-31"}}
    (result,) = college.push(start_op(college, ("class", 0), "vocational", kind="further_study", **day))
    assert result["outcome"] == "applied"
