"""Every automatic step exactly once and at its time, with three processes of which any may be killed anywhere
(SPEC R24, R80, R82, R90). XIANJIE_DAYS=40 is the long version."""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest

from server.administration.verifying import verify_audit
from tests.server.changes import change_organisation
from tests.server.client import Country
from tests.server.jobs.calendar import TICK, Calendar, told_at
from tests.server.sample import id_of

LONG = int(os.environ.get("XIANJIE_DAYS", "4")) >= 40
SLACK = TICK * 2
"""A look that all three were killed in is made up for by the next one."""

pytestmark = pytest.mark.timeout(1800 if LONG else 120)


def check(calendar: Calendar) -> None:
    """What was to happen has, once and at its time, and nothing else has."""
    rows = calendar.rows()
    over = calendar.end - SLACK
    for transfer_id, steps in calendar.expected.items():
        due = [step for step in steps if step.due <= over]
        events = [event for event in rows[transfer_id]["history"] if event["automatic"]]
        acted = [event for event in events if event["action"] != "prolonged"]
        assert [event["action"] for event in acted] == [step.action for step in due], (transfer_id, steps)
        for event, step in zip(acted, due, strict=True):
            assert step.due <= told_at(event) <= step.due + SLACK, (event, step)
        open_steps = steps[: len(due) + 1]
        prolonged = [event for event in events if event["action"] == "prolonged"]
        assert len(prolonged) == sum(step.prolonged for step in open_steps), (transfer_id, steps)
        assert calendar.recorded("transfer_lapsed")[transfer_id] == len(acted)
        assert calendar.recorded("transfer_prolonged")[transfer_id] == len(prolonged)
    assert sorted(calendar.reminded()) == sorted(calendar.reminders.items())
    assert calendar.recorded("branch_graduated") == {id_of("younger"): 1}
    with calendar.country.state.database.reading() as connection:
        verify_audit(connection)


def graduating(country: Country) -> None:
    change_organisation(country.state, "younger", graduation_month="2020-06")


def test_R82_each_step_once_although_processes_are_killed(country: Country) -> None:
    graduating(country)
    begin = datetime(2020, 5, 30, 15, 10, tzinfo=UTC)
    calendar = Calendar(country, begin, days=3, kills_per_tick=0.1, chance=random.Random(5))
    for day, each in ((-14, 0), (-14, 1), (-13, 2), (-1, 3)):
        calendar.start(day, "university", ("class", each + 1), "workshop")
    calendar.start(-14, "member", ("class", 0), "floating")
    calendar.start(-9, "university", ("class_other", 0), "workshop", edition=2024)
    calendar.start(-13, "university", ("class_other", 1), "employer")
    calendar.run()
    assert calendar.kills > 3
    check(calendar)


def test_R82_clock_that_is_behind_makes_nothing_twice_and_no_standstill(country: Country) -> None:
    """One of the three is five hours slow, as after a clock that was set back."""
    graduating(country)
    begin = datetime(2020, 5, 30, 15, 10, tzinfo=UTC)
    calendar = Calendar(
        country, begin, days=2, kills_per_tick=0.05, chance=random.Random(6), slow=timedelta(hours=5)
    )
    for day, each in ((-14, 0), (-13, 1)):
        calendar.start(day, "university", ("class", each), "workshop")
    calendar.run()
    check(calendar)


@pytest.mark.skipif(not LONG, reason="the long version")
def test_R82_forty_days(country: Country) -> None:
    graduating(country)
    begin = datetime(2020, 5, 20, 1, 0, tzinfo=UTC)
    calendar = Calendar(country, begin, days=40, kills_per_tick=0.08, chance=random.Random(7), still=(20, 23))
    for day, each in ((0, 1), (1, 2), (2, 3), (5, 4), (8, 5), (13, 6), (18, 7)):
        calendar.start(day, "university", ("class", each), "workshop")
    calendar.start(0.5, "member", ("class", 0), "floating")
    calendar.start(3, "university", ("class_other", 0), "workshop", edition=2024)
    calendar.start(14, "university", ("class_other", 1), "workshop", edition=2024)
    calendar.start(4, "university", ("class_other", 2), "employer")
    calendar.run()
    print(f"{calendar.ticks} looks, {calendar.kills} kills")  # noqa: T201
    check(calendar)
