"""What the client shows: values for the screens, already joined, without SQL, HTTP or Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from domain.actors import Role
from domain.destinations import Check
from domain.instants import Month
from domain.members import Member
from domain.organisations import Card, Organisation
from domain.refusals import Refusal
from domain.transfers import Transfer, TransferState


class Kind(StrEnum):
    MEMBER = "member"
    TRANSFER = "transfer"
    ORGANISATION = "organisation"
    STUDY_ABROAD = "study_abroad"
    RETENTION = "retention"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Which rows look different from before. ``everything``: a new scope or cache, read all anew."""

    members: frozenset[str] = frozenset()
    transfers: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    """Of the registers."""
    messages: bool = False
    outbox: bool = False
    status: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An account that has signed in on this machine; holds no full identity number."""

    key: str
    server: str
    account_masked: str
    user_name: str
    organisation_id: str
    organisation_name: str
    last_used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    key: str
    server: str
    user_id: str
    user_name: str
    account_masked: str
    role: Role
    organisation: Card
    organisations: tuple[Card, ...]
    must_change_password: bool
    offline: bool
    """Opened from what is on this machine, because the server did not answer."""


class Connection(StrEnum):
    ONLINE = "online"
    CONNECTING = "connecting"
    UNREACHABLE = "unreachable"
    WORKING_OFFLINE = "working_offline"
    """Switched off by the user."""
    STOPPED = "stopped"
    """Nothing is sent until the user has acted: sign in again, wrong server, too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    done: int
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    connection: Connection
    syncing: bool
    progress: Progress | None
    """Rows of a first sync."""
    synced_at: datetime | None
    waiting: int
    """Ops not settled yet 待同步."""
    attention: int
    """Rejected ops and conflicts not dismissed yet."""
    problem: str
    problem_en: str
    """Why nothing is sent at present, with what to do; empty when all is well."""
    edition_name: str
    edition_year: int | None
    problem_code: str = ""


class Delivery(StrEnum):
    """How a row stands to the server."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    """A command of this outbox is applied on top of it: 待同步."""
    ATTENTION = "attention"
    """The last command on it was refused or in conflict, and not dismissed yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    member: Member
    branch_name: str
    graduation_month: Month | None
    """The month that holds for the member: the branch's, or in a mixed branch their own."""
    graduate: bool
    """Whether the column 被标记成员身份 shows 毕业生 when there is no mark."""
    open_transfer: TransferState | None
    delivery: Delivery
    open_transfer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    transfer: Transfer
    days_left: int | None
    delivery: Delivery


class MemberList(StrEnum):
    ORDINARY = "ordinary"
    DELAYED = "delayed"
    """延迟毕业团员列表 (SPEC R33)."""


class MemberOrder(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    MARK = "mark"
    GRADUATION_MONTH = "graduation_month"


class Tab(StrEnum):
    PENDING = "pending"
    DECIDED = "decided"
    STARTED = "started"


class TransferOrder(StrEnum):
    DEADLINE = "deadline"
    NAME = "name"
    KIND = "kind"
    SOURCE = "source"
    DESTINATION = "destination"
    STATE = "state"
    STARTED_AT = "started_at"
    DECIDED_AT = "decided_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuery:
    """``organisation_id`` None: the whole scope; otherwise it and everything below."""

    list: MemberList = MemberList.ORDINARY
    organisation_id: str | None = None
    text: str = ""
    order: MemberOrder = MemberOrder.NAME
    descending: bool = False


class DueRange(NamedTuple):
    """Days of deadlines, both included; ``first`` None: as early as they come."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferQuery:
    """PENDING: open and its acting organisation lies in the scope. DECIDED: this user decided a step.
    STARTED: started by this user or by an administrator of the same organisation. ``due``: only what is due
    then; ``unallocated``: only what waits for an allocation."""

    tab: Tab = Tab.PENDING
    due: DueRange | None = None
    unallocated: bool = False
    organisation_id: str | None = None
    text: str = ""
    order: TransferOrder = TransferOrder.DEADLINE
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNode:
    organisation: Organisation
    members: int
    """In it and below."""
    pending: int
    """Transfers that it or what is below must decide."""
    has_children: bool
    delivery: Delivery = Delivery.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    pending: int
    soon: int
    """Of these, overdue soon (SPEC R80)."""
    attention: int
    waiting: int
    unread: int = 0
    """Messages."""
    overdue: int = 0
    """Entries of the registers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A row as it stood on the screen."""

    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer for one item of an action: an op in the outbox, or why not."""

    id: str
    title: str
    op_id: str | None
    refusal: Refusal | None


class OpState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    APPLIED = "applied"
    REJECTED = "rejected"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    op_id: str
    kind: str
    """A name of domain.commands.COMMANDS."""
    subject_kind: Kind
    subject_id: str
    title: str
    """Who or what it is about, from the cache; empty when it is no longer in scope."""
    state: OpState
    decided_at: datetime
    entered: Mapping[str, str] = field(default_factory=dict)
    """What the user typed or chose (remark, reason, expected_month, delay_reason, branch …), kept to read."""
    code: str = ""
    sentence: str = ""
    sentence_en: str = ""
    seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTarget:
    """One row of the marking dialogue, before anything is done."""

    seen: Seen
    title: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlan:
    """What marking these members would meet (UX: rows that cannot be marked are listed first)."""

    markable: tuple[MarkTarget, ...]
    left_out: tuple[MarkTarget, ...]
    earliest_month: Month | None
    """The first expected month that is allowed for all markable ones."""
    delayed_branches: tuple[Card, ...]
    """Where delayed graduates can be brought together (SPEC R35)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePlan:
    """Whose marks would be revoked, and whose cannot be, with the reason (SPEC R121)."""

    revocable: tuple[MarkTarget, ...]
    left_out: tuple[MarkTarget, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """What giving these members a graduation month of their own would meet (SPEC R23)."""

    settable: tuple[MarkTarget, ...]
    left_out: tuple[MarkTarget, ...]
    before: Month | None
    """The earliest expected month of a delayed graduate among them; it must come later (SPEC R31)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A member for whom a transfer is to be started."""

    member: Member
    branch: Card
    counted: bool
    """Whether one of the eight kinds is meant (SPEC R34)."""
    obstacle: Refusal | None
    """What refuses every transfer of theirs at present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTarget:
    """One transfer as it would be started: each rule (SPEC R68), and what would refuse it."""

    member_id: str
    title: str
    refusal: Refusal | None
    checks: tuple[Check, ...]
    certain: bool
    """False where only the server can look, because member or destination lie outside the scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    cards: tuple[Card, ...]
    nationwide: bool
    """False: only the scope was searched, because the server cannot be asked now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetCode:
    """SPEC R11: shown once; kept nowhere."""

    code: str
    expires_at: datetime
    account_masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDetail:
    row: TransferRow
    may_approve: bool
    may_refuse: bool
    may_allocate: bool
    may_withdraw: bool
    branches: tuple[Card, ...] = ()
    """Where it can be allocated to."""
    attention: OutboxItem | None = None
    """What this user had entered and the server did not accept (SPEC R59)."""
