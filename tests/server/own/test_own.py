"""A member's own side over HTTP: what they see, what they can do, what not (SPEC R13, R40–R44, R68)."""

import uuid
from typing import Any

import pytest
import requests

from server.own.wire import Evaluation, OwnRecord, OwnResult, OwnTransfer, OwnTransfers
from tests.server.changes import change_organisation
from tests.server.client import Country, Device, Json
from tests.server.flows import decide, start
from tests.server.sample import PLACES, id_of, member_name
from tests.server.shapes import check_shape

HOME: Json = {
    "kind": "unemployed",
    "system": "national",
    "reason": "尚未落实就业去向",
    "destination_id": id_of("floating"),
}
WORK: Json = {
    "kind": "employed",
    "system": "national",
    "reason": "已落实工作单位",
    "destination_id": id_of("employer"),
    "particulars": {"employer": "示例科技公司", "workplace": "610103"},
}


def get(who: Device, path: str, shape: Any, **parameters: str) -> Json:
    answer = who.get(path, **parameters)
    assert answer.status_code == 200, answer.text
    check_shape(shape, answer.content)
    content: Json = answer.json()
    return content


def post(who: Device, path: str, body: Json, shape: Any = OwnResult) -> Json:
    answer = who.post(path, body)
    assert answer.status_code == 200, answer.text
    check_shape(shape, answer.content)
    content: Json = answer.json()
    return content


def ask(who: Device, **wish: Any) -> Json:
    return post(who, "/v1/own/transfers", {"op_id": str(uuid.uuid4())} | wish)


def code(answer: requests.Response) -> str:
    return f"{answer.status_code} {answer.json()['code']}"


def test_own_record_names_branch_administrators_and_kinds(country: Country) -> None:
    record = get(country.sign_in("member"), "/v1/own", OwnRecord)
    assert (record["name"], record["graduate"]) == (member_name("class", 0), True)
    assert record["branch"]["full_name"] == PLACES["class"].full_name
    assert record["branch"]["administrators"] == [{"name": "class管理员", "phone": "19900000000"}]
    assert record["household"] == {"code": "610103001", "name": "陕西省西安市碑林区南院门街道"}
    assert "*" in record["identity_number"]
    assert "*" in record["phone"]
    assert "delayed" not in record["kinds"]
    assert len(record["kinds"]) == 7


def test_R68_evaluation_tells_every_rule_with_sentence_and_source(country: Country) -> None:
    member = country.sign_in("member")
    asked = post(member, "/v1/own/evaluation", WORK | {"destination_id": id_of("township")}, Evaluation)
    outcomes = {check["rule_id"]: check["outcome"] for check in asked["checks"]}
    assert outcomes["R60.destination"] == "met"
    assert all(check["sentence"] and check["sentence_en"] and check["source"] for check in asked["checks"])
    missed = post(
        member,
        "/v1/own/evaluation",
        HOME | {"kind": "employed", "destination_id": id_of("floating")},
        Evaluation,
    )
    assert {c["rule_id"] for c in missed["checks"] if c["outcome"] == "missed"} == {"R60.household"}
    assert missed["refusal"]["code"] == "RULE_MISSED"
    assert missed["refusal"]["field"] == "destination"
    assert "户籍地" in missed["refusal"]["sentence"]
    assert get(member, "/v1/own/transfers", OwnTransfers)["items"] == []


@pytest.mark.parametrize(
    ("wish", "refusal", "field"),
    [
        ({"destination_id": None}, "DESTINATION_MISSING", "destination"),
        ({"destination_id": str(uuid.uuid4())}, "DESTINATION_NOT_FOUND", "destination"),
        ({"destination_id": id_of("gone")}, "ORGANISATION_DISSOLVED", "destination"),
        ({"destination_id": id_of("beijing_branch")}, "DESTINATION_OTHER_SYSTEM", "system"),
        ({"reason": " "}, "REASON_FOR_LEAVING_MISSING", "reason"),
        ({"kind": "ordinary"}, "KIND_NEEDED", "kind"),
        ({"kind": "delayed"}, "RULE_MISSED", "kind"),
        ({"kind": "special_unit", "destination_id": id_of("register")}, "RULE_MISSED", "reason"),
    ],
)
def test_refusals_name_their_field_before_and_after(
    country: Country, wish: Json, refusal: str, field: str
) -> None:
    member = country.sign_in("member")
    before = post(member, "/v1/own/evaluation", WORK | wish, Evaluation)["refusal"]
    after = ask(member, **WORK | wish)
    assert (before["code"], before["field"]) == (refusal, field)
    assert (after["outcome"], after["refusal"], after["transfer"]) == ("rejected", before, None)


def test_R40_R44_start_withdraw_and_start_again(country: Country) -> None:
    member = country.sign_in("member")
    started = ask(member, **HOME)["transfer"]
    assert (started["state"], started["started_side"], started["may_withdraw"]) == (
        "awaiting_source",
        "member",
        True,
    )
    assert started["ahead"] == ["awaiting_destination", "completed"]
    assert started["acting"]["full_name"] == PLACES["class"].full_name
    assert (started["deadline"], started["days_left"], started["at_deadline"]) == (
        "2020-07-05",
        15,
        "approve",
    )
    second = ask(member, **WORK)
    assert second["refusal"]["code"] == "OPEN_TRANSFER_EXISTS"
    path = f"/v1/own/transfers/{started['id']}/withdrawal"
    gone = post(member, path, {"op_id": str(uuid.uuid4()), "seen_version": started["version"]})
    assert (gone["outcome"], gone["transfer"]["state"], gone["transfer"]["may_withdraw"]) == (
        "applied",
        "withdrawn",
        False,
    )
    again = ask(member, **WORK)["transfer"]
    assert again["ahead"] == ["awaiting_destination", "awaiting_allocation", "completed"]
    items = get(member, "/v1/own/transfers", OwnTransfers)["items"]
    assert [item["state"] for item in items] == ["awaiting_source", "withdrawn"]


def test_same_op_has_no_second_effect(country: Country) -> None:
    member = country.sign_in("member")
    op = {"op_id": str(uuid.uuid4())}
    first, second = (post(member, "/v1/own/transfers", HOME | op) for _ in range(2))
    assert (first["outcome"], second) == ("applied", first)
    assert code(member.post("/v1/own/transfers", WORK | op)) == "422 OP_ID_REUSED"
    assert len(get(member, "/v1/own/transfers", OwnTransfers)["items"]) == 1


def test_R56_member_sees_the_whole_way_and_who_must_act(country: Country) -> None:
    member, employer = country.sign_in("member"), country.sign_in("employer")
    transfer = ask(member, **WORK)["transfer"]
    approved = decide(country.sign_in("class"), "approve_transfer", transfer, remark="一路顺风")
    now = get(member, f"/v1/own/transfers/{transfer['id']}", OwnTransfer)
    assert (now["acting"]["full_name"], now["ahead"]) == (
        PLACES["employer"].full_name,
        ["awaiting_allocation", "completed"],
    )
    decide(employer, "refuse_transfer", approved, reason="并非本单位员工")
    last = get(member, f"/v1/own/transfers/{transfer['id']}", OwnTransfer)
    assert (last["state"], last["acting"], last["deadline"]) == ("refused", None, None)
    assert [(e["action"], e["by"], e["remark"]) for e in last["history"]] == [
        ("started", "王member", ""),
        ("approved", "王class", "一路顺风"),
        ("refused", "王employer", "并非本单位员工"),
    ]


def test_administrators_who_must_act_are_those_of_now(country: Country) -> None:
    member = country.sign_in("member")
    ask(member, **HOME)
    change_organisation(
        country.state, "class", full_name="改名后的团支部", administrators=({"name": "新来的", "phone": "1"},)
    )
    (item,) = get(member, "/v1/own/transfers", OwnTransfers)["items"]
    assert item["acting"] == {
        "full_name": "改名后的团支部",
        "administrators": [{"name": "新来的", "phone": "1"}],
    }


def test_R44_who_has_not_started_it_cannot_withdraw_it(country: Country) -> None:
    member = country.sign_in("member")
    transfer = start(country.sign_in("college"), ("class", 0), "employer")
    seen = get(member, f"/v1/own/transfers/{transfer['id']}", OwnTransfer)
    assert (seen["started_by"], seen["may_withdraw"]) == ("王college", False)
    path = f"/v1/own/transfers/{transfer['id']}/withdrawal"
    tried = post(member, path, {"op_id": str(uuid.uuid4()), "seen_version": 1})
    assert (tried["outcome"], tried["refusal"]["code"]) == ("rejected", "WITHDRAW_NOT_YOURS")


def test_completed_transfer_moves_the_member_and_their_session(country: Country) -> None:
    member = country.sign_in("member")
    transfer = ask(member, **HOME)["transfer"]
    approved = decide(country.sign_in("class"), "approve_transfer", transfer)
    decide(country.sign_in("township"), "approve_transfer", approved)
    record = get(member, "/v1/own", OwnRecord)
    assert record["branch"]["full_name"] == PLACES["floating"].full_name
    assert (record["graduate"], record["kinds"]) == (False, ["ordinary", "special_unit"])
    assert (
        get(member, "/v1/own/transfers", OwnTransfers)["items"][0]["placed_in"]
        == PLACES["floating"].full_name
    )


def test_foreign_transfers_are_not_there(country: Country) -> None:
    member = country.sign_in("member")
    foreign = start(country.sign_in("college"), ("class", 1), "employer")["id"]
    body = {"op_id": str(uuid.uuid4()), "seen_version": 1}
    for transfer_id in (foreign, str(uuid.uuid4()), "x"):
        assert code(member.get(f"/v1/own/transfers/{transfer_id}")) == "404 NOT_FOUND"
        assert code(member.post(f"/v1/own/transfers/{transfer_id}/withdrawal", body)) == "404 NOT_FOUND"
    assert (
        country.sign_in("college").get(f"/v1/transfers/{foreign}").json()["state"] == "awaiting_destination"
    )


def test_members_only(country: Country) -> None:
    college = country.sign_in("college")
    answers = [
        college.get("/v1/own"),
        college.get("/v1/own/transfers"),
        college.get(f"/v1/own/transfers/{uuid.uuid4()}"),
        college.get("/v1/own/places", q="碑林"),
        college.post("/v1/own/evaluation", WORK),
        college.post("/v1/own/transfers", WORK | {"op_id": str(uuid.uuid4())}),
        college.post(
            f"/v1/own/transfers/{uuid.uuid4()}/withdrawal", {"op_id": str(uuid.uuid4()), "seen_version": 1}
        ),
    ]
    assert {code(answer) for answer in answers} == {"403 MEMBERS_ONLY"}


def test_of_others_only_names_of_who_acted_and_phones_of_who_must(country: Country) -> None:
    member = country.sign_in("member")
    transfer = ask(member, **WORK)["transfer"]
    decide(country.sign_in("class"), "approve_transfer", transfer)
    heard = "".join(member.get(path).text for path in ("/v1/own", "/v1/own/transfers"))
    assert "employer管理员" in heard
    assert "college管理员" not in heard
    assert id_of("account", "class") not in heard
    assert {name for key in PLACES for each in range(8) if (name := member_name(key, each)) in heard} == {
        member_name("class", 0)
    }


def test_member_id_of_another_is_not_taken(country: Country) -> None:
    """Mass assignment: the subject is always the one who asks."""
    started = ask(country.sign_in("member"), **HOME, member_id=id_of("class", 1))["transfer"]
    row = country.sign_in("college").get(f"/v1/transfers/{started['id']}").json()
    assert row["member_id"] == id_of("class", 0)
