"""What the client makes of every kind of answer, and of none."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.api import Api, NewSession, Tokens, Transport
from desktop.api import api as calls
from desktop.api import transport as transports
from desktop.api.api import opened
from desktop.api.problems import ProblemError
from desktop.api.transport import Call, InterruptedCallError
from desktop.errors import ClientError
from tests.desktop.api.hostile import HostileServer, hostile_server, http
from tests.desktop.keychains import MemoryKeychain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HELLO = {
    "instance_id": "instance",
    "epoch": "e",
    "schema": [1, 1],
    "limits": {"push": 100, "pull": 2000},
    "edition": 2020,
}
CARD = {
    "id": "o",
    "full_name": "示例大学团委",
    "short_name": "示例大学",
    "kind": "committee",
    "category": "ordinary",
    "field": "education",
    "school_level": "university",
    "division": "42",
    "system": "national",
    "path": "/o/",
    "administrators": [{"name": "张老师", "phone": "1"}],
}
SESSION = {
    "access_token": "access-2",
    "access_expires_at": "2020-06-18T04:00:00.000000Z",
    "refresh_token": "refresh-2",
    "must_change_password": False,
    "user": {"id": "u", "name": "张老师", "account_masked": "990001********1233"},
    "role": "administrator",
    "organisation": CARD,
    "organisations": [CARD],
    "instance_id": "instance",
}


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as server:
        yield server


@pytest.fixture
def keychain() -> MemoryKeychain:
    keychain = MemoryKeychain()
    keychain.write("refresh", "refresh-1")
    return keychain


@pytest.fixture
def renewals() -> list[NewSession]:
    return []


@pytest.fixture
def api(server: HostileServer, keychain: MemoryKeychain, renewals: list[NewSession]) -> Iterator[Api]:
    api = make_api(server.address, keychain, renewals)
    yield api
    api.close()


def make_api(address: str, keychain: MemoryKeychain, renewals: list[NewSession]) -> Api:
    tokens = Tokens(keychain, "refresh")
    tokens._access = "access-1"
    return Api(
        Transport(address),
        tokens,
        instance_id="instance",
        organisation_id="o",
        on_renewed=renewals.append,
    )


def failure(work: Callable[[], object]) -> ClientError:
    with pytest.raises(ClientError) as caught:
        work()
    assert caught.value.sentence
    assert caught.value.sentence_en
    return caught.value


def test_unknown_fields_are_skipped(server: HostileServer, api: Api) -> None:
    server.reply(http(encoded({**HELLO, "of_a_newer_server": {"deep": [1]}})))
    assert api.hello().epoch == "e"


def test_packed_answers_are_unpacked(server: HostileServer, api: Api) -> None:
    server.reply(http(encoded(HELLO), packed=True))
    assert api.hello().edition == 2020
    assert b"Accept-Encoding: gzip" in server.requests[0]


def test_token_goes_in_the_header_and_nowhere_else(server: HostileServer, api: Api) -> None:
    server.reply(http(encoded(HELLO)))
    api.hello()
    first_line, *headers = server.requests[0].decode().split("\r\n")
    assert first_line == "GET /v1/sync/hello HTTP/1.1"
    assert "Authorization: Bearer access-1" in headers
    assert "X-Xianjie-Instance: instance" in headers
    assert not [line for line in headers if line.startswith("Cookie")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>log in</html>",
        b'{"instance_id": "instance", "epoch": "e"',
        b"[]",
        encoded({**HELLO, "epoch": 7}),
        encoded({**HELLO, "schema": [1]}),
        encoded({**HELLO, "limits": None}),
        b"[" * 100_000,
        b"\xff\xfe",
    ],
    ids=["empty", "html", "cut", "list", "type", "length", "null", "deep", "bytes"],
)
def test_answer_that_cannot_be_read(server: HostileServer, api: Api, body: bytes) -> None:
    server.reply(http(body))
    error = failure(api.hello)
    assert error.code == "ANSWER_UNREADABLE"
    assert not error.unsent, "what the request did is unknown"


@pytest.mark.parametrize(
    "content",
    [
        http(b"<html>Wi-Fi</html>", ours=False, Content_Type="text/html"),
        http(encoded(HELLO), ours=False),
        http(b"<html>", Content_Type="text/html"),
        http(b"", 302, ours=False, Location="https://portal.example/"),
        http(b"<html>not here</html>", 404, ours=False, Content_Type="text/html"),
        http(b"<html>who are you</html>", 407, ours=False, Content_Type="text/html"),
    ],
    ids=["html", "json of others", "html of ours", "redirect", "404", "proxy"],
)
def test_F26_something_else_answers(server: HostileServer, api: Api, content: bytes) -> None:
    server.reply(content)
    error = failure(api.hello)
    assert error.code == "NOT_XIANJIE"
    assert not error.unsent
    assert len(server.requests) == 1, "no redirect is followed"


@pytest.mark.parametrize("status", [502, 503, 504, 429])
def test_F27_proxy_without_its_server_is_a_matter_of_waiting(
    server: HostileServer, api: Api, status: int
) -> None:
    server.reply(http(b"<html>", status, ours=False, Content_Type="text/html", Retry_After="7"))
    error = failure(api.hello)
    assert (error.code, error.retry_after, error.unsent) == ("SERVER_BUSY", 7.0, False)


def problem(code: str, status: int, **more: Any) -> bytes:
    body = {"type": "x", "title": "Said in English", "status": status, "detail": "中文说明", "code": code}
    return http(encoded({**body, **more}), status, Content_Type="application/problem+json")


@pytest.mark.parametrize(
    ("content", "code", "unsent"),
    [
        (problem("EPOCH_CHANGED", 409), "EPOCH_CHANGED", True),
        (problem("WRONG_INSTANCE", 409), "WRONG_INSTANCE", True),
        (problem("TOO_LARGE", 413), "TOO_LARGE", True),
        (problem("BODY_INVALID", 422), "BODY_INVALID", True),
        (problem("CLIENT_TOO_OLD", 426), "CLIENT_TOO_OLD", True),
        (problem("ACCOUNT_DISABLED", 403), "ACCOUNT_DISABLED", True),
        (problem("TOO_MANY_ATTEMPTS", 429), "TOO_MANY_ATTEMPTS", True),
        (problem("OVERLOADED", 503), "SERVER_BUSY", True),
        (problem("INTERNAL", 500), "SERVER_ERROR", False),
        (problem("DISK_READ_ONLY", 418), "DISK_READ_ONLY", True),
        (http(b"not json", 409), "REQUEST_REFUSED", True),
        (http(b"not json", 500), "SERVER_ERROR", False),
    ],
)
def test_every_row_of_the_table_has_its_code(
    server: HostileServer, api: Api, content: bytes, code: str, unsent: bool
) -> None:
    server.reply(content)
    error = failure(api.hello)
    assert (error.code, error.unsent) == (code, unsent)


def test_unknown_code_is_said_in_the_servers_words_without_tricks(server: HostileServer, api: Api) -> None:
    server.reply(
        problem("OF_TOMORROW", 409, detail="第一行\n\x1b[31m第二行" + "长" * 999, facts={"op_id": "o"})
    )
    error = failure(api.hello)
    assert error.sentence.startswith("第一行[31m第二行")
    assert len(error.sentence) == 300
    assert error.sentence_en == "Said in English"
    assert isinstance(error, ProblemError)
    assert error.op_id == "o"


def test_retry_after_is_bounded_and_must_be_a_number(server: HostileServer, api: Api) -> None:
    for said, understood in [("3", 3.0), ("999999", 3600.0), ("soon", None), ("-1", None), ("²", None)]:
        line = f"Retry-After: {said}\r\nConnection".encode("latin-1")
        server.reply(http(b"{}", 503).replace(b"Connection", line))
        assert failure(api.hello).retry_after == understood


def test_nobody_listens(keychain: MemoryKeychain, renewals: list[NewSession]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    api = make_api(f"http://127.0.0.1:{port}", keychain, renewals)
    error = failure(api.hello)
    assert (error.code, error.unsent) == ("SERVER_UNREACHABLE", True)
    assert str(port) in error.sentence
    api.close()


def test_F21_connection_cut_before_and_in_the_answer(server: HostileServer, api: Api) -> None:
    whole = http(encoded(HELLO))
    for length in (0, 5, len(whole) - 5):
        server.reply(whole[:length])
        error = failure(api.hello)
        assert (error.code, error.unsent) == ("SERVER_UNREACHABLE", False)


def test_F28_certificate_of_nobody_is_refused(
    tmp_path: Path, keychain: MemoryKeychain, renewals: list[NewSession]
) -> None:
    with hostile_server(self_signed(tmp_path)) as server:
        api = make_api(server.address, keychain, renewals)
        error = failure(api.hello)
        assert (error.code, error.unsent) == ("CERTIFICATE_INVALID", True)
        assert server.requests == []
        api.close()


def self_signed(folder: Path) -> ssl.SSLContext:
    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1)
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        builder.not_valid_before(begin).not_valid_after(begin + timedelta(36500)).sign(key, hashes.SHA256())
    )
    pem, format_ = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = folder / "self-signed.pem"
    secret = key.private_bytes(pem, format_, serialization.NoEncryption())
    file.write_bytes(secret + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_too_much_is_not_taken(server: HostileServer, api: Api) -> None:
    server.reply(http(b" " * (calls.SMALL + 1)))
    assert failure(api.hello).code == "ANSWER_TOO_LARGE"


def test_bomb_is_not_unpacked_to_its_end(server: HostileServer, api: Api) -> None:
    server.reply(http(b" " * 50_000_000, packed=True))
    assert failure(api.hello).code == "ANSWER_TOO_LARGE"


def test_F24_one_byte_at_a_time_is_given_up(server: HostileServer, api: Api) -> None:
    is_over = threading.Event()

    def drip(connection: socket.socket, _: bytes) -> None:
        for byte in http(encoded(HELLO)):
            if is_over.wait(0.02):
                return
            connection.sendall(bytes([byte]))

    server.answer = drip
    error = failure(lambda: api._asked("GET", "/v1/sync/hello", object, seconds=0.2))
    is_over.set()
    assert (error.code, error.unsent) == ("SERVER_UNREACHABLE", False)


def test_waiting_call_is_broken_off_from_another_thread(server: HostileServer, api: Api) -> None:
    has_come, is_over = threading.Event(), threading.Event()

    def silent(connection: socket.socket, _: bytes) -> None:
        has_come.set()
        is_over.wait(20)

    server.answer = silent
    call = Call()
    raised: list[BaseException] = []

    def wait_for_news() -> None:
        try:
            api.news("c", call)
        except InterruptedCallError as error:
            raised.append(error)

    thread = threading.Thread(target=wait_for_news)
    thread.start()
    assert has_come.wait(20)
    call.interrupt()
    thread.join(20)
    is_over.set()
    assert len(raised) == 1


def test_call_that_was_broken_off_before_it_began_is_not_sent(server: HostileServer, api: Api) -> None:
    call = Call()
    call.interrupt()
    with pytest.raises(InterruptedCallError):
        api.news("c", call)
    assert server.requests == []


def test_closing_breaks_off_what_is_under_way_and_what_comes(server: HostileServer, api: Api) -> None:
    api.close()
    with pytest.raises(InterruptedCallError):
        api.hello()


def test_news_or_none(server: HostileServer, api: Api) -> None:
    server.reply(http(b"{}"))
    assert api.news("a+b/c=", Call())
    assert b"cursor=a%2Bb%2Fc%3D" in server.requests[0]
    server.reply(http(b"", 204))
    assert not api.news("c", Call())


def test_result_that_is_stored_or_not(server: HostileServer, api: Api) -> None:
    server.reply(http(encoded({"op_id": "o", "outcome": "applied", "seq": 7, "rows": {}})))
    found = api.result_of("o")
    assert found is not None
    assert found.seq == 7
    server.reply(problem("NOT_FOUND", 404))
    assert api.result_of("o") is None
    server.reply(problem("OVERLOADED", 503))
    assert failure(lambda: api.result_of("o")).code == "SERVER_BUSY"


# Tokens


def test_expired_access_is_renewed_once_and_kept_before_it_is_used(
    server: HostileServer, api: Api, keychain: MemoryKeychain, renewals: list[NewSession]
) -> None:
    def answer(connection: socket.socket, head: bytes) -> None:
        if b"/sessions/refresh" in head:
            connection.sendall(http(encoded(SESSION)))
        elif b"Bearer access-2" in head:
            assert keychain.read("refresh") == "refresh-2"
            connection.sendall(http(encoded(HELLO)))
        else:
            connection.sendall(problem("TOKEN_EXPIRED", 401))

    server.answer = answer
    assert api.hello().epoch == "e"
    assert [each.refresh_token for each in renewals] == ["refresh-2"]
    assert len(server.requests) == 3
    api.hello()
    assert len(server.requests) == 4


def test_session_that_has_ended_asks_to_sign_in_again(
    server: HostileServer, api: Api, keychain: MemoryKeychain
) -> None:
    server.reply(problem("TOKEN_INVALID", 401))
    error = failure(api.hello)
    assert (error.code, error.unsent) == ("SIGN_IN_AGAIN", True)
    assert len(server.requests) == 2
    keychain.delete("refresh")
    assert failure(api.hello).code == "SIGN_IN_AGAIN"


def test_renewed_access_that_is_refused_again_is_no_loop(server: HostileServer, api: Api) -> None:
    def answer(connection: socket.socket, head: bytes) -> None:
        is_refresh = b"/sessions/refresh" in head
        connection.sendall(http(encoded(SESSION)) if is_refresh else problem("TOKEN_EXPIRED", 401))

    server.answer = answer
    assert failure(api.hello).code == "SIGN_IN_AGAIN"
    assert len(server.requests) == 3


@pytest.mark.fault("F39", "I10")
def test_another_installation_behind_the_address_is_refused(
    server: HostileServer, api: Api, keychain: MemoryKeychain
) -> None:
    def answer(connection: socket.socket, head: bytes) -> None:
        other = {**SESSION, "instance_id": "another"}
        is_refresh = b"/sessions/refresh" in head
        connection.sendall(http(encoded(other)) if is_refresh else problem("TOKEN_INVALID", 401))

    server.answer = answer
    assert failure(api.hello).code == "WRONG_INSTANCE"
    assert keychain.read("refresh") == "refresh-1"


def test_server_that_is_busy_while_renewing_is_no_end_of_the_session(server: HostileServer, api: Api) -> None:
    def answer(connection: socket.socket, head: bytes) -> None:
        is_refresh = b"/sessions/refresh" in head
        connection.sendall(problem("OVERLOADED", 503) if is_refresh else problem("TOKEN_EXPIRED", 401))

    server.answer = answer
    assert failure(api.hello).code == "SERVER_BUSY"


def test_wrong_password_is_told_as_such(server: HostileServer) -> None:
    server.reply(problem("WRONG_CREDENTIALS", 401))
    transport = Transport(server.address)
    assert failure(lambda: opened(transport, "a", "p", None, "d")).code == "WRONG_CREDENTIALS"
    transport.close()


def test_own_certificates_are_never_switched_off() -> None:
    assert transports._trust().verify_mode.name == "CERT_REQUIRED"
