"""Which column of a table from elsewhere means what, guessed by its heading; the user has the last word."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Meaning(StrEnum):
    IDENTITY_NUMBER = "identity_number"
    NAME = "name"
    BRANCH = "branch"
    SITUATION = "situation"
    UNIT = "unit"
    PLACE = "place"
    REMARK = "remark"
    COUNTRY = "country"
    PERIOD = "period"
    PURPOSE = "purpose"
    HOME_CONTACT = "home_contact"
    HOME_PHONE = "home_phone"
    ENROLLED_ON = "enrolled_on"
    PHONE = "phone"


GUESSES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.IDENTITY_NUMBER: ("身份证", "证件号", "公民身份"),
    Meaning.HOME_CONTACT: ("国内联系人姓名", "国内联系人"),
    Meaning.HOME_PHONE: ("国内联系人电话", "国内联系电话"),
    Meaning.SITUATION: ("毕业去向类别", "毕业去向", "就业状况", "就业情况", "去向类别", "就业类别", "去向"),
    Meaning.PLACE: ("单位所在地", "工作地", "就业地", "所在地"),
    Meaning.UNIT: ("单位名称", "用人单位", "录取学校", "升学院校", "转入组织", "转入团组织", "单位"),
    Meaning.ENROLLED_ON: ("入学时间", "入学日期", "报到时间"),
    Meaning.COUNTRY: ("留学国家", "前往国家", "国家"),
    Meaning.PERIOD: ("期限", "年限"),
    Meaning.PURPOSE: ("事由", "留学目的", "出国目的"),
    Meaning.BRANCH: ("团支部", "支部", "班级", "行政班", "所在团组织"),
    Meaning.PHONE: ("手机", "联系电话", "电话"),
    Meaning.NAME: ("学生姓名", "姓名"),
    Meaning.REMARK: ("备注", "说明"),
}
"""The longer a word, the surer it is; a column means one thing, and one column is taken for each."""


def guess_columns(headings: Sequence[str]) -> dict[Meaning, int]:
    """The surest first: by a heading that is the word itself, then by one that holds it."""
    found: dict[Meaning, int] = {}
    sure = sorted(
        (-_sureness(heading, word), order, place, meaning)
        for order, (meaning, words) in enumerate(GUESSES.items())
        for word in words
        for place, heading in enumerate(headings)
        if _sureness(heading, word)
    )
    taken: set[int] = set()
    for _, _, place, meaning in sure:
        if meaning not in found and place not in taken:
            found[meaning] = place
            taken.add(place)
    return found


def _sureness(heading: str, word: str) -> int:
    flat = "".join(heading.split())
    if flat == word:
        return 100 + len(word)
    return len(word) if word in flat else 0
