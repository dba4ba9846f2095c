"""Sample people and transfers in the country of tests/domain/examples.py: a bit of all that lists show."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    MarkMember,
    RefuseTransfer,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import Particulars, TransferKind
from domain.identity import Gender, check_digit
from domain.instants import Month
from domain.members import Mark
from domain.organisations import System
from server.search_text import member_search, organisation_search
from tests.domain.examples import act, country, member
from tests.domain.world import World

if TYPE_CHECKING:
    from domain.members import Member

NAMES = (
    "张小明", "李娜", "王伟", "赵敏", "钱多多", "孙丽", "周杰", "吴倩", "郑爽", "冯程", "陈晨", "褚健",
    "卫国", "蒋欣", "沈浪", "韩梅梅", "杨帆", "朱琳", "秦岚", "尤勇", "许晴", "何炅", "吕布", "施诗",
    "单雄信", "曾国", "欧阳锋", "司马光", "任飞", "仇英",
)  # fmt: skip
CLASSES = ("class", "class_two", "mixed", "juniors")
DAY = timedelta(days=1)


def sample_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def person(number: int, branch: str, **changes: object) -> Member:
    name = NAMES[number % len(NAMES)]
    digits = f"990001{1997 + number % 3}{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    values: dict[str, object] = {
        "name": name,
        "identity_number": digits + check_digit(digits),
        "gender": Gender.MALE if int(digits[-1]) % 2 else Gender.FEMALE,
        "birth_date": date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])),
        "phone": f"154{number:08d}",
        "search": member_search(name),
    }
    return member(sample_id(f"member-{number}"), branch, **{**values, **changes})


def sample_world(members_per_class: int = 20) -> World:
    """60 members of the university and some of elsewhere; pending, decided and finished transfers; marks."""
    world = World(organisations=country())
    for known in list(world.organisations.values()):
        search = organisation_search(known.full_name, known.short_name)
        world.organisations[known.id] = replace(known, search=search)
    numbers = iter(range(10_000))
    for branch in CLASSES:
        for number in range(members_per_class):
            months = {"graduation_month": Month("2020-06" if number % 2 else "2021-06")}
            each = person(next(numbers), branch, **(months if branch == "mixed" else {}))
            world.members[each.id] = each
    for branch in ("village", "vocational", "workshop", "beijing_class"):
        each = person(next(numbers), branch)
        world.members[each.id] = each
    _mark_some(world)
    _transfer_some(world)
    return world


def members_of(world: World, branch: str) -> list[Member]:
    return [each for each in world.members.values() if each.organisation_id == branch]


def start(world: World, member_id: str, destination: str, by: str, *, days: float, name: str) -> str:
    """To a township for want of work, or to an employer; by the member, the school or the destination."""
    township = destination in ("township", "floating", "home_township", "home_floating")
    command = StartTransfer(
        member_id=member_id,
        kind=TransferKind.UNEMPLOYED if township else TransferKind.EMPLOYED,
        system=System.NATIONAL,
        reason="毕业离校",
        destination_id=destination,
        remark="请尽快办理",
        particulars=Particulars() if township else Particulars(employer="示例公司", workplace="420111"),
    )
    transfer_id = sample_id(f"transfer-{name}")
    act(world, command, transfer_id, by, days=days)
    return transfer_id


def _mark_some(world: World) -> None:
    first, second, third = members_of(world, "class")[-3:]
    delayed = MarkMember(mark=Mark.DELAYED_GRADUATE, expected_month="2021-06", delay_reason="学分未修满")
    act(world, delayed, first.id, "college", days=-1)
    act(world, MarkMember(mark=Mark.TEACHER), second.id, "college", days=-1)
    act(world, MarkMember(mark=Mark.FLOATING_GRADUATE), third.id, "university", days=-1)


def _transfer_some(world: World) -> None:
    leaving = iter([*members_of(world, "class")[:8], *members_of(world, "class_two")[:10]])
    for index, days in enumerate((-14, -12, -10, -5, -3, -1, 0)):
        # Started by the member: the branch must release them, from fresh to nearly overdue.
        each = next(leaving)
        start(world, each.id, "floating", each.id, days=days, name=f"source-{index}")
    for index, days in enumerate((-13, -4)):
        start(world, next(leaving).id, "employer", "college", days=days, name=f"destination-{index}")
    allocating = start(world, next(leaving).id, "employer", "college", days=-6, name="allocating")
    act(world, ApproveTransfer(remark="欢迎"), allocating, "employer", days=-5)
    done = start(world, next(leaving).id, "employer", "university", days=-9, name="done")
    act(world, ApproveTransfer(), done, "employer", days=-8)
    act(world, AllocateTransfer(branch_id="workshop"), done, "employer", days=-7)
    each = next(leaving)
    refused = start(world, each.id, "floating", each.id, days=-9, name="refused")
    act(world, RefuseTransfer(reason="材料不全"), refused, "university", days=-8)
    withdrawn = start(world, next(leaving).id, "employer", "university", days=-9, name="withdrawn")
    act(world, WithdrawTransfer(), withdrawn, "university", days=-8)
    released = next(leaving)
    passed_on = start(world, released.id, "floating", released.id, days=-6, name="released")
    act(world, ApproveTransfer(remark="情况属实"), passed_on, "university", days=-5)
