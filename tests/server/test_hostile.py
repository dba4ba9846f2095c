"""Whatever is sent, the answer is a problem that says what is wrong, and never a failure."""

import json
from http.client import HTTPConnection
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.openapi import ProblemDetails
from tests.server.client import Country, Device
from tests.server.sample import id_of
from tests.server.shapes import check_shape

UNKNOWN = [
    "/",
    "/v1",
    "/v1/nowhere",
    "/v1/sync",
    "/v1/members/x/y",
    "/docs",
    "/openapi.json",
    "/%00",
    "/v1/../etc",
]


def is_problem(answer: requests.Response) -> bool:
    check_shape(ProblemDetails, answer.content)
    body = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (body["status"], body["type"]) == (answer.status_code, f"urn:xianjie:problem:{body['code']}")
    return 400 <= answer.status_code < 500


def test_unknown_address_is_a_problem(country: Country) -> None:
    for path in UNKNOWN:
        answer = country.http().get(country.address + path, timeout=10)
        assert is_problem(answer), path
        assert answer.status_code == 404, path


def test_method_that_is_not_allowed_is_a_problem(country: Country) -> None:
    calls = (
        ("DELETE", "/v1/me", "GET"),
        ("PUT", "/v1/sessions", "POST"),
        ("PUT", "/v1/own/transfers", "GET, POST"),
        ("TRACE", "/healthz", "GET"),
    )
    for method, path, allowed in calls:
        answer = country.http().request(method, country.address + path, timeout=10)
        assert is_problem(answer), (method, path)
        assert (answer.json()["code"], answer.headers["Allow"]) == ("METHOD_NOT_ALLOWED", allowed)


DEEP = "[" * 100_000
POSTS = [
    "/v1/sessions",
    "/v1/sessions/refresh",
    "/v1/password",
    "/v1/sync/push",
    "/v1/sync/pull",
    "/v1/sync/manifest",
]
BODIES = {
    "nothing": b"",
    "no JSON": b"<html>",
    "half": b'{"account": ',
    "null": b"null",
    "list": b"[]",
    "number": b"1e999",
    "deep": DEEP.encode(),
    "deep object": b'{"a":' * 50_000,
    "deep payload": b'{"device_id":' + DEEP.encode(),
    "not UTF-8": b'{"account": "\xff\xfe"}',
    "half a character": rb'{"account": "\ud800", "password": "\udfff", "refresh_token": "\ud800"}',
    "zero": rb'{"account": "\u0000", "password": "x", "device_id": "'
    + id_of("x").encode()
    + rb'", "device_name": ""}',
    "long": b'{"account": "' + b"x" * 10_000 + b'"}',
    "huge number": b'{"limit": ' + b"9" * 5000 + b"}",
    "NaN": b'{"limit": NaN}',
}


def test_hostile_body_is_a_problem(country: Country) -> None:
    college = country.sign_in("college")
    headers = {"Content-Type": "application/json"}
    for path, (name, body) in product(POSTS, BODIES.items()):
        answer = college.http.post(country.address + path, data=body, headers=headers, timeout=30)
        assert is_problem(answer), (path, name, answer.text)
        assert answer.json()["code"] in ("BODY_INVALID", "WRONG_CREDENTIALS", "TOKEN_INVALID"), (path, name)


def test_body_beyond_the_limit_is_refused_by_what_it_says_of_itself(country: Country) -> None:
    """Nothing of a gigabyte is read."""
    for path in POSTS:
        connection = HTTPConnection(country.address.removeprefix("http://"), timeout=10)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(2**30))
        connection.endheaders()
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["code"]) == (413, "TOO_LARGE")
        connection.close()


def test_body_beyond_the_limit_that_says_nothing_is_refused_too(country: Country) -> None:
    college = country.sign_in("college")
    chunks = (b"x" * 65536 for _ in range(80))
    answer = college.http.post(country.address + "/v1/sync/push", data=chunks, timeout=30)
    assert is_problem(answer)
    assert answer.json()["code"] == "TOO_LARGE"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PARAMETERS = st.dictionaries(
    st.sampled_from(["q", "system", "kind", "limit", "after", "organisation_id", "state", "cursor"]),
    st.text(max_size=30) | st.integers(),
    max_size=4,
)
GETS = [
    "/v1/members", "/v1/transfers", "/v1/organisations/search", "/v1/sync/news", "/v1/members/{}",
    "/v1/transfers/{}", "/v1/organisations/{}", "/v1/sync/ops/{}",
]  # fmt: skip

fuzzing = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(body: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """A body that is right but for one or two of its fields."""
    names = data.draw(st.lists(st.sampled_from(sorted(body)), max_size=2, unique=True))
    return body | {name: data.draw(json_values) for name in names}


@fuzzing
@given(data=st.data())
def test_fuzzed_bodies_never_fail(country: Country, data: st.DataObject) -> None:
    college = signed_in(country)
    op = mutated(college.op("start_transfer", id_of("new"), 0, member_id=id_of("class", 0)), data)
    payload = st.dictionaries(
        st.sampled_from(["member_id", "kind", "system", "reason", "remark", "particulars", "mark", "month"]),
        json_values,
    )
    push = {"device_id": college.id, "epoch": country.state.instance.epoch, "ops": [op]}
    pull = {"device_id": college.id, "epoch": country.state.instance.epoch, "cursor": None, "limit": 1}
    kinds = st.sampled_from(
        ["mark_member", "start_transfer", "set_graduation_month", "approve_transfer", "x"]
    )
    content: dict[str, Any] = data.draw(payload)
    fresh = college.op(data.draw(kinds), id_of("class", 0), 1, **content)
    for path, body in (
        ("/v1/sync/push", mutated(push, data)),
        ("/v1/sync/push", push | {"ops": [fresh]}),
        ("/v1/sync/pull", mutated(pull, data)),
        ("/v1/sync/manifest", mutated({"bucket": id_of("class"), "after": None}, data)),
        ("/v1/sessions/refresh", mutated({"refresh_token": "x", "organisation_id": None}, data)),
    ):
        answer = college.http.post(country.address + path, data=json.dumps(body), timeout=30)
        assert answer.status_code < 500, (path, body, answer.text)


@fuzzing
@given(path=st.sampled_from(GETS), part=st.text(max_size=40), parameters=PARAMETERS)
def test_fuzzed_addresses_never_fail(
    country: Country, path: str, part: str, parameters: dict[str, Any]
) -> None:
    college = signed_in(country)
    address = path.format(quote(part, safe=""))
    answer = college.get(address, **parameters)
    assert answer.status_code < 500, (address, parameters, answer.text)


def signed_in(country: Country) -> Device:
    """Once for all examples of a test."""
    if not country.devices:
        country.devices.append(country.sign_in("college"))
    return country.devices[0]


def test_answers_say_nothing_about_the_inside(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("金丝雀 secret")

    monkeypatch.setattr("server.sync.pulling.read_head", breaks)
    answer = country.sign_in("college").get("/v1/sync/hello")
    check_shape(ProblemDetails, answer.content)
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL")
    assert "金丝雀" not in answer.text
    assert answer.headers["X-Xianjie-Instance"] == country.state.instance.instance_id
