"""An op as it is sent (docs/sync.md)."""

import hashlib
import json
from typing import Any

from desktop.outbox import Op
from desktop.sync.planner import SCHEMA


def wire_op(op: Op) -> dict[str, Any]:
    body = {
        "kind": op.kind,
        "subject_id": op.subject_id,
        "seen_version": op.seen_version,
        "payload": op.payload,
        "after": op.after,
    }
    return {
        **body,
        "op_id": op.op_id,
        "device_seq": op.device_seq,
        "decided_at": op.decided_at,
        "schema": SCHEMA,
        "user_id": op.user_id,
        "body_sha256": _digest(body),
    }


def _digest(body: dict[str, Any]) -> str:
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
