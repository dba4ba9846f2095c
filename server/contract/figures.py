"""Figures 监测指标 (SPEC R100–R105)."""

from domain.figures import figures
from domain.policy import Letter
from server.contract.entry import Entry
from server.contract.values import AT_TEXT, BRANCH, EMPLOYER, MEMBER, TRANSFER
from server.policies.files import read_edition
from server.settings import Settings

_EDITION = read_edition(Settings().editions_folder / "2020.toml")
_LETTERS = dict(zip(Letter, (3, 4, 1, 9, 15, 2, 19, 4, 6, 16, 12), strict=True))
_HEAD = {"year": 2020, "edition": 2020, "formulas": dict(_EDITION.formulas), "at": AT_TEXT}


def _rates(**more: object) -> dict[str, dict[str, object]]:
    return {
        figure.value: {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "value": None if rate.value is None else float(rate.value),
            "target": None,
            "rank": None,
            **more,
        }
        for figure, rate in figures(_LETTERS, _EDITION).items()
    }


def _row(**more: object) -> dict[str, object]:
    return {
        "organisation_id": BRANCH.id,
        "full_name": BRANCH.full_name,
        "short_name": BRANCH.short_name,
        "kind": BRANCH.kind.value,
        "active": True,
        "changed_on": "2020-06-18",
        "letters": {letter.value: number for letter, number in _LETTERS.items()},
        "rates": _rates(**more),
    }


_ID = ("organisation_id", BRANCH.id)
_YEAR = ("year", 2020)
_PROBLEMS = ("NOT_FOUND",)

ENTRIES = {
    "GET /v1/figures/{organisation_id}": Entry(
        text="五项比率的分子、分母和值（分母为零时值为 null），各字母的人数，以及所用年度规则的公式。"
        "不给 year 则为最近一年。用时与团员人数无关；可以按组织和年份留存最近一次答复，at 是它的时间。",
        problems=_PROBLEMS,
        answer=_HEAD | _row(target=0.95),
        parameters=(_ID, _YEAR),
    ),
    "GET /v1/figures/{organisation_id}/years": Entry(
        text="该组织及其下级有人计入的毕业年份，最近的在前。",
        problems=_PROBLEMS,
        answer={"years": [2020, 2019]},
        parameters=(_ID,),
    ),
    "GET /v1/figures/{organisation_id}/children": Entry(
        text="一次给出所有直接下级，rank 是各项比率在其中的名次，值相同则名次相同，没有值的不排。",
        problems=_PROBLEMS,
        answer=_HEAD | {"organisation_id": BRANCH.parent_id, "items": [_row(rank=1)]},
        parameters=(("organisation_id", BRANCH.parent_id), _YEAR),
    ),
    "GET /v1/figures/{organisation_id}/course": Entry(
        text="每一点是中国时间当天结束时的数，到下一点之前每天都是这个数；最后一点是现在的数。"
        "第一点可以早于 first，说明 first 当天是多少。",
        problems=_PROBLEMS,
        answer=_HEAD
        | {
            "organisation_id": BRANCH.id,
            "points": [{"day": "2020-06-18", "letters": _row()["letters"], "rates": _rates()}],
        },
        parameters=(_ID, _YEAR, ("first", "2020-06-01"), ("last", "2020-06-30")),
    ),
    "GET /v1/figures/{organisation_id}/members": Entry(
        text="先是从这里毕业的，再是申请转入的，按组织的顺序。只给出转接已向双方显示的内容。查看会记入审计记录。",
        problems=_PROBLEMS,
        answer={
            "items": [
                {
                    "member_id": MEMBER.id,
                    "name": MEMBER.name,
                    "home_id": BRANCH.id,
                    "home_name": BRANCH.full_name,
                    "incoming": False,
                    "transfer_id": TRANSFER.id,
                    "kind": TRANSFER.kind.value,
                    "state": TRANSFER.state.value,
                    "destination_id": EMPLOYER.id,
                    "destination_name": EMPLOYER.full_name,
                }
            ],
            "after": None,
        },
        parameters=(_ID, _YEAR, ("letter", "E"), ("after", ""), ("limit", 100)),
    ),
    "PUT /v1/figures/{organisation_id}/targets": Entry(
        text="写出的设为该值（0 到 1），写 null 的取消，没有写的不变。后写的算数，每次都记入审计记录。",
        problems=_PROBLEMS,
        request={"year": 2020, "targets": {"study": 0.95, "employer": None}},
        answer=_HEAD | _row(target=0.95),
        parameters=(_ID,),
    ),
}
