"""The organisations as the rules about the tree ask for them, on the client (SPEC R6).

It knows the scope and nothing else: whether a name is taken elsewhere, the server decides.
"""

from collections.abc import Iterable

from desktop.cache import Snapshot
from desktop.cache.occupancy import occupancy_of
from desktop.cache.organisations import is_named
from desktop.world import ClientWorld
from domain.organisation_commands import Occupancy
from domain.organisations import Organisation, System


class ClientEstate:
    def __init__(self, snapshot: Snapshot, world: ClientWorld) -> None:
        self._snapshot = snapshot
        self._world = world

    def organisation(self, organisation_id: str) -> Organisation:
        return self._world.organisation(organisation_id)

    def is_taken(self, organisation_id: str) -> bool:
        return self._world.organisation_if_known(organisation_id) is not None

    def is_named(self, full_name: str, system: System) -> bool:
        predicted = self._world.predicted_organisations
        if any(each.active and each.full_name == full_name for each in predicted.values()):
            return True
        return is_named(self._snapshot, full_name, system, without=predicted.keys())

    def below(self, organisation: Organisation) -> Iterable[Organisation]:  # noqa: ARG002
        """Nothing: what stands below moves along when the server says so, and may be half a province."""
        return ()

    def occupancy(self, organisation_id: str) -> Occupancy:
        held = occupancy_of(self._snapshot, organisation_id, without=self._world.predicted_organisations)
        predicted = self._world.predicted_organisations.values()
        children = sum(each.active and each.parent_id == organisation_id for each in predicted)
        return held._replace(children=held.children + children)
