"""The message centre 操作中心 (SPEC R81)."""

from domain.messages import MessageKind
from server.contract.entry import Entry
from server.contract.values import ACTOR, AT_TEXT, TRANSFER

_ID = f"transfer:{TRANSFER.id}:2:step_approved"
_MESSAGE = {
    "id": _ID,
    "kind": MessageKind.STEP_APPROVED.value,
    "at": AT_TEXT,
    "subject_kind": "transfer",
    "subject_id": TRANSFER.id,
    "name": "张小明",
    "by": ACTOR,
    "sentence": "示例大学团委王老师同意了张小明的转接（…），现在待转入审批。",
    "sentence_en": "…",
    "read": False,
}

ENTRIES = {
    "GET /v1/messages": Entry(
        text="由转接经过、登记和期限推出的消息，以及本人办理时发生的冲突，最近有变化的在前。"
        "一页可能没有消息，after 不为 null 时还有下一页。",
        answer={"items": [_MESSAGE], "after": None},
        parameters=(("after", 4711),),
    ),
    "POST /v1/messages/read": Entry(
        text="read 是编号与时间，最多 500 项；until 之前的全部算已读。标记只增不减，先后与重复都无妨。"
        "答复在 known 之后新增的标记。",
        request={"read": [[_ID, AT_TEXT]], "known": 0, "until": None},
        answer={"read": [[_ID, AT_TEXT]], "known": 1, "more": False, "until": None},
    ),
}
