"""The three registers (SPEC R63, R64, R67, R70–R72, R90)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from domain.actors import SYSTEM, Actor
from domain.commands import ApproveTransfer, StartTransfer
from domain.destinations import Particulars, TransferKind
from domain.entries import AnyEntry
from domain.follow_up import FollowUp, record_follow_up, register_floating
from domain.instants import Month, end_of_day
from domain.members import Mark, Member
from domain.organisations import Organisation, SchoolLevel
from domain.register_commands import (
    EndFollowUp,
    EndRetention,
    EndStudyAbroad,
    ProlongRetention,
    RecordFollowUp,
    RecordReport,
    RetainMember,
)
from domain.registers import Due, Entry, due_of, end_entry, soon_from
from domain.retention import Retention, prolong_retention, retain_member
from domain.study_abroad import Report, StudyAbroad, record_report, register_study_abroad
from domain.transfers import Transfer
from tests.domain.examples import NOON, TODAY, act, administrator, member, oneself, small_world
from tests.domain.refused import refused
from tests.domain.test_starting import EMPLOYED
from tests.domain.world import EDITIONS, World

DAY = timedelta(days=1)
E = TypeVar("E", bound=Entry)
ENDING: dict[type[Entry], type[EndRetention] | type[EndStudyAbroad] | type[EndFollowUp]] = {
    Retention: EndRetention,
    StudyAbroad: EndStudyAbroad,
    FollowUp: EndFollowUp,
}
APPLICATION = Particulars(
    country="某国", period="两年", purpose="读研", home_contact="家长", home_phone="15400000002"
)
ABROAD = replace(EMPLOYED, kind=TransferKind.STUDY_ABROAD, destination_id="abroad", particulars=APPLICATION)
UNEMPLOYED = replace(EMPLOYED, kind=TransferKind.UNEMPLOYED, destination_id="home_floating")


@pytest.fixture
def world() -> World:
    return small_world()


def actor(world: World, name: str) -> Actor:
    return administrator(world, name) if name in world.organisations else oneself(world, name)


# R63, R71, R90: kept for want of employment


def retain(world: World, person: Member | None = None, by: str = "college", **changes: Any) -> Retention:
    found = person or world.members["zhang"]
    given = {
        "months": 6, "reason": "正在求职", "open_transfer": None, "present": None, "edition": EDITIONS[2020],
        "now": NOON, **changes,
    }  # fmt: skip
    branch = world.organisations[found.organisation_id]
    return retain_member("r", found, branch, actor=actor(world, by), **given)


def test_R63_kept_from_graduation_for_at_most_six_months(world: World) -> None:
    assert retain(world, reason=" 正在求职 ") == Retention(
        id="r",
        version=1,
        member_id="zhang",
        member_name="团员zhang",
        search=world.members["zhang"].search,
        organisation_id="class",
        changed_by=administrator(world, "college").party,
        changed_at=NOON,
        edition=2020,
        graduated_in=Month("2020-06"),
        until=date(2020, 12, 31),
        reason="正在求职",
        prolonged=False,
        by=administrator(world, "college").party,
        at=NOON,
    )


@pytest.mark.parametrize(
    ("months", "until"), [(1, date(2020, 7, 31)), (3, date(2020, 9, 30)), (6, date(2020, 12, 31))]
)
def test_R63_or_for_less(world: World, months: int, until: date) -> None:
    assert retain(world, months=months).until == until


@pytest.mark.parametrize(("year", "longest"), [(2020, 6), (2021, 6), (2024, 12)])
def test_R90_as_long_as_the_edition_allows(world: World, year: int, longest: int) -> None:
    edition = EDITIONS[year]
    assert retain(world, months=longest, edition=edition).edition == year
    for months in (longest + 1, 0, -1, 10**9):
        with refused("RETENTION_TOO_LONG", f"{longest} 个月", edition.clauses["retention"]):
            retain(world, months=months, edition=edition)


def test_R63_not_into_the_past(world: World) -> None:
    last = end_of_day(date(2020, 7, 31)) - timedelta(seconds=1)
    assert retain(world, months=1, now=last).until == date(2020, 7, 31)
    with refused("RETENTION_TOO_LONG", "2020-12-31"):
        retain(world, months=1, now=last + timedelta(seconds=1))


def test_R63_edition_without_that_clause_quotes_none(world: World) -> None:
    with refused("RETENTION_TOO_LONG"):
        retain(world, months=9, edition=replace(EDITIONS[2020], clauses={}))


@pytest.mark.parametrize("level", [None, SchoolLevel.PRIMARY, SchoolLevel.MIDDLE])
def test_R63_universities_and_vocational_schools_only(world: World, level: SchoolLevel | None) -> None:
    world.change_organisation("class", school_level=level)
    with refused("RETENTION_NOT_HERE", "计算机2020届1班"):
        retain(world)
    world.change_organisation("class", school_level=SchoolLevel.VOCATIONAL)
    assert retain(world).version == 1


def test_R63_in_a_mixed_branch_from_their_own_graduation(world: World) -> None:
    world.change_member("wang", graduation_month=Month("2020-01"))
    assert retain(world, world.members["wang"]).until == date(2020, 7, 31)


@pytest.mark.parametrize(
    "person",
    [
        member("qian", "juniors"),
        member("zhao", "mixed", graduation_month=Month("2021-06")),
        member("he", "mixed"),
        member("zhang", "class", mark=Mark.TEACHER),
    ],
)
def test_R63_unmarked_graduates_only(world: World, person: Member) -> None:
    with refused("RETENTION_NEEDS_GRADUATE", person.name):
        retain(world, person)


def test_R63_not_while_a_transfer_is_open(world: World) -> None:
    open_transfer = act(world, EMPLOYED, "t", "class").transfer
    with refused("TRANSFER_IS_OPEN"):
        retain(world, open_transfer=open_transfer)


def test_R63_not_twice(world: World) -> None:
    with refused("ALREADY_RETAINED", "2020-12-31"):
        retain(world, present=retain(world))


@pytest.mark.parametrize("reason", ["", " "])
def test_R63_reason_is_required(world: World, reason: str) -> None:
    with refused("RETENTION_REASON_MISSING"):
        retain(world, reason=reason)


@pytest.mark.parametrize(("by", "code"), [("languages", "OUT_OF_SCOPE"), ("zhang", "FORBIDDEN_NOW")])
def test_R63_by_the_school(world: World, by: str, code: str) -> None:
    with refused(code):
        retain(world, by=by)
    with refused(code):
        prolong(world, retain(world), by=by)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (TODAY, Due.LATER),
        (date(2020, 11, 30), Due.LATER),
        (date(2020, 12, 1), Due.SOON),
        (date(2020, 12, 31), Due.SOON),
        (date(2021, 1, 1), Due.OVERDUE),
    ],
)
def test_R71_reminder_a_month_before_the_end_and_overdue_after_it(
    world: World, today: date, due: Due
) -> None:
    retention = retain(world)
    assert retention.due(today) is due
    assert ended(retention).due(today) is Due.CLOSED


def prolong(world: World, retention: Retention, by: str = "college", **changes: Any) -> Retention:
    given = {
        "months": 12, "edition": EDITIONS[2021], "seen_version": retention.version, "now": NOON, **changes,
    }  # fmt: skip
    return prolong_retention(retention, world.organisations["class"], actor=actor(world, by), **given)


def test_R90_in_2021_prolonged_once_to_twelve_months(world: World) -> None:
    retention = retain(world, edition=EDITIONS[2021])
    prolonged = prolong(world, retention)
    assert prolonged == replace(retention, version=2, until=date(2021, 6, 30), prolonged=True)
    with refused("RETENTION_NOT_PROLONGED", "2021 年工作指引"):
        prolong(world, prolonged)


@pytest.mark.parametrize("months", [6, 13, 0])
def test_R90_prolonging_makes_it_longer_but_not_too_long(world: World, months: int) -> None:
    with refused("RETENTION_TOO_LONG", "12 个月", "2021-06-30"):
        prolong(world, retain(world), months=months)
    assert prolong(world, retain(world), months=7).until == date(2021, 1, 31)


def test_R90_prolonged_late_it_does_not_end_in_the_past(world: World) -> None:
    late = NOON.replace(year=2021, month=3)
    with refused("RETENTION_TOO_LONG"):
        prolong(world, retain(world), months=8, now=late)
    assert prolong(world, retain(world), months=9, now=late).until == date(2021, 3, 31)


@pytest.mark.parametrize("year", [2020, 2024])
def test_R90_in_other_years_not(world: World, year: int) -> None:
    with refused("RETENTION_NOT_PROLONGED"):
        prolong(world, retain(world), edition=EDITIONS[year])


def test_R71_what_has_ended_is_not_prolonged_and_ends_once(world: World) -> None:
    kept = retain(world)
    over = ended(kept, outcome="已就业")
    assert (over.version, over.ended_on, over.outcome) == (2, TODAY, "已就业")
    assert ended(over, outcome="又") is over
    with refused("REGISTER_ENTRY_CLOSED"):
        prolong(world, over)


def ended(entry: E, outcome: str = "") -> E:
    return end_entry(entry, SYSTEM, NOON, outcome)


@pytest.mark.parametrize("last", [date(2020, 12, 31), date(2021, 3, 31), date(2021, 3, 1), date(2024, 3, 30)])
def test_R71_first_day_of_soon(last: date) -> None:
    first = soon_from(last)
    assert due_of(first, last, closed=False) is Due.SOON
    assert due_of(first - DAY, last, closed=False) is Due.LATER


def test_R59_entry_that_was_changed_since_is_not_changed_again(world: World) -> None:
    kept = retain(world)
    other = prolong(world, kept)
    with refused("STALE_VERSION", "团员zhang", administrator(world, "college").name):
        prolong(world, other, seen_version=1)


# R64, R70: study abroad


def completed(world: World, command: StartTransfer, by: str) -> Transfer:
    act(world, command, "t", "class")
    transfer = act(world, ApproveTransfer(), "t", by, days=3).transfer
    assert transfer is not None
    return transfer


@pytest.fixture
def abroad(world: World) -> StudyAbroad:
    entry = register_study_abroad(completed(world, ABROAD, "abroad"))
    assert entry is not None
    return entry


def test_R70_register_holds_the_application(abroad: StudyAbroad) -> None:
    assert abroad == StudyAbroad(
        id="t",
        version=1,
        member_id="zhang",
        member_name="团员zhang",
        search=abroad.search,
        transfer_id="t",
        organisation_id="abroad",
        changed_by=abroad.changed_by,
        changed_at=NOON + 3 * DAY,
        application=APPLICATION,
        registered_on=TODAY + 3 * DAY,
    )


def test_R70_only_completed_transfers_of_the_kind_are_entered(world: World) -> None:
    waiting = act(world, ABROAD, "t2", "class").transfer
    assert waiting is not None
    assert register_study_abroad(waiting) is None
    other = completed(small_world(), UNEMPLOYED, "home_floating")
    assert register_study_abroad(other) is None


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2020, 6, 21), Due.LATER),
        (date(2021, 5, 20), Due.LATER),
        (date(2021, 5, 21), Due.SOON),
        (date(2021, 6, 21), Due.SOON),
        (date(2021, 6, 22), Due.OVERDUE),
    ],
)
def test_R70_report_is_due_every_year(abroad: StudyAbroad, today: date, due: Due) -> None:
    assert abroad.due(today) is due


def report(entry: StudyAbroad, branch: Organisation, text: str, by: Actor, now: datetime) -> StudyAbroad:
    return record_report(entry, branch, text, seen_version=entry.version, actor=by, now=now)


def end(world: World, entry: AnyEntry, outcome: str, by: Actor, now: datetime) -> AnyEntry:
    world.entries[entry.id] = entry
    return world.execute(ENDING[type(entry)](outcome=outcome), entry.id, by, now).entries[0]


def test_R70_year_counts_from_the_last_report(world: World, abroad: StudyAbroad) -> None:
    branch, by = world.organisations["abroad"], administrator(world, "abroad")
    reported = report(abroad, branch, " 学习顺利 ", by, NOON + 100 * DAY)
    on = TODAY + 100 * DAY
    assert reported.reports == (Report(on=on, text="学习顺利", by=by.party),)
    assert reported.version == 2
    assert reported.due_on == date(2021, 9, 26)
    again = report(reported, branch, "毕业", by, NOON + 400 * DAY)
    assert len(again.reports) == 2
    assert again.due_on == date(2022, 7, 23)


def test_R70_entry_ends_with_what_became_of_them(world: World, abroad: StudyAbroad) -> None:
    branch, by = world.organisations["abroad"], administrator(world, "university")
    ended = end(world, abroad, " 已回国就业 ", by, NOON + 9 * DAY)
    assert (ended.version, ended.outcome, ended.ended_on) == (2, "已回国就业", TODAY + 9 * DAY)
    assert ended.due(date(2030, 1, 1)) is Due.CLOSED
    assert isinstance(ended, StudyAbroad)
    with refused("REGISTER_ENTRY_CLOSED", "2020-06-27"):
        report(ended, branch, "再报", by, NOON)
    with refused("REGISTER_ENTRY_CLOSED"):
        end(world, ended, "再报", by, NOON)


@pytest.mark.parametrize("text", ["", " "])
def test_R70_nothing_is_recorded_without_words(world: World, abroad: StudyAbroad, text: str) -> None:
    branch, by = world.organisations["abroad"], administrator(world, "abroad")
    with refused("REGISTER_TEXT_MISSING"):
        report(abroad, branch, text, by, NOON)
    with refused("REGISTER_TEXT_MISSING"):
        end(world, abroad, text, by, NOON)


@pytest.mark.parametrize(("by", "code"), [("class", "OUT_OF_SCOPE"), ("zhang", "FORBIDDEN_NOW")])
def test_R70_by_the_school_only(world: World, abroad: StudyAbroad, by: str, code: str) -> None:
    with refused(code, "“出国学习团支部”不在" if code == "OUT_OF_SCOPE" else "身份"):
        report(abroad, world.organisations["abroad"], "好", actor(world, by), NOON)
    with refused(code):
        end(world, abroad, "好", actor(world, by), NOON)


# R67, R72: received as floating members


@pytest.fixture
def received(world: World) -> FollowUp:
    entry = register_floating(completed(world, UNEMPLOYED, "home_floating"))
    assert entry is not None
    return entry


def test_R72_floating_branch_follows_whom_it_has_received(received: FollowUp) -> None:
    assert received == FollowUp(
        id="t",
        version=1,
        member_id="zhang",
        member_name="团员zhang",
        search=received.search,
        transfer_id="t",
        organisation_id="home_floating",
        changed_by=received.changed_by,
        changed_at=NOON + 3 * DAY,
        received_on=date(2020, 6, 21),
        next_on=date(2020, 9, 21),
    )
    assert received.due(date(2020, 8, 20)) is Due.LATER
    assert received.due(date(2020, 8, 21)) is Due.SOON
    assert received.due(date(2020, 9, 22)) is Due.OVERDUE


def test_R72_no_other_branch_has_an_entry(world: World) -> None:
    waiting = act(world, UNEMPLOYED, "t2", "class").transfer
    assert waiting is not None
    assert register_floating(waiting) is None
    assert register_floating(completed(small_world(), ABROAD, "abroad")) is None


def follow_up(
    world: World, entry: FollowUp, found_work_on: date | None = None, days: int = 50, **changes: Any
) -> FollowUp:
    given = {
        "outcome": "正在求职", "actor": administrator(world, "home_floating"),
        "seen_version": entry.version, **changes,
    }  # fmt: skip
    branch = world.organisations["home_floating"]
    return record_follow_up(entry, branch, found_work_on=found_work_on, now=NOON + days * DAY, **given)


def test_R72_without_work_it_asks_again(world: World, received: FollowUp) -> None:
    asked = follow_up(world, received, outcome=" 正在求职 ")
    assert asked == replace(
        received,
        version=2,
        outcome="正在求职",
        next_on=date(2020, 11, 7),
        changed_by=administrator(world, "home_floating").party,
        changed_at=NOON + 50 * DAY,
    )
    assert asked.due_on == date(2020, 11, 7)


def test_R67_transferred_on_within_a_month_of_finding_work(world: World, received: FollowUp) -> None:
    """Question 6."""
    asked = follow_up(world, received, date(2020, 8, 1), outcome="已就业")
    assert asked.due_on == date(2020, 9, 1)
    assert asked.due(date(2020, 9, 1)) is Due.SOON
    assert asked.due(date(2020, 9, 2)) is Due.OVERDUE
    later = follow_up(world, asked, days=60)
    assert later.found_work_on == date(2020, 8, 1)


def test_R72_found_work_today_or_before(world: World, received: FollowUp) -> None:
    assert follow_up(world, received, TODAY + 50 * DAY).found_work_on == TODAY + 50 * DAY
    with refused("REGISTER_DAY_IN_FUTURE", "2020-08-08"):
        follow_up(world, received, TODAY + 51 * DAY)


@pytest.mark.parametrize("outcome", ["", " "])
def test_R72_outcome_is_said_in_words(world: World, received: FollowUp, outcome: str) -> None:
    with refused("REGISTER_TEXT_MISSING"):
        follow_up(world, received, outcome=outcome)


def test_R72_by_the_branch_only(world: World, received: FollowUp) -> None:
    with refused("OUT_OF_SCOPE"):
        follow_up(world, received, actor=administrator(world, "class"))


def test_R72_floating_branch_can_end_it(world: World, received: FollowUp) -> None:
    over = end(world, received, " 已失去联系 ", administrator(world, "home_floating"), NOON + 9 * DAY)
    assert (over.version, over.outcome, over.ended_on) == (2, "已失去联系", TODAY + 9 * DAY)
    assert isinstance(over, FollowUp)
    with refused("REGISTER_ENTRY_CLOSED"):
        follow_up(world, over)


# By command, and by themselves


def test_R71_kept_prolonged_and_ended_by_command(world: World) -> None:
    college = administrator(world, "college")
    keep = RetainMember(member_id="zhang", months=6, reason="正在求职")
    (kept,) = world.execute(keep, "r", college, NOON).entries
    assert kept == retain(world)
    with refused("ALREADY_RETAINED"):
        world.execute(keep, "r2", college, NOON)
    with refused("RETENTION_NOT_PROLONGED"):
        world.execute(ProlongRetention(months=12), "r", college, NOON)
    world.entries["r"] = replace(retain(world), edition=2021)
    (longer,) = world.execute(ProlongRetention(months=12), "r", college, NOON).entries
    assert isinstance(longer, Retention)
    assert longer.until == date(2021, 6, 30)
    (over,) = world.execute(EndRetention(outcome="已就业"), "r", college, NOON).entries
    assert (over.version, over.ended_on) == (3, TODAY)
    assert world.execute(keep, "r2", college, NOON).entries


def test_R70_command_of_another_register_finds_nothing(world: World) -> None:
    world.entries["r"] = retain(world)
    for command in (RecordReport(text="好"), EndStudyAbroad(outcome="好"), RecordFollowUp(outcome="好")):
        with refused("NOT_FOUND"):
            world.execute(command, "r", administrator(world, "college"), NOON)


def test_R67_R71_what_was_open_ends_with_the_transfer_and_the_new_branch_asks(world: World) -> None:
    world.entries["r"] = retain(world)
    completed(world, UNEMPLOYED, "home_floating")
    kept, received = world.entries["r"], world.entries["t"]
    assert (kept.version, kept.ended_on) == (2, TODAY + 3 * DAY)
    assert isinstance(received, FollowUp)
    assert received.ended_on is None
    asked = RecordFollowUp(outcome="已就业", found_work_on=TODAY + 4 * DAY)
    world.execute(asked, "t", administrator(world, "home_floating"), NOON + 5 * DAY)
    onward = replace(EMPLOYED, kind=TransferKind.ORDINARY, destination_id="workshop")
    act(world, onward, "t2", "home_floating", days=6)
    act(world, ApproveTransfer(), "t2", "workshop", days=7)
    assert world.entries["t"].ended_on == TODAY + 7 * DAY
    assert world.open_entries_of("zhang") == []


def test_R70_R82_register_has_who_comes_by_deadline(world: World) -> None:
    act(world, ABROAD, "t", "class")
    world.lapse(NOON + 16 * DAY)
    entry = world.entries["t"]
    assert isinstance(entry, StudyAbroad)
    assert entry.changed_by == SYSTEM
