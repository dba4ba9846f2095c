"""Deciding a transfer's step, withdrawing it, and what its deadline decides (SPEC R44, R50, R54, R59, R80).

Every function takes the transfer as it is and returns it as it becomes, with one more event in its
history, or raises RefusedError.
"""

from dataclasses import replace
from datetime import datetime

from domain.actors import Actor, Role
from domain.destinations import Check, Request, check_rules, evaluate
from domain.instants import china_date, china_minute
from domain.organisations import Card, Organisation, OrganisationKind, card_of, check_active, is_below
from domain.policy import AtDeadline, Edition
from domain.refusals import RefusedError
from domain.steps import approved, closed, recorded
from domain.transfers import (
    APPROVABLE_STATES,
    DECISIVE_ACTIONS,
    OPEN_STATES,
    Action,
    Side,
    Transfer,
    TransferState,
    rule_that_is_due,
)


def check_undecided(transfer: Transfer, seen_version: int) -> None:
    """SPEC R59: whoever decides upon an older picture is told what happened since."""
    unseen = (event for event in transfer.history if event.version > seen_version)
    since = [event for event in unseen if event.action in DECISIVE_ACTIONS]
    if since:
        event = since[0]
        raise RefusedError(
            "ALREADY_DECIDED",
            who=event.by.name,
            organisation="自动" if event.automatic else event.by.organisation_name,
            organisation_en="automatic" if event.automatic else event.by.organisation_name,
            when=china_minute(event.at),
            what=event.action,
        )


def _check_may_act(transfer: Transfer, actor: Actor, verb: Action, states: frozenset[TransferState]) -> None:
    if transfer.state not in states or transfer.acting is None:
        raise RefusedError("INVALID_TRANSITION", state=transfer.state, verb=verb)
    name = transfer.subject.name
    actor.check_covers(transfer.acting.path, f"{name}的这一步审批", f"This step of {name}")


def approve_transfer(
    transfer: Transfer, *, seen_version: int, remark: str, edition: Edition, actor: Actor, now: datetime
) -> Transfer:
    check_undecided(transfer, seen_version)
    _check_may_act(transfer, actor, Action.APPROVED, APPROVABLE_STATES)
    after = recorded(transfer, actor, Action.APPROVED, remark, now)
    return approved(after, edition, now)


def refuse_transfer(
    transfer: Transfer, *, seen_version: int, reason: str, actor: Actor, now: datetime
) -> Transfer:
    """SPEC R54."""
    check_undecided(transfer, seen_version)
    _check_may_act(transfer, actor, Action.REFUSED, APPROVABLE_STATES)
    if not reason.strip():
        raise RefusedError("REFUSAL_REASON_MISSING")
    return closed(
        recorded(transfer, actor, Action.REFUSED, reason, now),
        TransferState.REFUSED,
        now,
    )


def allocate_transfer(
    transfer: Transfer, *, seen_version: int, branch: Organisation, actor: Actor, now: datetime
) -> Transfer:
    """SPEC R50, step 3."""
    check_undecided(transfer, seen_version)
    _check_may_act(transfer, actor, Action.ALLOCATED, frozenset({TransferState.AWAITING_ALLOCATION}))
    check_active(branch)
    if branch.kind is not OrganisationKind.BRANCH or not is_below(branch.path, transfer.destination.path):
        raise RefusedError(
            "BRANCH_NOT_BELOW", branch=branch.full_name, destination=transfer.destination.full_name
        )
    if branch.id == transfer.source.id:
        raise RefusedError("DESTINATION_IS_SOURCE")
    check_rules(transfer.kind, _checks_of_branch(transfer, card_of(branch), now))
    after = recorded(transfer, actor, Action.ALLOCATED, branch.full_name, now)
    return replace(closed(after, TransferState.COMPLETED, now), placed_in=card_of(branch))


def _checks_of_branch(transfer: Transfer, branch: Card, now: datetime) -> tuple[Check, ...]:
    """The rules hold for where the member really comes to, not only for the committee above it."""
    request = Request(
        transfer.subject,
        transfer.source,
        branch,
        transfer.particulars,
        transfer.remark,
        transfer.reason,
        china_date(now),
    )
    return evaluate(transfer.kind, request)


def withdraw_transfer(transfer: Transfer, *, seen_version: int, actor: Actor, now: datetime) -> Transfer:
    """SPEC R44. The same organisation's administrator may stand in for the person who started it."""
    if transfer.state not in OPEN_STATES:
        check_undecided(transfer, seen_version)
        raise RefusedError("INVALID_TRANSITION", state=transfer.state, verb=Action.WITHDRAWN)
    starter = transfer.started_by
    same_side = (
        transfer.started_side is not Side.MEMBER
        and actor.role is Role.ADMINISTRATOR
        and actor.organisation.id == starter.organisation_id
    )
    if actor.user_id != starter.user_id and not same_side:
        raise RefusedError("WITHDRAW_NOT_YOURS", who=starter.name)
    return closed(
        recorded(transfer, actor, Action.WITHDRAWN, "", now),
        TransferState.WITHDRAWN,
        now,
    )


def lapse_transfer(transfer: Transfer, edition: Edition, now: datetime) -> Transfer:
    """SPEC R80, R82, R90: the step is approved or returned by the system, and signed as such."""
    rule = rule_that_is_due(transfer, edition, now)
    if rule is None:
        raise RefusedError("DEADLINE_NOT_REACHED", deadline=str(transfer.deadline or "—"))
    if rule.outcome is AtDeadline.RETURN:
        remark = f"{rule.last_day} 天内未办理，系统自动退回"
        after = recorded(transfer, None, Action.REFUSED, remark, now)
        return closed(after, TransferState.REFUSED, now)
    remark = f"{rule.last_day} 天内未办理，系统自动通过"
    after = recorded(transfer, None, Action.APPROVED, remark, now)
    return approved(after, edition, now)
