"""When the events of a transfer happened, counted back from the day of the sample."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from domain.instants import CHINA_STANDARD_TIME
from domain.transfers import TransferState
from server.seed.chance import Draw
from server.seed.courses import Course

_OFFICE_OPENS = time(8)
_OFFICE_MINUTES = 600
_LONGEST_PAUSE = 6
DAYS_TO_LAPSE = 16
"""The system acts when the fifteenth day is over."""


def lapsing_event(course: Course, steps: Sequence[TransferState]) -> int | None:
    """Which event (0 is the start) the system made; an allocation is never made by it (SPEC R80)."""
    if not course.lapsed:
        return None
    done = steps.index(course.state)
    return max(
        number for number in range(1, done + 1) if steps[number - 1] is not TransferState.AWAITING_ALLOCATION
    )


def ages(course: Course, steps: Sequence[TransferState], longest: int, draw: Draw) -> list[int]:
    """How many days ago each event happened, the start first, none of them longer ago than ``longest``."""
    lapsing = lapsing_event(course, steps)
    events = 1 + steps.index(course.state) + (course.ending is not None)
    age = min(course.days, longest - DAYS_TO_LAPSE if lapsing else longest)
    backwards = [age]
    for number in range(events - 1, 0, -1):
        age += DAYS_TO_LAPSE if number == lapsing else draw.below(_LONGEST_PAUSE)
        age = min(age, longest)
        backwards.append(age)
    return backwards[::-1]


def moment(today: date, ages: Sequence[int], number: int, draw: Draw) -> datetime:
    """Of the event with this number: in office hours, and later than the one before on the same day."""
    each = _OFFICE_MINUTES // len(ages)
    minutes = number * each + draw.below(each)
    opening = datetime.combine(today - timedelta(days=ages[number]), _OFFICE_OPENS, CHINA_STANDARD_TIME)
    precise = timedelta(minutes=minutes, seconds=draw.below(60), microseconds=draw.below(1_000_000))
    return (opening + precise).astimezone(UTC)
