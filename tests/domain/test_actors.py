"""Who acts, and for what they may (SPEC R5, R13, R40, R82)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.actors import SYSTEM, SYSTEM_USER_ID, Actor, Party, Role
from domain.commands import ApproveTransfer
from domain.nudges import nudge_transfer
from domain.refusals import RefusedError
from tests.domain.examples import NOON, act, administrator, member, oneself, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED

WORLD = small_world()


@pytest.mark.parametrize(
    ("by", "place", "covered"),
    [
        ("college", "college", True),
        ("college", "class", True),
        ("college", "university", False),
        ("college", "languages", False),
        ("country", "class", True),
    ],
)
def test_R5_administrator_acts_on_their_own_and_everything_below(by: str, place: str, covered: bool) -> None:
    actor = administrator(WORLD, by)
    path = WORLD.organisations[place].path
    assert actor.covers(path) is covered
    if covered:
        actor.check_covers(path, "甲")
    else:
        with refused("OUT_OF_SCOPE", "甲不在"):
            actor.check_covers(path, "甲")


def test_R13_member_covers_nothing_not_even_their_branch() -> None:
    me = oneself(WORLD, "zhang")
    assert me.role is Role.MEMBER
    assert not me.covers(WORLD.organisations["class"].path)
    with refused("FORBIDDEN_NOW"):
        me.check_covers(WORLD.organisations["class"].path, "甲")


def test_R40_classmate_neither_starts_nor_reminds() -> None:
    world = small_world()
    world.members["he"] = member("he", "class")
    with refused("TRANSFER_NOT_YOURS"):
        act(world, EMPLOYED, "t", "he")
    act(world, EMPLOYED, "t", "zhang")
    with refused("NUDGE_NOT_YOURS"):
        nudge_transfer(world.transfers["t"], oneself(world, "he"), NOON)


def test_R56_party_is_who_and_from_where() -> None:
    actor = replace(administrator(WORLD, "college"), on_behalf_of=SYSTEM)
    assert actor.party == Party(
        user_id="user-college",
        name="college老师",
        organisation_id="college",
        organisation_name="计算机学院团委",
    )
    assert replace(actor, on_behalf_of=None).party == actor.party


def test_R82_system_has_a_name_and_no_organisation() -> None:
    assert SYSTEM_USER_ID == "system"
    assert Party(user_id="system", name="系统", organisation_id=None, organisation_name="") == SYSTEM


def test_R5_refusal_names_what_lies_outside_in_both_languages() -> None:
    def english(actor: Actor, what: str, what_en: str = "") -> str:
        with pytest.raises(RefusedError) as caught:
            actor.check_covers("/elsewhere/", what, what_en)
        return caught.value.refusal.sentence_en

    actor = administrator(WORLD, "college")
    assert english(actor, "张三").startswith("张三 is outside your scope")
    assert english(actor, "张三的申请", "The request of 张三").startswith("The request of 张三 is outside")


def test_R50_refusal_names_the_step() -> None:
    world = small_world()
    act(world, EMPLOYED, "t", "class")
    with pytest.raises(RefusedError) as caught:
        act(world, ApproveTransfer(), "t", "class")
    assert caught.value.refusal.sentence.startswith("团员zhang的这一步审批不在您的管理范围内")
    assert caught.value.refusal.sentence_en.startswith("This step of 团员zhang is outside your scope")
