"""What happens between a client and the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import requests

from desktop.api import Transport
from desktop.api.transport import Answer
from desktop.errors import client_error
from tests.reliability.simulated.server import DeadError

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from typing import Any

    from tests.reliability.simulated.server import SimulatedServer

PORTAL = b"<html>please log in to this network</html>"


class Request(NamedTuple):
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None


class SimulatedNetwork(Transport):
    """Stands where ``desktop.api.Transport`` does."""

    def __init__(self, upstream: SimulatedServer, chance: random.Random) -> None:
        # Without the session of the one that it stands for, which nothing would be sent through.
        self.server = "http://127.0.0.1:9"
        self._upstream = upstream
        self._chance = chance
        self._late: list[Request] = []
        self.trouble = 0.0
        """How many of the requests meet some fault."""
        self.is_cut = False
        self.hears_nothing = False
        """Cut in one direction: what is sent arrives, no answer does."""

    @property
    def is_troubled(self) -> bool:
        return bool(self.trouble) or self.is_cut or self.hears_nothing

    def close(self) -> None:
        pass

    def send(self, method: str, path: str, **given: Any) -> Answer:
        headers = {
            **given["headers"],
            **({"Authorization": f"Bearer {given['token']}"} if given["token"] else {}),
        }
        headers.pop("Accept-Encoding", None)
        request = Request(method, path, headers, given["body"])
        if self.is_cut:
            raise client_error("SERVER_UNREACHABLE", server="s", unsent=True)
        if self.hears_nothing:
            self._deliver(request)
            raise client_error("SERVER_UNREACHABLE", server="s")
        if self._chance.random() >= self.trouble:
            return self._deliver(request)
        return self._chance.choice(FAULTS)(self, request)

    def _deliver(self, request: Request) -> Answer:
        try:
            answer = self._upstream.ask(*request)
        except DeadError:
            raise client_error("SERVER_UNREACHABLE", server="s") from None
        headers = requests.structures.CaseInsensitiveDict(answer.headers)
        return Answer(answer.status, headers, answer.body)

    # Faults

    def _refused(self, request: Request) -> Answer:
        raise client_error("SERVER_UNREACHABLE", server="s", unsent=True)

    def _lost(self, request: Request) -> Answer:
        raise client_error("SERVER_UNREACHABLE", server="s")

    def _unanswered(self, request: Request) -> Answer:
        self._deliver(request)
        raise client_error("SERVER_UNREACHABLE", server="s")

    def _doubled(self, request: Request) -> Answer:
        self._deliver(request)
        return self._deliver(request)

    def _delayed(self, request: Request) -> Answer:
        """Given up by the client, and yet it arrives after others of it."""
        self._late.append(request)
        raise client_error("SERVER_UNREACHABLE", server="s")

    def _overtaken(self, request: Request) -> Answer:
        """What was late arrives now."""
        late, self._late = self._late, []
        for each in late:
            self._deliver(each)
        return self._deliver(request)

    def _cut(self, request: Request) -> Answer:
        answer = self._deliver(request)
        return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])

    def _portal(self, request: Request) -> Answer:
        return Answer(200, requests.structures.CaseInsensitiveDict({"Content-Type": "text/html"}), PORTAL)

    def _bad_gateway(self, request: Request) -> Answer:
        return Answer(self._chance.choice((502, 503, 504)), requests.structures.CaseInsensitiveDict(), b"")

    def _too_large_for_the_proxy(self, request: Request) -> Answer:
        if request.body is None or len(request.body) < 2000:
            return self._deliver(request)
        return Answer(413, requests.structures.CaseInsensitiveDict(), b"<html>413</html>")

    def _server_dies(self, request: Request) -> Answer:
        self._upstream.die_at(self._chance.randint(1, 16))
        return self._deliver(request)


FAULTS = (
    SimulatedNetwork._refused,
    SimulatedNetwork._lost,
    SimulatedNetwork._unanswered,
    SimulatedNetwork._unanswered,
    SimulatedNetwork._doubled,
    SimulatedNetwork._delayed,
    SimulatedNetwork._overtaken,
    SimulatedNetwork._cut,
    SimulatedNetwork._portal,
    SimulatedNetwork._bad_gateway,
    SimulatedNetwork._too_large_for_the_proxy,
    SimulatedNetwork._server_dies,
    SimulatedNetwork._server_dies,
)
