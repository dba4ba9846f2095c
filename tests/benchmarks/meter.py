"""Counts the bytes that pass between a client and a server, heads of the messages included."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Meter(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = True

    def __init__(self, upstream: int) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.upstream = upstream
        self.open: set[socket.socket] = set()
        self.reset()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        self.up = self.down = 0

    def hang_up(self) -> None:
        for line in list(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class _Line(socketserver.BaseRequestHandler):
    server: Meter

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.upstream)) as upstream:
            self.server.open |= {self.request, upstream}
            downwards = threading.Thread(target=self._pump, args=(upstream, self.request, "down"))
            downwards.start()
            self._pump(self.request, upstream, "up")
            downwards.join()
            self.server.open -= {self.request, upstream}

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                # Counted before it is passed on, so that whoever has the answer finds it counted.
                setattr(self.server, way, getattr(self.server, way) + len(piece))
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def metered(upstream: int) -> Iterator[Meter]:
    with Meter(upstream) as meter:
        thread = threading.Thread(target=meter.serve_forever, args=(0.05,), name="meter")
        thread.start()
        try:
            yield meter
        finally:
            meter.shutdown()
            meter.hang_up()
            thread.join()
