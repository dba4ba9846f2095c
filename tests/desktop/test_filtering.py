"""R111, R120: the members by any column, typed; held against the same computed from the rows themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.member_fields import FIELD_NAMES, MemberField, conditions_of
from desktop.values import MemberList, MemberQuery, Seen
from domain.identity import Gender
from domain.members import Mark
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.client import Client
    from desktop.values import MemberRow

ORDINARY, DELAYED = MemberList.ORDINARY, MemberList.DELAYED


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    client = fill_profile(tmp_path_factory.mktemp("filtering") / "profiles", MemoryKeychain()).client()
    yield client
    client.close()


def everybody(client: Client, which: MemberList) -> list[MemberRow]:
    return client.members(client.member_ids(MemberQuery(list=which)))


def found(client: Client, which: MemberList, text: str) -> set[str]:
    return set(client.member_ids(MemberQuery(list=which, text=text)))


CASES: tuple[tuple[str, Callable[[MemberRow], bool]], ...] = (
    ("姓名:张", lambda row: "张" in row.member.name),
    ("name:zhang", lambda row: row.member.name.startswith("张")),
    ("性别:女", lambda row: row.member.gender is Gender.FEMALE),
    ("性别:男 姓名:王", lambda row: row.member.gender is Gender.MALE and "王" in row.member.name),
    ("身份证:1998", lambda row: "1998" in row.member.identity_number),
    ("手机:154000", lambda row: "154000" in row.member.phone),
    ("班级:2班", lambda row: "2班" in row.branch_name),
    ("班级：计算机 班级:1班", lambda row: "计算机" in row.branch_name and "1班" in row.branch_name),
    ("标记:教师", lambda row: row.member.mark is Mark.TEACHER),
    ("标记:延迟", lambda row: row.member.mark is Mark.DELAYED_GRADUATE),
    ("标记:无", lambda row: row.member.mark is None),
    ("标记:毕业生", lambda row: row.member.mark is None and row.graduate),
    ("-标记:教师", lambda row: row.member.mark is not Mark.TEACHER),
    ("毕业:2020", lambda row: (row.graduation_month or "").startswith("2020")),
    ("毕业:2021-06", lambda row: row.graduation_month == "2021-06"),
    ("-毕业:2020", lambda row: not (row.graduation_month or "").startswith("2020")),
    ("预计:2021", lambda row: (row.member.expected_month or "").startswith("2021")),
    ("原因:论文", lambda row: "论文" in (row.member.delay_reason or "")),
    ("办理:有", lambda row: row.open_transfer is not None),
    ("办理:无", lambda row: row.open_transfer is None),
    ("办理:待转入", lambda row: row.open_transfer == "awaiting_destination"),
    ("党员:是", lambda row: row.member.party_member),
    ("党员:否", lambda row: not row.member.party_member),
    ("李 办理:无", lambda row: "李" in row.member.name and row.open_transfer is None),
    ("性别:外", lambda _: False),
    ('班级:"计算机 2班"', lambda _: False),
)


@pytest.mark.parametrize("which", [ORDINARY, DELAYED])
@pytest.mark.parametrize(("text", "holds"), CASES, ids=[text for text, _ in CASES])
def test_R111_members_by_any_column(
    client: Client, which: MemberList, text: str, holds: Callable[[MemberRow], bool]
) -> None:
    assert found(client, which, text) == {row.member.id for row in everybody(client, which) if holds(row)}


def test_R111_what_was_just_decided_is_found_as_it_is_predicted(client: Client) -> None:
    row = next(
        row for row in everybody(client, ORDINARY) if row.graduate and not row.open_transfer
        and row.member.mark is None
    )  # fmt: skip
    client.mark_members([Seen(id=row.member.id, version=row.member.version)], Mark.TEACHER)
    assert row.member.id in found(client, ORDINARY, "标记:教师")
    assert row.member.id not in found(client, ORDINARY, "标记:无")


def test_a_word_before_a_colon_that_is_no_column_is_looked_for_as_it_stands() -> None:
    [condition] = conditions_of("颜色:红")
    assert (condition.field, condition.value, condition.negated) == (None, "颜色:红", False)
    assert conditions_of('班级:""') == []
    assert conditions_of("  ") == []
    [dashed] = conditions_of("-张")
    assert not dashed.negated


def test_every_column_has_a_chinese_name_of_its_own() -> None:
    names = [name for names in FIELD_NAMES.values() for name in names]
    assert len(set(names)) == len(names)
    assert set(FIELD_NAMES) == set(MemberField)


@pytest.mark.parametrize(
    "text", ["标记:%", "班级:_", "姓名:'", "手机:\\", "原因:*", '姓名:"', "::", "-:", "毕业:%"]
)
def test_nothing_that_can_be_typed_is_read_as_more_than_a_text(client: Client, text: str) -> None:
    assert found(client, ORDINARY, text) == set()
