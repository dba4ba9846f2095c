"""Drill-down, ranking, course, members and targets (SPEC R105)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from server.database.tables import audit
from tests.server.client import Country, Device, Json
from tests.server.figures.asking import ask, figures, study, work
from tests.server.flows import decide, start
from tests.server.sample import id_of, member_name

LATER = datetime(2027, 6, 20, 1, tzinfo=UTC)
"""After the day on which the tests' country was loaded, since when its figures are kept."""


def test_R105_children_in_one_call_with_their_places(country: Country) -> None:
    work(country, 0)
    university = country.sign_in("university")
    found = ask(university, f"{id_of('university')}/children", year=2020)
    rows = {row["full_name"]: row for row in found["items"]}
    started = {name: row["rates"]["started"] for name, row in rows.items()}
    first, second = started["示例大学计算机学院团委"], started["示例大学外国语学院团委"]
    assert (first["numerator"], first["denominator"], first["rank"]) == (1, 8, 1)
    assert (second["numerator"], second["denominator"], second["rank"]) == (0, 4, 2)
    # Nobody is in further study, so nobody has a place in it.
    assert all(row["rates"]["study"]["rank"] is None for row in rows.values())


def test_R105_children_of_a_branch_are_none(country: Country) -> None:
    assert ask(country.sign_in("class"), f"{id_of('class')}/children")["items"] == []


def test_R105_years_and_the_newest_without_asking(country: Country) -> None:
    college = country.sign_in("college")
    college.do("set_graduation_month", id_of("class"), 1, month="2019-06")
    assert ask(college, f"{id_of('college')}/years") == {"years": [2019]}
    assert ask(college, id_of("college"))["year"] == 2019


# Members


def behind(device: Device, place: str, letter: str, limit: int = 100) -> list[Json]:
    items: list[Json] = []
    after = ""
    while True:
        page = ask(device, f"{id_of(place)}/members", letter=letter, year=2020, limit=limit, after=after)
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["after"] is None:
            return items
        after = page["after"]


@pytest.mark.parametrize("limit", [2, 500])
def test_R105_members_behind_every_letter_are_as_many_as_it_counts(country: Country, limit: int) -> None:
    work(country, 0, complete=True)
    work(country, 1)
    study(country, 0, complete=True)
    study(country, 1)
    root = country.sign_in("country")
    for place in ("class", "college", "university", "employer", "school", "country"):
        for letter, number in figures(root, place)["letters"].items():
            items = behind(root, place, letter, limit)
            assert len({item["member_id"] for item in items}) == len(items) == number, (place, letter)


def test_R105_members_are_shown_with_what_has_become_of_them(country: Country) -> None:
    transfer = work(country, 0, complete=True)
    first = behind(country.sign_in("class"), "class", "D")[0]
    assert first == {
        "member_id": id_of("class", 0),
        "name": member_name("class", 0),
        "home_id": id_of("class"),
        "home_name": "计算机2016级1班团支部",
        "incoming": False,
        "transfer_id": transfer["id"],
        "kind": "employed",
        "state": "completed",
        "destination_id": id_of("workshop"),
        "destination_name": "示例科技公司第一团支部",
    }
    (there,) = behind(country.sign_in("employer"), "employer", "D")
    assert there == first | {"incoming": True}
    assert {item["name"] for item in behind(country.sign_in("class"), "class", "E")} == {
        member_name("class", each) for each in range(8)
    }


def test_R105_who_is_behind_a_letter_elsewhere_is_shown_by_the_transfer_alone(country: Country) -> None:
    """Whoever could not read the transfer sees neither it nor the member."""
    start(country.sign_in("college_other"), ("class_other", 0), "workshop")
    assert behind(country.sign_in("college"), "college", "毕业生") != []
    assert id_of("class_other", 0) not in str(behind(country.sign_in("college"), "college", "毕业生"))
    (item,) = behind(country.sign_in("workshop"), "workshop", "F")
    shown = country.sign_in("workshop").get(f"/v1/transfers/{item['transfer_id']}").json()
    assert (item["name"], item["home_id"]) == (shown["subject"]["name"], shown["source"]["id"])


def test_R14_looking_at_the_members_is_recorded(country: Country) -> None:
    behind(country.sign_in("class"), "class", "E")
    with country.state.database.reading() as connection:
        rows = connection.execute(select(audit).where(audit.c.action == "figure_members_listed")).all()
    assert [row.subject for row in rows] == [id_of("class")]
    assert '"n":8' in rows[0].detail


# Course


def test_R105_course_has_a_point_for_each_day_on_which_something_changed(country: Country) -> None:
    country.clock.now = LATER
    first, second = work(country, 0), work(country, 1)
    country.clock.move(days=3)
    workshop = country.sign_in("workshop")
    decide(workshop, "approve_transfer", first)
    decide(workshop, "approve_transfer", second)
    college = country.sign_in("college")
    points = ask(college, f"{id_of('college')}/course", year=2020)["points"]
    assert [point["day"] for point in points][1:] == ["2027-06-20", "2027-06-23"]
    courses = [(p["letters"]["发起"], p["letters"]["完成"]) for p in points]
    assert courses == [(0, 0), (2, 0), (2, 2)]
    assert points[-1]["rates"]["completed"]["value"] == 0.25
    assert points[-1]["letters"] == figures(college, "college")["letters"]


def test_R105_days_are_those_of_china(country: Country) -> None:
    country.clock.now = datetime(2027, 6, 20, 15, 59, tzinfo=UTC)
    work(country, 0)
    country.clock.now = datetime(2027, 6, 20, 16, 1, tzinfo=UTC)
    work(country, 1)
    points = ask(country.sign_in("class"), f"{id_of('class')}/course", year=2020)["points"]
    assert [(p["day"], p["letters"]["发起"]) for p in points[1:]] == [("2027-06-20", 1), ("2027-06-21", 2)]


def test_R105_part_of_the_course_begins_with_how_it_stood(country: Country) -> None:
    country.clock.now = LATER
    for each in range(4):
        work(country, each)
        country.clock.move(days=1)
    asked = {"year": 2020, "first": "2027-06-22", "last": "2027-06-22"}
    points = ask(country.sign_in("class"), f"{id_of('class')}/course", **asked)["points"]
    assert [(p["day"], p["letters"]["发起"]) for p in points] == [("2027-06-21", 2), ("2027-06-22", 3)]


def test_R105_clock_that_was_set_back_closes_no_day_twice(country: Country) -> None:
    country.clock.now = LATER
    work(country, 0)
    country.clock.move(days=-2)
    work(country, 1)
    country.clock.move(days=3)
    work(country, 2)
    points = ask(country.sign_in("class"), f"{id_of('class')}/course", year=2020)["points"]
    assert [(p["day"], p["letters"]["发起"]) for p in points[1:]] == [("2027-06-20", 2), ("2027-06-21", 3)]


# Targets


def put(country: Country, who: str, place: str, **targets: float | None) -> Json:
    device = country.sign_in(who)
    address = f"{device.address}/v1/figures/{id_of(place)}/targets"
    answer = device.http.put(address, json={"year": 2020, "targets": targets}, timeout=30)
    content: Json = answer.json() | {"status_code": answer.status_code}
    return content


def test_R105_target_is_set_shown_beside_its_rate_and_taken_away(country: Country) -> None:
    found = put(country, "university", "college", study=0.95, completed=0.7)
    assert found["rates"]["study"]["target"] == 0.95
    found = put(country, "university_second", "college", study=None)
    assert (found["rates"]["study"]["target"], found["rates"]["completed"]["target"]) == (None, 0.7)
    rows = ask(country.sign_in("university"), f"{id_of('university')}/children", year=2020)["items"]
    shown = {row["organisation_id"]: row["rates"]["completed"]["target"] for row in rows}
    assert shown == {id_of("college"): 0.7, id_of("college_other"): None}
    assert figures(country.sign_in("college"), "college", 2021)["rates"]["completed"]["target"] is None


def test_R105_targets_are_in_the_audit_trail(country: Country) -> None:
    put(country, "college", "college", society=0.9)
    with country.state.database.reading() as connection:
        (row,) = connection.execute(select(audit).where(audit.c.action == "targets_set")).all()
    assert (row.actor, row.subject) == (id_of("account", "college"), id_of("college"))
    assert '"society":0.9' in row.detail


@pytest.mark.parametrize("value", [-0.1, 1.01, "viel"])
def test_R105_target_beyond_all_or_nothing_is_refused(country: Country, value: float) -> None:
    assert put(country, "college", "college", society=value)["code"] == "BODY_INVALID"
    assert figures(country.sign_in("college"), "college")["rates"]["society"]["target"] is None


def test_R105_target_of_another_scope_is_not_found(country: Country) -> None:
    assert put(country, "college", "college_other", society=0.9)["status_code"] == 404
