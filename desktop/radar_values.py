"""What is coming in the next days (SPEC R80), as the deadline radar shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarDay:
    """``approved`` and ``returned``: of ``transfers``, what the system does at the end of that day if nobody
    has decided. ``entries``: of the registers."""

    day: date
    transfers: int = 0
    approved: int = 0
    returned: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """``days`` begins with today. ``overdue``: transfers whose day is past; ``unallocated``: those that wait
    for an allocation, which is never made by itself, the oldest since ``unallocated_since``."""

    days: tuple[RadarDay, ...]
    overdue: int
    overdue_entries: int
    unallocated: int
    unallocated_since: date | None
