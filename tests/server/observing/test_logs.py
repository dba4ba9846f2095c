"""Logs tell what happened and never about whom, at DEBUG level too (RELIABILITY, Security)."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from server.observing import logs
from server.state import State
from tests.server.client import Country
from tests.server.sample import PASSWORD, id_of, login_of, member_name

CANARY = "canary-7f3a"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    handlers, levels = root.handlers[:], (root.level, ours.level)
    stream = io.StringIO()
    logs.configure("debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def lines_of(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def requests_in(stream: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in lines_of(stream) if line["logger"] == "xianjie.request"]


def next_answered(country: Country, stream: io.StringIO) -> list[dict[str, Any]]:
    """A line is written when its answer is out; that of a request is there when the next one is answered."""
    country.http().get(f"{country.address}/healthz", timeout=10)
    return requests_in(stream)


def test_one_line_for_each_request(country: Country, written: io.StringIO) -> None:
    answer = country.http().get(f"{country.address}/v1/members/{CANARY}?q={CANARY}", timeout=10)
    line = next_answered(country, written)[0]
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert line.pop("ms") >= 0
    assert len(line.pop("at")) == 27
    assert line == {
        "level": "info",
        "logger": "xianjie.request",
        "message": "request",
        "method": "GET",
        "route": "/v1/members/{member_id}",
        "status": 401,
        "request_id": answer.headers["X-Request-Id"],
    }


def test_nobody_is_in_the_logs(country: Country, written: io.StringIO) -> None:
    device = country.sign_in("college")
    device.get("/v1/members", organisation_id=id_of("class"))
    device.get("/v1/organisations/search", q=CANARY)
    device.get(f"/v1/members/{login_of('member')}")
    device.get(f"/{login_of('member')}/{CANARY}")
    device.post("/v1/sessions", device.sign_in_body("member", CANARY))
    device.post("/v1/sync/push", {"canary": CANARY})
    device.push(device.op("approve_transfer", id_of("none"), 1, remark=CANARY))
    assert len(next_answered(country, written)) >= 8
    assert_nobody_in(written, device.session["access_token"], device.session["refresh_token"])


def test_failure_tells_where_and_not_what(
    country: Country, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database's complaint about a row holds the row."""

    def break_down(state: State, *_: object) -> bytes:
        with state.database.writing() as connection:
            connection.execute(text("DELETE FROM account WHERE login = 'canary-7f3a'"))
            connection.exec_driver_sql(f"SELECT '{login_of('member')} {PASSWORD}' FROM canary_7f3a")
        return b""

    device = country.sign_in("college")
    monkeypatch.setattr("server.members.endpoints.service.member", break_down)
    answer = device.get(f"/v1/members/{id_of('class', 0)}")
    assert answer.status_code == 500
    (failed,) = [line for line in lines_of(written) if "failure" in line]
    assert failed["message"] == "a request to /v1/members/{member_id} failed"
    assert failed["request_id"] == answer.headers["X-Request-Id"]
    assert any("break_down" in place for place in failed["failure"])
    assert failed["failure"][-1] in ("OperationalError", "ProgrammingError")
    assert_nobody_in(written)


def test_numbers_that_slip_into_a_message_are_blotted_out(written: io.StringIO) -> None:
    logging.getLogger("xianjie.server").warning("%s called %s", login_of("member"), "13800001111")
    (line,) = lines_of(written)
    assert line["message"] == "*** called ***"


def assert_nobody_in(stream: io.StringIO, *more: str) -> None:
    canaries = (
        CANARY,
        "canary_7f3a",
        PASSWORD,
        login_of("college"),
        login_of("member"),
        member_name("class", 0),
    )
    for canary in (*canaries, "王college", id_of("class", 0), *more):
        assert canary not in stream.getvalue()
