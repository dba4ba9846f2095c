"""R120, R116, R123: who is meant by a row of a list from elsewhere, and what another system has otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.exchange.columns import Meaning
from desktop.matching import Doubt, Match, Wanted, is_same_branch
from desktop.reconciling import Difference, Finding, ForeignRow, Todo
from server.search_text import member_search
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.desktop.samples import members_of, person, sample_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.client import Client
    from domain.members import Member
    from tests.domain.world import World

FOREIGN = "买买提·艾力"


@pytest.fixture(scope="module")
def world() -> World:
    world = sample_world()
    far = replace(person(900, "class"), name=FOREIGN, search=member_search(FOREIGN))
    world.members[far.id] = far
    return world


@pytest.fixture(scope="module")
def client(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    client = fill_profile(
        tmp_path_factory.mktemp("matching") / "profiles", MemoryKeychain(), world=world
    ).client()
    yield client
    client.close()


def one(client: Client, *wanted: str) -> Match:
    [match] = client.match_members([Wanted(*wanted)])
    return match


def unique(world: World, branch: str) -> Member:
    """Whose name nobody else in the branch has, but somebody elsewhere."""
    names = Counter(each.name for each in members_of(world, branch))
    everywhere = Counter(each.name for each in world.members.values())
    return next(
        each for each in members_of(world, branch) if names[each.name] == 1 and everywhere[each.name] > 1
    )


def test_R120_a_number_says_who_is_meant_however_it_is_written(client: Client, world: World) -> None:
    member = members_of(world, "class")[0]
    number = member.identity_number
    for written in (number, number.lower(), f" {number} ", f"'{number}", f"{number[:6]} {number[6:]}"):
        found = one(client, written)
        assert (found.member, found.doubt) == (member, None)
    assert one(client, number, "别人").doubt is Doubt.NAME_DIFFERS


def test_R120_a_name_says_it_only_when_it_is_alone(client: Client, world: World) -> None:
    member = unique(world, "class")
    assert one(client, "", member.name).doubt is Doubt.SEVERAL
    branch = world.organisations["class"].full_name
    for said in (branch, f"{branch}团支部", f"示例大学{branch}", branch[3:]):
        assert one(client, "", member.name, said).member == member
    assert one(client, "", "没有这个人").doubt is Doubt.NOT_FOUND
    assert one(client, "", "").doubt is Doubt.NOT_FOUND


@pytest.mark.parametrize("written", [FOREIGN, "买买提•艾力", "买买提.艾力", "买买提艾力 ", "买买提 艾力"])
def test_names_with_dots_are_found_with_other_dots(client: Client, written: str) -> None:
    found = one(client, "", written)
    if written == "买买提艾力 ":
        # Without a dot it is another word; the number will tell.
        assert found.doubt in (None, Doubt.NOT_FOUND)
    else:
        assert found.member is not None
        assert found.member.name == FOREIGN


def test_a_wrong_number_is_told_and_the_name_may_still_help(client: Client, world: World) -> None:
    member = unique(world, "class")
    branch = world.organisations["class"].full_name
    wrong = member.identity_number[:-4] + "0000"
    found = one(client, wrong, member.name, branch)
    assert (found.member, found.doubt) == (member, Doubt.NUMBER_DIFFERS)
    assert one(client, wrong, "没有这个人").doubt is Doubt.NUMBER_WRONG
    assert one(client, "110101199003070070", "没有这个人").doubt is not None


def test_nobody_outside_the_scope_is_found(client: Client, world: World) -> None:
    [outside, *_] = members_of(world, "workshop")
    assert one(client, outside.identity_number).member is None


def test_branches_are_compared_as_people_write_them() -> None:
    assert is_same_branch("", "计算机2020届1班")
    assert is_same_branch("计算机2020届1班团支部", "示例大学计算机2020届1班")
    assert not is_same_branch("计算机2020届2班", "计算机2020届1班")


# Reconciliation


def foreign(world: World, member: Member, number: int, **changes: str) -> ForeignRow:
    cells = {
        Meaning.IDENTITY_NUMBER: member.identity_number,
        Meaning.NAME: member.name,
        Meaning.BRANCH: world.organisations[member.organisation_id].full_name,
        Meaning.PHONE: member.phone,
    }
    return ForeignRow(number, {**cells, **{Meaning(key): value for key, value in changes.items()}})


def test_R123_new_gone_changed_and_doubtful_become_things_to_do(client: Client, world: World) -> None:
    here = members_of(world, "class_two")
    first, second, third, gone, *rest = here
    rows = [
        foreign(world, first, 2, branch="外国语学院2020届9班"),
        foreign(world, second, 3, phone="13900000000"),
        foreign(world, third, 4, name="改了名字"),
        ForeignRow(5, {Meaning.IDENTITY_NUMBER: "110101199001010015", Meaning.NAME: "新来的"}),
        ForeignRow(6, {Meaning.IDENTITY_NUMBER: "123", Meaning.NAME: "号码不对"}),
        *(foreign(world, each, 7) for each in rest),
    ]
    compared = client.reconcile(rows, "class_two")
    assert compared.same == len(rest)
    told = {(todo.finding, todo.number): todo for todo in compared.todos}
    branch = world.organisations["class_two"].full_name
    assert told[Finding.CHANGED, 2].differences == (
        Difference(Meaning.BRANCH, branch, "外国语学院2020届9班"),
    )
    assert told[Finding.CHANGED, 3].differences == (Difference(Meaning.PHONE, second.phone, "13900000000"),)
    assert told[Finding.DOUBTFUL, 4].doubt is Doubt.NAME_DIFFERS
    assert told[Finding.NEW, 5].member is None
    assert told[Finding.DOUBTFUL, 6].doubt is Doubt.NUMBER_WRONG
    assert [todo.member for todo in compared.todos if todo.finding is Finding.GONE] == [gone]
    assert isinstance(told[Finding.NEW, 5], Todo)


def test_R123_a_list_that_is_the_same_has_nothing_to_do(client: Client, world: World) -> None:
    rows = [foreign(world, each, 2) for each in members_of(world, "class")]
    assert client.reconcile(rows, "class") == ((), len(rows))
