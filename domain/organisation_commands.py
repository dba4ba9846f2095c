"""What an administrator can ask to be done to organisations, and what has to be known for it (SPEC R6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from domain.organisations import Category, Field, Organisation, OrganisationKind, SchoolLevel, System


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOrganisation:
    """Subject: the organisation, whose id the client makes. ``field`` None: that of the parent, as is an
    empty ``division``."""

    parent_id: str
    full_name: str
    short_name: str
    kind: OrganisationKind
    category: Category = Category.ORDINARY
    code: str = ""
    field: Field | None = None
    school_level: SchoolLevel | None = None
    division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameOrganisation:
    """Subject: the organisation."""

    full_name: str
    short_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOrganisation:
    """Subject: the organisation, with everything below it."""

    parent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveOrganisation:
    """Subject: the organisation."""


OrganisationCommand = CreateOrganisation | RenameOrganisation | MoveOrganisation | DissolveOrganisation

ORGANISATION_COMMANDS: Mapping[str, type[OrganisationCommand]] = {
    "create_organisation": CreateOrganisation,
    "rename_organisation": RenameOrganisation,
    "move_organisation": MoveOrganisation,
    "dissolve_organisation": DissolveOrganisation,
}
"""By the wire's name, as ``domain.commands.COMMANDS``."""


class Occupancy(NamedTuple):
    """What keeps an organisation from being dissolved; all of these only of itself."""

    children: int
    """Active organisations directly below."""
    members: int
    open_transfers: int
    """From it, to it, or waiting for it."""
    returning: int
    """Delayed graduates who were brought from it and come back when their mark is revoked (SPEC R33)."""


class Estate(Protocol):
    """The present organisations, locked until the commit."""

    def organisation(self, organisation_id: str) -> Organisation:
        """Raises RefusedError NOT_FOUND."""
        ...

    def is_taken(self, organisation_id: str) -> bool: ...

    def is_named(self, full_name: str, system: System) -> bool:
        """Whether an active organisation has this full name, by which it is found (SPEC R43)."""
        ...

    def below(self, organisation: Organisation) -> Iterable[Organisation]:
        """All of them, dissolved ones as well; not the organisation itself."""
        ...

    def occupancy(self, organisation_id: str) -> Occupancy: ...
