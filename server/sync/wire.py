"""The messages of push and pull (docs/sync.md), read strictly by msgspec."""

import hashlib
import json
from typing import Annotated, Any

import msgspec

OLDEST_SCHEMA, NEWEST_SCHEMA = 1, 1
PUSH_LIMIT, PULL_LIMIT = 100, 2000

# A pattern's $ would also let a line's end pass, a length does not.
Id = Annotated[
    str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", min_length=36, max_length=36)
]
Short = Annotated[str, msgspec.Meta(max_length=64)]
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


PUSH = msgspec.json.Decoder(Push)
PULL = msgspec.json.Decoder(Pull)
MANIFEST = msgspec.json.Decoder(Manifest)


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
