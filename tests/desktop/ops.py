"""Ops as the tests need them."""

from __future__ import annotations

from typing import Any

from desktop.outbox import Op

USER = "user-university"
DECIDED_AT = "2020-06-18T12:00:00+08:00"


def op(op_id: str, subject_id: str = "t1", **changes: Any) -> Op:
    values: dict[str, Any] = {
        "op_id": op_id,
        "kind": "approve_transfer",
        "subject_id": subject_id,
        "seen_version": 1,
        "payload": {"remark": "同意"},
        "decided_at": DECIDED_AT,
        "user_id": USER,
    }
    return Op(**{**values, **changes})
