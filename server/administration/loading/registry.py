"""Organisations as a file refers to them: by full name, or by id."""

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, select

from domain.organisations import Organisation
from server.documents import ORGANISATIONS
from server.organisations.tables import organisation

_AT_ONCE = 500
_MOST_KEPT = 20_000


class Registry:
    """Those of the database, and those that this run is going to create."""

    def __init__(self) -> None:
        self._planned: dict[str, Organisation] = {}
        self._found: dict[str, tuple[Organisation, ...]] = {}

    def plan(self, created: Organisation) -> None:
        self._planned[created.full_name] = created

    def look_up(self, connection: Connection, references: Iterable[str]) -> None:
        """Those that are going to be asked for."""
        if len(self._found) > _MOST_KEPT:
            self._found.clear()
        unknown = iter({reference for reference in references if reference not in self._found})
        while names := list(islice(unknown, _AT_ONCE)):
            self._found |= dict.fromkeys(names, ())
            for each in _named(connection, names):
                for reference in (each.full_name, each.id):
                    if reference in names:
                        self._found[reference] += (each,)

    def find(self, reference: str) -> Sequence[Organisation]:
        """Active ones; more than one where a full name is not unique."""
        planned = self._planned.get(reference)
        found = self._found[reference]
        return found if planned is None or found else (planned,)


def _named(connection: Connection, names: list[str]) -> Iterable[Organisation]:
    meant = organisation.c.full_name.in_(names) | organisation.c.id.in_(names)
    query = select(organisation.c.document).where(meant, organisation.c.active)
    return (ORGANISATIONS.read(document) for document in connection.scalars(query))
