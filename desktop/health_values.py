"""What ails the organisations below (SPEC R124), as the screens show it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.organisations import Organisation


class Ailment(StrEnum):
    NO_ADMINISTRATOR = "no_administrator"
    LATE = "late"
    """Steps ran out there, or the system had to decide in its stead."""
    FEW_MEMBERS = "few_members"
    MANY_MEMBERS = "many_members"
    NO_BRANCHES = "no_branches"


FEWEST, MOST = 3, 50
"""Members of a branch that ails neither way."""
LOOKED_BACK = 60
"""Days in which what ran out counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthQuery:
    """``ailment`` None: all of them. By ailment, the worst first, then by name."""

    ailment: Ailment | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """``number``: of members, or of steps that ran out; else 0."""

    id: str
    ailment: Ailment
    number: int
    organisation: Organisation
    above: str
    """The name of the organisation above."""
