"""Every command of the domain, pushed and carried out (SPEC R20–R59)."""

from tests.server.client import Country
from tests.server.flows import DELAYED, UNEMPLOYED, decide, rejected, start, start_op
from tests.server.sample import id_of


def test_R30_to_R35_mark_and_revoke(country: Country) -> None:
    college = country.sign_in("college")
    member = id_of("class", 0)
    marked = college.do("mark_member", member, 1, **DELAYED, move_to=id_of("delayed"))["rows"]["member"]
    assert (marked["mark"], marked["expected_month"]) == ("delayed_graduate", "2021-06")
    assert (marked["organisation_id"], marked["marked_from"]) == (id_of("delayed"), id_of("class"))
    back = college.do("revoke_mark", member, marked["version"])["rows"]["member"]
    assert (back["mark"], back["organisation_id"]) == (None, id_of("class"))


def test_R20_R23_months_of_branch_and_member(country: Country) -> None:
    college = country.sign_in("college")
    branch = college.do("set_graduation_month", id_of("mixed"), 1, month="2021-06", mixed=True)
    assert branch["rows"]["organisation"]["graduation_month"] == "2021-06"
    member = college.do("set_member_month", id_of("mixed", 0), 1, month="2021-07")
    assert member["rows"]["member"]["graduation_month"] == "2021-07"


def test_R50_start_approve_allocate_and_the_member_has_moved(country: Country) -> None:
    university, employer = country.sign_in("university"), country.sign_in("employer")
    started = start(university, ("class", 0), "employer")
    assert (started["state"], started["deadline"]) == ("awaiting_destination", "2020-07-05")
    approved = decide(employer, "approve_transfer", started, remark="欢迎")
    assert approved["state"] == "awaiting_allocation"
    allocated = decide(employer, "allocate_transfer", approved, branch_id=id_of("workshop"))
    assert (allocated["state"], allocated["placed_in"]["id"]) == ("completed", id_of("workshop"))
    member = employer.get(f"/v1/members/{id_of('class', 0)}").json()
    assert member["organisation_id"] == id_of("workshop")
    assert university.get(f"/v1/members/{id_of('class', 0)}").status_code == 404


def test_R54_refuse_and_start_again(country: Country) -> None:
    university, employer = country.sign_in("university"), country.sign_in("employer")
    started = start(university, ("class", 0), "employer")
    refused = decide(employer, "refuse_transfer", started, reason="并非本单位员工")
    assert refused["state"] == "refused"
    assert refused["history"][-1]["remark"] == "并非本单位员工"
    assert start(university, ("class", 0), "workshop")["state"] == "awaiting_destination"


def test_R44_withdraw_by_the_starting_side(country: Country) -> None:
    university, second = country.sign_in("university"), country.sign_in("university_second")
    started = start(university, ("class", 0), "employer")
    other = country.sign_in("employer").push(
        university.op("withdraw_transfer", started["id"], 1) | {"user_id": id_of("account", "employer")}
    )
    assert rejected(other[0]) == "WITHDRAW_NOT_YOURS"
    assert decide(second, "withdraw_transfer", started)["state"] == "withdrawn"


def test_R40_member_starts_and_withdraws_their_own(country: Country) -> None:
    member = country.sign_in("member")
    started = start(member, ("class", 0), "floating", **UNEMPLOYED, particulars={})
    assert (started["state"], started["started_side"]) == ("awaiting_source", "member")
    foreign = start_op(member, ("class", 1), "employer")
    assert rejected(member.push(foreign)[0]) == "NOT_FOUND"
    assert rejected(member.push(member.op("approve_transfer", started["id"], 1))[0]) == "FORBIDDEN_NOW"
    assert decide(member, "withdraw_transfer", started)["state"] == "withdrawn"


def test_R40_entering_side_starts_for_a_member_outside_its_scope(country: Country) -> None:
    employer = country.sign_in("employer")
    started = start(employer, ("class", 0), "employer")
    assert (started["state"], started["started_side"]) == ("awaiting_source", "destination")
    approved = decide(country.sign_in("class"), "approve_transfer", started)
    assert approved["state"] == "awaiting_allocation"


def test_R43_by_full_name_only_within_the_three_systems(country: Country) -> None:
    university = country.sign_in("university")
    first, second, third = university.push(
        *(
            start_op(
                university, ("class", 0), "employer",
                destination_id=None, destination_name="北京示例公司团支部", system=system,
            )
            for system in ("national", "guangdong", "beijing")
        )
    )  # fmt: skip
    assert (rejected(first), rejected(second)) == ("DESTINATION_MISSING", "DESTINATION_NOT_FOUND")
    assert third["rows"]["transfer"]["destination"]["id"] == id_of("beijing_branch")


def test_R52_special_units_by_the_municipal_committee(country: Country) -> None:
    university, municipal = country.sign_in("university"), country.sign_in("municipal")
    started = start(
        university, ("class", 0), "register", kind="special_unit", reason="转往特殊单位团组织",
        remark="2020 年 9 月参军入伍", particulars={},
    )  # fmt: skip
    assert started["acting"]["id"] == id_of("municipal")
    assert decide(municipal, "approve_transfer", started)["state"] == "completed"
    leaving = start_op(municipal, ("class", 0), "employer", kind="ordinary")
    assert rejected(municipal.push(leaving)[0]) == "SPECIAL_UNIT_LOCKED"
