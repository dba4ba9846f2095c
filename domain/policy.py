"""The policy of a year (SPEC R90): dates and limits as an edition, read from a file and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.formulas import FormulaError, check_formula


class EditionError(ValueError):
    """An edition that cannot be used; the text says in Chinese which entry is wrong and how to mend it."""


class AtDeadline(StrEnum):
    APPROVE = "approve"
    RETURN = "return"
    NOTHING = "nothing"


class Letter(StrEnum):
    """What formulas are made of (SPEC R100–R104); the values are the names that stand in them."""

    STUDY_DONE = "A"
    STUDY = "B"
    STUDY_INCOMING = "C"
    SOCIETY_DONE = "D"
    SOCIETY = "E"
    SOCIETY_INCOMING = "F"
    GRADUATES = "毕业生"
    FURTHER_STUDY = "升学"
    EMPLOYER = "单位"
    STARTED = "发起"
    COMPLETED = "完成"


class Figure(StrEnum):
    """The rates 监测指标; the values are the names of their formulas."""

    STUDY = "study"
    SOCIETY = "society"
    EMPLOYER = "employer"
    STARTED = "started"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Days count from when the step opened (SPEC R58); ``last_day`` is the last one to act on."""

    remind_day: int
    last_day: int
    outcome: AtDeadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    id: str
    version: int
    year: int
    name: str
    conversion: str
    """``MM-DD``: the day of the yearly change (SPEC R24)."""
    source: Deadline
    special: Deadline
    destination: Deadline
    allocation: Deadline
    retention_months: int
    retention_longest_months: int
    letter_after_completion: bool
    formulas: Mapping[str, str]
    clauses: Mapping[str, str]


_COMMON_YEAR = 2001
_MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def conversion_date(edition: Edition, year: int) -> date:
    month, day = edition.conversion.split("-")
    return date(year, int(month), int(day))


def parse_edition(data: Mapping[str, Any], file_name: str) -> Edition:
    """Raises EditionError that names the file and the entry."""
    reader = _Reader(data, f"年度规则文件 {file_name}")
    year = reader.whole("year", 2000, 2199)
    retention = reader.table("retention")
    edition = Edition(
        id=str(year),
        version=1,
        year=year,
        name=reader.text("name"),
        conversion=reader.text("conversion"),
        **{step: reader.deadline(step) for step in ("source", "special", "destination", "allocation")},
        retention_months=retention.whole("months", 0, 120),
        retention_longest_months=retention.whole("longest_months", 0, 120),
        letter_after_completion=reader.flag("letter_after_completion"),
        formulas=reader.formulas("formulas"),
        clauses=reader.texts("clauses"),
    )
    _check(edition, file_name)
    return edition


def _is_yearly(day: str) -> bool:
    """Whether ``MM-DD`` is a day that every year has; 29 February is not."""
    try:
        date.fromisoformat(f"{_COMMON_YEAR}-{day}")
    except ValueError:
        return False
    return bool(_MONTH_AND_DAY.fullmatch(day))


def _check(edition: Edition, file_name: str) -> None:
    if not _is_yearly(edition.conversion):
        raise EditionError(
            f"年度规则文件 {file_name} 的“conversion”写的是“{edition.conversion}”，"
            "不是每年都有的日期。请按“06-01”的样子改正。"
        )
    if edition.retention_longest_months < edition.retention_months:
        raise EditionError(
            f"年度规则文件 {file_name} 的“retention.longest_months”小于“retention.months”，请改正。"
        )
    if edition.allocation.outcome is not AtDeadline.NOTHING:
        raise EditionError(
            f"年度规则文件 {file_name} 的“allocation.outcome”必须是“nothing”：分配团支部不能自动完成。"
        )


class _Reader:
    """Takes entries out of the file's tables and says which one is wrong."""

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self._data = data
        self._where = where

    def text(self, key: str) -> str:
        value = self._data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise EditionError(f"{self._where} 缺少“{key}”，或它不是文字。")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise EditionError(f"{self._where} 的“{key}”必须是 {least} 到 {most} 之间的整数。")
        return value

    def flag(self, key: str) -> bool:
        """Not written means no."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise EditionError(f"{self._where} 的“{key}”只能是 true 或 false。")
        return value

    def table(self, key: str) -> "_Reader":
        value = self._data.get(key)
        if not isinstance(value, Mapping):
            raise EditionError(f"{self._where} 缺少“{key}”一节。")
        return _Reader(value, f"{self._where} 的“{key}”一节")

    def texts(self, key: str) -> Mapping[str, str]:
        table = self.table(key)
        return {name: table.text(name) for name in table._data}

    def formulas(self, key: str) -> Mapping[str, str]:
        table = self.table(key)
        found = {figure.value: table.text(figure.value) for figure in Figure}
        for name, formula in found.items():
            try:
                check_formula(formula, tuple(Letter))
            except FormulaError as error:
                raise EditionError(f"{table._where}的“{name}”写的是“{formula}”：{error}。请改正。") from None
        return found

    def deadline(self, key: str) -> Deadline:
        table = self.table(key)
        last_day = table.whole("last_day", 1, 365)
        try:
            outcome = AtDeadline(table.text("outcome"))
        except ValueError:
            raise EditionError(
                f"{self._where} 的“{key}.outcome”只能是 approve、return 或 nothing。"
            ) from None
        return Deadline(remind_day=table.whole("remind_day", 1, last_day), last_day=last_day, outcome=outcome)
