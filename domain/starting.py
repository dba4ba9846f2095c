"""Starting a transfer (SPEC R40–R45, R51, R52)."""

from datetime import date, datetime

from domain.actors import Actor, Role
from domain.destinations import Particulars, Request, TransferKind, check_rules, evaluate
from domain.identity import age_on
from domain.instants import china_date, china_minute
from domain.members import Member, Standing, is_counted_graduate
from domain.organisations import (
    PROVINCE_DIGITS,
    Card,
    Category,
    Organisation,
    System,
    card_of,
    is_area_committee,
)
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.steps import opened
from domain.transfers import Action, Event, Side, Transfer, TransferState, subject_of


def check_transferable(member: Member, branch: Organisation, side: Side, actor: Actor, today: date) -> None:
    """SPEC R45, R52."""
    if member.standing is not Standing.GOOD:
        raise RefusedError("NOT_IN_GOOD_STANDING", member=member.name)
    if member.party_member and not member.league_post and age_on(member.birth_date, today) >= 28:
        raise RefusedError("LEFT_THE_LEAGUE", member=member.name)
    released = side is Side.SOURCE and _is_provincial(actor)
    if branch.category is Category.SPECIAL_UNIT and not released:
        raise RefusedError("SPECIAL_UNIT_LOCKED", member=member.name)


def _is_provincial(actor: Actor) -> bool:
    acting = actor.organisation
    return is_area_committee(acting) and len(acting.division) <= PROVINCE_DIGITS


def side_of(actor: Actor, member: Member, source: Card, destination: Card) -> Side:
    """SPEC R40. Who administers both ends starts for the leaving side."""
    if actor.role is Role.MEMBER and actor.member_id == member.id:
        return Side.MEMBER
    if actor.covers(source.path):
        return Side.SOURCE
    if actor.covers(destination.path):
        return Side.DESTINATION
    raise RefusedError("TRANSFER_NOT_YOURS")


def kinds_for(counted: bool) -> tuple[TransferKind, ...]:
    """SPEC R34: what ``check_kind`` lets through for an unmarked graduate, and for everybody else."""
    if not counted:
        return (TransferKind.SPECIAL_UNIT, TransferKind.ORDINARY)
    return tuple(kind for kind in TransferKind if kind is not TransferKind.ORDINARY)


def check_kind(member: Member, branch: Organisation, kind: TransferKind) -> None:
    """SPEC R34: the eight kinds are for unmarked graduates, and for nobody else."""
    counted = is_counted_graduate(member, branch)
    if kind is TransferKind.ORDINARY and counted:
        raise RefusedError("KIND_NEEDED", member=member.name)
    if kind not in (TransferKind.ORDINARY, TransferKind.SPECIAL_UNIT) and not counted:
        raise RefusedError("KIND_NEEDS_GRADUATE", member=member.name, kind=kind)


def check_no_open_transfer(open_transfer: Transfer | None) -> None:
    """SPEC R41."""
    if open_transfer is not None:
        raise RefusedError(
            "OPEN_TRANSFER_EXISTS",
            who=open_transfer.started_by.name,
            when=china_minute(open_transfer.started_at),
            destination=open_transfer.destination.full_name,
        )


def check_destination(destination: Card, branch: Organisation, system: System) -> None:
    """SPEC R42, R43."""
    if destination.id == branch.id:
        raise RefusedError("DESTINATION_IS_SOURCE")
    if destination.system is not system:
        raise RefusedError(
            "DESTINATION_OTHER_SYSTEM", destination=destination.full_name, system=destination.system
        )


def start_transfer(
    transfer_id: str,
    member: Member,
    branch: Organisation,
    destination: Card,
    *,
    kind: TransferKind,
    system: System,
    reason: str,
    remark: str,
    particulars: Particulars,
    special: Card | None,
    open_transfer: Transfer | None,
    edition: Edition,
    actor: Actor,
    now: datetime,
) -> Transfer:
    """SPEC R40–R45, R51. ``special`` is the municipal committee above ``branch``, if there is one."""
    source = card_of(branch)
    side = side_of(actor, member, source, destination)
    check_no_open_transfer(open_transfer)
    check_transferable(member, branch, side, actor, china_date(now))
    check_destination(destination, branch, system)
    check_kind(member, branch, kind)
    if not reason.strip():
        raise RefusedError("REASON_FOR_LEAVING_MISSING")
    today = china_date(now)
    checks = evaluate(kind, Request(member, source, destination, particulars, remark, reason, today))
    check_rules(kind, checks)
    _check_special(kind, side, source, special)
    state = _first_state(kind, side)
    transfer = Transfer(
        id=transfer_id,
        version=1,
        member_id=member.id,
        subject=subject_of(member),
        kind=kind,
        reason=reason.strip(),
        remark=remark.strip(),
        particulars=particulars,
        counted=is_counted_graduate(member, branch),
        edition=edition.year,
        source=source,
        destination=destination,
        special=special if kind is TransferKind.SPECIAL_UNIT else None,
        placed_in=None,
        state=state,
        acting=None,
        opened_at=now,
        deadline=None,
        started_side=side,
        started_by=actor.party,
        started_at=now,
        checks=checks,
        history=(
            Event(
                version=1,
                at=now,
                by=actor.party,
                action=Action.STARTED,
                state=None,
                remark=remark.strip(),
                automatic=False,
                on_behalf_of=actor.on_behalf_of,
            ),
        ),
    )
    return opened(transfer, state, edition, now)


def _check_special(kind: TransferKind, side: Side, source: Card, special: Card | None) -> None:
    if kind is not TransferKind.SPECIAL_UNIT:
        return
    if side is Side.DESTINATION:
        raise RefusedError("SPECIAL_UNIT_BY_SCHOOL")
    if special is None:
        raise RefusedError("SPECIAL_UNIT_APPROVER_MISSING", source=source.full_name)


def _first_state(kind: TransferKind, side: Side) -> TransferState:
    """SPEC R51: the side that starts has approved its own step."""
    if side is not Side.SOURCE:
        return TransferState.AWAITING_SOURCE
    if kind is TransferKind.SPECIAL_UNIT:
        return TransferState.AWAITING_SPECIAL
    return TransferState.AWAITING_DESTINATION
