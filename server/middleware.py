"""What holds for every request and answer, below FastAPI: limits, the product's name, no bare failures."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.observing.watch import route_of
from server.problems import Problem, problem_answer

INSTANCE_HEADER = "X-Xianjie-Instance"
log = logging.getLogger("xianjie.server")


class Doorway:
    """Names the instance in every answer, refuses bodies beyond ``limit``, and turns whatever fails inside
    into a problem that says nothing about the inside."""

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

    async def __call__(self) -> Message:
        if self._too_large:
            raise Problem("TOO_LARGE")
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Problem("TOO_LARGE")
        return message
