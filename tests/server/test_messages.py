"""The message centre over HTTP (SPEC R81): what an organisation's administrators are told, and have read."""

import threading
from typing import Any

from server.jobs.service import run_due_jobs
from tests.server.client import Country, Device, Json
from tests.server.flows import UNEMPLOYED, decide, rejected, start
from tests.server.sample import id_of, member_name
from tests.server.test_registers import kept

WHO = ("class", 0)


def told(who: Device) -> list[Json]:
    """All of them, page by page."""
    found: list[Json] = []
    after: str | None = None
    while True:
        answer = who.get("/v1/messages", **({"after": after} if after else {}))
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        after = page["after"]
        if after is None:
            return found


def kinds(who: Device) -> list[str]:
    return [each["kind"] for each in sorted(told(who), key=lambda each: each["at"])]


def marked(who: Device, *read: Any, known: int = 0, until: str | None = None) -> Json:
    answer = who.post("/v1/messages/read", {"read": read, "known": known, "until": until})
    assert answer.status_code == 200, answer.text
    content: Json = answer.json()
    return content


def test_R81_every_side_is_told_from_request_to_completion(country: Country) -> None:
    branch, employer = country.sign_in("class"), country.sign_in("employer")
    transfer = start(country.sign_in("college"), WHO, "employer")
    assert kinds(branch) == []
    (received,) = told(employer)
    assert (received["kind"], received["name"], received["by"]["name"]) == (
        "request_received", member_name(*WHO), "王college",
    )  # fmt: skip
    assert (received["subject_kind"], received["subject_id"], received["read"]) == (
        "transfer", transfer["id"], False,
    )  # fmt: skip
    assert "待转入审批" in received["sentence"]
    assert "awaiting acceptance" in received["sentence_en"]
    transfer = decide(employer, "approve_transfer", transfer, remark="欢迎")
    decide(employer, "allocate_transfer", transfer, branch_id=id_of("workshop"))
    assert kinds(country.sign_in("college")) == kinds(branch) == ["step_approved", "completed"]
    assert kinds(country.sign_in("workshop")) == ["allocated"]
    assert kinds(country.sign_in("university")) == []
    assert kinds(country.sign_in("township")) == []


def test_R81_refused_with_its_reason_and_withdrawn(country: Country) -> None:
    college, township = country.sign_in("college"), country.sign_in("township")
    transfer = start(college, WHO, "township", **UNEMPLOYED, particulars={})
    decide(township, "refuse_transfer", transfer, reason="不在本街道居住")
    (refused,) = told(college)
    assert (refused["kind"], refused["by"]["name"]) == ("refused", "王township")
    assert "不在本街道居住" in refused["sentence"]
    again = start(college, ("class", 2), "township", **UNEMPLOYED, particulars={})
    decide(college, "withdraw_transfer", again)
    assert kinds(township) == ["request_received", "request_received", "withdrawn"]


def test_R80_R81_R82_R83_reminded_by_day_by_hand_and_passed_automatically(country: Country) -> None:
    college = country.sign_in("college")
    transfer = start(college, WHO, "employer")
    assert kinds(country.sign_in("employer")) == ["request_received"]
    college.do("nudge_transfer", transfer["id"], 1)
    country.clock.move(days=10)
    assert kinds(country.sign_in("employer")) == ["request_received", "nudged", "reminder"]
    country.clock.move(days=6)
    run_due_jobs(country.state)
    assert kinds(country.sign_in("college")) == ["automatic_approval"]
    found = told(country.sign_in("employer"))
    assert found[0]["kind"] == "automatic_approval"
    assert found[0]["by"] is None
    assert "系统自动通过" in found[0]["sentence"]


def test_R71_R81_register_reminds_its_branch(country: Country) -> None:
    entry = kept(country.sign_in("college"))
    assert kinds(country.sign_in("class")) == []
    country.clock.move(days=170)
    (due,) = told(country.sign_in("class"))
    assert (due["kind"], due["subject_kind"], due["subject_id"]) == ("register_due", "retention", entry["id"])
    country.clock.move(days=30)
    assert kinds(country.sign_in("class")) == ["register_due", "register_overdue"]


def test_R59_R81_who_was_too_late_finds_it_among_the_messages(country: Country) -> None:
    transfer = start(country.sign_in("college"), WHO, "employer")
    late = country.sign_in("employer")
    decide(country.sign_in("employer"), "approve_transfer", transfer)
    (result,) = late.push(late.op("refuse_transfer", transfer["id"], 1, reason="不缺人"))
    assert rejected(result) == "ALREADY_DECIDED"
    (conflict,) = [each for each in told(country.sign_in("employer")) if each["kind"] == "conflict"]
    assert conflict["name"] == member_name(*WHO)
    assert result["sentence"] in conflict["sentence"]
    assert "conflict" not in kinds(country.sign_in("college"))


def test_R81_page_by_page_each_once(country: Country, monkeypatch: Any) -> None:
    monkeypatch.setattr("server.messages.service.AT_ONCE", 2)
    college = country.sign_in("college")
    for each in (0, 2, 3, 4, 5):
        start(college, ("class", each), "employer")
    found = told(country.sign_in("employer"))
    assert len(found) == len({each["id"] for each in found}) == 5
    # Both sides lie in this scope, and each transfer is told once all the same.
    monkeypatch.setattr("server.messages.repository.FEW_BUCKETS", 0)
    assert told(country.sign_in("employer")) == found
    assert told(country.sign_in("province")) == []


def test_R81_read_here_is_read_on_every_machine_of_the_person(country: Country) -> None:
    for each in (0, 2, 3):
        start(country.sign_in("college"), ("class", each), "employer")
    here, there = country.sign_in("employer"), country.sign_in("employer")
    first, second, third = sorted(told(here), key=lambda each: each["at"])
    mark = [second["id"], second["at"]]
    assert marked(here, mark) == {"read": [mark], "known": 1, "more": False, "until": None}
    assert [each["read"] for each in told(there)] == [False, True, False]
    assert marked(here, mark, known=1) == {"read": [], "known": 1, "more": False, "until": None}
    assert marked(there)["read"] == [mark]
    assert marked(there, known=99)["read"] == [mark]
    assert marked(there, [third["id"], third["at"]], until=second["at"]) == {
        "read": [[third["id"], third["at"]]], "known": 2, "more": False, "until": second["at"],
    }  # fmt: skip
    assert all(each["read"] for each in told(here))
    assert marked(here, until=first["at"])["until"] == second["at"]


def test_R81_what_one_has_read_the_other_has_not(country: Country) -> None:
    transfer = start(country.sign_in("employer"), WHO, "employer")
    decide(country.sign_in("class"), "approve_transfer", transfer)
    university = start(country.sign_in("university"), ("class", 2), "employer")
    decide(country.sign_in("employer"), "refuse_transfer", university, reason="不缺人")
    first, second = country.sign_in("university"), country.sign_in("university_second")
    (message,) = told(first)
    marked(first, [message["id"], message["at"]], until=message["at"])
    assert [each["read"] for each in told(first)] == [True]
    assert [each["read"] for each in told(second)] == [False]


def test_R81_two_machines_at_once_lose_no_mark(country: Country) -> None:
    at = "2020-06-20T01:00:00.000000Z"
    devices = [country.sign_in("employer") for _ in range(4)]

    def tell(number: int) -> None:
        for each in range(5):
            marked(devices[number], [f"transfer:{number}:{each}", at])

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = marked(devices[0])
    assert (len(found["read"]), found["known"]) == (20, 20)


def test_R81_many_marks_come_in_pages(country: Country) -> None:
    who, at = country.sign_in("employer"), "2020-06-20T01:00:00.000000Z"
    for start_at in (0, 500):
        marked(who, *([f"transfer:{start_at + n}:1", at] for n in range(500)), known=start_at)
    marked(who, ["transfer:last:1", at], known=1000)
    first = marked(who)
    assert (len(first["read"]), first["more"]) == (500, True)
    second = marked(who, known=first["known"])
    third = marked(who, known=second["known"])
    assert (len(second["read"]), len(third["read"]), third["more"]) == (500, 1, False)


def test_R81_members_have_no_message_centre_and_bad_marks_are_refused(country: Country) -> None:
    assert country.sign_in("member").get("/v1/messages").status_code == 403
    who = country.sign_in("employer")
    for body in (
        {"until": "yesterday"},
        {"read": [["x", "2020-06-20"]]},
        {"read": [["x\0", "2020-06-20T01:00:00.000000Z"]]},
        {"known": -1},
        {"read": [["x", "2020-06-20T01:00:00.000000Z"]] * 501},
    ):
        assert who.post("/v1/messages/read", body).status_code == 422
    assert who.get("/v1/messages", after="-1").status_code == 422
