"""A transfer of membership 组织关系转接 as a state machine (SPEC R40–R45, R50–R59, R80, R82).

Every function takes the transfer as it is and returns it as it becomes, with one more event in its
history, or raises RefusedError. Who must act next is ``acting``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.actors import SYSTEM, Actor, Party, Role
from domain.destinations import (
    Check,
    Particulars,
    Request,
    TransferKind,
    evaluate,
    missed_musts,
)
from domain.identity import Gender, age_on
from domain.instants import china_date, china_minute, end_of_day
from domain.members import EmergencyContact, Member, Standing, is_counted_graduate
from domain.organisations import (
    PROVINCE_DIGITS,
    Card,
    Category,
    Organisation,
    OrganisationKind,
    System,
    card_of,
    check_active,
    is_area_committee,
    is_below,
)
from domain.policy import AtDeadline, Deadline, Edition
from domain.refusals import RefusedError


class TransferState(StrEnum):
    AWAITING_SOURCE = "awaiting_source"
    AWAITING_SPECIAL = "awaiting_special"
    AWAITING_DESTINATION = "awaiting_destination"
    AWAITING_ALLOCATION = "awaiting_allocation"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


APPROVABLE_STATES = frozenset(
    {TransferState.AWAITING_SOURCE, TransferState.AWAITING_SPECIAL, TransferState.AWAITING_DESTINATION}
)
OPEN_STATES = APPROVABLE_STATES | {TransferState.AWAITING_ALLOCATION}


class Side(StrEnum):
    """SPEC R40: from where a transfer was started."""

    MEMBER = "member"
    SOURCE = "source"
    DESTINATION = "destination"


class Action(StrEnum):
    STARTED = "started"
    APPROVED = "approved"
    REFUSED = "refused"
    ALLOCATED = "allocated"
    WITHDRAWN = "withdrawn"
    NUDGED = "nudged"
    PROLONGED = "prolonged"


DECISIVE_ACTIONS = frozenset(Action) - {Action.NUDGED, Action.PROLONGED}
"""The others change nothing that somebody might have decided upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """SPEC R56. ``state`` is the one before; ``version`` the transfer's after it."""

    version: int
    at: datetime
    by: Party
    action: Action
    state: TransferState | None
    remark: str
    automatic: bool
    on_behalf_of: Party | None = None
    """Whom a deputy stood in for (SPEC R84)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The member as the approvers must see them (SPEC R53), also outside the member's own scope."""

    id: str
    name: str
    identity_number: str
    gender: Gender
    birth_date: date
    phone: str
    joined_on: date | None
    emergency: EmergencyContact | None
    household: str | None
    origin: str | None
    residence: str | None
    party_member: bool
    league_post: str | None
    search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    id: str
    version: int
    member_id: str
    subject: Subject
    kind: TransferKind
    reason: str
    remark: str
    particulars: Particulars
    counted: bool
    """学社衔接 (SPEC R34): the member was an unmarked graduate when it was started."""
    edition: int
    source: Card
    destination: Card
    special: Card | None
    """The municipal committee that approves for special units (SPEC R52)."""
    placed_in: Card | None
    """The branch that the member is in since completion."""
    state: TransferState
    acting: Card | None
    """The organisation that must act next."""
    opened_at: datetime
    """When the present step opened (SPEC R58)."""
    deadline: date | None
    """The last day of the present step, in China."""
    started_side: Side
    started_by: Party
    started_at: datetime
    checks: tuple[Check, ...]
    history: tuple[Event, ...]


def subject_of(member: Member) -> Subject:
    return Subject(
        id=member.id,
        name=member.name,
        identity_number=member.identity_number,
        gender=member.gender,
        birth_date=member.birth_date,
        phone=member.phone,
        joined_on=member.joined_on,
        emergency=member.emergency,
        household=member.household,
        origin=member.origin,
        residence=member.residence,
        party_member=member.party_member,
        league_post=member.league_post,
        search=member.search,
    )


# Starting


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


def check_kind(member: Member, branch: Organisation, kind: TransferKind) -> None:
    """SPEC R34: the eight kinds are for unmarked graduates, and for nobody else."""
    counted = is_counted_graduate(member, branch)
    if kind is TransferKind.ORDINARY and counted:
        raise RefusedError("KIND_NEEDED", member=member.name)
    if kind not in (TransferKind.ORDINARY, TransferKind.SPECIAL_UNIT) and not counted:
        raise RefusedError("KIND_NEEDS_GRADUATE", member=member.name, kind=kind)


def check_no_open_transfer(open_transfer: "Transfer | None") -> None:
    """SPEC R41."""
    if open_transfer is not None:
        raise RefusedError(
            "OPEN_TRANSFER_EXISTS",
            who=open_transfer.started_by.name,
            when=china_minute(open_transfer.started_at),
            destination=open_transfer.destination.full_name,
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
    if destination.id == branch.id:
        raise RefusedError("DESTINATION_IS_SOURCE")
    if destination.system is not system:
        raise RefusedError(
            "DESTINATION_OTHER_SYSTEM", destination=destination.full_name, system=destination.system
        )
    check_kind(member, branch, kind)
    if not reason.strip():
        raise RefusedError("REASON_FOR_LEAVING_MISSING")
    today = china_date(now)
    checks = evaluate(kind, Request(member, source, destination, particulars, remark, reason, today))
    _check_rules(kind, checks)
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
    return _opened(transfer, state, edition, now)


def _check_rules(kind: TransferKind, checks: tuple[Check, ...]) -> None:
    missed = missed_musts(checks)
    if missed:
        raise RefusedError(
            "RULE_MISSED",
            rule=missed[0].number,
            kind=kind,
            missed="".join(rule.sentence for rule in missed),
            missed_en=" ".join(rule.sentence_en for rule in missed),
        )


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


# Steps


def deadline_rule(edition: Edition, state: TransferState) -> Deadline | None:
    rules: Mapping[TransferState, Deadline] = {
        TransferState.AWAITING_SOURCE: edition.source,
        TransferState.AWAITING_SPECIAL: edition.special,
        TransferState.AWAITING_DESTINATION: edition.destination,
        TransferState.AWAITING_ALLOCATION: edition.allocation,
    }
    return rules.get(state)


def day_of_step(transfer: Transfer, now: datetime) -> int:
    """How many calendar days in China lie between the step's opening and now (SPEC R58)."""
    return (china_date(now) - china_date(transfer.opened_at)).days


def days_left(transfer: Transfer, now: datetime) -> int | None:
    """0 on the last day, negative after it."""
    return None if transfer.deadline is None else (transfer.deadline - china_date(now)).days


def _acting(transfer: Transfer, state: TransferState) -> Card | None:
    return {
        TransferState.AWAITING_SOURCE: transfer.source,
        TransferState.AWAITING_SPECIAL: transfer.special,
        TransferState.AWAITING_DESTINATION: transfer.destination,
        TransferState.AWAITING_ALLOCATION: transfer.destination,
    }.get(state)


def _opened(transfer: Transfer, state: TransferState, edition: Edition, now: datetime) -> Transfer:
    rule = deadline_rule(edition, state)
    deadline = None if rule is None else china_date(now) + timedelta(days=rule.last_day)
    return replace(transfer, state=state, acting=_acting(transfer, state), opened_at=now, deadline=deadline)


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


def _state_after_approval(transfer: Transfer) -> TransferState:
    """SPEC R50–R52."""
    if transfer.state is TransferState.AWAITING_SPECIAL:
        return TransferState.COMPLETED
    if transfer.state is TransferState.AWAITING_SOURCE:
        if transfer.kind is TransferKind.SPECIAL_UNIT:
            return TransferState.AWAITING_SPECIAL
        if transfer.started_side is not Side.DESTINATION:
            return TransferState.AWAITING_DESTINATION
    if transfer.destination.kind is OrganisationKind.BRANCH:
        return TransferState.COMPLETED
    return TransferState.AWAITING_ALLOCATION


def _approved(transfer: Transfer, edition: Edition, now: datetime) -> Transfer:
    state = _state_after_approval(transfer)
    opened = _opened(transfer, state, edition, now)
    return replace(opened, placed_in=transfer.destination) if state is TransferState.COMPLETED else opened


# Deciding


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
    return _approved(after, edition, now)


def refuse_transfer(
    transfer: Transfer, *, seen_version: int, reason: str, actor: Actor, now: datetime
) -> Transfer:
    """SPEC R54."""
    check_undecided(transfer, seen_version)
    _check_may_act(transfer, actor, Action.REFUSED, APPROVABLE_STATES)
    if not reason.strip():
        raise RefusedError("REFUSAL_REASON_MISSING")
    return _closed(
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
    _check_rules(transfer.kind, _checks_of_branch(transfer, card_of(branch), now))
    after = recorded(transfer, actor, Action.ALLOCATED, branch.full_name, now)
    return replace(_closed(after, TransferState.COMPLETED, now), placed_in=card_of(branch))


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
    return _closed(
        recorded(transfer, actor, Action.WITHDRAWN, "", now),
        TransferState.WITHDRAWN,
        now,
    )


def _closed(transfer: Transfer, state: TransferState, now: datetime) -> Transfer:
    return replace(transfer, state=state, acting=None, opened_at=now, deadline=None)


# What happens by deadline


def is_due(transfer: Transfer, edition: Edition, now: datetime) -> bool:
    """Whether the system must act in the administrator's stead (SPEC R80)."""
    return _rule_that_is_due(transfer, edition, now) is not None


def _rule_that_is_due(transfer: Transfer, edition: Edition, now: datetime) -> Deadline | None:
    rule = deadline_rule(edition, transfer.state)
    if rule is None or rule.outcome is AtDeadline.NOTHING or transfer.deadline is None:
        return None
    return rule if now >= end_of_day(transfer.deadline) else None


def lapse_transfer(transfer: Transfer, edition: Edition, now: datetime) -> Transfer:
    """SPEC R80, R82, R90: the step is approved or returned by the system, and signed as such."""
    rule = _rule_that_is_due(transfer, edition, now)
    if rule is None:
        raise RefusedError("DEADLINE_NOT_REACHED", deadline=str(transfer.deadline or "—"))
    if rule.outcome is AtDeadline.RETURN:
        remark = f"{rule.last_day} 天内未办理，系统自动退回"
        after = recorded(transfer, None, Action.REFUSED, remark, now)
        return _closed(after, TransferState.REFUSED, now)
    remark = f"{rule.last_day} 天内未办理，系统自动通过"
    after = recorded(transfer, None, Action.APPROVED, remark, now)
    return _approved(after, edition, now)


def is_soon_overdue(transfer: Transfer, edition: Edition, now: datetime) -> bool:
    """SPEC R80: from the reminder day on the administrator is told."""
    rule, left = deadline_rule(edition, transfer.state), days_left(transfer, now)
    return rule is not None and left is not None and left <= rule.last_day - rule.remind_day


# Completion


def placed(member: Member, transfer: Transfer) -> Member:
    """SPEC R57: the member in the branch where the completed transfer has put them.

    Marks belong to the organisation that is left, so they do not come along.
    """
    if transfer.state is not TransferState.COMPLETED or transfer.placed_in is None:
        return member
    return replace(
        member,
        version=member.version + 1,
        organisation_id=transfer.placed_in.id,
        graduation_month=None,
        mark=None,
        expected_month=None,
        delay_reason=None,
        marked_from=None,
        mark_version=member.version + 1,
        marked_by=transfer.history[-1].by,
        marked_at=transfer.history[-1].at,
    )
