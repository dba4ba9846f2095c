"""What the three registers (SPEC R70–R72) have in common: an entry that is open, and due on some day.

When something is due follows from the entry and today, so that no clock has to keep it up to date.
"""

from datetime import date
from enum import StrEnum

from domain.actors import Actor
from domain.instants import months_after
from domain.organisations import Organisation
from domain.refusals import RefusedError


class Due(StrEnum):
    """How an entry stands today."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"
    CLOSED = "closed"


def due_of(today: date, last_day: date, closed: bool) -> Due:
    """Soon is within a month of the last day."""
    if closed:
        return Due.CLOSED
    if today > last_day:
        return Due.OVERDUE
    return Due.SOON if months_after(today, 1) >= last_day else Due.LATER


def check_entry(branch: Organisation, ended_on: date | None, actor: Actor) -> None:
    actor.check_covers(branch.path, f"“{branch.full_name}”")
    if ended_on is not None:
        raise RefusedError("REGISTER_ENTRY_CLOSED", when=str(ended_on))
