"""An administrator who is away names a deputy 委托 for a time (SPEC R84).

What the deputy decides is signed by them, on behalf of whoever named them, within the scope of the
organisation that they stand in for and on its days only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.actors import Actor, Party, Role
from domain.instants import china_date
from domain.organisations import Card
from domain.refusals import RefusedError

LONGEST_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputation:
    id: str
    version: int
    principal: Party
    organisation: Card
    deputy_user_id: str
    deputy_name: str
    first_day: date
    last_day: date
    ended_at: datetime | None = None
    """Taken back before its last day."""

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDeputy:
    """Subject: the deputation, whose id the client makes."""

    deputy_user_id: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDeputy:
    """Subject: the deputation."""


DeputyCommand = NameDeputy | RevokeDeputy

DEPUTY_COMMANDS: Mapping[str, type[DeputyCommand]] = {
    "name_deputy": NameDeputy,
    "revoke_deputy": RevokeDeputy,
}
"""By the wire's name, as ``domain.commands.COMMANDS``."""


def name_deputy(
    deputation_id: str,
    *,
    deputy_user_id: str,
    deputy_name: str,
    first_day: date,
    last_day: date,
    actor: Actor,
    now: datetime,
) -> Deputation:
    """A deputy cannot name another: they act on behalf of, and that is not handed on."""
    if actor.role is not Role.ADMINISTRATOR or actor.on_behalf_of is not None:
        raise RefusedError("FORBIDDEN_NOW")
    if deputy_user_id == actor.user_id:
        raise RefusedError("DEPUTY_IS_ONESELF")
    today = china_date(now)
    if not today <= last_day or not first_day <= last_day <= first_day + timedelta(days=LONGEST_DAYS - 1):
        raise RefusedError("DEPUTY_DAYS_IMPOSSIBLE", longest=str(LONGEST_DAYS))
    return Deputation(
        id=deputation_id,
        version=1,
        principal=actor.party,
        organisation=actor.organisation,
        deputy_user_id=deputy_user_id,
        deputy_name=deputy_name,
        first_day=first_day,
        last_day=last_day,
    )


def end_deputation(deputation: Deputation, actor: Actor, now: datetime) -> Deputation:
    """By whoever named the deputy, by the deputy, or by an administrator above."""
    involved = actor.user_id in (deputation.principal.user_id, deputation.deputy_user_id)
    if not involved:
        actor.check_covers(deputation.organisation.path, deputation.principal.name)
    if deputation.ended_at is not None:
        raise RefusedError("DEPUTATION_HAS_ENDED")
    return replace(deputation, version=deputation.version + 1, ended_at=now)


def acting_for(deputation: Deputation, organisation: Card, now: datetime) -> Actor:
    """The deputy as an actor. ``organisation``: as it is now, because rights never come from a copy."""
    if not deputation.holds_on(china_date(now)):
        raise RefusedError("FORBIDDEN_NOW")
    return Actor(
        user_id=deputation.deputy_user_id,
        name=deputation.deputy_name,
        role=Role.ADMINISTRATOR,
        organisation=organisation,
        on_behalf_of=deputation.principal,
    )
