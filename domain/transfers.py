"""A transfer of membership 组织关系转接 as it is: its values, its days and who must act next.

What happens to it: ``starting``, ``deciding``. Who must act next is ``acting``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.actors import Party
from domain.destinations import Check, Particulars, TransferKind
from domain.identity import Gender
from domain.instants import china_date, end_of_day
from domain.members import EmergencyContact, Member
from domain.organisations import Card
from domain.policy import AtDeadline, Deadline, Edition


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


def last_decision(transfer: Transfer) -> Event:
    """What has brought it into its present state, whatever reminders came after."""
    return next(event for event in reversed(transfer.history) if event.action in DECISIVE_ACTIONS)


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


def is_due(transfer: Transfer, edition: Edition, now: datetime) -> bool:
    """Whether the system must act in the administrator's stead (SPEC R80)."""
    return rule_that_is_due(transfer, edition, now) is not None


def rule_that_is_due(transfer: Transfer, edition: Edition, now: datetime) -> Deadline | None:
    rule = deadline_rule(edition, transfer.state)
    if rule is None or rule.outcome is AtDeadline.NOTHING or transfer.deadline is None:
        return None
    return rule if now >= end_of_day(transfer.deadline) else None


def is_soon_overdue(transfer: Transfer, edition: Edition, now: datetime) -> bool:
    """SPEC R80: from the reminder day on the administrator is told."""
    rule, left = deadline_rule(edition, transfer.state), days_left(transfer, now)
    return rule is not None and left is not None and left <= rule.last_day - rule.remind_day


def placed(member: Member, transfer: Transfer) -> Member:
    """SPEC R57: the member in the branch where the completed transfer has put them.

    Marks belong to the organisation that is left, so they do not come along.
    """
    if transfer.placed_in is None:
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
