"""Nobody sees what is outside their scope: not in lists, searches, counts or errors (SPEC R5)."""

import uuid

import pytest

from server.database.tables import audit
from tests.server.client import Country, Device, Replica
from tests.server.flows import EMPLOYED, start
from tests.server.sample import PLACES, id_of, member_name

CANARIES = {member_name(key, each) for key, place in PLACES.items() for each in range(place.members)}


def everything(who: Device, foreign_member: str, foreign_transfer: str) -> list[str]:
    """Every answer that this person can get, asking also for what is not theirs."""
    answers = [
        who.get("/v1/me"),
        who.get("/v1/sync/hello"),
        who.get("/v1/deputations"),
        who.get("/v1/members", limit=500),
        who.get("/v1/transfers", limit=500),
        *(who.get("/v1/members", organisation_id=id_of(key)) for key in PLACES),
        *(who.get("/v1/transfers", state=state) for state in ("awaiting_source", "completed")),
        *(who.get(f"/v1/organisations/{id_of(key)}") for key in PLACES),
        *(who.get("/v1/organisations/search", q=q) for q in ("金丝雀", "团", "示例", "class")),
        who.get(f"/v1/members/{foreign_member}"),
        who.get(f"/v1/transfers/{foreign_transfer}"),
        who.get(f"/v1/sync/ops/{uuid.uuid4()}"),
        who.pull_raw(None),
        who.post("/v1/sync/manifest", {"bucket": id_of("class"), "after": None}),
        who.push_raw(
            *(who.op(kind, foreign_member, 1, mark="teacher", month="2021-06") for kind in
              ("mark_member", "revoke_mark", "set_member_month", "restore_member")),
            who.op("delete_member", foreign_member, 1, reason="left", remark="x"),
            *(who.op(kind, foreign_transfer, 1, reason="x", branch_id=id_of("workshop")) for kind in
              ("approve_transfer", "refuse_transfer", "allocate_transfer", "withdraw_transfer",
               "nudge_transfer")),
            *(who.op("dissolve_organisation", id_of(key), 1) for key in PLACES),
            who.op("start_transfer", str(uuid.uuid4()), 0, **EMPLOYED, member_id=foreign_member,
                   destination_id=id_of("beijing_branch")),
        ),
    ]  # fmt: skip
    assert all(answer.status_code < 500 for answer in answers)
    return [answer.text for answer in answers]


@pytest.mark.parametrize("key", ["college_other", "township", "employer", "beijing", "member", "school"])
def test_R5_no_canary_of_another_scope_is_ever_heard(country: Country, key: str) -> None:
    transfer = start(country.sign_in("college"), ("class", 3), "floating", kind="unemployed", particulars={})
    heard = "\n".join(everything(country.sign_in(key), id_of("class", 2), transfer["id"]))
    found = {name for name in CANARIES if name in heard}
    own = {
        "college_other": {member_name("class_other", each) for each in range(4)},
        "township": {member_name("class", 3)},
        "employer": {member_name("workshop", each) for each in range(2)},
        "beijing": {member_name("beijing_branch", each) for each in range(2)},
        "member": {member_name("class", 0)},
        "school": {member_name("school", each) for each in range(3)},
    }
    assert found == own[key]


def test_planted_canary_is_heard_by_whose_it_is(country: Country) -> None:
    """The check itself: the university hears all of its canaries, in pull, lists and answers."""
    transfer = start(country.sign_in("college"), ("class", 3), "employer")
    heard = "\n".join(everything(country.sign_in("university"), id_of("class", 2), transfer["id"]))
    assert {name for name in CANARIES if name in heard} >= {member_name("class", each) for each in range(8)}


@pytest.mark.parametrize(
    "path", ["/v1/members/{}", "/v1/transfers/{}", "/v1/organisations/{}", "/v1/sync/ops/{}"]
)
def test_foreign_and_unknown_are_answered_alike(country: Country, path: str) -> None:
    transfer = start(country.sign_in("college"), ("class", 3), "employer")
    foreign = {"members": id_of("class", 2), "transfers": transfer["id"], "organisations": id_of("class")}
    other = country.sign_in("college_other")
    first = other.get(path.format(foreign.get(path.split("/")[2], str(uuid.uuid4()))))
    second = other.get(path.format(uuid.uuid4()))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.status_code == 404


def test_dissolved_branch_of_the_scope_stays_visible(country: Country) -> None:
    municipal = Replica(country.sign_in("municipal"))
    municipal.sync()
    assert municipal.rows["organisation", id_of("gone")]["active"] is False


def test_R14_looking_up_is_in_the_trail(country: Country) -> None:
    college = country.sign_in("college")
    college.get(f"/v1/members/{id_of('class', 0)}")
    college.get("/v1/members")
    college.get(f"/v1/members/{id_of('class_other', 0)}")
    college.pull_raw(None)
    with country.state.database.reading() as connection:
        rows = connection.execute(audit.select().where(audit.c.actor == id_of("account", "college"))).all()
    assert [(row.action, row.subject) for row in rows] == [
        ("signed_in", rows[0].subject),
        ("member_viewed", id_of("class", 0)),
        ("members_listed", ""),
        ("scope_fetched", id_of("college")),
    ]
    assert not {name for name in CANARIES if name in repr(rows)}
