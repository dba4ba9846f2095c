"""Reading what lies in one's scope, and the public cards of all organisations (SPEC R5, R43)."""

from domain.deputies import Deputation
from domain.organisations import card_of
from server.contract.entry import Entry
from server.contract.values import ACTOR, AT, BRANCH, EMPLOYER, MEMBER, TRANSFER, example_id

_PAGE = (("after", MEMBER.id), ("limit", 100))
_DEPUTATION = Deputation(
    id=example_id(40),
    version=1,
    principal=ACTOR,
    organisation=card_of(BRANCH),
    deputy_user_id=example_id(41),
    deputy_name="赵老师",
    first_day=AT.date(),
    last_day=AT.date(),
)

ENTRIES = {
    "GET /v1/organisations/search": Entry(
        text="按全称、拼音和首字母查找全国在用的团组织，各词都须符合。只给出公开信息；没有查询词则没有结果。",
        answer={"items": [card_of(EMPLOYER)]},
        parameters=(("q", "示例科技"), ("system", "national"), ("kind", "committee"), ("limit", 20)),
    ),
    "GET /v1/organisations/{organisation_id}": Entry(
        text="管理范围以外的组织与不存在的组织，答复完全相同。",
        problems=("NOT_FOUND",),
        answer=BRANCH,
        parameters=(("organisation_id", BRANCH.id),),
    ),
    "GET /v1/members": Entry(
        text="organisation_id 指该组织及其所有下级；不在管理范围内则 404。查看会记入审计记录。",
        problems=("NOT_FOUND",),
        answer={"items": [MEMBER], "after": None},
        parameters=(("organisation_id", BRANCH.id), *_PAGE),
    ),
    "GET /v1/members/{member_id}": Entry(
        text="管理范围以外的团员与不存在的团员，答复完全相同。查看会记入审计记录。",
        problems=("NOT_FOUND",),
        answer=MEMBER,
        parameters=(("member_id", MEMBER.id),),
    ),
    "POST /v1/members/identity-views": Entry(
        text="每一条都记入审计记录。离线时的查看在恢复连接后报告；没有收到答复时可以重发。",
        request={
            "views": [{"id": example_id(42), "member_id": MEMBER.id, "seen_at": "2020-06-20T09:00:00+08:00"}]
        },
    ),
    "GET /v1/transfers": Entry(
        text="转出、转入、审批或落在管理范围内的转接。查看会记入审计记录。",
        answer={"items": [TRANSFER], "after": None},
        parameters=(("state", "awaiting_destination"), *_PAGE),
    ),
    "GET /v1/transfers/{transfer_id}": Entry(
        text="与管理范围无关的转接与不存在的转接，答复完全相同。查看会记入审计记录。",
        problems=("NOT_FOUND",),
        answer=TRANSFER,
        parameters=(("transfer_id", TRANSFER.id),),
    ),
    "GET /v1/deputations": Entry(
        text="本人委托他人的和他人委托本人的，以及可以委托的管理员。委托和收回用 push 提交。",
        answer={
            "items": [_DEPUTATION],
            "candidates": [
                {"user_id": example_id(41), "name": "赵老师", "organisation_name": "计算机学院团委"}
            ],
        },
    ),
}
