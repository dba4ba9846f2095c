"""Networks that lie, die and storm: certificates, names, addresses, and many clients that wait at once."""

from __future__ import annotations

import random
import socket
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from desktop.api import Transport
from desktop.api import transport as transport_module
from desktop.errors import ClientError
from desktop.sync.planner import delay
from tests.desktop.api.hostile import hostile_server, http
from tests.reliability.authority import Authority

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path


def asked(transport: Transport, seconds: float = 5.0) -> Any:
    return transport.send(
        "GET", "/", body=None, headers={}, token="", total_seconds=seconds, largest=10_000
    ).status


def failure(transport: Transport) -> ClientError:
    with pytest.raises(ClientError) as caught:
        asked(transport)
    return caught.value


# Certificates


@contextmanager
def trusting(authority: Authority, tls: ssl.SSLContext) -> Iterator[tuple[Transport, list[bytes]]]:
    """A client on a machine that trusts the authority, and what reached the server."""
    with hostile_server(tls) as server:
        transport = Transport(server.address)
        transport._session.verify = str(authority.file)
        yield transport, server.requests
        transport.close()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_F28_good_certificate_is_accepted(authority: Authority) -> None:
    with trusting(authority, authority.certificate()) as (transport, _):
        # The server hangs up after the handshake, which so has come about.
        assert failure(transport).code == "SERVER_UNREACHABLE"


@pytest.mark.parametrize("wrong", ["expired", "not yet valid", "other host", "unknown authority"])
def test_F28_bad_certificate_is_refused_and_nothing_is_sent(
    authority: Authority, tmp_path: Path, wrong: str
) -> None:
    match wrong:
        case "expired":
            tls = authority.certificate(begins=-800, ends=-1)
        case "not yet valid":
            # As it looks from a machine whose clock is two years behind.
            tls = authority.certificate(begins=700, ends=800)
        case "other host":
            tls = authority.certificate("xianjie.example.edu.cn")
        case _:
            tls = Authority(tmp_path, "another").certificate()
    with trusting(authority, tls) as (transport, reached):
        error = failure(transport)
        assert (error.code, error.unsent) == ("CERTIFICATE_INVALID", True)
        assert "证书" in error.sentence
        assert "日期" in error.sentence
        assert reached == []


# Names and addresses


def test_F29_name_that_nobody_knows_is_told_as_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", dead)
    transport = Transport("http://xianjie.example")
    error = failure(transport)
    assert (error.code, error.unsent) == ("SERVER_UNREACHABLE", True)
    transport.close()


@contextmanager
def black_hole() -> Iterator[int]:
    """A port that takes no connection and refuses none: its queue is full and never emptied."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.2", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.2", port))
        yield port
        for each in waiting:
            each.close()


def test_F29_address_that_swallows_everything_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an IPv6 address does where IPv6 is announced and leads nowhere."""
    monkeypatch.setattr(transport_module, "CONNECT_SECONDS", 0.3)
    with hostile_server() as server, black_hole() as hole:
        server.reply(http())

        def both(host: str, port: int, *_: Any, **__: Any) -> Any:
            way = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
            return [(*way, ("127.0.0.2", hole)), (*way, ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", both)
        transport = Transport(server.address)
        assert asked(transport) == 200
        transport.close()


# Waiting


MINUTE = 60


def tries(chance: random.Random, seconds: float, retry_after: float | None) -> list[float]:
    """When one client tries again, having failed at 0 together with all others."""
    at, failures, found = 0.0, 0, []
    while at < seconds:
        failures += 1
        at += delay(failures, retry_after, chance.random())
        found.append(at)
    return found


@pytest.mark.parametrize("retry_after", [None, 2.0])
def test_F30_five_hundred_clients_are_no_herd(retry_after: float | None) -> None:
    chance = random.Random(30)
    everybody = [at for _ in range(500) for at in tries(chance, 5 * MINUTE, retry_after)]
    by_tenth = Counter(int(at * 10) for at in everybody)
    # Once the first moments are over, no tenth of a second holds more than a tenth of them.
    assert max(count for tenth, count in by_tenth.items() if tenth > 50) < 50
    by_second = Counter(int(at) for at in everybody)
    late = [by_second[second] for second in range(2 * MINUTE, 4 * MINUTE)]
    assert max(late) < 60
    assert min(late) > 0


@pytest.mark.parametrize("partition", [100, 200, 300])
def test_F25_partition_of_minutes_is_over_within_a_minute(partition: int) -> None:
    """From the moment of healing to the next try; the try itself is what the other tests are about."""
    chance = random.Random(25)
    for _ in range(2000):
        at, failures = 0.0, 0
        while at < partition:
            failures += 1
            at += delay(failures, None, chance.random())
        assert at - partition <= 31
