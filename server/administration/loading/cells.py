"""One cell, read as what its column means. What cannot be read says why, and what to do."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from domain.identity import birth_date_of, check_digit, is_identity_number
from domain.instants import ImpossibleMonthError, Month, parse_month
from domain.terms import TERMS, term_key
from server.administration.loading.sheets import Cell

E = TypeVar("E", bound=StrEnum)

LONGEST_TEXT = 200
_EXACT_DIGITS = 10**15
"""Excel keeps fifteen digits of a number; the rest it has made zeros."""
_DAY = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_DAY_AT_ONCE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?(?:[-/.]?\d{1,2}日?)?", re.ASCII)
_DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}", re.ASCII)
_FORMER_IDENTITY_NUMBER = re.compile(r"\d{15}", re.ASCII)
EARLIEST_BIRTH = date(1900, 1, 1)


class BadCellError(ValueError):
    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def text_of(cell: Cell) -> str:
    """Without the spaces that come along when people copy."""
    text = "" if cell is None else str(cell)
    text = unicodedata.normalize("NFC", text.replace("\u3000", " ").replace("\ufeff", "")).strip()
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise BadCellError("含有换行或看不见的控制字符", "请删除后重新填写")
    if len(text) > LONGEST_TEXT:
        raise BadCellError(f"超过 {LONGEST_TEXT} 个字", "请缩短")
    return text


def needed_text(cell: Cell) -> str:
    text = text_of(cell)
    if not text:
        raise BadCellError("没有填写", "请填写")
    return text


def identity_number(cell: Cell, today: date) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT_DIGITS:
        raise BadCellError("是数字格式，后几位已被 Excel 改成 0", "请把这一列设为文本格式，再重新填写号码")
    text = needed_text(cell).upper().replace(" ", "").lstrip("'")
    if _FORMER_IDENTITY_NUMBER.fullmatch(text):
        raise BadCellError("是 15 位旧号码", "请填写 18 位号码")
    if len(text) != 18:
        raise BadCellError(f"应为 18 位，现在是 {len(text)} 位", "请核对号码")
    if not is_identity_number(text):
        raise BadCellError(*_what_is_wrong(text))
    if not EARLIEST_BIRTH <= birth_date_of(text) <= today:
        raise BadCellError(f"其中的出生日期 {birth_date_of(text)} 不可能", "请核对号码的第 7 至 14 位")
    return text


def _what_is_wrong(text: str) -> tuple[str, str]:
    if not re.fullmatch(r"\d{17}[\dX]", text, re.ASCII):
        return "含有数字和末位 X 以外的字符", "请核对号码"
    try:
        birth_date_of(text)
    except ValueError:
        return "其中的出生日期不存在", "请核对号码的第 7 至 14 位"
    if check_digit(text[:17]) != text[17]:
        return "校验位不对，有一位填错了", "请对照证件逐位核对"
    return "不是有效的号码", "请对照证件逐位核对"


def day_of(cell: Cell, today: date) -> date | None:
    text = text_of(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text) or _DAY_AT_ONCE.fullmatch(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadCellError("不是日期", "请写成 2013-05-04 的样子")
    if not EARLIEST_BIRTH <= day <= today:
        raise BadCellError("这个日期不可能", f"请填写 {EARLIEST_BIRTH} 到今天之间的日期")
    return day


def month_of(cell: Cell) -> Month | None:
    text = text_of(cell)
    if not text:
        return None
    found = _MONTH.fullmatch(text)
    try:
        return parse_month(f"{found[1]}-{int(found[2]):02d}") if found else parse_month("")
    except ImpossibleMonthError:
        raise BadCellError("不是年月", "请写成 2020-06 的样子") from None


def phone_of(cell: Cell) -> str:
    text = text_of(cell).replace(" ", "").replace("-", "").removeprefix("+86")
    if text and not re.fullmatch(r"\d{5,20}", text, re.ASCII):
        raise BadCellError("不是电话号码", "请只填写数字")
    return text


def division_of(cell: Cell) -> str:
    text = text_of(cell)
    if text and not _DIVISION.fullmatch(text):
        raise BadCellError("不是行政区划代码", "请填写 2、4、6 或 9 位数字的代码")
    return text


def truth_of(cell: Cell) -> bool:
    text = text_of(cell).lower()
    if text in ("是", "yes", "y", "true", "1", "√"):
        return True
    if text in ("", "否", "no", "n", "false", "0"):
        return False
    raise BadCellError("不是“是”或“否”", "请填写“是”或“否”")


def choice_of(cell: Cell, choices: type[E]) -> E | None:
    """By its Chinese word, its English one, or its key."""
    text = text_of(cell)
    if not text:
        return None
    words = _words(choices)
    found = words.get(_tidied(text))
    if found is None:
        allowed = "、".join(dict.fromkeys(TERMS[term_key(value)].zh for value in choices))
        raise BadCellError("不是可用的值", f"可填：{allowed}")
    return found


def _words(choices: type[E]) -> Mapping[str, E]:
    words: dict[str, E] = {}
    for value in choices:
        term = TERMS[term_key(value)]
        words |= {_tidied(word): value for word in (value.value, term.zh, term.en)}
    return words


def _tidied(text: str) -> str:
    return text.lower().replace("(", "（").replace(")", "）").replace(" ", "_")
