"""What docs/sync.md says at length, call by call."""

from server.contract.entry import Entry
from server.contract.values import (
    AT_TEXT,
    BRANCH,
    DEVICE_ID,
    EMPLOYER,
    EPOCH,
    INSTANCE_ID,
    MEMBER,
    OP_ID,
    SHA256,
    TRANSFER,
    USER_ID,
)

_CURSOR = "MTozODk="
_RESULT = {
    "op_id": OP_ID,
    "outcome": "applied",
    "code": None,
    "rule": None,
    "facts": {},
    "sentence": None,
    "technical": None,
    "seq": 389,
    "rows": {"transfer": TRANSFER},
}
_OP = {
    "op_id": OP_ID,
    "device_seq": 1,
    "kind": "start_transfer",
    "subject_id": TRANSFER.id,
    "seen_version": 0,
    "payload": {
        "member_id": MEMBER.id,
        "kind": "employed",
        "system": "national",
        "reason": "已落实工作单位",
        "destination_id": EMPLOYER.id,
        "particulars": {"employer": "示例科技公司", "workplace": "610103"},
    },
    "decided_at": "2020-06-18T09:41:00+08:00",
    "schema": 1,
    "user_id": USER_ID,
    "body_sha256": SHA256,
    "after": None,
}

ENTRIES = {
    "GET /v1/sync/hello": Entry(
        text="同步之前先问：还是不是同一台服务器、同一次恢复，客户端是否过旧，范围是否变了。",
        problems=("WRONG_INSTANCE",),
        answer={
            "instance_id": INSTANCE_ID,
            "epoch": EPOCH,
            "server_time": AT_TEXT,
            "schema": [1, 1],
            "min_client": "0.1.0",
            "buckets_hash": SHA256[:16],
            "limits": {"push": 100, "pull": 2000},
            "edition": 2020,
            "audit_head": {"number": 412, "hash": SHA256},
        },
    ),
    "POST /v1/sync/push": Entry(
        text="逐项办理，各自成败。业务上不予办理也是 200（rejected）。同一编号再次提交，得到原来的结果。",
        problems=(
            "WRONG_INSTANCE",
            "EPOCH_CHANGED",
            "OP_ID_REUSED",
            "WRONG_USER",
            "OP_DAMAGED",
            "SERVER_TOO_OLD",
            "CLIENT_TOO_OLD",
        ),
        request={"device_id": DEVICE_ID, "epoch": EPOCH, "ops": [_OP]},
        answer={"results": [_RESULT], "server_time": AT_TEXT},
    ),
    "POST /v1/sync/pull": Entry(
        text="cursor 为空则从头取回。一页一页取，直到 more 为 false；末页附有核对数。",
        problems=("WRONG_INSTANCE", "EPOCH_CHANGED", "RESYNC_REQUIRED"),
        request={"device_id": DEVICE_ID, "epoch": EPOCH, "cursor": None, "buckets_hash": "", "limit": 2000},
        answer={
            "columns": {"member": ["id", "version", "name"]},
            "changes": [[389, BRANCH.id, "member", MEMBER.id, 2, [MEMBER.id, 2, MEMBER.name]]],
            "cursor": _CURSOR,
            "more": False,
            "buckets": [BRANCH.id],
            "check": {"seq": 389, "n": 1, "xor": SHA256[:16]},
        },
    ),
    "POST /v1/sync/manifest": Entry(
        text="核对数不符时逐个组织比对，找出本机缺少、多出或过旧的行。",
        problems=("WRONG_INSTANCE", "NOT_FOUND"),
        request={"bucket": BRANCH.id, "after": None},
        answer={"items": [["member", MEMBER.id, 2]], "after": None},
    ),
    "GET /v1/sync/news": Entry(
        text="范围内一有比 cursor 更新的变化就答复；等待期间不占用线程。",
        problems=("WRONG_INSTANCE", "RESYNC_REQUIRED"),
        answer={"seq": 389},
        parameters=(("cursor", _CURSOR),),
    ),
    "GET /v1/sync/ops/{op_id}": Entry(
        text="提交后没有收到答复时，用编号查结果。只能查本人提交的操作。",
        problems=("NOT_FOUND",),
        answer=_RESULT,
        parameters=(("op_id", OP_ID),),
    ),
}
