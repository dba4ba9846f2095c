"""Runs the server in this process until it is told to stop."""

import os
import signal
from pathlib import Path
from socket import socket
from types import FrameType

import uvicorn

from server.app import create_app, open_state
from server.settings import Settings
from server.sync.news import NewsDesk

GRACE_SECONDS = 10


class _Server(uvicorn.Server):
    """Tells through a file which port was chosen, as soon as it is listened on."""

    def __init__(self, config: uvicorn.Config, news: NewsDesk, ready_file: Path | None) -> None:
        super().__init__(config)
        self._news = news
        self._ready_file = ready_file

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Being told to stop is no failure, so the signal is not raised again when all is done."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._ready_file is not None:
            port = self.servers[0].sockets[0].getsockname()[1]
            _write_at_once(self._ready_file, str(port))

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        # Who waits for news would otherwise hold up the end for as long as they may wait.
        self._news.close()
        await super().shutdown(sockets)


def _write_at_once(path: Path, content: str) -> None:
    """Whoever sees the file sees all of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(content, "utf-8")
    draft.replace(path)


def serve(settings: Settings, ready_file: Path | None = None) -> int:
    state = open_state(settings)
    app = create_app(state)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _Server(config, state.news, ready_file).run()
    return 0
