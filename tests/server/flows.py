"""What several tests do on the way to what they are about."""

import uuid
from typing import Any

from tests.server.client import Device, Json
from tests.server.sample import id_of

EMPLOYED: Json = {
    "kind": "employed",
    "system": "national",
    "reason": "已落实工作单位",
    "particulars": {"employer": "示例科技公司", "workplace": "610103"},
}
UNEMPLOYED: Json = {"kind": "unemployed", "system": "national", "reason": "尚未落实就业去向"}
DELAYED: Json = {"mark": "delayed_graduate", "expected_month": "2021-06", "delay_reason": "科研任务未完成"}


def start(who: Device, member: Any, destination: str, **more: Any) -> Json:
    """The new transfer. ``member`` is a branch's key and which of its members."""
    transfer_id = id_of("transfer", *member, destination)
    payload = EMPLOYED | {"member_id": id_of(*member), "destination_id": id_of(destination)} | more
    row: Json = who.do("start_transfer", transfer_id, 0, **payload)["rows"]["transfer"]
    return row


def decide(who: Device, kind: str, transfer: Json, **payload: Any) -> Json:
    row: Json = who.do(kind, transfer["id"], transfer["version"], **payload)["rows"]["transfer"]
    return row


def start_op(who: Device, member: Any, destination: str, **more: Any) -> Json:
    payload = EMPLOYED | {"member_id": id_of(*member), "destination_id": id_of(destination)} | more
    return who.op("start_transfer", str(uuid.uuid4()), 0, **payload)


def rejected(result: Json) -> str:
    assert result["outcome"] == "rejected", result
    assert result["seq"] is None
    assert result["sentence"]
    code: str = result["code"]
    return code
