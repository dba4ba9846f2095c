"""The member's own side (SPEC R13, R40, R44, R56, R68)."""

from domain.destinations import RULES_BY_ID, Check, Outcome
from domain.policy import AtDeadline
from server.contract.entry import Entry
from server.contract.values import AT_TEXT, BRANCH, EMPLOYER, MEMBER, OP_ID, TRANSFER
from server.own import views
from server.own.wire import Evaluation, OwnPlace, OwnPlaces, OwnResult, OwnTransfer, OwnTransfers

_CHECKS = [
    views.check_of(Check(rule_id=rule_id, outcome=Outcome.MET))
    for rule_id in RULES_BY_ID
    if rule_id.startswith("R60.")
]
_TRANSFER = OwnTransfer(
    id=TRANSFER.id,
    version=1,
    kind=TRANSFER.kind,
    reason=TRANSFER.reason,
    remark="",
    particulars=TRANSFER.particulars,
    counted=True,
    source=BRANCH.full_name,
    destination=EMPLOYER.full_name,
    placed_in=None,
    state=TRANSFER.state,
    acting=views.office_of(EMPLOYER),
    opened_at=AT_TEXT,
    deadline=TRANSFER.deadline,
    days_left=15,
    at_deadline=AtDeadline.APPROVE,
    ahead=[],
    started_side=TRANSFER.started_side,
    started_by="王老师",
    started_organisation="计算机学院团委",
    started_at=AT_TEXT,
    may_withdraw=False,
    history=[],
    checks=_CHECKS,
)
_WISH = {
    "kind": "employed",
    "system": "national",
    "reason": "已落实工作单位",
    "destination_id": EMPLOYER.id,
    "destination_name": None,
    "remark": "",
    "particulars": TRANSFER.particulars,
}
_RESULT = OwnResult(op_id=OP_ID, outcome="applied", refusal=None, transfer=_TRANSFER)
_ONE = (("transfer_id", TRANSFER.id),)

ENTRIES = {
    "GET /v1/own": Entry(
        text="身份证号和手机号只显示一部分。obstacle 说明目前为什么不能发起转接，没有则为空。",
        problems=("MEMBERS_ONLY",),
        answer=views.record_of(MEMBER, BRANCH, None, 2020),
    ),
    "GET /v1/own/transfers": Entry(
        text="每项都写明办理到哪一步、由谁办理、到哪一天，以及经过和理由。",
        problems=("MEMBERS_ONLY",),
        answer=OwnTransfers([_TRANSFER]),
    ),
    "GET /v1/own/transfers/{transfer_id}": Entry(
        text="他人的转接与不存在的转接，答复完全相同。",
        problems=("MEMBERS_ONLY", "NOT_FOUND"),
        answer=_TRANSFER,
        parameters=_ONE,
    ),
    "GET /v1/own/places": Entry(
        text="填写工作地点、父母居住地时使用。",
        problems=("MEMBERS_ONLY",),
        answer=OwnPlaces([OwnPlace("610103", "陕西省西安市碑林区")]),
        parameters=(("q", "碑林"),),
    ),
    "POST /v1/own/evaluation": Entry(
        text="列出该去向的每条规则是否符合、依据是什么，以及会因为什么不予办理。",
        problems=("MEMBERS_ONLY",),
        request=_WISH,
        answer=Evaluation(checks=_CHECKS, refusal=None),
    ),
    "POST /v1/own/transfers": Entry(
        text="op_id 由客户端生成一次，也是新转接的编号；再次提交不会发起两次。不予办理也是 200（rejected）。",
        problems=("MEMBERS_ONLY", "OP_ID_REUSED"),
        request={**_WISH, "op_id": OP_ID},
        answer=_RESULT,
    ),
    "POST /v1/own/transfers/{transfer_id}/withdrawal": Entry(
        text="办结之前可以撤销本人发起的申请。不予办理也是 200（rejected）。",
        problems=("MEMBERS_ONLY", "NOT_FOUND", "OP_ID_REUSED"),
        request={"op_id": OP_ID, "seen_version": 1},
        answer=_RESULT,
        parameters=_ONE,
    ),
}
