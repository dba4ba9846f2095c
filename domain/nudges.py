"""Reminding by hand 催办 whoever must act next (SPEC R83)."""

from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.instants import china_date, china_minute
from domain.refusals import RefusedError
from domain.steps import recorded
from domain.transfers import OPEN_STATES, Action, Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeTransfer:
    """Subject: the transfer."""


def nudge_transfer(transfer: Transfer, actor: Actor, now: datetime) -> Transfer:
    """Once a day per transfer, in its history; the message goes to the administrators of ``acting``."""
    if transfer.state not in OPEN_STATES:
        raise RefusedError("INVALID_TRANSITION", state=transfer.state, verb=Action.NUDGED)
    _check_concerned(transfer, actor)
    nudges = [event for event in transfer.history if event.action is Action.NUDGED]
    if nudges and china_date(nudges[-1].at) == china_date(now):
        raise RefusedError("ALREADY_NUDGED", who=nudges[-1].by.name, when=china_minute(nudges[-1].at))
    return recorded(transfer, actor, Action.NUDGED, "", now)


def _check_concerned(transfer: Transfer, actor: Actor) -> None:
    is_oneself = actor.role is Role.MEMBER and actor.member_id == transfer.member_id
    if not (is_oneself or actor.covers(transfer.source.path) or actor.covers(transfer.destination.path)):
        raise RefusedError("NUDGE_NOT_YOURS")
