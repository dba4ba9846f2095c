"""Which column holds what: known by its name, in Chinese or English, wherever it stands."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from server.administration.loading.cells import text_of
from server.administration.loading.sheets import Cell, FileError, Row, Sheet

_HEADER_WITHIN = 10
"""Rows that may stand above the names of the columns: a title, a date."""


class Subject(StrEnum):
    ORGANISATIONS = "组织"
    MEMBERS = "团员"


class Column(NamedTuple):
    """``names``: the first one is what complaints call it."""

    field: str
    needed: bool
    names: tuple[str, ...]


ORGANISATION_COLUMNS = (
    Column("full_name", True, ("组织全称", "组织名称", "团组织全称", "团组织名称", "full_name")),
    Column("parent", True, ("上级组织", "上级组织全称", "上级团组织", "上级团组织全称", "parent")),
    Column("kind", True, ("组织类型", "团组织类型", "kind")),
    Column("short_name", False, ("组织简称", "团组织简称", "简称", "short_name")),
    Column("code", False, ("组织代码", "组织编码", "组织编号", "code")),
    Column("category", False, ("组织类别", "团组织类别", "category")),
    Column("field", False, ("单位所属行业类别", "行业类别", "所属行业类别", "field")),
    Column("school_level", False, ("学校层次", "办学层次", "学校类别", "school_level")),
    Column("division", False, ("行政区划代码", "区划代码", "division")),
    Column("system", False, ("所属系统", "系统", "system")),
    Column("contact_name", False, ("管理员姓名", "联系人", "contact_name")),
    Column("contact_phone", False, ("管理员电话", "联系电话", "管理员手机号", "contact_phone")),
)
MEMBER_COLUMNS = (
    Column("name", True, ("姓名", "团员姓名", "name")),
    Column("identity_number", True, ("身份证号", "身份证号码", "公民身份号码", "identity_number")),
    Column(
        "organisation", True, ("所在团支部", "团支部", "所在组织", "所在团组织", "organisation", "branch")
    ),
    Column("phone", False, ("手机号", "手机号码", "手机", "联系电话", "phone")),
    Column("joined_on", False, ("入团日期", "入团时间", "joined_on")),
    Column("household", False, ("户籍地代码", "户籍地", "household")),
    Column("origin", False, ("生源地代码", "生源地", "origin")),
    Column("residence", False, ("居住地代码", "居住地", "residence")),
    Column("party_member", False, ("是否党员", "party_member")),
    Column("league_post", False, ("团内职务", "league_post")),
    Column("standing", False, ("团籍状态", "standing")),
    Column("graduation_month", False, ("毕业时间", "毕业年月", "graduation_month")),
    Column("emergency_name", False, ("紧急联系人", "紧急联系人姓名", "emergency_name")),
    Column("emergency_relation", False, ("与紧急联系人关系", "紧急联系人关系", "emergency_relation")),
    Column("emergency_phone", False, ("紧急联系人电话", "emergency_phone")),
)
_COLUMNS: Mapping[Subject, tuple[Column, ...]] = {
    Subject.ORGANISATIONS: ORGANISATION_COLUMNS,
    Subject.MEMBERS: MEMBER_COLUMNS,
}


class Table(NamedTuple):
    subject: Subject
    title: str
    places: Mapping[str, int]
    labels: Mapping[str, str]
    """By field: what the file itself calls the column."""
    unknown: tuple[str, ...]
    """Columns that will not be read."""
    rows: Iterator[Row]

    def cell(self, row: Row, field: str) -> Cell:
        place = self.places.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else None


def read_header(sheet: Sheet) -> Table | None:
    """None for a sheet without anything in it. Raises FileError."""
    above = list(islice(sheet.rows, _HEADER_WITHIN))
    if not any(any(cell not in (None, "") for cell in row.cells) for row in above):
        return None
    scored = [(max((_known(row, subject), subject) for subject in Subject), row) for row in above]
    (known, subject), header = max(scored, key=lambda each: (each[0][0], -each[1].number))
    if not known:
        raise FileError(
            f"“{sheet.title}”里没有认识的列名。{_expected(Subject.ORGANISATIONS)}{_expected(Subject.MEMBERS)}"
        )
    below = [row for row in above if row.number > header.number]
    return _table(sheet, subject, header, below)


def _table(sheet: Sheet, subject: Subject, header: Row, below: list[Row]) -> Table:
    labels = [_label(cell) for cell in header.cells]
    places: dict[str, int] = {}
    for column in _COLUMNS[subject]:
        found = [place for place, label in enumerate(labels) if label in column.names]
        if len(found) > 1:
            raise FileError(f"“{sheet.title}”里“{column.names[0]}”一列出现了 {len(found)} 次，请只保留一列。")
        if found:
            places[column.field] = found[0]
    missing = [c.names[0] for c in _COLUMNS[subject] if c.needed and c.field not in places]
    if missing:
        raise FileError(f"“{sheet.title}”缺少列：{'、'.join(missing)}。{_expected(subject)}")
    unknown = tuple(label for place, label in enumerate(labels) if label and place not in places.values())
    named = {field: labels[place] for field, place in places.items()}
    return Table(subject, sheet.title, places, named, unknown, _chained(below, sheet.rows))


def _chained(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _label(cell: Cell) -> str:
    return text_of(" ".join(str(cell or "").split())).replace(" ", "").strip("*＊:：").lower()


def _known(row: Row, subject: Subject) -> int:
    labels = {_label(cell) for cell in row.cells}
    return sum(1 for column in _COLUMNS[subject] if column.needed and labels & set(column.names))


def _expected(subject: Subject) -> str:
    needed = "、".join(column.names[0] for column in _COLUMNS[subject] if column.needed)
    return f"{subject.value}名册须有：{needed}。"
