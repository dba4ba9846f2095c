"""Organisations are created, renamed, moved and dissolved by push, and so is what shows them (SPEC R6)."""

import threading
import uuid
from dataclasses import replace
from itertools import chain

import pytest
from sqlalchemy import event

from server.app import open_state
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.settings import Settings
from tests.server import sample
from tests.server.changes import path_of
from tests.server.client import Country, Device, Json, Replica
from tests.server.conftest import Clock
from tests.server.feed_check import feed_errors
from tests.server.flows import DELAYED, decide, rejected, start
from tests.server.hosting import Host
from tests.server.sample import id_of

NEW: Json = {
    "full_name": "示例大学计算机学院2020级新生团支部",
    "short_name": "新生团支部",
    "kind": "branch",
    "category": "new_student",
}
RENAMED: Json = {"full_name": "示例大学信息学院团委", "short_name": "信息学院团委"}


def create(who: Device, parent: str, **changes: str) -> Json:
    payload = NEW | {"parent_id": id_of(parent)} | changes
    (result,) = who.push(who.op("create_organisation", str(uuid.uuid4()), 0, **payload))
    return result


def test_R6_created_organisation_is_there_for_everybody(country: Country) -> None:
    above = Replica(country.sign_in("municipal"))
    above.sync()
    row = create(country.sign_in("college"), "college")["rows"]["organisation"]
    assert row["path"] == f"{path_of(country.state, 'college')}{row['id']}/"
    assert (row["field"], row["school_level"], row["division"]) == ("education", "university", "6101")
    above.sync()
    assert above.rows["organisation", row["id"]] == row
    assert row["id"] in above.buckets
    found = country.sign_in("employer").get("/v1/organisations/search", q="jisuanji xinsheng").json()
    assert [card["id"] for card in found["items"]] == [row["id"]]


def test_R6_id_and_full_name_are_taken_once(country: Country) -> None:
    college = country.sign_in("college")
    row = create(college, "college")["rows"]["organisation"]
    assert rejected(create(college, "college")) == "NAME_TAKEN"
    payload = NEW | {"parent_id": id_of("college"), "full_name": "另一个"}
    (again,) = college.push(college.op("create_organisation", row["id"], 0, **payload))
    assert rejected(again) == "ORGANISATION_EXISTS"


@pytest.mark.parametrize(
    ("key", "parent", "changes", "code"),
    [
        ("college_other", "college", {}, "OUT_OF_SCOPE"),
        ("member", "class", {}, "FORBIDDEN_NOW"),
        ("college", "class", {}, "KIND_NOT_BELOW"),
        ("college", "college", {"category": "floating"}, "CATEGORY_NOT_BELOW"),
        ("municipal", "gone", {"category": "ordinary"}, "ORGANISATION_DISSOLVED"),
        ("college", "nowhere", {}, "NOT_FOUND"),
        ("college", "college", {"kind": "party"}, "OP_INVALID"),
    ],
)
def test_R6_what_must_not_be_created(
    country: Country, key: str, parent: str, changes: dict[str, str], code: str
) -> None:
    assert rejected(create(country.sign_in(key), parent, **changes)) == code


def test_R6_new_name_is_searched_and_shown_in_open_transfers_only(country: Country) -> None:
    university = country.sign_in("university")
    closed = start(country.sign_in("college"), ("class", 1), "employer")
    decide(country.sign_in("employer"), "refuse_transfer", closed, reason="并非本单位员工")
    opened = start(country.sign_in("college"), ("class", 0), "employer")
    receiver = Replica(country.sign_in("municipal"))
    receiver.sync()
    employer = {"full_name": "示例智能公司团委", "short_name": "示例智能"}
    country.sign_in("municipal").do("rename_organisation", id_of("employer"), 1, **employer)
    receiver.sync()
    row = receiver.rows["transfer", opened["id"]]
    assert row["destination"]["full_name"] == row["acting"]["full_name"] == "示例智能公司团委"
    assert len(row["history"]) == 1
    before = receiver.rows["transfer", closed["id"]]
    assert before["destination"]["full_name"] == "示例科技公司团委"
    found = university.get("/v1/organisations/search", q="zhineng").json()["items"]
    assert [card["id"] for card in found] == [id_of("employer")]
    # Whoever saw the transfer before has missed nothing that could be decided upon.
    decide(country.sign_in("employer"), "approve_transfer", opened)


def test_R6_stale_name_does_not_overwrite(country: Country) -> None:
    university = country.sign_in("university")
    university.do("rename_organisation", id_of("college"), 1, **RENAMED)
    (late,) = university.push(
        university.op("rename_organisation", id_of("college"), 1, full_name="旧的", short_name="旧")
    )
    assert rejected(late) == "ORGANISATION_CHANGED"
    college = country.sign_in("college")
    (own,) = college.push(college.op("rename_organisation", id_of("college"), 2, **RENAMED))
    assert rejected(own) == "OWN_ORGANISATION"


def test_R6_moved_with_everything_below(country: Country) -> None:
    """From one scope into another: who has lost it holds nothing of it after one sync (I8)."""
    opened = start(country.sign_in("college"), ("class", 0), "employer")
    old, new = Replica(country.sign_in("university")), Replica(country.sign_in("vocational"))
    old.sync()
    new.sync()
    hashes = [old.buckets_hash, new.buckets_hash]
    municipal = country.sign_in("municipal")
    municipal.do("move_organisation", id_of("college"), 1, parent_id=id_of("vocational"))
    old.sync()
    new.sync()
    assert [hashes[0] != old.buckets_hash, hashes[1] != new.buckets_hash] == [True, True]
    moved = {id_of(key) for key in ("college", "class", "mixed", "younger", "delayed")}
    assert not moved & old.ids("organisation")
    assert moved <= new.ids("organisation")
    assert id_of("class", 0) in new.ids("member")
    assert not old.ids("transfer")
    row = new.rows["transfer", opened["id"]]
    assert row["source"]["path"] == path_of(country.state, "class")
    assert path_of(country.state, "class").startswith(path_of(country.state, "vocational"))
    assert new.rows["organisation", id_of("class")]["path"] == path_of(country.state, "class")
    country.sign_in("vocational").do("mark_member", id_of("class", 1), 1, mark="teacher")


@pytest.mark.parametrize(
    ("key", "subject", "parent", "code"),
    [
        ("municipal", "university", "college", "MOVED_BELOW_ITSELF"),
        ("municipal", "university", "university", "MOVED_BELOW_ITSELF"),
        ("university", "college", "township", "OUT_OF_SCOPE"),
        ("college", "class_other", "college", "OUT_OF_SCOPE"),
        ("country", "employer", "beijing", "MOVED_TO_OTHER_SYSTEM"),
        ("university", "class", "younger", "KIND_NOT_BELOW"),
        ("college", "college", "college", "OWN_ORGANISATION"),
    ],
)
def test_R6_what_must_not_be_moved(country: Country, key: str, subject: str, parent: str, code: str) -> None:
    who = country.sign_in(key)
    (result,) = who.push(who.op("move_organisation", id_of(subject), 1, parent_id=id_of(parent)))
    assert rejected(result) == code


def test_R6_two_that_would_come_below_each_other_do_not(country: Country) -> None:
    """Both moves are right by themselves; the second one sees the first."""
    makers = [country.sign_in("university"), country.sign_in("university_second")]
    places = [("college", "college_other"), ("college_other", "college")]
    barrier = threading.Barrier(2)
    results: list[Json] = []

    def move(number: int) -> None:
        subject, parent = places[number]
        op = makers[number].op("move_organisation", id_of(subject), 1, parent_id=id_of(parent))
        barrier.wait(10)
        results.extend(makers[number].push(op))

    threads = [threading.Thread(target=move, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result["outcome"] for result in results) == ["applied", "rejected"]
    assert {result["code"] for result in results} == {None, "MOVED_BELOW_ITSELF"}


def test_R6_only_what_is_empty_is_dissolved(country: Country) -> None:
    college = country.sign_in("college")
    (full,) = college.push(college.op("dissolve_organisation", id_of("class"), 1))
    assert rejected(full) == "ORGANISATION_NOT_EMPTY"
    assert "8 名团员" in full["sentence"]
    row = college.do("dissolve_organisation", id_of("delayed"), 1)["rows"]["organisation"]
    assert row["active"] is False


def test_R6_open_transfers_and_who_comes_back_keep_an_organisation(country: Country) -> None:
    municipal = country.sign_in("municipal")
    start(country.sign_in("university"), ("class", 0), "floating", kind="unemployed", particulars={})
    (result,) = municipal.push(municipal.op("dissolve_organisation", id_of("floating"), 1))
    assert "1 项正在办理的转接" in result["sentence"]
    college = country.sign_in("college")
    college.do("mark_member", id_of("class", 1), 1, **DELAYED, move_to=id_of("delayed"))
    (result,) = college.push(college.op("dissolve_organisation", id_of("class"), 1))
    assert "1 名撤销标记后要回来的延迟毕业团员" in result["sentence"]


@pytest.fixture
def crowded_url(empty_url: str) -> str:
    """5,000 members below one college, in 50 branches."""
    database = Database(empty_url)
    upgrade(database)
    organisations = {each.id: each for each in sample.organisations()}
    (someone, *_) = sample.members()
    college = organisations[id_of("college")]
    branches = [
        replace(
            organisations[id_of("younger")], id=id_of("crowd", each), path=f"{college.path}c{each}/",
            full_name=f"第{each}团支部",
        )
        for each in range(50)
    ]  # fmt: skip
    members = (
        replace(someone, id=id_of("crowd", branch, each), organisation_id=id_of("crowd", branch))
        for branch in range(50)
        for each in range(100)
    )
    accounts = (account for account in sample.accounts() if account.member_id is None)
    load_rows(database, chain(organisations.values(), branches, members, accounts))
    database.close()
    return empty_url


def test_F47_subtree_of_5000_members_moves_at_the_cost_of_its_organisations(
    host: Host, crowded_url: str, clock: Clock
) -> None:
    state = open_state(Settings(database_url=crowded_url, port=0, job_seconds=0, threads=4), clock)
    country = Country(host.address, state, clock)
    statements: list[str] = []
    with host.serving(state):
        new = Replica(country.sign_in("vocational"))
        new.sync()
        municipal = country.sign_in("municipal")
        op = municipal.op("move_organisation", id_of("college"), 1, parent_id=id_of("vocational"))
        event.listen(
            state.database.engine, "before_cursor_execute", lambda *found: statements.append(found[2])
        )
        (result,) = municipal.push(op)
        assert result["outcome"] == "applied"
        # Who asks may be a member too, which is looked up with every session.
        asked = [each for each in statements if "FROM session" not in each]
        moved, touching = 1 + 4 + 50, [each for each in asked if " member" in each]
        assert len(statements) < 5 * moved + 60
        assert touching == []
        new.sync()
        assert len(new.ids("member")) == 5000
        assert {row["version"] for (entity, _), row in new.rows.items() if entity == "member"} == {1}
        assert feed_errors(state.database) == []
        country.close()
