"""Who is both signs in as the one or the other (SPEC R13)."""

import pytest

from server.sessions.tables import administrator
from tests.server.client import Country, Device
from tests.server.sample import id_of


def secretary(country: Country) -> None:
    """The member administers the branch that they belong to, as secretaries do."""
    with country.state.database.writing() as connection:
        connection.execute(
            administrator.insert().values(
                account_id=id_of("account", "member"), organisation_id=id_of("class"), position=0
            )
        )


def enter(country: Country, key: str, **more: str) -> Device:
    device = Device(country.address, country.http())
    answer = device.post("/v1/sessions", device.sign_in_body(key) | more)
    assert answer.status_code == 200, answer.text
    device.enter(answer.json())
    return device


def test_R13_secretary_signs_in_as_a_member_of_their_own_branch(country: Country) -> None:
    secretary(country)
    assert enter(country, "member").session["role"] == "administrator"
    member = enter(country, "member", role="member")
    assert (member.session["role"], member.session["organisation"]["id"]) == ("member", id_of("class"))
    assert [card["id"] for card in member.session["organisations"]] == [id_of("class")]


def test_R13_a_session_keeps_its_role(country: Country) -> None:
    secretary(country)
    member = enter(country, "member", role="member")
    kept = member.post("/v1/sessions/refresh", {"refresh_token": member.session["refresh_token"]}).json()
    assert kept["role"] == "member"
    switch = {"refresh_token": kept["refresh_token"], "organisation_id": id_of("class")}
    assert member.post("/v1/sessions/refresh", switch).json()["role"] == "administrator"


@pytest.mark.parametrize(("key", "role"), [("college", "member"), ("member", "administrator")])
def test_R13_a_role_that_one_has_not(country: Country, key: str, role: str) -> None:
    device = Device(country.address, country.http())
    answer = device.post("/v1/sessions", device.sign_in_body(key) | {"role": role})
    assert (answer.status_code, answer.json()["code"]) == (403, "NO_ROLE")
