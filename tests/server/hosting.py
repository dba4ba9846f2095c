"""One listening server for all tests, in which each test's application takes its turn.

Starting and stopping uvicorn takes longer than most tests do; tests/server/test_process.py does it for real.
"""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from server.app import create_app
from server.serving import Impatient
from server.state import State


class Host:
    def __init__(self) -> None:
        self._app: ASGIApp | None = None
        self._ready = threading.Event()
        self._server = uvicorn.Server(
            uvicorn.Config(
                self,
                http=Impatient,
                host="127.0.0.1",
                port=0,
                lifespan="off",
                log_config=None,
                access_log=False,
            )
        )
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="host")
        self._thread.start()
        assert self._ready.wait(10)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._app is not None
        await self._app(scope, receive, send)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        serving = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0.01)
        self.address = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"
        self._ready.set()
        await serving

    @contextmanager
    def serving(self, state: State) -> Iterator[str]:
        app = create_app(state)
        lifespan = app.router.lifespan_context(app)
        self._run(lifespan.__aenter__())
        self._app = app
        try:
            yield self.address
        finally:
            self._app = None
            self._run(lifespan.__aexit__(None, None, None))

    def _run(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        assert not self._thread.is_alive()
