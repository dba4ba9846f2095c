"""What holds for every request and answer, below FastAPI: limits, the product's name, no bare failures."""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.observing.watch import route_of
from server.problems import Problem, problem_answer

INSTANCE_HEADER = "X-Xianjie-Instance"
BODY_SECONDS = 60
"""In which all of a body must have come."""
log = logging.getLogger("xianjie.server")


class Doorway:
    """Names the instance in every answer, refuses bodies that are beyond ``limit`` or never come to an end,
    and turns whatever fails inside into a problem that says nothing about the inside."""

    def __init__(self, app: ASGIApp, instance_id: str, limit: int) -> None:
        self._app = app
        self._limit = limit
        self._name = (INSTANCE_HEADER.lower().encode(), instance_id.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(send, self._name)
        try:
            await self._app(scope, _Limited(receive, scope, self._limit), answering)
        except Exception as error:
            problem = error if isinstance(error, Problem) else Problem("INTERNAL")
            if problem is not error:
                log.exception("a request to %s failed", route_of(scope))
            if answering.begun:
                raise
            await problem_answer(problem)(scope, receive, answering)


class _Answering:
    def __init__(self, send: Send, name: tuple[bytes, bytes]) -> None:
        self._send = send
        self._name = name
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message["headers"] = [*message["headers"], self._name]
        await self._send(message)


class _Limited:
    def __init__(self, receive: Receive, scope: Scope, limit: int) -> None:
        self._receive = receive
        self._left = limit
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        self._too_large = declared.isdigit() and int(declared[:20]) > limit
        self._until: float | None = asyncio.get_running_loop().time() + BODY_SECONDS

    async def __call__(self) -> Message:
        if self._too_large:
            raise Problem("TOO_LARGE")
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Problem("TOO_SLOW") from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Problem("TOO_LARGE")
        if not message.get("more_body"):
            # What is waited for from here on is the client's going away.
            self._until = None
        return message
