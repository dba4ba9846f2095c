"""The organisations of a world in memory, as the rules about the tree ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.organisation_commands import Occupancy
from domain.organisations import is_below
from domain.transfers import OPEN_STATES

if TYPE_CHECKING:
    from domain.organisations import Organisation, System
    from tests.domain.world import World


class WorldEstate:
    def __init__(self, world: World) -> None:
        self._world = world

    def organisation(self, organisation_id: str) -> Organisation:
        return self._world.organisation(organisation_id)

    def is_taken(self, organisation_id: str) -> bool:
        return organisation_id in self._world.organisations

    def is_named(self, full_name: str, system: System) -> bool:
        known = self._world.organisations.values()
        return any(each.active and each.full_name == full_name and each.system is system for each in known)

    def below(self, organisation: Organisation) -> list[Organisation]:
        known = self._world.organisations.values()
        return [each for each in known if each is not organisation and is_below(each.path, organisation.path)]

    def occupancy(self, organisation_id: str) -> Occupancy:
        world = self._world
        open_ones = [each for each in world.transfers.values() if each.state in OPEN_STATES]
        return Occupancy(
            children=sum(
                each.active and each.parent_id == organisation_id for each in world.organisations.values()
            ),
            members=sum(each.organisation_id == organisation_id for each in world.members.values()),
            open_transfers=sum(
                organisation_id in (each.source.id, each.destination.id) for each in open_ones
            ),
            returning=sum(each.marked_from == organisation_id for each in world.members.values()),
        )
