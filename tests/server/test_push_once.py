"""Pushed once or ten times: one effect, one audit record, one answer (RELIABILITY I2)."""

import threading
import uuid

import pytest
from sqlalchemy import func, select

from server.database.tables import audit
from server.sync.tables import op as op_table
from server.sync.wire import PushAnswer
from tests.server.client import Country, Json, resealed
from tests.server.grouping import pushed_together
from tests.server.sample import id_of
from tests.server.shapes import check_shape


@pytest.mark.fault("F22", "I2")
def test_same_op_and_body_again_gets_the_stored_answer(country: Country) -> None:
    college = country.sign_in("college")
    ops = [
        college.op("mark_member", id_of("class", 0), 1, mark="teacher"),
        college.op("mark_member", id_of("class", 0), 1, mark="teacher"),
    ]
    first = college.push(*ops)
    country.clock.move(minutes=10)
    assert college.push(*ops) == first
    assert [result["outcome"] for result in first] == ["applied", "rejected"]
    with country.state.database.reading() as connection:
        mine = select(func.count()).where(audit.c.subject == id_of("class", 0))
        assert connection.scalar(mine) == 2


def test_stored_answer_shows_the_subject_as_it_is_now(country: Country) -> None:
    college = country.sign_in("college")
    op = college.op("mark_member", id_of("class", 0), 1, mark="teacher")
    college.push(op)
    college.do("revoke_mark", id_of("class", 0), 2)
    (again,) = college.push(op)
    assert (again["outcome"], again["rows"]["member"]["mark"]) == ("applied", None)


def test_F52_same_op_other_body_is_refused_before_anything_is_done(country: Country) -> None:
    college = country.sign_in("college")
    op = college.op("mark_member", id_of("class", 0), 1, mark="teacher")
    college.push(op)
    other = college.op("mark_member", id_of("class", 1), 1, mark="teacher")
    answer = college.push_raw(other, resealed(op, payload={"mark": "floating_graduate"}))
    assert (answer.status_code, answer.json()["code"]) == (422, "OP_ID_REUSED")
    assert answer.json()["facts"] == {"op_id": op["op_id"]}
    assert college.get(f"/v1/sync/ops/{other['op_id']}").status_code == 404


def test_F52_other_body_in_the_same_group_is_refused_too(country: Country) -> None:
    college, rival = country.sign_in("college"), country.sign_in("college")
    op = college.op("mark_member", id_of("class", 0), 1, mark="teacher")
    other = resealed(op, payload={"mark": "floating_graduate"})
    answers = pushed_together(country, [(college, [op]), (rival, [other])])
    assert [answer.status_code for answer in answers] == [200, 422]
    assert answers[1].json()["code"] == "OP_ID_REUSED"
    assert answers[1].json()["facts"] == {"op_id": op["op_id"]}


@pytest.mark.fault("F22", "I2")
def test_same_op_raced_by_two_requests_has_one_effect(country: Country) -> None:
    devices = [country.sign_in("college") for _ in range(4)]
    op = devices[0].op("mark_member", id_of("class", 0), 1, mark="teacher")
    answers: list[Json] = []
    threads = [threading.Thread(target=lambda who=who: answers.extend(who.push(op))) for who in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 4
    assert answers[0]["rows"]["member"]["version"] == 2


def test_stored_result_is_asked_for_by_id(country: Country) -> None:
    college = country.sign_in("college")
    op = college.op("mark_member", id_of("class", 0), 1, mark="teacher")
    (result,) = college.push(op)
    assert college.get(f"/v1/sync/ops/{op['op_id']}").json() == result
    assert college.get(f"/v1/sync/ops/{uuid.uuid4()}").status_code == 404
    # Ops are known to who made them only.
    assert country.sign_in("university").get(f"/v1/sync/ops/{op['op_id']}").status_code == 404


def test_answer_says_at_which_number_the_effect_is_visible(country: Country) -> None:
    college = country.sign_in("college")
    (result,) = college.push(college.op("mark_member", id_of("class", 0), 1, mark="teacher"))
    page = college.pull_raw(None).json()
    while page["more"]:
        page = college.pull_raw(page["cursor"]).json()
    assert page["check"]["seq"] == result["seq"]


def test_answer_has_the_documented_shape(country: Country) -> None:
    college = country.sign_in("college")
    ops = [college.op("mark_member", id_of("class", 0), seen, mark="teacher") for seen in (1, 1)]
    check_shape(PushAnswer, college.push_raw(*ops).content)


@pytest.mark.fault("F50", "I4", "I12")
def test_decided_at_is_kept_as_the_client_said_it(country: Country) -> None:
    college = country.sign_in("college")
    op = college.op("mark_member", id_of("class", 0), 1, mark="teacher") | {
        "decided_at": "1970-01-01T08:00+08:00"
    }
    assert college.push(op)[0]["rows"]["member"]["marked_at"].startswith("2020-06-20T01:00")
    with country.state.database.reading() as connection:
        assert connection.scalar(select(op_table.c.decided_at)) == "1970-01-01T08:00+08:00"
