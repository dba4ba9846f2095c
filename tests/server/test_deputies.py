"""An administrator who is away is stood in for, on the named days only and in their scope only (SPEC R84)."""

import uuid

import pytest
from sqlalchemy import delete, update

from server.sessions.tables import account, administrator
from tests.server.client import Country, Device, Json, Replica
from tests.server.flows import decide, rejected, start
from tests.server.sample import PASSWORD, id_of

DAYS: Json = {"first_day": "2020-06-20", "last_day": "2020-06-29"}
DEPUTY = id_of("account", "workshop")
"""Administers the branch directly below the employer's committee."""


def name_deputy(who: Device, deputy: str = DEPUTY, deputation: str = "", **days: str) -> Json:
    payload = DAYS | {"deputy_user_id": deputy} | days
    (result,) = who.push(who.op("name_deputy", deputation or str(uuid.uuid4()), 0, **payload))
    return result


def deputations(who: Device) -> Json:
    answer = who.get("/v1/deputations")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


@pytest.fixture
def waiting(country: Country) -> Json:
    """Waits for the employer's committee, outside the deputy's own scope."""
    return start(country.sign_in("university"), ("class", 0), "employer")


def test_R84_deputy_sees_and_decides_on_behalf_of_whoever_named_them(country: Country, waiting: Json) -> None:
    assert name_deputy(country.sign_in("employer"))["outcome"] == "applied"
    own = country.sign_in("workshop")
    places = [card["id"] for card in own.session["organisations"]]
    assert places == [id_of("workshop"), id_of("employer")]
    (result,) = own.push(own.op("refuse_transfer", waiting["id"], 1, reason="x"))
    assert rejected(result) == "NOT_FOUND"
    deputy = country.sign_in("workshop", organisation="employer")
    replica = Replica(deputy)
    replica.sync()
    assert waiting["id"] in replica.ids("transfer")
    event = decide(deputy, "approve_transfer", waiting)["history"][-1]
    assert (event["by"]["user_id"], event["by"]["name"]) == (DEPUTY, "王workshop")
    assert event["on_behalf_of"]["user_id"] == id_of("account", "employer")
    assert event["on_behalf_of"]["name"] == "王employer"


def test_R84_on_its_days_only_also_in_a_session_that_is_open(country: Country, waiting: Json) -> None:
    name_deputy(country.sign_in("employer"), first_day="2020-06-21", last_day="2020-06-21")
    early = Device(country.address, country.http())
    body = early.sign_in_body("workshop", PASSWORD, "employer")
    assert early.post("/v1/sessions", body).json()["code"] == "NO_ROLE"
    # The day begins and ends in China.
    country.clock.now = country.clock.now.replace(day=21, hour=15, minute=59, second=58)
    deputy = country.sign_in("workshop", organisation="employer")
    op = deputy.op("approve_transfer", waiting["id"], 1)
    epoch = deputy.hello()["epoch"]
    country.clock.move(seconds=3)
    late = deputy.post("/v1/sync/push", {"device_id": deputy.id, "epoch": epoch, "ops": [op]})
    assert (late.status_code, late.json()["code"]) == (403, "NO_ROLE")


def test_R84_taken_back_it_is_over_at_once(country: Country, waiting: Json) -> None:
    employer = country.sign_in("employer")
    name_deputy(employer)
    deputy = country.sign_in("workshop", organisation="employer")
    (item,) = deputations(employer)["items"]
    assert (item["deputy_name"], item["last_day"]) == ("王workshop", "2020-06-29")
    assert deputations(country.sign_in("workshop"))["items"] == [item]
    employer.do("revoke_deputy", item["id"], 1)
    assert deputy.get("/v1/sync/hello").json()["code"] == "NO_ROLE"
    (again,) = employer.push(employer.op("revoke_deputy", item["id"], 2))
    assert rejected(again) == "DEPUTATION_HAS_ENDED"
    assert deputations(employer)["items"][0]["ended_at"] is not None


@pytest.mark.parametrize("key", ["workshop", "municipal"])
def test_R84_either_side_and_those_above_take_it_back(country: Country, key: str) -> None:
    deputation = str(uuid.uuid4())
    name_deputy(country.sign_in("employer"), deputation=deputation)
    country.sign_in(key).do("revoke_deputy", deputation, 1)


def test_R84_others_do_not_learn_of_it(country: Country) -> None:
    deputation = str(uuid.uuid4())
    name_deputy(country.sign_in("employer"), deputation=deputation)
    township = country.sign_in("township")
    for unknown in (deputation, str(uuid.uuid4())):
        (result,) = township.push(township.op("revoke_deputy", unknown, 1))
        assert rejected(result) == "NOT_FOUND"
    assert deputations(township)["items"] == []


def test_R84_deputy_hands_nothing_on(country: Country) -> None:
    name_deputy(country.sign_in("employer"))
    deputy = country.sign_in("workshop", organisation="employer")
    assert rejected(name_deputy(deputy, id_of("account", "municipal"))) == "FORBIDDEN_NOW"


@pytest.mark.parametrize(
    ("deputy", "days", "code"),
    [
        ("employer", {}, "DEPUTY_IS_ONESELF"),
        ("township", {}, "NOT_FOUND"),
        ("member", {}, "NOT_FOUND"),
        ("workshop", {"last_day": "2021-06-20"}, "DEPUTY_DAYS_IMPOSSIBLE"),
        ("workshop", {"last_day": "2020-06-19"}, "DEPUTY_DAYS_IMPOSSIBLE"),
        ("workshop", {"last_day": "明天"}, "OP_INVALID"),
    ],
)
def test_R84_who_and_when(country: Country, deputy: str, days: dict[str, str], code: str) -> None:
    assert rejected(name_deputy(country.sign_in("employer"), id_of("account", deputy), **days)) == code


def test_R84_administrators_nearby_can_be_named(country: Country) -> None:
    found = deputations(country.sign_in("university"))["candidates"]
    assert {each["name"] for each in found} == {
        "王municipal", "王university_second", "王college", "王college_other", "王two_places",
        "王first_login", "王both",
    }  # fmt: skip
    assert country.sign_in("member").get("/v1/deputations").json()["code"] == "NO_ROLE"


def test_R84_id_is_used_once(country: Country) -> None:
    employer, deputation = country.sign_in("employer"), str(uuid.uuid4())
    name_deputy(employer, deputation=deputation)
    assert rejected(name_deputy(employer, deputation=deputation)) == "SUBJECT_EXISTS"


@pytest.mark.parametrize("lost", ["role", "account"])
def test_R84_deputy_has_no_more_than_whoever_named_them(country: Country, lost: str) -> None:
    name_deputy(country.sign_in("employer"))
    deputy = country.sign_in("workshop", organisation="employer")
    principal = id_of("account", "employer")
    with country.state.database.writing() as connection:
        if lost == "role":
            connection.execute(delete(administrator).where(administrator.c.account_id == principal))
        else:
            connection.execute(update(account).where(account.c.id == principal).values(disabled=True))
    assert deputy.get("/v1/sync/hello").json()["code"] == "NO_ROLE"
