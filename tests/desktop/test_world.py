"""The client's world answers the rules as the server's does, for what lies in its scope."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from desktop.world import ClientWorld
from domain.commands import StartTransfer, execute
from domain.destinations import TransferKind
from domain.organisations import System, card_of
from domain.refusals import RefusedError
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.desktop.samples import members_of, sample_id, sample_world
from tests.domain.examples import NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.desktop.profiles import Filled


@pytest.fixture
def city(tmp_path: Path) -> Filled:
    """The university with the townships and employers around it in one scope."""
    return fill_profile(tmp_path / "profiles", MemoryKeychain(), organisation="city")


@pytest.fixture
def world(city: Filled) -> Iterator[ClientWorld]:
    client = city.client()
    with client._now_open().workspace.cache.read() as snapshot:
        yield ClientWorld(snapshot)
    client.close()


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        work()
    return caught.value.refusal.code


def test_started_transfer_looks_as_it_will_on_the_server(city: Filled, world: ClientWorld) -> None:
    member = members_of(city.world, "class_two")[12]
    command = StartTransfer(
        member_id=member.id,
        kind=TransferKind.UNEMPLOYED,
        system=System.NATIONAL,
        reason="毕业离校",
        destination_id="floating",
    )
    arguments = (command, sample_id("new"), 0, city.api.actor, NOON)
    predicted = execute(world, *arguments)
    assert predicted == execute(city.world, *arguments)
    world.predict(predicted)
    assert world.open_transfer_of(member.id) == predicted.transfer
    assert code_of(lambda: execute(world, *arguments)) == "OPEN_TRANSFER_EXISTS"


def test_open_transfers_are_found(city: Filled, world: ClientWorld) -> None:
    for each in [*members_of(city.world, "class"), *members_of(city.world, "class_two")]:
        assert world.open_transfer_of(each.id) == city.world.open_transfer_of(each.id)


def test_destinations_are_found_by_id_and_by_name(city: Filled, world: ClientWorld) -> None:
    floating = city.world.organisations["floating"]
    assert world.destination("floating", None, System.NATIONAL) == card_of(floating)
    assert world.destination(None, floating.full_name, System.NATIONAL) == card_of(floating)
    for organisation_id, name in [("elsewhere", None), (None, floating.full_name[:-1]), (None, "")]:
        asking = partial(world.destination, organisation_id, name, System.NATIONAL)
        assert code_of(asking) == "DESTINATION_NOT_FOUND"


def test_R52_special_approver_is_the_citys(city: Filled, world: ClientWorld) -> None:
    branch = city.world.organisations["class"]
    assert world.special_approver(branch) == city.world.special_approver(branch)


def test_editions(city: Filled, world: ClientWorld) -> None:
    assert world.edition(None).year == 2020
    assert world.edition(2024) == city.world.edition(2024)
    assert code_of(lambda: world.edition(1999)) == "NOT_FOUND"


def test_what_lies_outside_the_scope_is_not_found(city: Filled, world: ClientWorld) -> None:
    beijing = members_of(sample_world(), "beijing_class")[0]
    assert world.member_if_known(beijing.id) is None
    assert code_of(lambda: world.member(beijing.id)) == "NOT_FOUND"
    assert code_of(lambda: world.organisation("beijing_class")) == "NOT_FOUND"
    assert code_of(lambda: world.transfer("unknown")) == "NOT_FOUND"
