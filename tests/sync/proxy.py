"""A proxy between client and server that changes, loses, cuts or withholds answers."""

from __future__ import annotations

import http.client
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HOP = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})


class Proxy(ThreadingHTTPServer):
    """``tamper`` gets each answer's path and body when the server has done its work, and returns the body
    that the client gets; None: nothing, the connection is closed."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, upstream: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = upstream
        self.tamper: Callable[[str, bytes], bytes | None] = lambda _, body: body
        self.is_cut = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def cut(self) -> None:
        """Nothing gets through in either direction."""
        self.is_cut = True

    def deafen(self) -> None:
        """What is sent gets through, no answer does."""
        self.tamper = lambda _, __: None

    def heal(self) -> None:
        self.is_cut = False
        self.tamper = lambda _, body: body

    def handle_error(self, *_: Any) -> None:
        """Clients that hang up are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"

    def _forward(self) -> None:
        self.close_connection = True
        if self.server.is_cut:
            return
        length = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length) if length else None
        # Unpacked, so that the answer can be changed.
        headers = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.upstream, timeout=60)
        try:
            upstream.request(self.command, self.path, content, headers)
            answer = upstream.getresponse()
            self._answer(answer, answer.read())
        finally:
            upstream.close()

    def _answer(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        changed = self.server.tamper(self.path, body)
        if changed is None or self.server.is_cut:
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(changed)))
        self.end_headers()
        self.wfile.write(changed)

    do_GET = do_POST = do_DELETE = _forward  # noqa: N815 - http.server looks for these names.

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    with Proxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.05,), name="proxy")
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
