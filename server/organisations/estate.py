"""The present organisations as the rules about them ask for them, locked until the commit (SPEC R6)."""

from collections.abc import Iterable

from sqlalchemy import Connection

from domain.organisation_commands import Occupancy
from domain.organisations import Organisation, System
from domain.refusals import RefusedError
from server.organisations import repository
from server.scope import NATIONWIDE, Scope
from server.transfers.repository import count_open_in


class ServerEstate:
    """Changes of the tree wait for each other, so that nothing comes to stand below what is just moved."""

    def __init__(self, connection: Connection, subject_id: str) -> None:
        self._connection = connection
        self._subject_id = subject_id
        repository.lock_tree(connection)

    def organisation(self, organisation_id: str) -> Organisation:
        """Any: names are public (SPEC R5), and whether it may be changed the rules decide."""
        found = self._find(organisation_id)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这个组织", what_en="This organisation")
        return found

    def _find(self, organisation_id: str) -> Organisation | None:
        if organisation_id == self._subject_id:
            return repository.find_organisation(self._connection, NATIONWIDE, organisation_id, lock=True)
        return repository.share_organisation(self._connection, NATIONWIDE, organisation_id)

    def is_taken(self, organisation_id: str) -> bool:
        return repository.is_taken(self._connection, organisation_id)

    def is_named(self, full_name: str, system: System) -> bool:
        return bool(repository.organisations_by_name(self._connection, NATIONWIDE, full_name, system))

    def below(self, organisation: Organisation) -> Iterable[Organisation]:
        _, *below = repository.lock_below(self._connection, Scope(organisation.path))
        return below

    def occupancy(self, organisation_id: str) -> Occupancy:
        here = (self._connection, NATIONWIDE, organisation_id)
        return Occupancy(
            children=repository.count_below(*here),
            members=repository.count_members(*here),
            open_transfers=count_open_in(*here),
            returning=repository.count_returning(*here),
        )
