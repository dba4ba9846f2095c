"""Organisation commands, carried out upon what there is (SPEC R6, R43)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.actors import Actor
from domain.organisation_commands import (
    ORGANISATION_COMMANDS,
    CreateOrganisation,
    DissolveOrganisation,
    MoveOrganisation,
    Occupancy,
    OrganisationCommand,
    RenameOrganisation,
)
from domain.organisations import (
    Organisation,
    OrganisationKind,
    System,
    is_below,
)
from domain.organising import (
    create_organisation,
    organise,
    rename_organisation,
)
from domain.refusals import RefusedError
from tests.domain.examples import administrator, country, oneself, small_world
from tests.domain.refused import refused

WORLD = small_world()
COUNTRY = country()
NEW_BRANCH = CreateOrganisation(
    parent_id="college", full_name="计算机2024届1班", short_name="1班", kind=OrganisationKind.BRANCH
)
RENAME = RenameOrganisation(full_name=" 计算机2022届一班 ", short_name=" 一班 ")
EMPTY = Occupancy(children=0, members=0, open_transfers=0, returning=0)


def by(name: str) -> Actor:
    return administrator(WORLD, name) if name in COUNTRY else oneself(WORLD, name)


def created(parent: str, actor: str = "", **changes: Any) -> Organisation:
    command = replace(NEW_BRANCH, parent_id=parent, **changes)
    return create_organisation("new", command, COUNTRY[parent], by(actor or parent))


# Carried out upon what there is


class Known:
    """An estate in memory."""

    def __init__(self, occupancy: Occupancy = EMPTY) -> None:
        self.organisations = country()
        self._occupancy = occupancy

    def organisation(self, organisation_id: str) -> Organisation:
        if organisation_id not in self.organisations:
            raise RefusedError("NOT_FOUND", what="组织")
        return self.organisations[organisation_id]

    def is_taken(self, organisation_id: str) -> bool:
        return organisation_id in self.organisations

    def is_named(self, full_name: str, system: System) -> bool:
        found = [each for each in self.organisations.values() if each.full_name == full_name]
        return any(each.active and each.system is system for each in found)

    def below(self, organisation: Organisation) -> list[Organisation]:
        inside = [each for each in self.organisations.values() if is_below(each.path, organisation.path)]
        return [each for each in inside if each.id != organisation.id]

    def occupancy(self, organisation_id: str) -> Occupancy:
        return self._occupancy if organisation_id == "juniors" else EMPTY._replace(members=1)


def carried_out(
    command: OrganisationCommand, subject: str, actor: str = "university"
) -> tuple[Organisation, ...]:
    return organise(Known(), command, subject, 1, by(actor))


def test_R6_commands_have_their_names_on_the_wire() -> None:
    for name, command in ORGANISATION_COMMANDS.items():
        verb, _, noun = name.partition("_")
        assert command.__name__ == f"{verb.title()}{noun.title()}"
    assert len(ORGANISATION_COMMANDS) == 4


def test_R6_each_command_does_what_it_says() -> None:
    assert carried_out(NEW_BRANCH, "new") == (created("college"),)
    assert carried_out(RENAME, "juniors") == (
        rename_organisation(COUNTRY["juniors"], RENAME, 1, by("college")),
    )
    first, *others = carried_out(MoveOrganisation(parent_id="academy"), "college", "country")
    assert (first.id, {each.id for each in others}) == ("college", {"class", "class_two", "mixed", "juniors"})
    (gone,) = carried_out(DissolveOrganisation(), "juniors")
    assert not gone.active


def test_R6_dissolving_asks_who_is_in_there() -> None:
    with refused("ORGANISATION_NOT_EMPTY", "1 名团员"):
        carried_out(DissolveOrganisation(), "class")


def test_R6_id_is_not_used_twice() -> None:
    with refused("ORGANISATION_EXISTS"):
        carried_out(NEW_BRANCH, "class")


@pytest.mark.parametrize(
    "command", [replace(NEW_BRANCH, parent_id="nowhere"), MoveOrganisation(parent_id="nowhere")]
)
def test_R6_parent_exists(command: OrganisationCommand) -> None:
    with refused("NOT_FOUND"):
        carried_out(command, "new" if isinstance(command, CreateOrganisation) else "juniors")


def test_R43_full_name_leads_to_one_organisation() -> None:
    taken = " 计算机2020届1班 "
    with refused("NAME_TAKEN", "“计算机2020届1班”"):
        carried_out(replace(NEW_BRANCH, full_name=taken), "new")
    with refused("NAME_TAKEN"):
        carried_out(replace(RENAME, full_name=taken), "juniors")


def test_R43_own_name_may_stay_and_other_systems_have_their_own() -> None:
    (same,) = carried_out(RenameOrganisation(full_name="计算机2022届1班 ", short_name="一班"), "juniors")
    assert (same.full_name, same.short_name) == ("计算机2022届1班", "一班")
    in_beijing = replace(NEW_BRANCH, parent_id="beijing_school", full_name="计算机2020届1班")
    (other,) = carried_out(in_beijing, "new", "country")
    assert other.system is System.BEIJING
