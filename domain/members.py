"""Members and the marks of a graduate organisation (SPEC R23, R30–R35)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.actors import Actor, Party
from domain.identity import Gender
from domain.instants import Month, china_minute, year_of
from domain.organisations import (
    Category,
    Field,
    Organisation,
    OrganisationKind,
    check_active,
    check_month_permitted,
    check_month_possible,
    checked_month,
)
from domain.refusals import RefusedError


class Mark(StrEnum):
    DELAYED_GRADUATE = "delayed_graduate"
    TEACHER = "teacher"
    FLOATING_GRADUATE = "floating_graduate"


class Standing(StrEnum):
    """团籍状态."""

    GOOD = "good"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyContact:
    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """``household``, ``origin`` and ``residence`` are division codes (户籍地, 生源地, 居住地)."""

    id: str
    version: int
    organisation_id: str
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
    standing: Standing
    graduation_month: Month | None
    """Their own month in a mixed branch (SPEC R23); elsewhere the branch's holds."""
    mark: Mark | None
    expected_month: Month | None
    delay_reason: str | None
    marked_from: str | None
    """The branch that a delayed graduate was brought from (SPEC R35), where revoking returns them."""
    marked_by: Party | None
    marked_at: datetime | None
    mark_version: int
    """The version that last changed the mark, by which a stale decision is known."""
    search: str
    """Name, pinyin and initials, made by the server, that a search runs over."""


def graduation_month_of(member: Member, branch: Organisation) -> Month | None:
    return member.graduation_month if branch.mixed else branch.graduation_month


def is_graduate(member: Member, branch: Organisation) -> bool:
    """Whether the yearly change has made them a graduate (SPEC R24), whatever their mark."""
    if branch.category is not Category.GRADUATE or branch.graduate_year is None:
        return False
    month = graduation_month_of(member, branch)
    return not branch.mixed or (month is not None and year_of(month) <= branch.graduate_year)


def is_counted_graduate(member: Member, branch: Organisation) -> bool:
    """SPEC R34: only unmarked graduates' transfers are 学社衔接."""
    return member.mark is None and is_graduate(member, branch)


def check_mark_permitted(branch: Organisation, actor: Actor, member: Member) -> None:
    """SPEC R32."""
    actor.check_covers(branch.path, member.name)
    if branch.whole_school:
        permitted = actor.organisation.id == branch.parent_id
    else:
        permitted = actor.organisation.field is Field.EDUCATION
    if not permitted:
        raise RefusedError("MARK_NOT_YOURS")


def check_mark_fresh(member: Member, seen_version: int) -> None:
    """SPEC R59, for marks: a mark set by someone else since what was seen is not overwritten."""
    if member.mark_version <= seen_version:
        return
    who = member.marked_by.name if member.marked_by else "—"
    when = china_minute(member.marked_at) if member.marked_at else "—"
    raise RefusedError("STALE_VERSION", what=member.name, who=who, when=when)


def check_delay(expected_month: str | None, delay_reason: str | None, regular: Month | None) -> Month:
    """SPEC R31."""
    if not expected_month:
        raise RefusedError("EXPECTED_MONTH_MISSING")
    expected = checked_month(expected_month)
    if regular is not None:
        check_later(expected, regular)
    if not (delay_reason or "").strip():
        raise RefusedError("DELAY_REASON_MISSING")
    return expected


def check_later(expected: Month, regular: Month) -> None:
    """SPEC R31."""
    if expected <= regular:
        raise RefusedError("EXPECTED_MONTH_TOO_EARLY", expected=expected, regular=regular)


def check_markable(member: Member, branch: Organisation, has_open_transfer: bool) -> None:
    """SPEC R30: what a member must be, whichever mark is chosen."""
    if member.mark is not None:
        raise RefusedError("ALREADY_MARKED", member=member.name, mark=member.mark)
    if not is_graduate(member, branch):
        raise RefusedError("NOT_A_GRADUATE", member=member.name)
    if has_open_transfer:
        raise RefusedError("TRANSFER_IS_OPEN", member=member.name)


def mark_member(
    member: Member,
    branch: Organisation,
    *,
    mark: Mark,
    expected_month: str | None,
    delay_reason: str | None,
    move_to: Organisation | None,
    has_open_transfer: bool,
    actor: Actor,
    now: datetime,
) -> Member:
    """SPEC R30–R33, R35. ``move_to`` is the delayed-graduate branch they are brought together in."""
    check_mark_permitted(branch, actor, member)
    check_markable(member, branch, has_open_transfer)
    marked = replace(
        member,
        version=member.version + 1,
        mark=mark,
        mark_version=member.version + 1,
        marked_by=actor.party,
        marked_at=now,
    )
    if mark is not Mark.DELAYED_GRADUATE:
        return marked
    expected = check_delay(expected_month, delay_reason, graduation_month_of(member, branch))
    marked = replace(marked, expected_month=expected, delay_reason=(delay_reason or "").strip())
    return marked if move_to is None else _brought_together(marked, move_to, actor)


def _brought_together(member: Member, branch: Organisation, actor: Actor) -> Member:
    actor.check_covers(branch.path, f"“{branch.full_name}”")
    check_active(branch)
    if branch.category is not Category.DELAYED_GRADUATE or branch.kind is not OrganisationKind.BRANCH:
        raise RefusedError("NOT_A_DELAYED_BRANCH", organisation=branch.full_name)
    return replace(member, marked_from=member.organisation_id, organisation_id=branch.id)


def revoke_mark(
    member: Member,
    branch: Organisation,
    *,
    home: Organisation | None,
    has_open_transfer: bool,
    actor: Actor,
    now: datetime,
) -> Member:
    """SPEC R33: whatever the mark was, they are an unmarked graduate of their branch again. ``home`` is the
    branch ``marked_from``: who may mark there may bring back to there."""
    actor.check_covers(branch.path, member.name)
    check_mark_permitted(home or branch, actor, member)
    if home is not None:
        check_active(home)
    if member.mark is None:
        raise RefusedError("NOT_MARKED", member=member.name)
    if has_open_transfer:
        raise RefusedError("TRANSFER_IS_OPEN", member=member.name)
    return replace(
        member,
        version=member.version + 1,
        organisation_id=member.marked_from or member.organisation_id,
        mark=None,
        expected_month=None,
        delay_reason=None,
        marked_from=None,
        mark_version=member.version + 1,
        marked_by=actor.party,
        marked_at=now,
    )


def set_member_month(member: Member, branch: Organisation, month: str, actor: Actor) -> Member:
    """SPEC R23: only where the branch is mixed."""
    check_month_permitted(branch, actor)
    check_month_possible(branch)
    if not branch.mixed:
        raise RefusedError("NOT_MIXED", organisation=branch.full_name)
    regular = checked_month(month)
    if member.expected_month is not None:
        check_later(member.expected_month, regular)
    return replace(member, version=member.version + 1, graduation_month=regular)
