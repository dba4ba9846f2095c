"""What can be typed to find members (SPEC R111, R120): ``班级:1班 标记:教师``.

Words without a field are looked for in names, pinyin and numbers; ``-`` before a condition turns it
round. Every condition must hold.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

_TERM = re.compile(r"(-?)(?:([^\s:：\"]+)[:：])?(\"[^\"]*\"|[^\s\"]+)")


class MemberField(StrEnum):
    """By the columns of the list; the first name is the Chinese one."""

    NAME = "name"
    GENDER = "gender"
    IDENTITY_NUMBER = "id"
    PHONE = "phone"
    BRANCH = "branch"
    MARK = "mark"
    MONTH = "month"
    EXPECTED = "expected"
    DELAY_REASON = "reason"
    UNDER_WAY = "transfer"
    PARTY = "party"


FIELD_NAMES: Mapping[MemberField, tuple[str, ...]] = {
    MemberField.NAME: ("姓名",),
    MemberField.GENDER: ("性别",),
    MemberField.IDENTITY_NUMBER: ("身份证", "身份证号"),
    MemberField.PHONE: ("手机", "电话"),
    MemberField.BRANCH: ("班级", "支部", "团支部", "组织"),
    MemberField.MARK: ("标记", "身份"),
    MemberField.MONTH: ("毕业", "毕业时间"),
    MemberField.EXPECTED: ("预计", "预计毕业"),
    MemberField.DELAY_REASON: ("原因", "延迟原因"),
    MemberField.UNDER_WAY: ("办理", "转接"),
    MemberField.PARTY: ("党员",),
}
_BY_NAME = {name: known for known, names in FIELD_NAMES.items() for name in (known.value, *names)}


class Condition(NamedTuple):
    field: MemberField | None
    value: str
    negated: bool


def conditions_of(text: str) -> list[Condition]:
    """A word before a colon that is no field is a word like others."""
    found = []
    for minus, name, quoted in _TERM.findall(text):
        value, known = quoted.strip('"').lower(), _BY_NAME.get(name.lower())
        word = value if known is not None or not name else f"{name}:{value}".lower()
        if word:
            found.append(Condition(known, word, bool(minus) and known is not None))
    return found
