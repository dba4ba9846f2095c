"""Graduates without employment who are kept at their school for a while (SPEC R63, R71, R90).

They count as not transferred; the entry ends when their transfer is complete.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.actors import Actor, Party
from domain.instants import Month, china_date, last_day_of, months_later
from domain.members import Member, graduation_month_of, is_counted_graduate
from domain.organisations import Organisation, SchoolLevel
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.registers import Entry, changed, check_entry
from domain.transfers import Transfer

_KEEPING_LEVELS = frozenset({SchoolLevel.UNIVERSITY, SchoolLevel.VOCATIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Entry):
    edition: int
    graduated_in: Month
    until: date
    """The last day."""
    reason: str
    prolonged: bool
    by: Party
    at: datetime

    @property
    def due_on(self) -> date:
        """SPEC R71: a reminder one month before the end, and overdue after it."""
        return self.until


def retain_member(
    retention_id: str,
    member: Member,
    branch: Organisation,
    *,
    months: int,
    reason: str,
    open_transfer: Transfer | None,
    present: Retention | None,
    edition: Edition,
    actor: Actor,
    now: datetime,
) -> Retention:
    """SPEC R63. ``months`` count from the month of graduation; ``present`` is the member's entry that has not
    ended."""
    actor.check_covers(branch.path, member.name)
    if branch.school_level not in _KEEPING_LEVELS:
        raise RefusedError("RETENTION_NOT_HERE", organisation=branch.full_name)
    graduated_in = graduation_month_of(member, branch)
    if graduated_in is None or not is_counted_graduate(member, branch):
        raise RefusedError("RETENTION_NEEDS_GRADUATE", member=member.name)
    if open_transfer is not None:
        raise RefusedError("TRANSFER_IS_OPEN", member=member.name)
    if present is not None:
        raise RefusedError("ALREADY_RETAINED", member=member.name, until=str(present.until))
    if not reason.strip():
        raise RefusedError("RETENTION_REASON_MISSING")
    return Retention(
        id=retention_id,
        version=1,
        member_id=member.id,
        member_name=member.name,
        search=member.search,
        organisation_id=branch.id,
        changed_by=actor.party,
        changed_at=now,
        edition=edition.year,
        graduated_in=graduated_in,
        until=_retained_until(graduated_in, months, edition.retention_months, china_date(now), edition),
        reason=reason.strip(),
        prolonged=False,
        by=actor.party,
        at=now,
    )


def prolong_retention(
    retention: Retention,
    branch: Organisation,
    *,
    months: int,
    seen_version: int,
    edition: Edition,
    actor: Actor,
    now: datetime,
) -> Retention:
    """SPEC R90, edition 2021: once, and to the longest that the edition knows. ``months`` count from the
    month of graduation, as before."""
    check_entry(retention, branch, seen_version, actor)
    if retention.prolonged or edition.retention_longest_months <= edition.retention_months:
        raise RefusedError("RETENTION_NOT_PROLONGED", edition=edition.name)
    later = max(china_date(now), retention.until + timedelta(days=1))
    longest = edition.retention_longest_months
    until = _retained_until(retention.graduated_in, months, longest, later, edition)
    return changed(retention, actor.party, now, until=until, prolonged=True)


def _retained_until(graduated_in: Month, months: int, longest: int, earliest: date, edition: Edition) -> date:
    if 1 <= months <= longest:
        until = last_day_of(months_later(graduated_in, months))
        if until >= earliest:
            return until
    raise RefusedError(
        "RETENTION_TOO_LONG",
        longest=str(longest),
        latest=str(last_day_of(months_later(graduated_in, longest))),
        clause=edition.clauses.get("retention", ""),
    )
