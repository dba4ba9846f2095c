"""Who acts: a member for themselves, an administrator for an organisation, or the system at a deadline."""

from dataclasses import dataclass
from enum import StrEnum

from domain.organisations import Card, is_below
from domain.refusals import RefusedError

SYSTEM_USER_ID = "system"


class Role(StrEnum):
    MEMBER = "member"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who did something, as history keeps it: the names of that day."""

    user_id: str
    name: str
    organisation_id: str | None
    organisation_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """``organisation`` is the one they administer, or, for a member, the one they belong to."""

    user_id: str
    name: str
    role: Role
    organisation: Card
    member_id: str | None = None
    on_behalf_of: Party | None = None
    """Whom a deputy stands in for (SPEC R84)."""

    @property
    def party(self) -> Party:
        return Party(
            user_id=self.user_id,
            name=self.name,
            organisation_id=self.organisation.id,
            organisation_name=self.organisation.full_name,
        )

    def covers(self, path: str) -> bool:
        """SPEC R5."""
        return self.role is Role.ADMINISTRATOR and is_below(path, self.organisation.path)

    def check_covers(self, path: str, what: str, what_en: str = "") -> None:
        """``what`` is named by the refusal; ``what_en`` where it is more than a name."""
        if self.role is not Role.ADMINISTRATOR:
            raise RefusedError("FORBIDDEN_NOW")
        if not self.covers(path):
            raise RefusedError("OUT_OF_SCOPE", what=what, what_en=what_en or what)


SYSTEM = Party(user_id=SYSTEM_USER_ID, name="系统", organisation_id=None, organisation_name="")
"""Signs what happens by deadline (SPEC R82)."""
