"""Deputies (SPEC R84)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.actors import Actor
from domain.commands import AllocateTransfer, ApproveTransfer, RefuseTransfer, WithdrawTransfer
from domain.deputies import Deputation, acting_for, end_deputation, name_deputy
from domain.organisations import card_of
from tests.domain.examples import NOON, TODAY, act, administrator, oneself, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import World

DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return small_world()


def named(world: World, by: Actor | None = None, **changes: Any) -> Deputation:
    given = {
        "deputy_user_id": "user-he",
        "deputy_name": "何老师",
        "first_day": TODAY,
        "last_day": TODAY + 9 * DAY,
        **changes,
    }
    return name_deputy("d", **given, actor=by or administrator(world, "employer"), now=NOON)


def deputy(world: World) -> Actor:
    return acting_for(named(world), card_of(world.organisations["employer"]), NOON)


# Naming


def test_R84_administrator_names_a_deputy_for_a_time(world: World) -> None:
    principal = administrator(world, "employer")
    assert named(world) == Deputation(
        id="d",
        version=1,
        principal=principal.party,
        organisation=principal.organisation,
        deputy_user_id="user-he",
        deputy_name="何老师",
        first_day=TODAY,
        last_day=TODAY + 9 * DAY,
    )


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-5, 0), (3, 3), (0, 179), (100, 279)])
def test_R84_days_that_will_do(world: World, first: int, last: int) -> None:
    found = named(world, first_day=TODAY + first * DAY, last_day=TODAY + last * DAY)
    assert (found.first_day, found.last_day) == (TODAY + first * DAY, TODAY + last * DAY)


@pytest.mark.parametrize(("first", "last"), [(-5, -1), (3, 2), (0, 180), (-1, 179)])
def test_R84_days_that_will_not(world: World, first: int, last: int) -> None:
    with refused("DEPUTY_DAYS_IMPOSSIBLE", "180"):
        named(world, first_day=TODAY + first * DAY, last_day=TODAY + last * DAY)


def test_R84_today_is_that_of_china(world: World) -> None:
    late = datetime(2020, 6, 18, 16, 0, tzinfo=UTC)
    given: dict[str, Any] = {"deputy_user_id": "x", "deputy_name": "x", "first_day": TODAY, "last_day": TODAY}
    with refused("DEPUTY_DAYS_IMPOSSIBLE"):
        name_deputy("d", **given, actor=administrator(world, "employer"), now=late)


def test_R84_nobody_is_their_own_deputy(world: World) -> None:
    with refused("DEPUTY_IS_ONESELF"):
        named(world, deputy_user_id="user-employer")


def test_R84_members_have_none_and_deputies_name_no_other(world: World) -> None:
    with refused("FORBIDDEN_NOW"):
        named(world, by=oneself(world, "zhang"))
    with refused("FORBIDDEN_NOW"):
        named(world, by=deputy(world))


# Acting


def test_R84_what_the_deputy_decides_is_theirs_on_behalf_of(world: World) -> None:
    act(world, EMPLOYED, "t", "class")
    for command in (ApproveTransfer(), AllocateTransfer(branch_id="workshop")):
        world.execute(command, "t", deputy(world), NOON)
    for event in world.transfers["t"].history[1:]:
        assert event.by.user_id == "user-he"
        assert event.by.name == "何老师"
        assert event.by.organisation_id == "employer"
        assert event.on_behalf_of == administrator(world, "employer").party
        assert not event.automatic


def test_R84_starting_refusing_and_withdrawing_too(world: World) -> None:
    principal = administrator(world, "employer")
    world.execute(EMPLOYED, "t", deputy(world), NOON)
    world.execute(WithdrawTransfer(), "t", principal, NOON)
    assert world.transfers["t"].history[0].on_behalf_of == principal.party
    assert world.transfers["t"].history[1].on_behalf_of is None
    act(world, EMPLOYED, "t2", "class")
    world.execute(RefuseTransfer(reason="不符"), "t2", deputy(world), NOON)
    assert world.transfers["t2"].history[-1].on_behalf_of == principal.party


def test_R84_within_the_scope_of_the_principal_only(world: World) -> None:
    act(world, EMPLOYED, "t", "zhang")
    with refused("OUT_OF_SCOPE"):
        world.execute(ApproveTransfer(), "t", deputy(world), NOON)


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_R84_on_the_days_of_the_deputation_only(world: World, day: int, holds: bool) -> None:
    deputation = named(world)
    card = card_of(world.organisations["employer"])
    assert deputation.holds_on(TODAY + day * DAY) is holds
    if holds:
        assert acting_for(deputation, card, NOON + day * DAY).organisation == card
    else:
        with refused("FORBIDDEN_NOW"):
            acting_for(deputation, card, NOON + day * DAY)


def test_R84_organisation_is_the_one_of_today(world: World) -> None:
    moved = replace(card_of(world.organisations["employer"]), path="/elsewhere/")
    assert acting_for(named(world), moved, NOON).organisation.path == "/elsewhere/"


# Ending


@pytest.mark.parametrize("by", ["employer", "city", "country"])
def test_R84_ended_by_the_principal_or_from_above(world: World, by: str) -> None:
    ended = end_deputation(named(world), administrator(world, by), NOON)
    assert (ended.version, ended.ended_at) == (2, NOON)
    assert not ended.holds_on(date(2020, 6, 19))


def test_R84_principal_ends_it_also_from_another_organisation(world: World) -> None:
    elsewhere = replace(administrator(world, "academy"), user_id="user-employer")
    assert end_deputation(named(world), elsewhere, NOON).ended_at == NOON


def test_R84_or_by_the_deputy(world: World) -> None:
    someone = replace(administrator(world, "academy"), user_id="user-he")
    assert end_deputation(named(world), someone, NOON).ended_at == NOON


@pytest.mark.parametrize(
    ("by", "code"), [("academy", "OUT_OF_SCOPE"), ("workshop", "OUT_OF_SCOPE"), ("zhang", "FORBIDDEN_NOW")]
)
def test_R84_by_nobody_else(world: World, by: str, code: str) -> None:
    actor = administrator(world, by) if by in world.organisations else oneself(world, by)
    with refused(code):
        end_deputation(named(world), actor, NOON)


def test_R84_ended_once(world: World) -> None:
    ended = end_deputation(named(world), administrator(world, "employer"), NOON)
    with refused("DEPUTATION_HAS_ENDED"):
        end_deputation(ended, administrator(world, "employer"), NOON)
