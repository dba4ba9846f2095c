"""From one step of a transfer to the next (SPEC R50–R52, R56, R58), whoever has decided."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.actors import SYSTEM, Actor
from domain.destinations import TransferKind
from domain.instants import china_date
from domain.organisations import Card, OrganisationKind
from domain.policy import Edition
from domain.transfers import Action, Event, Side, Transfer, TransferState, deadline_rule


def acting_in(transfer: Transfer, state: TransferState) -> Card | None:
    return {
        TransferState.AWAITING_SOURCE: transfer.source,
        TransferState.AWAITING_SPECIAL: transfer.special,
        TransferState.AWAITING_DESTINATION: transfer.destination,
        TransferState.AWAITING_ALLOCATION: transfer.destination,
    }.get(state)


def opened(transfer: Transfer, state: TransferState, edition: Edition, now: datetime) -> Transfer:
    rule = deadline_rule(edition, state)
    deadline = None if rule is None else china_date(now) + timedelta(days=rule.last_day)
    return replace(transfer, state=state, acting=acting_in(transfer, state), opened_at=now, deadline=deadline)


def recorded(transfer: Transfer, by: Actor | None, action: Action, remark: str, now: datetime) -> Transfer:
    """With one more event in its history; ``by`` None: by the system, at a deadline (SPEC R82)."""
    version = transfer.version + 1
    event = Event(
        version=version,
        at=now,
        by=by.party if by else SYSTEM,
        action=action,
        state=transfer.state,
        remark=remark.strip(),
        automatic=by is None,
        on_behalf_of=by.on_behalf_of if by else None,
    )
    return replace(transfer, version=version, history=(*transfer.history, event))


def state_after_approval(transfer: Transfer) -> TransferState:
    """SPEC R50–R52. The special-unit register is a branch, so that the municipal committee's is the last."""
    if transfer.state is TransferState.AWAITING_SOURCE:
        if transfer.kind is TransferKind.SPECIAL_UNIT:
            return TransferState.AWAITING_SPECIAL
        if transfer.started_side is not Side.DESTINATION:
            return TransferState.AWAITING_DESTINATION
    if transfer.destination.kind is OrganisationKind.BRANCH:
        return TransferState.COMPLETED
    return TransferState.AWAITING_ALLOCATION


def approved(transfer: Transfer, edition: Edition, now: datetime) -> Transfer:
    state = state_after_approval(transfer)
    after = opened(transfer, state, edition, now)
    return replace(after, placed_in=transfer.destination) if state is TransferState.COMPLETED else after


def closed(transfer: Transfer, state: TransferState, now: datetime) -> Transfer:
    return replace(transfer, state=state, acting=None, opened_at=now, deadline=None)
