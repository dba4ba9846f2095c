"""The domain's values as a member is shown them: their own, and of others only who acted and who must."""

from dataclasses import replace

from domain.destinations import RULES_BY_ID, Check, TransferKind
from domain.identity import mask_identity_number, mask_phone
from domain.members import Member, graduation_month_of, is_counted_graduate
from domain.organisations import Organisation
from domain.policy import Edition
from domain.refusals import Refusal
from domain.steps import state_after_approval
from domain.transfers import APPROVABLE_STATES, Event, Transfer, TransferState, deadline_rule
from server.documents import instant_text
from server.own.fields import field_of_refusal, field_of_rule
from server.own.places import place_name
from server.own.wire import (
    OwnCheck,
    OwnEvent,
    OwnOffice,
    OwnPlace,
    OwnRecord,
    OwnRefusal,
    OwnTransfer,
)

_OF_GRADUATES = tuple(
    kind for kind in TransferKind if kind not in (TransferKind.DELAYED, TransferKind.ORDINARY)
)
_OF_OTHERS = (TransferKind.ORDINARY, TransferKind.SPECIAL_UNIT)


def record_of(member: Member, branch: Organisation, obstacle: Refusal | None, edition: int) -> OwnRecord:
    graduate = is_counted_graduate(member, branch)
    return OwnRecord(
        id=member.id,
        name=member.name,
        identity_number=mask_identity_number(member.identity_number),
        phone=mask_phone(member.phone),
        gender=member.gender,
        birth_date=member.birth_date,
        joined_on=member.joined_on,
        household=_place(member.household),
        origin=_place(member.origin),
        residence=_place(member.residence),
        party_member=member.party_member,
        league_post=member.league_post,
        standing=member.standing,
        mark=member.mark,
        graduate=graduate,
        graduation_month=member.expected_month or graduation_month_of(member, branch),
        branch=office_of(branch),
        # Delayed graduates are marked by their school, so that kind is not to be started (SPEC R66).
        kinds=list(_OF_GRADUATES if graduate else _OF_OTHERS),
        obstacle=refusal_of(obstacle) if obstacle else None,
        edition=edition,
    )


def _place(code: str | None) -> OwnPlace | None:
    return None if code is None else OwnPlace(code, place_name(code))


def office_of(organisation: Organisation) -> OwnOffice:
    return OwnOffice(organisation.full_name, organisation.administrators)


def transfer_of(
    transfer: Transfer, edition: Edition, acting: Organisation | None, may_withdraw: bool, days: int | None
) -> OwnTransfer:
    rule = deadline_rule(edition, transfer.state)
    return OwnTransfer(
        id=transfer.id,
        version=transfer.version,
        kind=transfer.kind,
        reason=transfer.reason,
        remark=transfer.remark,
        particulars=transfer.particulars,
        counted=transfer.counted,
        source=transfer.source.full_name,
        destination=transfer.destination.full_name,
        placed_in=transfer.placed_in.full_name if transfer.placed_in else None,
        state=transfer.state,
        acting=office_of(acting) if acting else None,
        opened_at=instant_text(transfer.opened_at),
        deadline=transfer.deadline,
        days_left=days,
        at_deadline=rule.outcome if rule else None,
        ahead=ahead_of(transfer),
        started_side=transfer.started_side,
        started_by=transfer.started_by.name,
        started_organisation=transfer.started_by.organisation_name,
        started_at=instant_text(transfer.started_at),
        may_withdraw=may_withdraw,
        history=[_event(event) for event in transfer.history],
        checks=[check_of(check) for check in transfer.checks if check.rule_id in RULES_BY_ID],
    )


def ahead_of(transfer: Transfer) -> list[TransferState]:
    """The steps after the present one, if everybody approves."""
    ahead = []
    while transfer.state in APPROVABLE_STATES:
        transfer = replace(transfer, state=state_after_approval(transfer))
        ahead.append(transfer.state)
    if transfer.state is TransferState.AWAITING_ALLOCATION:
        ahead.append(TransferState.COMPLETED)
    return ahead


def _event(event: Event) -> OwnEvent:
    return OwnEvent(
        at=instant_text(event.at),
        action=event.action,
        state=event.state,
        by=event.by.name,
        organisation=event.by.organisation_name,
        on_behalf_of=event.on_behalf_of.name if event.on_behalf_of else None,
        remark=event.remark,
        automatic=event.automatic,
    )


def check_of(check: Check) -> OwnCheck:
    rule = RULES_BY_ID[check.rule_id]
    return OwnCheck(
        rule_id=rule.id,
        rule=rule.number,
        outcome=check.outcome,
        must=rule.must,
        sentence=rule.sentence,
        sentence_en=rule.sentence_en,
        source=rule.source,
        field=field_of_rule(rule.id),
    )


def refusal_of(refusal: Refusal, missed: str | None = None) -> OwnRefusal:
    return OwnRefusal(
        code=refusal.code,
        rule=refusal.rule,
        facts=dict(refusal.facts),
        sentence=refusal.sentence,
        sentence_en=refusal.sentence_en,
        field=field_of_refusal(refusal.code, missed),
    )
