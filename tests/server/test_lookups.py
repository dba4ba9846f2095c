"""Single rows, pages of rows, and the search for a destination (SPEC R43)."""

from server.openapi import Cards, Members, Transfers
from tests.server.client import Country, Json
from tests.server.flows import start
from tests.server.sample import PLACES, id_of
from tests.server.shapes import check_shape


def names(content: Json) -> list[str]:
    return [item["full_name"] for item in content["items"]]


SEARCHES: tuple[tuple[Json, list[str]], ...] = (
    ({"q": "示例科技"}, ["示例科技公司团委", "示例科技公司第一团支部"]),
    ({"q": "公司 北京"}, ["北京示例公司团支部"]),
    ({"q": "beijingshili"}, ["北京示例公司团支部"]),
    ({"q": "BJSLGS"}, ["北京示例公司团支部"]),
    ({"q": "公司团委"}, ["示例科技公司团委"]),
    ({"q": "北京", "system": "national"}, []),
    ({"q": "北京", "kind": "branch"}, ["北京示例公司团支部"]),
    ({"q": "团", "limit": 1}, ["全国团组织"]),
    ({"q": ""}, []),
    ({"q": "  "}, []),
    ({"q": "%"}, []),
    ({"q": "_"}, []),
    ({"q": "'; DROP TABLE organisation; --"}, []),
)


def test_R43_search_is_nationwide(country: Country) -> None:
    class_ = country.sign_in("class")
    for parameters, expected in SEARCHES:
        found = class_.get("/v1/organisations/search", **parameters)
        check_shape(Cards, found.content)
        assert names(found.json())[:2] == expected, parameters


def test_R5_a_card_holds_no_more_than_the_card(country: Country) -> None:
    (card,) = country.sign_in("class").get("/v1/organisations/search", q="北京示例").json()["items"]
    assert set(card) == {
        "id", "full_name", "short_name", "kind", "category", "field", "school_level", "division", "system",
        "path", "administrators",
    }  # fmt: skip


def test_search_parameters_out_of_bounds(country: Country) -> None:
    class_ = country.sign_in("class")
    for parameters in ({"limit": 0}, {"limit": 51}, {"system": "x"}, {"kind": "x"}, {"q": "x" * 101}):
        answer = class_.get("/v1/organisations/search", **parameters)
        assert (answer.status_code, answer.json()["code"]) == (422, "BODY_INVALID"), parameters


def test_organisation_of_the_scope(country: Country) -> None:
    college = country.sign_in("college")
    assert college.get(f"/v1/organisations/{id_of('class')}").json()["full_name"] == PLACES["class"].full_name
    assert college.get(f"/v1/organisations/{id_of('university')}").status_code == 404


def test_members_page_by_page(country: Country) -> None:
    university = country.sign_in("university")
    found: list[str] = []
    after = ""
    while True:
        answer = university.get("/v1/members", after=after, limit=5)
        check_shape(Members, answer.content)
        found += [item["id"] for item in answer.json()["items"]]
        after = answer.json()["after"]
        if after is None:
            break
    keys = ("class", "mixed", "younger", "class_other")
    assert found == sorted(id_of(key, each) for key in keys for each in range(PLACES[key].members))


def test_members_of_one_organisation_and_below(country: Country) -> None:
    university = country.sign_in("university")
    count = {
        key: len(university.get("/v1/members", organisation_id=id_of(key), limit=100).json()["items"])
        for key in ("college", "class", "class_other", "delayed")
    }
    assert count == {"college": 13, "class": 8, "class_other": 4, "delayed": 0}
    assert university.get("/v1/members", organisation_id=id_of("employer")).status_code == 404


def test_transfers_by_state(country: Country) -> None:
    university = country.sign_in("university")
    started = [start(university, ("class", each), "employer")["id"] for each in range(3)]
    employer = country.sign_in("employer")
    answer = employer.get("/v1/transfers", state="awaiting_destination", limit=2)
    check_shape(Transfers, answer.content)
    rest = employer.get("/v1/transfers", after=answer.json()["after"], limit=2).json()
    assert [item["id"] for item in (*answer.json()["items"], *rest["items"])] == sorted(started)
    assert rest["after"] is None
    assert employer.get("/v1/transfers", state="completed").json()["items"] == []
    assert employer.get(f"/v1/transfers/{started[0]}").json()["subject"]["id"] == id_of("class", 0)


def test_R13_member_sees_their_own(country: Country) -> None:
    member = country.sign_in("member")
    started = start(country.sign_in("college"), ("class", 0), "employer")
    start(country.sign_in("college"), ("class", 1), "employer")
    assert [item["id"] for item in member.get("/v1/members").json()["items"]] == [id_of("class", 0)]
    assert [item["id"] for item in member.get("/v1/transfers").json()["items"]] == [started["id"]]
    assert member.get(f"/v1/organisations/{id_of('class')}").status_code == 200
    assert member.get(f"/v1/organisations/{id_of('college')}").status_code == 404


def test_me(country: Country) -> None:
    assert country.sign_in("college").get("/v1/me").json()["organisation"]["id"] == id_of("college")


def test_health_needs_no_login_and_every_answer_names_the_instance(country: Country) -> None:
    http = country.http()
    health = http.get(f"{country.address}/healthz", timeout=10)
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    unknown = http.get(f"{country.address}/nowhere", timeout=10)
    instance = country.state.instance.instance_id
    assert {health.headers["X-Xianjie-Instance"], unknown.headers["X-Xianjie-Instance"]} == {instance}
