"""Sees every request go in and its answer come out: one line in the log, one more in the metrics."""

import logging
import random
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.observing.logs import REQUEST_ID
from server.observing.metrics import Metrics

log = logging.getLogger("xianjie.request")

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_HUNG_UP = 499
"""As nginx calls it: the client was gone before there was an answer."""


class Watch:
    """Outermost, so that also refusals of the layers below are seen."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, request_id, status = time.perf_counter(), _new_id(), _HUNG_UP
        REQUEST_ID.set(request_id)

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # Whoever asks chooses the method; an unknown one must not become a label.
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = route_of(scope)
        self._metrics.note_request(method, route, status, seconds)
        facts = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={"facts": facts})


def _new_id() -> str:
    # Nothing secret, and the system's own randomness would make the event loop wait for its turn again.
    return f"{random.getrandbits(128):032x}"


def route_of(scope: Scope) -> str:
    """The template, ``/v1/members/{member_id}``; the address itself may hold anything that somebody typed."""
    return getattr(scope.get("route"), "path", "unmatched")
