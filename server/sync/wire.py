"""The messages of push and pull (docs/sync.md), read strictly by msgspec."""

import hashlib
import json
from typing import Annotated, Any, Literal

import msgspec

OLDEST_SCHEMA, NEWEST_SCHEMA = 1, 1
PUSH_LIMIT, PULL_LIMIT = 100, 2000

# A pattern's $ would also let a line's end pass, a length does not.
Id = Annotated[
    str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", min_length=36, max_length=36)
]
# PostgreSQL's text cannot hold the character of number 0.
Short = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00]*$")]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Op(msgspec.Struct, kw_only=True, frozen=True):
    op_id: Id
    device_seq: Count
    kind: Short
    subject_id: Id
    seen_version: Count
    payload: dict[str, Any]
    decided_at: Short
    schema: Count
    user_id: Id
    body_sha256: Sha256
    after: Id | None = None


class Push(msgspec.Struct, kw_only=True, frozen=True):
    device_id: Id
    epoch: Short
    ops: list[Op]


class Pull(msgspec.Struct, kw_only=True, frozen=True):
    device_id: Id
    epoch: Short
    cursor: Annotated[str, msgspec.Meta(max_length=1000)] | None = None
    buckets_hash: Short = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=PULL_LIMIT)] = PULL_LIMIT


class Manifest(msgspec.Struct, kw_only=True, frozen=True):
    bucket: Short
    after: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class Result(msgspec.Struct, kw_only=True):
    """What became of an op. ``rows``: the subject by entity and field as it is now, where it may be seen.
    ``technical`` is for who looks into it."""

    op_id: str
    outcome: Literal["applied", "rejected", "deferred"]
    code: str | None = None
    rule: str | None = None
    facts: dict[str, str] = {}
    sentence: str | None = None
    technical: str | None = None
    seq: int | None = None
    rows: dict[str, dict[str, msgspec.Raw]] = {}


class PushAnswer(msgspec.Struct, kw_only=True):
    results: list[Result]
    server_time: str


class Limits(msgspec.Struct, kw_only=True):
    push: int = PUSH_LIMIT
    pull: int = PULL_LIMIT


class AuditHead(msgspec.Struct, kw_only=True):
    number: int
    hash: str


class Hello(msgspec.Struct, kw_only=True):
    instance_id: str
    epoch: str
    server_time: str
    schema: tuple[int, int] = (OLDEST_SCHEMA, NEWEST_SCHEMA)
    min_client: str
    buckets_hash: str
    limits: Limits = msgspec.field(default_factory=Limits)
    edition: int
    audit_head: AuditHead


class PullCheck(msgspec.Struct, kw_only=True):
    seq: int
    n: int
    xor: str


class PullAnswer(msgspec.Struct, kw_only=True):
    """Only describes: a page is put together as text (pulling.py)."""

    columns: dict[str, list[str]]
    changes: list[tuple[int, str, str, str, int, list[Any] | None]]
    cursor: str
    more: bool
    buckets: list[str] | None = None
    check: PullCheck | None = None


class ManifestAnswer(msgspec.Struct, kw_only=True):
    items: list[tuple[str, str, int]]
    after: str | None


class News(msgspec.Struct, kw_only=True):
    seq: int


PUSH = msgspec.json.Decoder(Push)
PULL = msgspec.json.Decoder(Pull)
MANIFEST = msgspec.json.Decoder(Manifest)
RESULT = msgspec.json.Decoder(Result)


def body_sha256(op: Op) -> str:
    body = {
        "kind": op.kind,
        "subject_id": op.subject_id,
        "seen_version": op.seen_version,
        "payload": op.payload,
        "after": op.after,
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
