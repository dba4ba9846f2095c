"""Tells a stored transfer anew from its history, by the domain's functions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from domain.actors import SYSTEM_USER_ID, Actor, Party, Role
from domain.deciding import (
    allocate_transfer,
    approve_transfer,
    lapse_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from domain.instants import china_date
from domain.nudges import nudge_transfer
from domain.organisations import Organisation, card_of
from domain.transfers import Action, Event, Side, Transfer, TransferState
from tests.server.seed.samples import edition

Organisations = Mapping[str, Organisation]


def replayed(transfer: Transfer, organisations: Organisations) -> Transfer:
    present = _begun(transfer)
    for event in transfer.history[1:]:
        assert event.state is present.state
        present = _continued(present, event, transfer, organisations)
    return present


def _begun(transfer: Transfer) -> Transfer:
    first = transfer.history[1].state if len(transfer.history) > 1 else transfer.state
    assert first is not None
    acting = {
        TransferState.AWAITING_SOURCE: transfer.source,
        TransferState.AWAITING_SPECIAL: transfer.special,
        TransferState.AWAITING_DESTINATION: transfer.destination,
    }[first]
    return replace(
        transfer,
        version=1,
        state=first,
        acting=acting,
        placed_in=None,
        opened_at=transfer.started_at,
        deadline=china_date(transfer.started_at) + timedelta(days=15),
        history=transfer.history[:1],
    )


def _continued(present: Transfer, event: Event, whole: Transfer, organisations: Organisations) -> Transfer:
    if event.action is Action.NUDGED:
        return nudge_transfer(present, _actor(event.by, whole, organisations), event.at)
    if event.by.user_id == SYSTEM_USER_ID:
        return lapse_transfer(present, edition(), event.at)
    actor = _actor(event.by, whole, organisations)
    seen = present.version
    if event.action is Action.APPROVED:
        return approve_transfer(
            present, seen_version=seen, remark=event.remark, edition=edition(), actor=actor, now=event.at
        )
    if event.action is Action.ALLOCATED:
        assert whole.placed_in is not None
        branch = organisations[whole.placed_in.id]
        return allocate_transfer(present, seen_version=seen, branch=branch, actor=actor, now=event.at)
    if event.action is Action.REFUSED:
        return refuse_transfer(present, seen_version=seen, reason=event.remark, actor=actor, now=event.at)
    assert event.action is Action.WITHDRAWN
    return withdraw_transfer(present, seen_version=seen, actor=actor, now=event.at)


def _actor(party: Party, transfer: Transfer, organisations: Organisations) -> Actor:
    itself = transfer.started_side is Side.MEMBER and party.user_id == transfer.started_by.user_id
    return Actor(
        user_id=party.user_id,
        name=party.name,
        role=Role.MEMBER if itself else Role.ADMINISTRATOR,
        organisation=card_of(organisations[party.organisation_id or ""]),
        member_id=transfer.member_id if itself else None,
    )
