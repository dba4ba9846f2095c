"""Pull: all of the scope and nothing else, however it changes meanwhile (RELIABILITY I5–I10)."""

import base64
import gzip
import json
from datetime import timedelta

import pytest
import requests

from server.database.feed import forget_departures, read_head
from server.documents import instant_text
from server.scope import Scope
from server.sync import pages
from server.sync.buckets import check_of
from server.sync.wire import Hello, ManifestAnswer, PullAnswer
from tests.server.changes import change_member, change_organisation, path_of
from tests.server.client import Country, Device, Replica, buckets_hash
from tests.server.flows import decide, start
from tests.server.sample import PLACES, id_of
from tests.server.shapes import check_shape


def code(answer: requests.Response) -> str:
    return f"{answer.status_code} {answer.json()['code']}"


def below(*keys: str) -> set[str]:
    """The keys and everything below them."""
    found = set(keys)
    for key, place in PLACES.items():
        if place.above in found:
            found.add(key)
    return found


def members_of(keys: set[str]) -> set[str]:
    return {id_of(key, each) for key in keys for each in range(PLACES[key].members)}


@pytest.mark.parametrize(
    ("key", "limit"), [("class", 1), ("university", 3), ("employer", 2), ("country", 2000)]
)
def test_I7_first_pull_fetches_the_scope_and_nothing_else(country: Country, key: str, limit: int) -> None:
    replica = Replica(country.sign_in(key))
    replica.sync(limit)
    scope = below(key)
    assert replica.ids("organisation") == {id_of(each) for each in scope}
    assert replica.ids("member") == members_of(scope)
    assert replica.ids("edition") == {"2020", "2021", "2024"}
    assert replica.buckets == {id_of(each) for each in scope}


def test_rows_are_the_domain_values_fields(country: Country) -> None:
    replica = Replica(country.sign_in("class"))
    replica.sync()
    row = replica.rows["member", id_of("class", 0)]
    assert (row["name"], row["birth_date"], row["emergency"]["relation"]) == (
        "金丝雀class0",
        "1998-01-01",
        "父",
    )
    answer = country.sign_in("class").get(f"/v1/members/{id_of('class', 0)}")
    assert answer.json() == row


def test_a_sync_with_nothing_new_is_small(country: Country) -> None:
    device = country.sign_in("university")
    replica = Replica(device)
    replica.sync()
    assert replica.sync() == []
    answer = device.pull_raw(replica.cursor, buckets_hash=replica.buckets_hash)
    assert int(answer.headers["Content-Length"]) < 1000


def test_changes_come_in_order_and_once(country: Country) -> None:
    college = country.sign_in("college")
    replica = Replica(college)
    replica.sync()
    for each in range(5):
        college.do("mark_member", id_of("class", each), 1, mark="teacher")
    changes = replica.sync(limit=2)
    assert [change[3] for change in changes] == [id_of("class", each) for each in range(5)]
    assert [change[0] for change in changes] == sorted(change[0] for change in changes)


def test_row_that_changed_twice_comes_once_as_it_is(country: Country) -> None:
    college = country.sign_in("college")
    replica = Replica(college)
    replica.sync()
    college.do("mark_member", id_of("class", 0), 1, mark="teacher")
    college.do("revoke_mark", id_of("class", 0), 2)
    assert [(change[4], change[5] is None) for change in replica.sync()] == [(3, False)]


def test_I8_completed_transfer_leaves_one_scope_and_enters_the_other(country: Country) -> None:
    class_, employer = country.sign_in("class"), country.sign_in("employer")
    left, entered = Replica(class_), Replica(employer)
    left.sync()
    entered.sync()
    transfer = start(country.sign_in("university"), ("class", 0), "employer")
    transfer = decide(employer, "approve_transfer", transfer)
    decide(employer, "allocate_transfer", transfer, branch_id=id_of("workshop"))
    gone = [change for change in left.sync() if change[2] == "member"]
    assert [(change[1], change[3], change[5]) for change in gone] == [
        (id_of("class"), id_of("class", 0), None)
    ]
    assert id_of("class", 0) not in left.ids("member")
    # Its administrators keep the transfer in their history (SPEC R57).
    assert left.rows["transfer", transfer["id"]]["state"] == "completed"
    entered.sync()
    assert entered.rows["member", id_of("class", 0)]["organisation_id"] == id_of("workshop")


def test_transfer_lies_in_every_bucket_that_it_concerns(country: Country) -> None:
    transfer = start(country.sign_in("university"), ("class", 0), "employer")
    for key, sees in (("class", True), ("employer", True), ("workshop", False), ("college_other", False)):
        replica = Replica(country.sign_in(key))
        replica.sync()
        assert (transfer["id"] in replica.ids("transfer")) is sees
    province = Replica(country.sign_in("province"))
    places = {change[1] for change in province.sync() if change[3] == transfer["id"]}
    assert places == {id_of("class"), id_of("employer")}


def test_instants_are_27_characters(country: Country) -> None:
    country.clock.now = country.clock.now.replace(microsecond=999_999)
    transfer = start(country.sign_in("university"), ("class", 0), "employer")
    instants = [transfer["opened_at"], transfer["started_at"], transfer["history"][0]["at"]]
    assert {len(instant) for instant in instants} == {27}


# While it goes on


def test_F46_member_moves_while_paging(country: Country) -> None:
    """Out of what is still to come, into what has been walked already, and the other way round."""
    province = country.sign_in("province")
    replica = Replica(province)
    page = province.pull_raw(None, limit=20).json()
    change_member(country.state, id_of("workshop", 0), organisation_id=id_of("class"))
    change_member(country.state, id_of("class", 7), organisation_id=id_of("workshop"))
    replica._meet_buckets(page["buckets"])
    for change in page["changes"]:
        replica._apply(page["columns"], change)
    replica.cursor = page["cursor"]
    replica.sync(limit=7)
    assert replica.rows["member", id_of("workshop", 0)]["organisation_id"] == id_of("class")
    assert replica.rows["member", id_of("class", 7)]["organisation_id"] == id_of("workshop")


def test_buckets_come_when_they_changed(country: Country) -> None:
    device = country.sign_in("municipal")
    replica = Replica(device)
    replica.sync()
    assert device.hello()["buckets_hash"] == replica.buckets_hash == buckets_hash(sorted(replica.buckets))
    known = device.pull_raw(replica.cursor, buckets_hash=replica.buckets_hash).json()
    assert "buckets" not in known
    change_organisation(country.state, "employer", path=f"{path_of(country.state, 'beijing')}98/")
    change_organisation(country.state, "workshop", path=f"{path_of(country.state, 'beijing')}98/1/")
    replica.sync()
    assert replica.ids("member") == members_of(below("municipal") - {"employer", "workshop"})


def test_F47_subtree_that_enters_is_fetched(country: Country) -> None:
    beijing = Replica(country.sign_in("beijing"))
    beijing.sync()
    change_organisation(country.state, "employer", path=f"{path_of(country.state, 'beijing')}98/")
    change_organisation(country.state, "workshop", path=f"{path_of(country.state, 'beijing')}98/1/")
    beijing.sync()
    assert beijing.ids("member") == members_of({"beijing_branch", "workshop"})


@pytest.mark.fault("F48")
def test_tree_that_changes_in_the_first_fetch_starts_it_again(country: Country) -> None:
    device = country.sign_in("university")
    first = device.pull_raw(None, limit=9).json()
    change_organisation(country.state, "class", path=f"{path_of(country.state, 'college_other')}97/")
    second = device.pull_raw(first["cursor"], limit=9).json()
    assert first["changes"][0] == second["changes"][0]
    assert second["buckets"]


def test_I8_departure_is_told_though_the_first_fetch_starts_again(country: Country) -> None:
    replica = Replica(country.sign_in("municipal"))
    moved = id_of("class", 1)
    while moved not in replica.ids("member"):
        replica.take_page(3)
    change_member(country.state, moved, organisation_id=id_of("delayed"))
    change_organisation(country.state, "class", path=f"{path_of(country.state, 'college_other')}97/")
    # Ends with the server's check of what the device holds.
    replica.sync(3)
    lying = [bucket for bucket, entity, row_id in replica.lying if (entity, row_id) == ("member", moved)]
    assert lying == [id_of("delayed")]


def test_changes_of_many_buckets_and_of_few_are_the_same(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    university = country.sign_in("university")
    replica = Replica(university)
    replica.sync()
    change_member(country.state, id_of("class", 0), phone="19912345678")
    change_member(country.state, id_of("workshop", 0), phone="19912345678")
    few = university.pull_raw(replica.cursor, buckets_hash=replica.buckets_hash).json()
    monkeypatch.setattr(pages, "FEW_BUCKETS", 0)
    many = university.pull_raw(replica.cursor, buckets_hash=replica.buckets_hash).json()
    assert few == many
    assert [change[3] for change in few["changes"]] == [id_of("class", 0)]


# Cursors


def test_F41_cursor_from_before_what_is_forgotten(country: Country) -> None:
    device = country.sign_in("college")
    replica = Replica(device)
    replica.sync()
    change_member(country.state, id_of("class", 0), organisation_id=id_of("class_other"))
    country.clock.move(days=181)
    with country.state.database.writing() as connection:
        before = instant_text(country.clock() - timedelta(days=180))
        assert forget_departures(connection, before) == 1
        assert forget_departures(connection, before) == 0
    device = country.sign_in("college")
    assert code(device.pull_raw(replica.cursor)) == "409 RESYNC_REQUIRED"
    fresh = Replica(device)
    fresh.sync()
    assert id_of("class", 0) not in fresh.ids("member")


def forged(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


FORGED = (
    "", "x", "团", "AAAA", "9" * 1000,
    *map(forged, ({}, [], ["a"], [1.5], [-1], [10**9], [10**30], [None], [0] * 5, [[[[]]]], "x")),
)  # fmt: skip


def test_cursor_that_the_server_has_not_written(country: Country) -> None:
    college = country.sign_in("college")
    for cursor in FORGED:
        assert code(college.pull_raw(cursor)) == "409 RESYNC_REQUIRED", cursor


def test_forged_walk_never_leaves_the_scope(country: Country) -> None:
    college = country.sign_in("college")
    scope = {id_of(each) for each in below("college")} | {"*"}
    cursor = college.pull_raw(None, limit=1).json()["cursor"]
    since, tree, path, *_ = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    foreign = path_of(country.state, "employer"), id_of("employer")
    for place in (
        foreign,
        (path, id_of("workshop")),
        (foreign[0], id_of("class")),
        ("/0", ""),
        ("", id_of("workshop")),
    ):
        answer = college.pull_raw(forged([since, tree, *place, "", ""]))
        assert answer.status_code == 200
        assert {change[1] for change in answer.json()["changes"]} <= scope


# The rest of the messages


def test_I10_epoch_of_before_a_restore(country: Country) -> None:
    college = country.sign_in("college")
    assert code(college.pull_raw(None, epoch="before")) == "409 EPOCH_CHANGED"


def test_limit_out_of_bounds(country: Country) -> None:
    college = country.sign_in("college")
    for limit in (0, -1, 2001, "2", None, 1.5):
        assert code(college.pull_raw(None, limit=limit)) == "422 BODY_INVALID", limit


def test_members_have_no_scope_to_pull(country: Country) -> None:
    member = country.sign_in("member")
    assert code(member.pull_raw(None)) == "403 NO_ROLE"
    assert code(member.get("/v1/sync/news", cursor="x")) == "403 NO_ROLE"
    assert code(member.post("/v1/sync/manifest", {"bucket": id_of("class"), "after": None})) == "403 NO_ROLE"
    assert member.hello()["edition"] == 2020


def test_answers_have_the_documented_shape(country: Country) -> None:
    college = country.sign_in("college")
    check_shape(Hello, college.get("/v1/sync/hello").content)
    page = college.pull_raw(None)
    check_shape(PullAnswer, page.content)
    check_shape(PullAnswer, college.pull_raw(page.json()["cursor"]).content)
    check_shape(ManifestAnswer, manifest(college, id_of("class")).content)


def test_packed_only_when_asked(country: Country) -> None:
    college = country.sign_in("university")
    body = {"device_id": college.id, "epoch": college.hello()["epoch"], "cursor": None}
    plain, packed = (
        requests.post(
            f"{country.address}/v1/sync/pull",
            json=body,
            headers={"Authorization": college.http.headers["Authorization"], "Accept-Encoding": encoding},
            stream=True,
            timeout=10,
        )
        for encoding in ("identity", "gzip")
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    content = packed.raw.read(decode_content=False)
    assert json.loads(gzip.decompress(content))["changes"] == plain.json()["changes"]
    assert len(content) < len(plain.content) / 3


def manifest(who: Device, bucket: str, after: str | None = None) -> requests.Response:
    return who.post("/v1/sync/manifest", {"bucket": bucket, "after": after})


def test_manifest_names_what_lies_in_a_bucket(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.sync.repository._MANIFEST_PAGE", 4)
    college = country.sign_in("college")
    items: list[list[object]] = []
    after = None
    while True:
        answer = manifest(college, id_of("class"), after).json()
        items += answer["items"]
        after = answer["after"]
        if after is None:
            break
    members: list[list[object]] = [["member", row_id, 1] for row_id in sorted(members_of({"class"}))]
    assert items == [*members, ["organisation", id_of("class"), 1]]
    assert manifest(college, "*").json()["items"][0] == ["edition", "2020", 1]
    assert code(manifest(college, id_of("class_other"))) == "404 NOT_FOUND"
    assert code(manifest(college, "x")) == "404 NOT_FOUND"


def test_check_is_caught_up_with_what_others_do(country: Country) -> None:
    """It is remembered, and must still be what all sums of the scope are."""
    state, college = country.state, country.sign_in("college")
    scope = Scope(path_of(state, "college"))
    Replica(college).sync()
    for turn in range(8):
        target = ("class_other", "class", "employer")[turn % 3]
        change_member(state, id_of("class", turn % 2), organisation_id=id_of(target))
        change_organisation(state, "beijing", short_name=f"北京{turn}")
        with state.database.reading() as connection:
            head = read_head(connection)
            buckets = state.buckets.of(connection, scope, head)
            assert buckets.check(connection, scope, head) == check_of(connection, scope, head)
            older = head._replace(seq=head.seq - 1)
            assert buckets.check(connection, scope, older)["seq"] == head.seq - 1
