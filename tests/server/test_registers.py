"""The three registers through push and pull (SPEC R63, R64, R67, R70–R72)."""

import threading
import uuid

import pytest

from server.jobs.service import run_due_jobs
from tests.server.client import Country, Device, Json, Replica
from tests.server.flows import EMPLOYED, UNEMPLOYED, decide, rejected, start
from tests.server.sample import id_of, member_name

WHO = ("class", 0)
ABROAD: Json = {
    "full_name": "示例大学出国（境）学习研究团员团支部",
    "short_name": "出国团支部",
    "kind": "branch",
    "category": "abroad_study",
    "parent_id": id_of("university"),
}
APPLICATION: Json = {
    "country": "某国",
    "period": "2020-09 至 2022-09",
    "purpose": "攻读硕士学位",
    "home_contact": "家长",
    "home_phone": "19911111111",
}


def keep(who: Device, member: tuple[str, int] = WHO) -> Json:
    payload = {"member_id": id_of(*member), "months": 6, "reason": "正在求职"}
    (result,) = who.push(who.op("retain_member", str(uuid.uuid4()), 0, None, **payload))
    return result


def kept(who: Device, member: tuple[str, int] = WHO) -> Json:
    result = keep(who, member)
    assert result["outcome"] == "applied", result
    row: Json = result["rows"]["retention"]
    return row


def received(country: Country) -> Json:
    """A floating member in the township's branch: the entry as the township has it."""
    transfer = start(country.sign_in("university"), WHO, "floating", **UNEMPLOYED, particulars={})
    township = country.sign_in("township")
    decide(township, "approve_transfer", transfer)
    return rows_of(township, "follow_up")[transfer["id"]]


def rows_of(who: Device, entity: str) -> dict[str, Json]:
    replica = Replica(who)
    replica.sync(50)
    return {row_id: row for (kind, row_id), row in replica.rows.items() if kind == entity}


def test_R71_retention_is_kept_prolonged_by_the_edition_and_ended(country: Country) -> None:
    college, above = country.sign_in("college"), Replica(country.sign_in("university"))
    above.sync()
    row = kept(college)
    assert (row["until"], row["member_name"], row["organisation_id"]) == (
        "2020-12-31", member_name(*WHO), id_of("class"),
    )  # fmt: skip
    above.sync()
    assert above.rows["retention", row["id"]] == row
    assert rejected(keep(college)) == "ALREADY_RETAINED"
    (longer,) = college.push(college.op("prolong_retention", row["id"], 1, months=12))
    assert rejected(longer) == "RETENTION_NOT_PROLONGED"
    ended = college.do("end_retention", row["id"], 1, outcome="已落实工作单位")["rows"]["retention"]
    assert (ended["version"], ended["ended_on"], ended["outcome"]) == (2, "2020-06-20", "已落实工作单位")
    assert kept(college)["id"] != row["id"]


def test_R71_ends_by_itself_when_the_transfer_is_complete(country: Country) -> None:
    university = country.sign_in("university")
    row = kept(university)
    transfer = start(university, WHO, "workshop")
    decide(country.sign_in("workshop"), "approve_transfer", transfer)
    present = rows_of(university, "retention")[row["id"]]
    assert (present["version"], present["ended_on"]) == (2, "2020-06-20")
    assert present["changed_by"]["name"] == "王workshop"


def test_R71_R82_also_when_nobody_decides(country: Country) -> None:
    university = country.sign_in("university")
    row = kept(university)
    start(university, WHO, "workshop")
    country.clock.move(days=16)
    run_due_jobs(country.state)
    present = rows_of(country.sign_in("university"), "retention")[row["id"]]
    assert (present["ended_on"], present["changed_by"]["user_id"]) == ("2020-07-06", "system")


def test_R63_not_outside_the_scope_not_twice_and_not_under_a_taken_id(country: Country) -> None:
    college = country.sign_in("college")
    assert rejected(keep(country.sign_in("college_other"))) == "NOT_FOUND"
    row = kept(college)
    taken = college.op("retain_member", row["id"], 0, member_id=id_of("class", 2), months=6, reason="求职")
    (result,) = college.push(taken)
    assert rejected(result) == "SUBJECT_EXISTS"
    other = country.sign_in("college_other")
    (result,) = other.push(other.op("end_retention", row["id"], 1, outcome="不知道"))
    assert rejected(result) == "NOT_FOUND"
    assert result["rows"] == {}


def test_R59_R71_second_one_is_told_who_was_first(country: Country) -> None:
    row = kept(country.sign_in("college"))
    country.sign_in("university").do("end_retention", row["id"], 1, outcome="已就业")
    late = country.sign_in("college")
    (result,) = late.push(late.op("end_retention", row["id"], 1, outcome="又就业"))
    assert rejected(result) == "STALE_VERSION"
    assert result["facts"]["who"] == "王university"
    assert result["rows"]["retention"]["outcome"] == "已就业"


def test_R63_of_two_at_once_one_keeps_the_member(country: Country) -> None:
    devices = [country.sign_in(key) for key in ("college", "university", "class")]
    results: list[Json] = []
    threads = [threading.Thread(target=lambda each=each: results.append(keep(each))) for each in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result["outcome"] for result in results) == ["applied", "rejected", "rejected"]
    assert {result["code"] for result in results} == {None, "ALREADY_RETAINED"}


def test_R70_completed_application_is_entered_and_reports_follow(country: Country) -> None:
    university = country.sign_in("university")
    branch = university.do("create_organisation", str(uuid.uuid4()), 0, **ABROAD)["rows"]["organisation"]
    payload = EMPLOYED | {
        "kind": "study_abroad", "member_id": id_of(*WHO), "destination_id": branch["id"],
        "particulars": APPLICATION,
    }  # fmt: skip
    college = country.sign_in("college")
    transfer = college.do("start_transfer", str(uuid.uuid4()), 0, **payload)["rows"]["transfer"]
    decide(university, "approve_transfer", transfer)
    entry = rows_of(university, "study_abroad")[transfer["id"]]
    assert (entry["application"]["country"], entry["organisation_id"]) == ("某国", branch["id"])
    assert rows_of(college, "study_abroad") == {}
    assert rejected(university.push(university.op("record_report", entry["id"], 1, text=" "))[0])
    country.clock.move(days=360)
    # The same device signs in anew: sessions of last year are over.
    university = country.sign_in("university")
    reported = university.do("record_report", entry["id"], 1, text="学习顺利")["rows"]["study_abroad"]
    (report,) = reported["reports"]
    assert (report["on"], report["by"]["name"], report["text"]) == ("2021-06-15", "王university", "学习顺利")
    ended = university.do("end_study_abroad", entry["id"], 2, outcome="已回国")["rows"]["study_abroad"]
    assert ended["ended_on"] == "2021-06-15"


def test_R72_floating_member_is_followed_until_transferred_on(country: Country) -> None:
    entry = received(country)
    assert (entry["next_on"], entry["organisation_id"]) == ("2020-09-20", id_of("floating"))
    assert rows_of(country.sign_in("university"), "follow_up") == {}
    township = country.sign_in("township")
    asked = township.do("record_follow_up", entry["id"], 1, outcome="已就业", found_work_on="2020-06-19")[
        "rows"
    ]["follow_up"]
    assert (asked["found_work_on"], asked["outcome"]) == ("2020-06-19", "已就业")
    onward = start(township, WHO, "workshop", kind="ordinary", particulars={})
    decide(country.sign_in("employer"), "approve_transfer", onward)
    assert rows_of(township, "follow_up")[entry["id"]]["ended_on"] == "2020-06-20"


def test_R72_deleted_member_is_followed_no_longer(country: Country) -> None:
    entry = received(country)
    township = country.sign_in("township")
    version = township.get(f"/v1/members/{id_of(*WHO)}").json()["version"]
    township.do("delete_member", id_of(*WHO), version, reason="left", remark="本人申请")
    assert rows_of(township, "follow_up")[entry["id"]]["ended_on"] == "2020-06-20"


def test_entries_go_when_the_organisation_leaves_the_scope(country: Country) -> None:
    row = kept(country.sign_in("college"))
    leaving, taking = Replica(country.sign_in("college")), Replica(country.sign_in("college_other"))
    leaving.sync()
    taking.sync()
    assert ("retention", row["id"]) in leaving.rows
    country.sign_in("university").do("move_organisation", id_of("class"), 1, parent_id=id_of("college_other"))
    leaving.sync()
    taking.sync()
    assert ("retention", row["id"]) not in leaving.rows
    assert taking.rows["retention", row["id"]] == row


@pytest.mark.parametrize("kind", ["record_report", "end_study_abroad", "record_follow_up", "end_follow_up"])
def test_entry_of_another_register_is_not_there(country: Country, kind: str) -> None:
    college = country.sign_in("college")
    row = kept(college)
    payload = {"text": "好"} if kind == "record_report" else {"outcome": "好"}
    (result,) = college.push(college.op(kind, row["id"], 1, **payload))
    assert rejected(result) == "NOT_FOUND"
    assert result["rows"] == {}


def test_member_has_no_part_in_the_registers(country: Country) -> None:
    row = kept(country.sign_in("college"))
    member = country.sign_in("member")
    (result,) = member.push(member.op("end_retention", row["id"], 1, outcome="好"))
    assert rejected(result) == "NOT_FOUND"
    assert rejected(keep(member)) == "FORBIDDEN_NOW"
