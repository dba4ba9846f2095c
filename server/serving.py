"""Runs the server in this process until it is told to stop."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from socket import socket
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from server.app import create_app, open_state
from server.settings import Settings
from server.state import State

GRACE_SECONDS = 10
HEAD_SECONDS = 20
"""In which the head of a request must have come."""
_TURN_SECONDS = 0.0005
"""How long a thread may go on while another waits. Python's own, which is ten times as long, lets whoever
reads requests wait for whoever decides, again at every system call."""

_Protocol: Any = AutoHTTPProtocol


class Impatient(_Protocol):  # type: ignore[misc]
    """Hangs up on who opens a connection, or goes on sending after an answer, without asking anything."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._begin_to_wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_more()
        elif self._waiting is None:
            self._begin_to_wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _begin_to_wait(self) -> None:
        self._waiting = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._hang_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _hang_up(self) -> None:
        self._waiting = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


class Server(uvicorn.Server):
    """Says which port was chosen as soon as it answers, and ends without a failure when told to stop."""

    def __init__(self, state: State, on_ready: Callable[[int], None]) -> None:
        super().__init__(_config(state))
        self._state = state
        self._on_ready = on_ready

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        # uvicorn's own would raise the signal again when all is done.
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready(self.servers[0].sockets[0].getsockname()[1])

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        # Who waits for news would otherwise hold up the end for as long as they may wait.
        self._state.news.close()
        await super().shutdown(sockets)


def _config(state: State) -> uvicorn.Config:
    settings = state.settings
    return uvicorn.Config(
        create_app(state),
        http=Impatient,
        host=settings.host,
        port=settings.port,
        ssl_certfile=settings.certificate_file,
        ssl_keyfile=settings.key_file,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def serve(settings: Settings, ready_file: Path | None = None) -> int:
    sys.setswitchinterval(_TURN_SECONDS)

    def tell(port: int) -> None:
        if ready_file is not None:
            _write_at_once(ready_file, str(port))

    server = Server(open_state(settings), tell)
    server.run()
    return 0 if server.started else 1


def _write_at_once(path: Path, content: str) -> None:
    """Whoever sees the file sees all of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(content, "utf-8")
    draft.replace(path)
