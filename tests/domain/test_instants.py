"""Instants, days of China and months (SPEC R58)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.instants import (
    ImpossibleMonthError,
    Month,
    china_date,
    china_minute,
    end_of_day,
    last_day_of,
    month_of,
    months_after,
    months_later,
    next_month,
    parse_month,
    year_of,
)

# China has had one time without summer time since 1991.
instants = st.timedeltas(timedelta(0), timedelta(days=75_000)).map(
    lambda later: datetime(1992, 1, 1, tzinfo=UTC) + later
)
days = st.dates(date(1900, 1, 1), date(2198, 12, 31))


@pytest.mark.parametrize("text", ["1900-01", "2020-06", "2020-10", "2020-12", "2199-12"])
def test_months_are_read(text: str) -> None:
    assert parse_month(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "2020", "2020-00", "2020-13", "2020-6", "20-06", "0000-01", "1899-12", "2200-01", "2020-06-01",
     "2020-06\n", " 2020-06", "2020/06", "２０２０-06", "2020-٠6"],
)  # fmt: skip
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ImpossibleMonthError):
        parse_month(text)


@given(days)
def test_text_order_of_months_is_time_order(day: date) -> None:
    month = month_of(day)
    assert parse_month(month) == month
    assert year_of(month) == day.year
    following = next_month(month)
    assert following > month
    assert following == month_of(day.replace(day=28) + timedelta(days=4))


def test_after_december_comes_january() -> None:
    assert next_month(Month("2020-12")) == "2021-01"
    assert next_month(Month("2020-11")) == "2020-12"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 6, 18), 6, date(2020, 12, 18)),
        (date(2020, 6, 18), 7, date(2021, 1, 18)),
        (date(2020, 12, 18), 12, date(2021, 12, 18)),
        (date(2020, 8, 31), 6, date(2021, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 6, 18), 0, date(2020, 6, 18)),
        (date(2020, 11, 1), 1, date(2020, 12, 1)),
    ],
)
def test_R63_months_after_a_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_R58_day_of_china_begins_at_16_hours_utc() -> None:
    assert china_date(datetime(2020, 6, 17, 15, 59, 59, 999999, UTC)) == date(2020, 6, 17)
    assert china_date(datetime(2020, 6, 17, 16, 0, tzinfo=UTC)) == date(2020, 6, 18)


@given(instants)
def test_R58_a_day_ends_when_the_next_begins(instant: datetime) -> None:
    day = china_date(instant)
    assert end_of_day(day - timedelta(days=1)) <= instant < end_of_day(day)
    assert end_of_day(day).tzinfo is UTC
    assert (end_of_day(day).hour, end_of_day(day).minute) == (16, 0)


@given(instants, st.integers(-14, 14))
def test_R58_whoever_says_the_instant_says_the_same_day(instant: datetime, hours: int) -> None:
    elsewhere = instant.astimezone(timezone(timedelta(hours=hours)))
    assert china_date(elsewhere) == china_date(instant)
    assert china_minute(elsewhere) == china_minute(instant)


def test_minutes_are_those_of_china() -> None:
    assert china_minute(datetime(2020, 6, 17, 17, 41, 59, tzinfo=UTC)) == "2020-06-18 01:41"


@pytest.mark.parametrize(
    ("month", "months", "later"),
    [
        ("2020-06", 6, "2020-12"),
        ("2020-06", 7, "2021-01"),
        ("2020-12", 12, "2021-12"),
        ("2020-06", 0, "2020-06"),
    ],
)
def test_R63_months_later(month: str, months: int, later: str) -> None:
    assert months_later(Month(month), months) == later


@pytest.mark.parametrize(
    ("month", "day"),
    [("2020-02", date(2020, 2, 29)), ("2021-02", date(2021, 2, 28)), ("2020-12", date(2020, 12, 31))],
)
def test_R63_last_day_of_a_month(month: str, day: date) -> None:
    assert last_day_of(Month(month)) == day
