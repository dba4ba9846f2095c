"""The other end of the wire, for the tests: people with devices, and what their devices hold."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from server.state import State
from tests.server.sample import PASSWORD, id_of, login_of

Json = dict[str, Any]


class Country:
    """A running server and who has signed in to it."""

    def __init__(self, address: str, state: State, clock: Any) -> None:
        self.address = address
        self.state = state
        self.clock = clock
        self.devices: list[Device] = []
        self._http: list[requests.Session] = []

    def http(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        self._http.append(session)
        return session

    def sign_in(self, key: str, password: str = PASSWORD, organisation: str | None = None) -> "Device":
        device = Device(self.address, self.http())
        answer = device.post("/v1/sessions", device.sign_in_body(key, password, organisation))
        assert answer.status_code == 200, answer.text
        device.enter(answer.json())
        return device

    def close(self) -> None:
        for session in self._http:
            session.close()


@dataclass
class Device:
    address: str
    http: requests.Session
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    session: Json = field(default_factory=dict)
    seq: int = 0

    def sign_in_body(self, key: str, password: str = PASSWORD, organisation: str | None = None) -> Json:
        place = id_of(organisation) if organisation else None
        return {
            "account": login_of(key),
            "password": password,
            "organisation_id": place,
            "device_id": self.id,
            "device_name": "测试机",
        }

    def enter(self, session: Json) -> None:
        self.session = session
        self.http.headers["Authorization"] = f"Bearer {session['access_token']}"

    def get(self, path: str, **parameters: Any) -> requests.Response:
        return self.http.get(self.address + path, params=parameters, timeout=30)

    def post(self, path: str, body: Any) -> requests.Response:
        return self.http.post(self.address + path, json=body, timeout=30)

    def delete(self, path: str) -> requests.Response:
        return self.http.delete(self.address + path, timeout=30)

    def hello(self) -> Json:
        answer = self.get("/v1/sync/hello")
        assert answer.status_code == 200, answer.text
        content: Json = answer.json()
        return content

    def op(
        self, kind: str, subject_id: str, seen_version: int, /, after: str | None = None, **payload: Any
    ) -> Json:
        self.seq += 1
        body = {
            "kind": kind,
            "subject_id": subject_id,
            "seen_version": seen_version,
            "payload": payload,
            "after": after,
        }
        return {
            "op_id": str(uuid.uuid4()),
            "device_seq": self.seq,
            "decided_at": "2020-06-20T09:00:00+08:00",
            "schema": 1,
            "user_id": self.session["user"]["id"],
            "body_sha256": sha256_of(body),
            **body,
        }

    def push_raw(self, *ops: Json, **more: Any) -> requests.Response:
        epoch = self.hello()["epoch"]
        return self.post("/v1/sync/push", {"device_id": self.id, "epoch": epoch, "ops": list(ops), **more})

    def push(self, *ops: Json) -> list[Json]:
        answer = self.push_raw(*ops)
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.json()["results"]
        return results

    def do(self, kind: str, subject_id: str, seen_version: int, /, **payload: Any) -> Json:
        """One op that must be carried out; answers the subject's row."""
        (result,) = self.push(self.op(kind, subject_id, seen_version, **payload))
        assert result["outcome"] == "applied", result
        return result

    def pull_raw(self, cursor: str | None, **more: Any) -> requests.Response:
        body = {"device_id": self.id, "epoch": self.hello()["epoch"], "cursor": cursor, "buckets_hash": ""}
        return self.post("/v1/sync/pull", body | more)


def resealed(op: Json, **changes: Any) -> Json:
    """The op with another content, and the checksum that belongs to it."""
    changed = op | changes
    names = ("kind", "subject_id", "seen_version", "payload", "after")
    return changed | {"body_sha256": sha256_of({name: changed[name] for name in names})}


def sha256_of(body: Json) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Replica:
    """What a device holds of its scope, kept up as docs/sync.md says."""

    device: Device
    cursor: str | None = None
    buckets: set[str] = field(default_factory=set)
    buckets_hash: str = ""
    lying: dict[tuple[str, str, str], int] = field(default_factory=dict)
    rows: dict[tuple[str, str], Json] = field(default_factory=dict)
    pages: int = 0

    def sync(self, limit: int = 2000) -> list[list[Any]]:
        """Pulls to the end and compares; answers the changes as they came."""
        changes: list[list[Any]] = []
        while True:
            page = self.take_page(limit)
            changes += page["changes"]
            if not page["more"]:
                self._compare(page["check"])
                return changes

    def take_page(self, limit: int) -> Json:
        page = self._pull(limit)
        self.pages += 1
        while "buckets" in page and self._meet_buckets(page["buckets"]):
            page = self._pull(limit)
            self.pages += 1
        for change in page["changes"]:
            self._apply(page["columns"], change)
        self.cursor = page["cursor"]
        return page

    def _pull(self, limit: int) -> Json:
        answer = self.device.pull_raw(self.cursor, limit=limit, buckets_hash=self.buckets_hash)
        assert answer.status_code == 200, answer.text
        page: Json = answer.json()
        return page

    def _meet_buckets(self, ids: list[str]) -> bool:
        """Whether to begin anew, because there are buckets that were not there."""
        added = set(ids) - self.buckets
        begun = self.cursor is not None
        self.buckets, self.buckets_hash = set(ids), buckets_hash(ids)
        self.lying = {place: v for place, v in self.lying.items() if place[0] in (*self.buckets, "*")}
        self._drop_what_lies_nowhere()
        if added and begun:
            self.cursor = None
            return True
        return False

    def _apply(self, columns: dict[str, list[str]], change: list[Any]) -> None:
        _, bucket, entity, row_id, version, row = change
        if row is None:
            self.lying.pop((bucket, entity, row_id), None)
            self._drop_what_lies_nowhere()
        elif version >= self.lying.get((bucket, entity, row_id), 0):
            self.lying[bucket, entity, row_id] = version
            self.rows[entity, row_id] = dict(zip(columns[entity], row, strict=True))

    def _drop_what_lies_nowhere(self) -> None:
        kept = {(entity, row_id) for _, entity, row_id in self.lying}
        self.rows = {key: row for key, row in self.rows.items() if key in kept}

    def _compare(self, check: Json) -> None:
        xor = 0
        for (bucket, entity, row_id), version in self.lying.items():
            digest = hashlib.sha256(f"{bucket}/{entity}/{row_id}/{version}".encode()).digest()
            xor ^= int.from_bytes(digest[:8], "big")
        assert (len(self.lying), f"{xor:016x}") == (check["n"], check["xor"])

    def ids(self, entity: str) -> set[str]:
        return {row_id for kind, row_id in self.rows if kind == entity}


def buckets_hash(ids: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]
