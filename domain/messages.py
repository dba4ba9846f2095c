"""What the administrators of an organisation are told (SPEC R81): derived from what is kept anyway.

A transfer with its history, or an entry of a register, tells all messages that come from it, also those
whose time has not come yet. So nothing is stored twice, and whoever changes the one has changed the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.actors import Party
from domain.entries import AnyEntry, register_of
from domain.instants import china_date, end_of_day
from domain.policy import Edition
from domain.registers import soon_from
from domain.steps import acting_in
from domain.transfers import (
    DECISIVE_ACTIONS,
    OPEN_STATES,
    Action,
    Event,
    Side,
    Transfer,
    TransferState,
    deadline_rule,
)


class MessageKind(StrEnum):
    REQUEST_RECEIVED = "request_received"
    STEP_APPROVED = "step_approved"
    AUTOMATIC_APPROVAL = "automatic_approval"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ALLOCATED = "allocated"
    COMPLETED = "completed"
    REMINDER = "reminder"
    NUDGED = "nudged"
    DAYS_GIVEN_BACK = "days_given_back"
    CONFLICT = "conflict"
    REGISTER_DUE = "register_due"
    REGISTER_OVERDUE = "register_overdue"


CONFLICT_CODES = frozenset({"ALREADY_DECIDED", "STALE_VERSION"})
"""SPEC R59: the refusals of those before whom somebody else was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """``key`` tells the messages of one subject apart, and is the same wherever they are derived."""

    subject_kind: str
    """``transfer`` or the register."""
    subject_id: str
    key: str
    kind: MessageKind
    at: datetime
    name: str
    """Of the member whom it is about."""
    by: Party | None = None
    """None: the system, or the calendar."""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}:{self.key}"


# Transfers


def transfer_messages(transfer: Transfer, edition: Edition | None, organisation_id: str) -> Iterator[Message]:
    """``edition``: that of the transfer; without it there are no reminders."""
    for step in _steps(transfer):
        for kind in step.kinds_for(organisation_id):
            yield _of_event(transfer, step, kind)
        if step.opens_for(organisation_id) and edition is not None:
            yield from _reminder(transfer, step, edition)


@dataclass(frozen=True, slots=True)
class _Step:
    """One event with what it led to."""

    event: Event
    after: TransferState
    acting: str | None
    """Who must act since then."""
    placed_in: str | None
    """Set by the event that has completed the transfer."""
    doer: str | None
    """The organisation in whose name somebody did it."""
    involved: frozenset[str]
    """Organisations that had to do with it before."""
    ended_at: datetime | None
    """When the step that it opened was over."""

    def opens_for(self, organisation_id: str) -> bool:
        return self.event.action in DECISIVE_ACTIONS and self.acting == organisation_id

    def kinds_for(self, organisation_id: str) -> Iterator[MessageKind]:
        """Nobody is told what they have done themselves."""
        if organisation_id == self.doer:
            return
        match self.event.action:
            case Action.NUDGED if organisation_id == self.acting:
                yield MessageKind.NUDGED
            case Action.PROLONGED if organisation_id == self.acting:
                yield MessageKind.DAYS_GIVEN_BACK
            case Action.STARTED | Action.APPROVED | Action.ALLOCATED:
                yield from self._progress_for(organisation_id)
            case Action.REFUSED if organisation_id in self.involved:
                yield MessageKind.REFUSED
            case Action.WITHDRAWN if organisation_id in self.involved:
                yield MessageKind.WITHDRAWN
            case _:
                return

    def _progress_for(self, organisation_id: str) -> Iterator[MessageKind]:
        if self.event.action is Action.ALLOCATED and organisation_id == self.placed_in:
            yield MessageKind.ALLOCATED
        elif organisation_id in self.involved:
            if self.event.automatic:
                yield MessageKind.AUTOMATIC_APPROVAL
            if self.placed_in is not None:
                yield MessageKind.COMPLETED
            elif not self.event.automatic and self.event.action is Action.APPROVED:
                yield MessageKind.STEP_APPROVED
        elif organisation_id == self.acting:
            yield MessageKind.REQUEST_RECEIVED


def _steps(transfer: Transfer) -> Iterator[_Step]:
    history = transfer.history
    involved: frozenset[str] = frozenset()
    for number, event in enumerate(history):
        later = history[number + 1 :]
        after = _state_after(transfer, later)
        acting = acting_in(transfer, after)
        placed_in = transfer.placed_in if after is TransferState.COMPLETED else None
        doer = _doer(transfer, event)
        yield _Step(
            event,
            after,
            acting.id if acting else None,
            placed_in.id if placed_in else None,
            doer,
            involved,
            next((each.at for each in later if each.action in DECISIVE_ACTIONS), None),
        )
        involved |= {each for each in (transfer.source.id, doer, acting and acting.id) if each}


def _state_after(transfer: Transfer, later: tuple[Event, ...]) -> TransferState:
    following = later[0].state if later else transfer.state
    return transfer.state if following is None else following


def _doer(transfer: Transfer, event: Event) -> str | None:
    oneself = transfer.started_side is Side.MEMBER and event.by.user_id == transfer.started_by.user_id
    return None if event.automatic or oneself else event.by.organisation_id


def _of_event(transfer: Transfer, step: _Step, kind: MessageKind) -> Message:
    event = step.event
    placed_in = transfer.placed_in if step.placed_in else None
    return Message(
        subject_kind="transfer",
        subject_id=transfer.id,
        key=f"{event.version}:{kind}",
        kind=kind,
        at=event.at,
        name=transfer.subject.name,
        by=None if event.automatic else event.by,
        facts={
            "source": transfer.source.full_name,
            "destination": transfer.destination.full_name,
            "branch": placed_in.full_name if placed_in else "",
            "remark": event.remark,
            "state": step.after,
        },
    )


def _reminder(transfer: Transfer, step: _Step, edition: Edition) -> Iterator[Message]:
    """SPEC R80. Days that are given back later change nothing: it was told by then."""
    rule = deadline_rule(edition, step.after) if step.after in OPEN_STATES else None
    if rule is None:
        return
    opened_on = china_date(step.event.at)
    at = beginning_of(opened_on + timedelta(days=rule.remind_day))
    if step.ended_at is None or step.ended_at > at:
        yield Message(
            subject_kind="transfer",
            subject_id=transfer.id,
            key=f"{step.event.version}:{MessageKind.REMINDER}",
            kind=MessageKind.REMINDER,
            at=at,
            name=transfer.subject.name,
            facts={
                "source": transfer.source.full_name,
                "destination": transfer.destination.full_name,
                "state": step.after,
                "day": str(rule.remind_day),
                "deadline": str(opened_on + timedelta(days=rule.last_day)),
            },
        )


# Registers


def entry_messages(entry: AnyEntry, organisation_id: str) -> Iterator[Message]:
    """A reminder is there as long as what it reminds of."""
    if entry.ended_on is not None or organisation_id != entry.organisation_id:
        return
    yield _due(entry, MessageKind.REGISTER_DUE, soon_from(entry.due_on))
    yield _due(entry, MessageKind.REGISTER_OVERDUE, entry.due_on + timedelta(days=1))


def _due(entry: AnyEntry, kind: MessageKind, day: date) -> Message:
    return Message(
        subject_kind=register_of(entry),
        subject_id=entry.id,
        key=f"{entry.due_on}:{kind}",
        kind=kind,
        at=beginning_of(day),
        name=entry.member_name,
        facts={"due_on": str(entry.due_on), "register": register_of(entry)},
    )


def beginning_of(day: date) -> datetime:
    return end_of_day(day - timedelta(days=1))
