"""Messages that are wrong as such are answered before anything of them is done."""

import uuid

import pytest

from tests.server.client import Country, Json
from tests.server.sample import id_of


def test_epoch_of_before_a_restore(country: Country) -> None:
    college = country.sign_in("college")
    answer = college.push_raw(epoch="before")
    assert (answer.status_code, answer.json()["code"]) == (409, "EPOCH_CHANGED")


@pytest.mark.fault("F39", "I10")
def test_other_instance_is_refused(country: Country) -> None:
    college = country.sign_in("college")
    for method, path in (("get", "/v1/sync/hello"), ("post", "/v1/sync/push"), ("post", "/v1/sync/pull")):
        answer = getattr(college.http, method)(
            country.address + path, headers={"X-Xianjie-Instance": str(uuid.uuid4())}, json={}, timeout=10
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "WRONG_INSTANCE")


WRONG: tuple[tuple[Json, str], ...] = (
    ({"schema": 0}, "426 CLIENT_TOO_OLD"),
    ({"schema": 2}, "422 SERVER_TOO_OLD"),
    ({"user_id": str(uuid.uuid4())}, "422 WRONG_USER"),
    ({"seen_version": 7}, "422 OP_DAMAGED"),
    ({"op_id": "1"}, "422 BODY_INVALID"),
    ({"seen_version": -1}, "422 BODY_INVALID"),
    ({"seen_version": 2**60}, "422 BODY_INVALID"),
    ({"payload": None}, "422 BODY_INVALID"),
    ({"decided_at": "\x00"}, "422 BODY_INVALID"),
    ({"subject_id": None}, "422 BODY_INVALID"),
)


def test_op_that_no_client_would_send(country: Country) -> None:
    college = country.sign_in("college")
    good = college.op("mark_member", id_of("class", 0), 1, mark="teacher")
    for change, expected in WRONG:
        bad = college.op("mark_member", id_of("class", 1), 1, mark="teacher") | change
        answer = college.push_raw(good, bad)
        assert f"{answer.status_code} {answer.json()['code']}" == expected, change
    assert college.get(f"/v1/sync/ops/{good['op_id']}").status_code == 404


def test_sentence_is_chinese_and_the_technical_part_stands_beside_it(country: Country) -> None:
    college = country.sign_in("college")
    (rejected,) = college.push(college.op("mark_member", id_of("class", 0), 1, mark="levitating"))
    assert rejected["sentence"] == "操作的内容不正确，没有执行。请更新客户端后重新办理。"
    assert "levitating" in rejected["technical"]
    answers = [college.push_raw(rejected), college.get("/v1/members", limit="many")]
    for answer in answers:
        problem = answer.json()
        assert (problem["code"], problem["detail"]) == (
            "BODY_INVALID",
            "请求的内容不正确，没有执行。请更新客户端后再试。",
        )
        assert problem["technical"]
        assert "facts" not in problem


def test_more_than_a_hundred_ops(country: Country) -> None:
    college = country.sign_in("college")
    ops = [college.op("mark_member", str(uuid.uuid4()), 1, mark="teacher") for _ in range(101)]
    answer = college.push_raw(*ops)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    assert len(college.push(*ops[1:])) == 100
