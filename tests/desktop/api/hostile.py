"""A server that answers whatever a test wants, on the loopback."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.api.problems import INSTANCE_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class HostileServer:
    """``answer`` gets each connection with the head of its request."""

    answer: Callable[[socket.socket, bytes], None]
    requests: list[bytes] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None

    @property
    def address(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def reply(self, content: bytes) -> None:
        """The same for everybody."""
        self.answer = lambda connection, _: connection.sendall(content)


@contextmanager
def hostile_server(tls: ssl.SSLContext | None = None) -> Iterator[HostileServer]:
    server = HostileServer(lambda *_: None, tls=tls)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        thread = threading.Thread(target=_serve, args=(listening, server), name="hostile")
        thread.start()
        try:
            yield server
        finally:
            # Closing alone would not wake who waits in accept.
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listening: socket.socket, server: HostileServer) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                if server.tls is not None:
                    # Whoever does not trust the certificate ends it here.
                    server.tls.wrap_socket(connection, server_side=True).close()
                    continue
                head = _head(connection)
                server.requests.append(head)
                server.answer(connection, head)


def _head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            break
        head += piece
    return head


def http(
    body: bytes = b"{}", status: int = 200, *, ours: bool = True, packed: bool = False, **headers: str
) -> bytes:
    content = gzip.compress(body) if packed else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Connection: close"]
    if ours:
        lines.append(f"{INSTANCE_HEADER}: instance")
    if packed:
        lines.append("Content-Encoding: gzip")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    given.setdefault("Content-Type", "application/json")
    lines += [f"{name}: {value}" for name, value in given.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
