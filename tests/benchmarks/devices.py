"""Devices that speak the wire and nothing else, so that a load measures the server and not the client."""

from __future__ import annotations

import http.client
import time
import uuid
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.identifiers import new_id
from desktop.outbox import Op
from desktop.sync.wire import wire_op
from domain.commands import COMMAND_NAMES

if TYPE_CHECKING:
    from domain.commands import Command

PATIENCE = 3.0


class Wire:
    """One kept connection. Its answers are not compressed unless asked for, and not read."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers: dict[str, str] = {}
        self._used = time.monotonic()

    def get(self, path: str, *, compressed: bool = False) -> bytes:
        return self._sent("GET", path, None, {"Accept-Encoding": "gzip"} if compressed else {})

    def post(self, path: str, body: object) -> bytes:
        return self._sent("POST", path, msgspec.json.encode(body), {"Content-Type": "application/json"})

    def close(self) -> None:
        self._connection.close()

    def _sent(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        # The server hangs up on who has said nothing for five seconds.
        if time.monotonic() - self._used > PATIENCE:
            self._connection.close()
        self._connection.request(method, path, body, {**self.headers, **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        self._used = time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {content[:500]!r}")
        return content


class Device(Wire):
    """Signed in as one administrator."""

    def __init__(self, port: int, login: str, password: str) -> None:
        super().__init__(port)
        self.id = str(uuid.uuid4())
        self._numbers = count(1)
        session = self._asked(
            "/v1/sessions",
            {"account": login, "password": password, "device_id": self.id, "device_name": "bench"},
        )
        self.headers["Authorization"] = f"Bearer {session['access_token']}"
        self._user_id = session["user"]["id"]
        self.hello = msgspec.json.decode(self.get("/v1/sync/hello"))

    def page_request(self, cursor: str | None, limit: int) -> dict[str, Any]:
        hello = {"epoch": self.hello["epoch"], "buckets_hash": self.hello["buckets_hash"]}
        return {"device_id": self.id, "cursor": cursor, "limit": limit, **hello}

    def pull(self, cursor: str | None, limit: int) -> Any:
        return self._asked("/v1/sync/pull", self.page_request(cursor, limit))

    def push(self, command: Command, seen: list[tuple[str, int]]) -> None:
        self.hand_in(self.message(command, seen), len(seen))

    def message(self, command: Command, seen: list[tuple[str, int]]) -> msgspec.Raw:
        """Of this person, from whichever device."""
        ops = [self._op(command, row_id, version) for row_id, version in seen]
        body = {"device_id": self.id, "epoch": self.hello["epoch"], "ops": ops}
        return msgspec.Raw(msgspec.json.encode(body))

    def hand_in(self, message: msgspec.Raw, number: int) -> None:
        """Raises RuntimeError unless all of it was applied."""
        answer = self.post("/v1/sync/push", message)
        if answer.count(b'"outcome":"applied"') != number:
            raise RuntimeError(f"not applied: {answer[:1000]!r}")

    def _asked(self, path: str, body: object) -> Any:
        return msgspec.json.decode(self.post(path, body))

    def _op(self, command: Command, subject_id: str, version: int) -> dict[str, Any]:
        now = datetime.now(UTC)
        op = Op(
            op_id=new_id(now),
            kind=COMMAND_NAMES[type(command)],
            subject_id=subject_id,
            seen_version=version,
            payload=msgspec.to_builtins(command),
            decided_at=now.isoformat(),
            user_id=self._user_id,
            device_seq=next(self._numbers),
        )
        return wire_op(op)
