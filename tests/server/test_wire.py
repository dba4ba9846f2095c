"""Who sends too much, too slowly, or in another form than was agreed costs little and is told so."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import psutil
import pytest

from tests.server.client import Country
from tests.server.test_hostile import POSTS, is_problem
from tests.server.test_process import serving

GIGABYTE = 2**30
CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"
HEAD = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
MOST_MEMORY = 64 * 2**20


def connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def answered(connection: socket.socket) -> bytes:
    """The answer to its end, or what came before the other side hung up."""
    said = b""
    while b"\r\n\r\n" not in said or len(said.partition(b"\r\n\r\n")[2]) < length_in(said):
        part = connection.recv(65536)
        if not part:
            break
        said += part
    return said


def length_in(said: bytes) -> int:
    lines = said.partition(b"\r\n\r\n")[0].lower().splitlines()
    return next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length")), 0)


def code_in(said: bytes) -> str:
    code: str = json.loads(said.partition(b"\r\n\r\n")[2])["code"]
    return code


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_gigabyte_in_pieces_is_refused_early_and_kept_nowhere(
    empty_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        serving(empty_url, tmp_path_factory.mktemp("serve"), "--no-jobs") as (process, address),
        closing(connected(address)) as connection,
    ):
        before = psutil.Process(process.pid).memory_info().rss
        connection.sendall(HEAD.encode() + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in pieces(8 * 2**20):
            connection.sendall(CHUNK)
        assert code_in(answered(connection)) == "TOO_LARGE"
        try:
            for _ in pieces(GIGABYTE):
                connection.sendall(CHUNK)
        except ConnectionError:
            pass  # Hanging up is as good an end as reading it and forgetting it.
        assert psutil.Process(process.pid).memory_info().rss < before + MOST_MEMORY


def pieces(total: int) -> Iterator[int]:
    return iter(range(total // 65536))


def test_body_that_does_not_come_to_an_end_is_refused(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.middleware.BODY_SECONDS", 0.2)
    with closing(connected(country.address)) as connection:
        connection.sendall(HEAD.encode() + b"Content-Length: 100\r\n\r\n{")
        assert code_in(answered(connection)) == "TOO_SLOW"


@pytest.mark.parametrize("head", [b"", b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_head_that_does_not_come_is_not_waited_for(
    country: Country, head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.serving.HEAD_SECONDS", 0.2)
    with closing(connected(country.address)) as connection:
        connection.sendall(head)
        assert answered(connection) == b""


def test_who_goes_on_sending_after_the_answer_is_hung_up_on(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.serving.HEAD_SECONDS", 0.2)
    with closing(connected(country.address)) as connection:
        connection.sendall(HEAD.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK * 80)
        assert code_in(answered(connection)) == "TOO_LARGE"
        connection.sendall(CHUNK)
        assert connection.recv(100) == b""


def test_question_for_news_is_waited_for_longer_than_for_a_head(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.serving.HEAD_SECONDS", 0.2)
    monkeypatch.setattr("server.middleware.BODY_SECONDS", 0.2)
    college = country.sign_in("college")
    country.state.settings = replace(country.state.settings, news_seconds=1)
    cursor, more = None, True
    while more:
        page = college.pull_raw(cursor).json()
        cursor, more = page["cursor"], page["more"]
    assert college.get("/v1/sync/news", cursor=cursor).status_code == 204


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b'{"account": "x"}'),
        ("application/x-www-form-urlencoded", b"account=x&password=y"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="account"\r\n\r\nx\r\n--b--',
        ),
        ("application/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("application/json; charset=utf-16", '{"account": "x"}'.encode("utf-16")),
        ("", b"\x00\x01"),
    ],
)
def test_other_content_is_refused(country: Country, kind: str, body: bytes) -> None:
    college = country.sign_in("college")
    for path in POSTS:
        answer = college.http.post(
            country.address + path, data=body, headers={"Content-Type": kind} if kind else {}, timeout=30
        )
        assert is_problem(answer), (path, answer.text)
        assert (answer.status_code, answer.json()["code"]) == (422, "BODY_INVALID"), path
