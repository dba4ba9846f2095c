"""Members are deleted with a reason, and come back within 30 days as they were (SPEC R46, question 18)."""

import pytest
from sqlalchemy import select

from server.database.audit_unlocking import unlock
from server.database.engine import Database
from server.database.migrate import downgrade, upgrade
from server.database.tables import audit
from tests.server.client import Country, Device, Json, Replica
from tests.server.feed_check import feed_errors
from tests.server.flows import EMPLOYED, rejected, start
from tests.server.sample import id_of

REASON: Json = {"reason": "duplicate", "remark": "与另一条记录重复"}
WHO = id_of("younger", 0)


def tried(who: Device, kind: str, member_id: str, version: int = 1, /, **payload: str) -> Json:
    (result,) = who.push(who.op(kind, member_id, version, **payload))
    return result


def test_R46_deleted_member_leaves_every_device_and_comes_back_as_they_were(country: Country) -> None:
    replica = Replica(country.sign_in("university"))
    replica.sync()
    before = replica.rows["member", WHO]
    college = country.sign_in("college")
    assert college.do("delete_member", WHO, 1, **REASON)["rows"] == {}
    (change,) = replica.sync()
    assert change[1:] == [id_of("younger"), "member", WHO, 2, None]
    assert college.get(f"/v1/members/{WHO}").status_code == 404
    listed = college.get("/v1/members", organisation_id=id_of("younger")).json()["items"]
    assert WHO not in {row["id"] for row in listed}
    country.clock.move(days=30)
    row = country.sign_in("college").do("restore_member", WHO, 2)["rows"]["member"]
    assert row == before | {"version": 3}
    replica.device = country.sign_in("university")
    replica.sync()
    assert replica.rows["member", WHO] == row
    assert rejected(tried(country.sign_in("college"), "restore_member", WHO)) == "NOT_FOUND"
    country.sign_in("college").do("delete_member", WHO, 3, **REASON)


def test_R46_after_30_days_there_is_no_way_back(country: Country) -> None:
    country.sign_in("college").do("delete_member", WHO, 1, **REASON)
    country.clock.move(days=31)
    assert rejected(tried(country.sign_in("college"), "restore_member", WHO)) == "RESTORATION_TOO_LATE"


def test_Q18_graduate_whose_transfer_is_due_is_not_deleted(country: Country) -> None:
    college = country.sign_in("college")
    graduate = id_of("class", 2)
    assert rejected(tried(college, "delete_member", graduate, **REASON)) == "DELETION_INSTEAD_OF_TRANSFER"
    college.do("delete_member", graduate, 1, reason="left", remark="本人申请退团")


@pytest.mark.parametrize(
    ("key", "payload", "code"),
    [
        ("college", {"reason": "moved", "remark": "已转走"}, "OP_INVALID"),
        ("college", {"reason": "duplicate", "remark": " "}, "DELETION_REMARK_MISSING"),
        ("college_other", REASON, "NOT_FOUND"),
        ("member", REASON, "NOT_FOUND"),
    ],
)
def test_R46_reason_and_scope_are_needed(country: Country, key: str, payload: Json, code: str) -> None:
    assert rejected(tried(country.sign_in(key), "delete_member", WHO, **payload)) == code


def test_R46_nobody_elsewhere_brings_them_back(country: Country) -> None:
    country.sign_in("college").do("delete_member", WHO, 1, **REASON)
    for key in ("college_other", "township", "member"):
        assert rejected(tried(country.sign_in(key), "restore_member", WHO)) == "NOT_FOUND"


def test_R41_not_while_a_transfer_is_open_and_none_is_started_after(country: Country) -> None:
    college = country.sign_in("college")
    start(college, ("class", 0), "employer")
    open_one = tried(college, "delete_member", id_of("class", 0), reason="left", remark="本人申请退团")
    assert rejected(open_one) == "TRANSFER_IS_OPEN"
    college.do("delete_member", WHO, 1, **REASON)
    payload = EMPLOYED | {"member_id": WHO, "destination_id": id_of("employer")}
    assert rejected(tried(college, "start_transfer", id_of("new"), 0, **payload)) == "NOT_FOUND"


def test_R46_deleted_member_has_no_own_side_any_more(country: Country) -> None:
    themself = country.sign_in("member")
    assert themself.get("/v1/own").status_code == 200
    country.sign_in("college").do("delete_member", id_of("class", 0), 1, reason="expelled", remark="开除团籍")
    assert themself.get("/v1/own").json()["code"] == "NO_ROLE"
    again = Device(country.address, country.http())
    assert again.post("/v1/sessions", again.sign_in_body("member")).json()["code"] == "NO_ROLE"


def test_R46_trail_keeps_the_kind_of_reason(country: Country) -> None:
    country.sign_in("college").do("delete_member", WHO, 1, **REASON)
    with country.state.database.reading() as connection:
        record = connection.execute(select(audit).where(audit.c.action == "member_deleted")).one()
    assert (record.actor, record.subject) == (id_of("account", "college"), WHO)
    assert record.detail == '{"reason":"duplicate"}'


def test_R46_older_form_of_the_database_has_them_again(country: Country) -> None:
    country.sign_in("college").do("delete_member", WHO, 1, **REASON)
    database = Database(country.state.settings.database_url, pool_size=1)
    downgrade(database, "0005")
    upgrade(database)
    unlock(database, None)
    assert feed_errors(database) == []
    database.close()
    replica = Replica(country.sign_in("college"))
    replica.sync()
    assert replica.rows["member", WHO]["version"] == 2
