"""What the three registers (SPEC R70–R72) have in common: an entry that is open, and due on some day.

When something is due follows from the entry and today, so that no clock has to keep it up to date.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from domain.actors import Actor, Party
from domain.instants import china_date, china_minute, months_after
from domain.organisations import Organisation
from domain.refusals import RefusedError


class Register(StrEnum):
    STUDY_ABROAD = "study_abroad"
    RETENTION = "retention"
    FOLLOW_UP = "follow_up"


class Due(StrEnum):
    """How an entry stands today."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(ABC):
    id: str
    version: int
    member_id: str
    member_name: str
    search: str
    """The member's, kept for when they have gone to where this organisation sees them no longer."""
    organisation_id: str
    changed_by: Party
    changed_at: datetime
    outcome: str = ""
    ended_on: date | None = None

    @property
    @abstractmethod
    def due_on(self) -> date:
        """The last day on which nothing is late yet."""

    def due(self, today: date) -> Due:
        return due_of(today, self.due_on, self.ended_on is not None)


E = TypeVar("E", bound=Entry)


def due_of(today: date, last_day: date, closed: bool) -> Due:
    """Soon is within a month of the last day."""
    if closed:
        return Due.CLOSED
    if today > last_day:
        return Due.OVERDUE
    return Due.SOON if months_after(today, 1) >= last_day else Due.LATER


def soon_from(last_day: date) -> date:
    """The first day on which it is due soon."""
    day = last_day - timedelta(days=31)
    while months_after(day, 1) < last_day:
        day += timedelta(days=1)
    return day


def check_entry(entry: Entry, branch: Organisation, seen_version: int, actor: Actor) -> None:
    """SPEC R59: whoever acts upon an older picture is told who has changed it."""
    actor.check_covers(branch.path, f"“{branch.full_name}”")
    if entry.version > seen_version:
        when = china_minute(entry.changed_at)
        raise RefusedError("STALE_VERSION", what=entry.member_name, who=entry.changed_by.name, when=when)
    if entry.ended_on is not None:
        raise RefusedError("REGISTER_ENTRY_CLOSED", when=str(entry.ended_on))


def checked_text(text: str) -> str:
    if not text.strip():
        raise RefusedError("REGISTER_TEXT_MISSING")
    return text.strip()


def changed(entry: E, by: Party, now: datetime, **values: Any) -> E:
    return replace(entry, version=entry.version + 1, changed_by=by, changed_at=now, **values)


def end_entry(entry: E, by: Party, now: datetime, outcome: str = "") -> E:
    """By itself when the member's transfer is complete. Ending what has ended changes nothing."""
    if entry.ended_on is not None:
        return entry
    return changed(entry, by, now, outcome=outcome or entry.outcome, ended_on=china_date(now))
