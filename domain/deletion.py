"""Deleting a member, which is never a substitute for a transfer, and the way back (SPEC R46, question 18)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.actors import Actor, Party
from domain.instants import china_date, china_minute
from domain.members import Member, check_mark_fresh, is_counted_graduate
from domain.organisations import Organisation, check_active
from domain.refusals import RefusedError

RESTORABLE_DAYS = 30


class DeletionReason(StrEnum):
    """The accepted kinds. To be registered elsewhere is none of them."""

    DUPLICATE = "duplicate"
    WRONG_ENTRY = "wrong_entry"
    DECEASED = "deceased"
    EXPELLED = "expelled"
    LEFT = "left"


_MEMBERSHIP_HAS_ENDED = frozenset({DeletionReason.DECEASED, DeletionReason.EXPELLED, DeletionReason.LEFT})
"""Then no transfer is due any more, not even a graduate's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Stands in the member's place; holds all that is needed to bring them back."""

    member: Member
    version: int
    """The member's, one up."""
    reason: DeletionReason
    remark: str
    by: Party
    at: datetime

    @property
    def restorable_until(self) -> date:
        """The last day."""
        return china_date(self.at) + timedelta(days=RESTORABLE_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMember:
    """Subject: the member."""

    reason: DeletionReason
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreMember:
    """Subject: the member who was deleted."""


DeletionCommand = DeleteMember | RestoreMember

DELETION_COMMANDS: Mapping[str, type[DeletionCommand]] = {
    "delete_member": DeleteMember,
    "restore_member": RestoreMember,
}
"""By the wire's name, as ``domain.commands.COMMANDS``."""


def delete_member(
    member: Member,
    branch: Organisation,
    *,
    reason: DeletionReason,
    remark: str,
    has_open_transfer: bool,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> Deletion:
    """``remark``: what happened, in words; required, because the kind alone is soon chosen."""
    actor.check_covers(branch.path, member.name)
    check_mark_fresh(member, seen_version)
    if not remark.strip():
        raise RefusedError("DELETION_REMARK_MISSING")
    if has_open_transfer:
        raise RefusedError("TRANSFER_IS_OPEN", member=member.name)
    if is_counted_graduate(member, branch) and reason not in _MEMBERSHIP_HAS_ENDED:
        raise RefusedError("DELETION_INSTEAD_OF_TRANSFER", member=member.name)
    return Deletion(
        member=member,
        version=member.version + 1,
        reason=reason,
        remark=remark.strip(),
        by=actor.party,
        at=now,
    )


def restore_member(deletion: Deletion, branch: Organisation, actor: Actor, now: datetime) -> Member:
    """The member as they were, in the branch that they were deleted from."""
    member = deletion.member
    actor.check_covers(branch.path, member.name)
    check_active(branch)
    if china_date(now) > deletion.restorable_until:
        raise RefusedError(
            "RESTORATION_TOO_LATE",
            member=member.name,
            when=china_minute(deletion.at),
            until=str(deletion.restorable_until),
        )
    return replace(member, version=deletion.version + 1)
