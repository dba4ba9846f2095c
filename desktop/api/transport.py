"""One request: with the system's trust store, bounded in time and size, and able to be broken off.

``requests`` bounds the wait for each read only. Here a timer shuts the socket down when the whole has
taken too long, which also is how a waiting request is broken off from another thread.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop.api.address import is_this_machine
from desktop.errors import ClientError, client_error

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0


class InterruptedCallError(Exception):
    """Broken off by ``Call.interrupt``."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Call:
    """One request under way. ``interrupt`` may come from any thread and at any time, also before."""

    def __init__(self) -> None:
        self.interrupted = False
        self.timed_out = False
        self._connection: HTTPConnection | None = None

    def interrupt(self) -> None:
        self.interrupted = True
        self._shut_down()

    def time_out(self) -> None:
        self.timed_out = True
        self._shut_down()

    def check(self) -> None:
        if self.interrupted or self.timed_out:
            raise TimeoutError

    def use(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self.check()

    def _shut_down(self) -> None:
        connection = self._connection
        sock: socket.socket | None = connection.sock if connection is not None else None
        if sock is not None:
            with suppress(OSError):
                # Of a TLS connection the raw socket, because TLS would want to say goodbye.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


_calls = threading.local()
"""The call that this thread is carrying out; connections are shared between calls."""


class _Breakable:
    """For urllib3's connections: tells the call which socket carries it."""

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        _calls.call.check()

    def putrequest(self, *arguments: Any, **named: Any) -> None:
        _calls.call.use(self)
        super().putrequest(*arguments, **named)  # type: ignore[misc]


class _Connection(_Breakable, HTTPConnection):
    pass


class _SecureConnection(_Breakable, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, ssl_context=_trust(), **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Without the bundle of certificates that requests brings along: what the system trusts is enough,
        and what REQUESTS_CA_BUNDLE names."""
        if isinstance(verify, str):
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        else:
            conn.cert_reqs = "CERT_REQUIRED"

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=_trust(), **named)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        return manager


def _trust() -> ssl.SSLContext:
    """The system's certificates, an own authority of the school included; there is no way round them."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class _Bearer(requests.auth.AuthBase):
    """Also without a token, because requests would otherwise look into a .netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Thread-safe. Raises ClientError SERVER_UNREACHABLE, CERTIFICATE_INVALID or ANSWER_TOO_LARGE."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._session = requests.Session()
        # Nobody's proxy leads to this machine itself.
        self._session.trust_env = not is_this_machine(urlsplit(server).hostname or "")
        self._session.cookies.set_policy(_NoCookies())
        self._session.headers = requests.structures.CaseInsensitiveDict()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter())

    def close(self) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None,
        headers: Mapping[str, str],
        token: str,
        total_seconds: float,
        read_seconds: float = READ_SECONDS,
        largest: int,
        call: Call | None = None,
    ) -> Answer:
        call = call or Call()
        with self._told(call), _timed(call, total_seconds):
            call.check()
            response = self._session.request(
                method,
                self.server + path,
                data=body,
                headers=dict(headers),
                auth=_Bearer(token),
                timeout=(CONNECT_SECONDS, read_seconds),
                allow_redirects=False,
                stream=True,
            )
            with response:
                return Answer(response.status_code, response.headers, self._body(response, call, largest))

    def _body(self, response: requests.Response, call: Call, largest: int) -> bytes:
        content = bytearray()
        for piece in response.iter_content(65536):
            content += piece
            call.check()
            if len(content) > largest:
                raise client_error("ANSWER_TOO_LARGE")
        # A connection that was shut down looks like the end of an answer without a length.
        call.check()
        return bytes(content)

    @contextmanager
    def _told(self, call: Call) -> Iterator[None]:
        try:
            yield
        except (requests.RequestException, OSError) as error:
            if call.interrupted:
                raise InterruptedCallError from error
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> ClientError:
        if _is_about_certificate(error):
            return client_error("CERTIFICATE_INVALID", server=self.server, unsent=True)
        return client_error("SERVER_UNREACHABLE", server=self.server, unsent=_never_sent(error))


def _is_about_certificate(error: BaseException | None) -> bool:
    """A wrong host, an unknown authority, an expired certificate: found out before anything was sent. Other
    faults of TLS can come at any time, also after the server has read the request."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _never_sent(error: Exception) -> bool:
    """Whether not even a connection came about."""
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    text = repr(error)
    return "NewConnectionError" in text or "NameResolutionError" in text or "ConnectTimeoutError" in text


@contextmanager
def _timed(call: Call, seconds: float) -> Iterator[None]:
    _calls.call = call
    timer = threading.Timer(seconds, call.time_out)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[misc, name-defined]
    def set_ok(self, *_: object) -> bool:
        return False
