"""Instants, calendar days and months as the rules count them.

Instants are aware datetimes in UTC; days are calendar days of China Standard Time (SPEC R58),
which has had no daylight saving since 1991, so that a fixed offset is exact.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NewType

CHINA_STANDARD_TIME = timezone(timedelta(hours=8), "CST")

Month = NewType("Month", str)
"""A calendar month as ``YYYY-MM``, so that text order is time order."""

_MONTH = re.compile(r"(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])")


class ImpossibleMonthError(ValueError):
    """A text that is no month between 1900-01 and 2199-12."""


def parse_month(text: str) -> Month:
    if not _MONTH.fullmatch(text):
        raise ImpossibleMonthError(text)
    return Month(text)


def month_of(day: date) -> Month:
    return Month(f"{day.year:04d}-{day.month:02d}")


def year_of(month: Month) -> int:
    return int(month[:4])


def next_month(month: Month) -> Month:
    return months_later(month, 1)


def months_later(month: Month, months: int) -> Month:
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + months, 12)
    return Month(f"{year:04d}-{index + 1:02d}")


def last_day_of(month: Month) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it has no such day."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def china_date(instant: datetime) -> date:
    return instant.astimezone(CHINA_STANDARD_TIME).date()


def end_of_day(day: date) -> datetime:
    """The first instant, in UTC, that no longer belongs to ``day`` in China."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA_STANDARD_TIME)
    return (midnight + timedelta(days=1)).astimezone(UTC)


def china_minute(instant: datetime) -> str:
    """``2020-06-18 09:41``: how sentences and lists name an instant."""
    return instant.astimezone(CHINA_STANDARD_TIME).strftime("%Y-%m-%d %H:%M")
