"""What an administrator can ask to be entered into the registers (SPEC R63, R70–R72), and how it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from domain.actors import Actor
from domain.entries import AnyEntry
from domain.follow_up import FollowUp, record_follow_up
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.registers import check_entry, checked_text, end_entry
from domain.retention import Retention, prolong_retention, retain_member
from domain.study_abroad import StudyAbroad, record_report
from domain.transfers import Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainMember:
    """Subject: the retention, whose id the client makes. SPEC R63."""

    member_id: str
    months: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProlongRetention:
    """Subject: the retention. SPEC R90."""

    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRetention:
    """Subject: the retention; they are kept no longer."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReport:
    """Subject: the entry of study abroad. SPEC R70."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStudyAbroad:
    """Subject: the entry of study abroad."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFollowUp:
    """Subject: the floating member's entry. SPEC R72."""

    outcome: str
    found_work_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFollowUp:
    """Subject: the floating member's entry; there is nothing more to ask, although they are still here."""

    outcome: str


RegisterCommand = (
    RetainMember
    | ProlongRetention
    | EndRetention
    | RecordReport
    | EndStudyAbroad
    | RecordFollowUp
    | EndFollowUp
)

REGISTER_COMMANDS: Mapping[str, type[RegisterCommand]] = {
    "retain_member": RetainMember,
    "prolong_retention": ProlongRetention,
    "end_retention": EndRetention,
    "record_report": RecordReport,
    "end_study_abroad": EndStudyAbroad,
    "record_follow_up": RecordFollowUp,
    "end_follow_up": EndFollowUp,
}

REGISTER_SUBJECTS: Mapping[str, str] = {
    "retain_member": "retention",
    "prolong_retention": "retention",
    "end_retention": "retention",
    "record_report": "study_abroad",
    "end_study_abroad": "study_abroad",
    "record_follow_up": "follow_up",
    "end_follow_up": "follow_up",
}


class RegisterWorld(Protocol):
    """What the registers' rules may ask; see ``domain.commands.World``."""

    def member(self, member_id: str) -> Member: ...

    def organisation(self, organisation_id: str) -> Organisation: ...

    def open_transfer_of(self, member_id: str) -> Transfer | None: ...

    def edition(self, year: int | None) -> Edition: ...

    def entry(self, entry_id: str) -> AnyEntry: ...

    def open_entries_of(self, member_id: str) -> Sequence[AnyEntry]: ...


E = TypeVar("E", StudyAbroad, Retention, FollowUp)


def keep_register(
    world: RegisterWorld,
    command: RegisterCommand,
    entry_id: str,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> AnyEntry:
    """The entry as it becomes. Raises RefusedError."""
    match command:
        case RetainMember():
            return _retain(world, command, entry_id, actor, now)
        case ProlongRetention():
            kept = _entry(world, entry_id, Retention)
            return prolong_retention(
                kept,
                world.organisation(kept.organisation_id),
                months=command.months,
                seen_version=seen_version,
                edition=world.edition(kept.edition),
                actor=actor,
                now=now,
            )
        case RecordReport():
            abroad = _entry(world, entry_id, StudyAbroad)
            branch = world.organisation(abroad.organisation_id)
            return record_report(
                abroad, branch, command.text, seen_version=seen_version, actor=actor, now=now
            )
        case RecordFollowUp():
            floating = _entry(world, entry_id, FollowUp)
            return record_follow_up(
                floating,
                world.organisation(floating.organisation_id),
                outcome=command.outcome,
                found_work_on=command.found_work_on,
                seen_version=seen_version,
                actor=actor,
                now=now,
            )
        case _:
            return _end(world, command, entry_id, seen_version, actor, now)


def _retain(
    world: RegisterWorld, command: RetainMember, retention_id: str, actor: Actor, now: datetime
) -> Retention:
    member = world.member(command.member_id)
    kept = [entry for entry in world.open_entries_of(member.id) if isinstance(entry, Retention)]
    return retain_member(
        retention_id,
        member,
        world.organisation(member.organisation_id),
        months=command.months,
        reason=command.reason,
        open_transfer=world.open_transfer_of(member.id),
        present=kept[0] if kept else None,
        edition=world.edition(None),
        actor=actor,
        now=now,
    )


def _end(
    world: RegisterWorld,
    command: EndRetention | EndStudyAbroad | EndFollowUp,
    entry_id: str,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> AnyEntry:
    entry: AnyEntry
    match command:
        case EndRetention():
            entry = _entry(world, entry_id, Retention)
        case EndStudyAbroad():
            entry = _entry(world, entry_id, StudyAbroad)
        case EndFollowUp():
            entry = _entry(world, entry_id, FollowUp)
    check_entry(entry, world.organisation(entry.organisation_id), seen_version, actor)
    return end_entry(entry, actor.party, now, checked_text(command.outcome))


def _entry(world: RegisterWorld, entry_id: str, kind: type[E]) -> E:
    entry = world.entry(entry_id)
    if not isinstance(entry, kind):
        raise RefusedError("NOT_FOUND", what="这项登记", what_en="This entry")
    return entry
