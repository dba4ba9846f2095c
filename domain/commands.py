"""Everything that an administrator or a member can ask for, and the one way in which it is carried out.

The server runs ``execute`` bindingly, the client to predict. A command names its subject beside it
(the member, transfer or organisation that it changes); order is kept per subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from domain import deciding, members, organisations, starting
from domain.actors import Actor
from domain.destinations import Particulars, TransferKind
from domain.entries import AnyEntry, entries_after
from domain.members import Mark, Member
from domain.organisations import Card, Organisation, System
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.register_commands import (
    REGISTER_COMMANDS,
    REGISTER_SUBJECTS,
    RegisterCommand,
    keep_register,
)
from domain.transfers import Transfer, TransferState, placed


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMember:
    """Subject: the member. SPEC R30–R31, R35."""

    mark: Mark
    expected_month: str | None = None
    delay_reason: str | None = None
    move_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeMark:
    """Subject: the member. SPEC R33."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGraduationMonth:
    """Subject: the branch. SPEC R20–R23."""

    month: str
    mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMemberMonth:
    """Subject: the member of a mixed branch. SPEC R23."""

    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTransfer:
    """Subject: the transfer, whose id the client makes. SPEC R40–R43.

    The destination is named by ``destination_id`` or, within 北京/广东/福建, by its exact full name.
    """

    member_id: str
    kind: TransferKind
    system: System
    reason: str
    destination_id: str | None = None
    destination_name: str | None = None
    remark: str = ""
    particulars: Particulars = field(default_factory=Particulars)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTransfer:
    """Subject: the transfer. SPEC R50."""

    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseTransfer:
    """Subject: the transfer. SPEC R54."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocateTransfer:
    """Subject: the transfer. SPEC R50."""

    branch_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTransfer:
    """Subject: the transfer. SPEC R44."""


Command = (
    MarkMember
    | RevokeMark
    | SetGraduationMonth
    | SetMemberMonth
    | StartTransfer
    | ApproveTransfer
    | RefuseTransfer
    | AllocateTransfer
    | WithdrawTransfer
    | RegisterCommand
)

COMMANDS: Mapping[str, type[Command]] = {
    "mark_member": MarkMember,
    "revoke_mark": RevokeMark,
    "set_graduation_month": SetGraduationMonth,
    "set_member_month": SetMemberMonth,
    "start_transfer": StartTransfer,
    "approve_transfer": ApproveTransfer,
    "refuse_transfer": RefuseTransfer,
    "allocate_transfer": AllocateTransfer,
    "withdraw_transfer": WithdrawTransfer,
    **REGISTER_COMMANDS,
}
"""The wire's name of every command: one word from button to table."""

COMMAND_NAMES: Mapping[type[Command], str] = {command: name for name, command in COMMANDS.items()}

SUBJECT_ENTITIES: Mapping[str, str] = {
    "mark_member": "member",
    "revoke_mark": "member",
    "set_graduation_month": "organisation",
    "set_member_month": "member",
    "start_transfer": "transfer",
    "approve_transfer": "transfer",
    "refuse_transfer": "transfer",
    "allocate_transfer": "transfer",
    "withdraw_transfer": "transfer",
    **REGISTER_SUBJECTS,
}


class World(Protocol):
    """What the rules may ask about the present state.

    Each raises RefusedError NOT_FOUND (DESTINATION_NOT_FOUND) for what is not there or must not be
    known; a member may be known also to whoever would take them in (SPEC R40). A transfer's cards
    carry the paths that hold now, because rights never come from a copy. On the server these rows are
    locked until the commit; on the client they are the cache with the outbox applied.
    """

    def member(self, member_id: str) -> Member: ...

    def member_if_known(self, member_id: str) -> Member | None:
        """None only on a client whose scope does not hold the member."""
        ...

    def organisation(self, organisation_id: str) -> Organisation: ...

    def transfer(self, transfer_id: str) -> Transfer: ...

    def open_transfer_of(self, member_id: str) -> Transfer | None: ...

    def entry(self, entry_id: str) -> AnyEntry: ...

    def open_entries_of(self, member_id: str) -> Sequence[AnyEntry]:
        """In whatever register; on a client those of its scope."""
        ...

    def destination(self, organisation_id: str | None, full_name: str | None, system: System) -> Card:
        """The card of an active organisation anywhere, by id or by exact full name (SPEC R43)."""
        ...

    def special_approver(self, branch: Organisation) -> Card | None:
        """The municipal committee above ``branch`` (SPEC R52)."""
        ...

    def edition(self, year: int | None) -> Edition:
        """The edition of that year; None asks for the one in force."""
        ...


class Changed(NamedTuple):
    """The rows as they become; their versions are one up."""

    transfer: Transfer | None = None
    member: Member | None = None
    organisation: Organisation | None = None
    entries: tuple[AnyEntry, ...] = ()


def execute(
    world: World, command: Command, subject_id: str, seen_version: int, actor: Actor, now: datetime
) -> Changed:
    """Raises RefusedError; otherwise everything in the answer must be stored together or not at all."""
    if isinstance(command, RegisterCommand):
        return Changed(entries=(keep_register(world, command, subject_id, seen_version, actor, now),))
    match command:
        case MarkMember():
            return _mark_member(world, command, subject_id, seen_version, actor, now)
        case RevokeMark():
            return _revoke_mark(world, subject_id, seen_version, actor, now)
        case SetGraduationMonth():
            branch = world.organisation(subject_id)
            return Changed(
                organisation=organisations.set_graduation_month(branch, command.month, command.mixed, actor)
            )
        case SetMemberMonth():
            member = world.member(subject_id)
            branch = world.organisation(member.organisation_id)
            return Changed(member=members.set_member_month(member, branch, command.month, actor))
        case StartTransfer():
            return Changed(transfer=_start_transfer(world, command, subject_id, actor, now))
        case WithdrawTransfer():
            transfer = world.transfer(subject_id)
            return Changed(
                transfer=deciding.withdraw_transfer(transfer, seen_version=seen_version, actor=actor, now=now)
            )
        case _:
            decided = _decide(world, command, subject_id, seen_version, actor, now)
            return Changed(
                transfer=decided, member=_moved(world, decided), entries=_registered(world, decided)
            )


def _mark_member(
    world: World, command: MarkMember, member_id: str, seen_version: int, actor: Actor, now: datetime
) -> Changed:
    member = world.member(member_id)
    members.check_mark_fresh(member, seen_version)
    marked = members.mark_member(
        member,
        world.organisation(member.organisation_id),
        mark=command.mark,
        expected_month=command.expected_month,
        delay_reason=command.delay_reason,
        move_to=world.organisation(command.move_to) if command.move_to else None,
        has_open_transfer=world.open_transfer_of(member_id) is not None,
        actor=actor,
        now=now,
    )
    return Changed(member=marked)


def _revoke_mark(world: World, member_id: str, seen_version: int, actor: Actor, now: datetime) -> Changed:
    member = world.member(member_id)
    members.check_mark_fresh(member, seen_version)
    revoked = members.revoke_mark(
        member,
        world.organisation(member.organisation_id),
        home=world.organisation(member.marked_from) if member.marked_from else None,
        has_open_transfer=world.open_transfer_of(member_id) is not None,
        actor=actor,
        now=now,
    )
    return Changed(member=revoked)


def _start_transfer(
    world: World, command: StartTransfer, transfer_id: str, actor: Actor, now: datetime
) -> Transfer:
    _check_destination_named(command)
    member = world.member(command.member_id)
    branch = world.organisation(member.organisation_id)
    return starting.start_transfer(
        transfer_id,
        member,
        branch,
        world.destination(command.destination_id, command.destination_name, command.system),
        kind=command.kind,
        system=command.system,
        reason=command.reason,
        remark=command.remark,
        particulars=command.particulars,
        special=world.special_approver(branch) if command.kind is TransferKind.SPECIAL_UNIT else None,
        open_transfer=world.open_transfer_of(member.id),
        edition=world.edition(None),
        actor=actor,
        now=now,
    )


def _check_destination_named(command: StartTransfer) -> None:
    """SPEC R43: by its name alone only within 北京/广东/福建."""
    by_name = bool(command.destination_name) and command.system is not System.NATIONAL
    if not command.destination_id and not by_name:
        raise RefusedError("DESTINATION_MISSING")


def _decide(
    world: World,
    command: ApproveTransfer | RefuseTransfer | AllocateTransfer,
    transfer_id: str,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> Transfer:
    transfer = world.transfer(transfer_id)
    match command:
        case ApproveTransfer():
            return deciding.approve_transfer(
                transfer,
                seen_version=seen_version,
                remark=command.remark,
                edition=world.edition(transfer.edition),
                actor=actor,
                now=now,
            )
        case RefuseTransfer():
            return deciding.refuse_transfer(
                transfer, seen_version=seen_version, reason=command.reason, actor=actor, now=now
            )
        case _:
            return deciding.allocate_transfer(
                transfer,
                seen_version=seen_version,
                branch=world.organisation(command.branch_id),
                actor=actor,
                now=now,
            )


def _moved(world: World, transfer: Transfer) -> Member | None:
    """The member in the new branch, when this decision completed the transfer.

    The client of the receiving side does not know the member's own row yet; then only the transfer
    is predicted.
    """
    if transfer.state is not TransferState.COMPLETED:
        return None
    member = world.member_if_known(transfer.member_id)
    return None if member is None else placed(member, transfer)


def _registered(world: World, transfer: Transfer) -> tuple[AnyEntry, ...]:
    if transfer.state is not TransferState.COMPLETED:
        return ()
    return entries_after(transfer, world.open_entries_of(transfer.member_id))
