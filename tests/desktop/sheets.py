"""A fictional employment sheet: most rows clean, some dirty in the ways that such sheets are."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.organisations import card_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.members import Member
    from domain.organisations import Card
    from tests.domain.world import World

HEADINGS = ("序号", "学生姓名", "身份证号", "班级", "毕业去向类别", "单位名称", "单位所在地", "备注")
UNITS = {
    "签就业协议形式就业": "示例有限公司",
    "签劳动合同形式就业": "示例公司",
    "境内升学": "别省学院新生团支部",
    "研究生": "别省学院",
    "待就业": "家乡镇流动团支部",
}
"""What the sheet says, and how the unit is written there: not as the organisation is called."""
NAME, NUMBER, CLASS, SITUATION, UNIT = 1, 2, 3, 4, 5

Row = list[str]


@dataclass
class Sheet:
    rows: list[Row] = field(default_factory=list)
    dirty: set[int] = field(default_factory=set)
    """Places of rows that cannot be started as they are."""


def _wrong_number(row: Row, _: Sequence[Row]) -> None:
    row[NUMBER], row[NAME] = row[NUMBER][:-4] + "0000", "没有这个人"


def _unknown_person(row: Row, _: Sequence[Row]) -> None:
    row[NUMBER], row[NAME] = "", "查无此人"


def _other_name(row: Row, _: Sequence[Row]) -> None:
    row[NAME] = "写错了名字"


def _no_situation(row: Row, _: Sequence[Row]) -> None:
    row[SITUATION] = "其他"


def _unknown_unit(row: Row, _: Sequence[Row]) -> None:
    row[SITUATION], row[UNIT] = "签劳动合同形式就业", "天外飞仙工作室"


def _no_unit(row: Row, _: Sequence[Row]) -> None:
    row[SITUATION], row[UNIT] = "境内升学", ""


def _delayed(row: Row, _: Sequence[Row]) -> None:
    row[SITUATION] = "延迟毕业"


DIRT: tuple[Callable[[Row, Sequence[Row]], None], ...] = (
    _wrong_number, _unknown_person, _other_name, _no_situation, _unknown_unit, _no_unit, _delayed,
)  # fmt: skip


def sheet_of(world: World, members: Sequence[Member], dirt: float = 0.05, seed: int = 1) -> Sheet:
    dice = random.Random(seed)
    sheet, ways = Sheet(), list(UNITS.items())
    for number, member in enumerate(members, 1):
        situation, unit = ways[number % len(ways)]
        branch = world.organisations[member.organisation_id].full_name
        # Some people write the number with spaces around it, and the class without its ending.
        written = f" {member.identity_number} " if number % 7 == 0 else member.identity_number
        sheet.rows.append([str(number), member.name, written, branch, situation, unit, "示例市", ""])
    for order, place in enumerate(dice.sample(range(len(sheet.rows)), round(dirt * len(sheet.rows)))):
        DIRT[order % len(DIRT)](sheet.rows[place], sheet.rows)
        sheet.dirty.add(place)
    return sheet


def cards_found(world: World, text: str) -> tuple[Card, ...]:
    """As the server's search answers: every word of the text, in the full name."""
    return tuple(
        card_of(each)
        for each in world.organisations.values()
        if each.active and all(word in each.full_name for word in text.split())
    )[:30]
