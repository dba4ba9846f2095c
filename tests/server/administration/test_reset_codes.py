"""A forgotten password is reset with a code from an administrator (SPEC R11)."""

from typing import Any

import pytest
import requests
from sqlalchemy import delete, insert, select, update

from server.database.tables import audit
from server.sessions import reset_codes
from server.sessions.passwords import hash_password
from server.sessions.tables import account, administrator, attempt, reset_code
from tests.server.client import Country, Device
from tests.server.sample import PASSWORD, id_of, login_of, members

NEW_PASSWORD = "violet-hinge-73"


def code(answer: requests.Response) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    return f"{answer.status_code} {answer.json()['code']}"


def make(country: Country, key: str, *subject: object) -> requests.Response:
    return country.sign_in(key).post(f"/v1/members/{id_of(*subject)}/reset-code", {})


def made(country: Country, key: str = "college") -> str:
    answer = make(country, key, "class", 0)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["code"])


def reset(country: Country, given: str, **more: Any) -> requests.Response:
    body = {"account": login_of("member"), "code": given, "new_password": NEW_PASSWORD}
    return country.http().post(f"{country.address}/v1/password/reset", json=body | more, timeout=10)


def sign_in(country: Country, password: str) -> requests.Response:
    new = Device(country.address, country.http())
    return new.post("/v1/sessions", new.sign_in_body("member", password))


@pytest.mark.parametrize("key", ["class", "college", "university", "country"])
def test_R11_administrator_of_the_branch_and_above_makes_a_code(country: Country, key: str) -> None:
    answer = make(country, key, "class", 0)
    assert answer.status_code == 200, answer.text
    assert answer.json()["account_masked"] == login_of("member")[:6] + "*" * 8 + login_of("member")[14:]
    assert reset(country, answer.json()["code"]).status_code == 204
    assert sign_in(country, NEW_PASSWORD).status_code == 200
    assert code(sign_in(country, PASSWORD)) == "401 WRONG_CREDENTIALS"


@pytest.mark.parametrize("key", ["college_other", "township", "beijing"])
def test_R11_others_do_not_even_find_the_member(country: Country, key: str) -> None:
    assert code(make(country, key, "class", 0)) == "404 NOT_FOUND"


def test_R11_member_makes_no_code(country: Country) -> None:
    assert code(make(country, "member", "class", 0)) == "403 NO_ROLE"


def test_R11_member_without_an_account(country: Country) -> None:
    assert code(make(country, "college", "class", 5)) == "409 NO_ACCOUNT"


def test_R11_code_is_no_way_up(country: Country) -> None:
    """The member of the class administers the other college."""
    assert code(make(country, "class", "class", 1)) == "403 ACCOUNT_ABOVE"
    assert code(make(country, "college", "class", 1)) == "403 ACCOUNT_ABOVE"
    assert make(country, "university", "class", 1).status_code == 200


def test_R11_nobody_makes_one_for_themself_or_an_equal(country: Country) -> None:
    with country.state.database.writing() as connection:
        both = account.c.id == id_of("account", "both")
        values = {"account_id": id_of("account", "both"), "organisation_id": id_of("class"), "position": 0}
        connection.execute(delete(administrator).where(administrator.c.account_id == values["account_id"]))
        connection.execute(insert(administrator).values(**values))
        connection.execute(update(account).where(both).values(must_change_password=False))
    assert code(make(country, "both", "class", 1)) == "409 OWN_ACCOUNT"
    assert code(make(country, "class", "class", 1)) == "403 ACCOUNT_ABOVE"


def test_R11_Q19_code_works_once(country: Country) -> None:
    given = made(country)
    assert reset(country, given).status_code == 204
    assert code(reset(country, given, new_password="another-lantern-5")) == "422 RESET_CODE_WRONG"
    assert sign_in(country, NEW_PASSWORD).status_code == 200


def test_R11_code_ends_after_24_hours(country: Country) -> None:
    given = made(country)
    country.clock.move(hours=23, minutes=59)
    assert code(reset(country, given, new_password="short")) == "422 PASSWORD_TOO_SHORT"
    country.clock.move(minutes=2)
    assert code(reset(country, given)) == "422 RESET_CODE_WRONG"


def test_R11_new_code_ends_the_one_before(country: Country) -> None:
    first, second = made(country), made(country)
    assert code(reset(country, first)) == "422 RESET_CODE_WRONG"
    assert reset(country, second).status_code == 204


def test_R11_code_may_be_typed_as_it_was_heard(country: Country) -> None:
    given = made(country)
    assert reset(country, f" {given.lower().replace('-', ' ')} ").status_code == 204


def test_R11_code_is_kept_as_a_hash_only(country: Country) -> None:
    given = made(country)
    with country.state.database.reading() as connection:
        stored = connection.execute(select(reset_code)).one()
        records = connection.execute(select(audit).where(audit.c.action == "reset_code_made")).all()
    assert stored.code_hash.startswith("$argon2id$")
    assert given not in str(stored) + str(records)
    assert [record.actor for record in records] == [id_of("account", "college")]


def test_R12_own_phone_is_no_password_after_a_reset(country: Country) -> None:
    phone = next(each.phone for each in members() if each.id == id_of("class", 0))
    assert code(reset(country, made(country), new_password=phone)) == "422 PASSWORD_CONTEXT"


def test_R11_reset_ends_sessions(country: Country) -> None:
    before = country.sign_in("member")
    assert before.get("/v1/me").status_code == 200
    assert reset(country, made(country)).status_code == 204
    assert code(before.get("/v1/me")) == "401 TOKEN_INVALID"
    again = before.post("/v1/sessions/refresh", {"refresh_token": before.session["refresh_token"]})
    assert code(again) == "401 TOKEN_INVALID"


def test_R11_first_password_that_has_expired_is_replaced(country: Country) -> None:
    with country.state.database.writing() as connection:
        values = {"must_change_password": True, "first_password_until": "2020-01-01T00:00:00.000000Z"}
        connection.execute(update(account).where(account.c.login == login_of("member")).values(**values))
    assert code(sign_in(country, PASSWORD)) == "403 FIRST_PASSWORD_EXPIRED"
    assert reset(country, made(country)).status_code == 204
    assert sign_in(country, NEW_PASSWORD).json()["must_change_password"] is False


def test_R11_password_that_is_refused_leaves_the_code(country: Country) -> None:
    given = made(country)
    assert code(reset(country, given, new_password=login_of("member")[-8:])) == "422 PASSWORD_IS_INITIAL"
    assert reset(country, given).status_code == 204


def test_R11_unknown_account_is_answered_alike(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[bool] = []

    def never(_: str, stored: str | None) -> bool:
        hashed.append(stored is not None)
        return False

    monkeypatch.setattr(reset_codes, "is_password", never)
    made(country)
    known = reset(country, "2222-2222")
    unknown = reset(country, "2222-2222", account="11010119900101001X")
    without_code = reset(country, "2222-2222", account=login_of("college"))
    assert known.json() == unknown.json() == without_code.json()
    assert known.status_code == unknown.status_code == 422
    assert known.headers.keys() == unknown.headers.keys()
    # Each of them costs a hash.
    assert hashed == [True, False, False]


def test_R11_disabled_account_is_answered_alike(country: Country) -> None:
    given = made(country)
    with country.state.database.writing() as connection:
        connection.execute(update(account).where(account.c.login == login_of("member")).values(disabled=True))
    assert code(reset(country, given)) == "422 RESET_CODE_WRONG"


def test_R11_guessing_slows_down_and_success_forgets(country: Country) -> None:
    given = made(country)
    for _ in range(4):
        assert code(reset(country, "2222-2222")) == "422 RESET_CODE_WRONG"
    waiting = reset(country, given)
    assert code(waiting) == "429 TOO_MANY_ATTEMPTS"
    # Signing in has a count of its own.
    assert sign_in(country, PASSWORD).status_code == 200
    country.clock.move(seconds=int(waiting.headers["Retry-After"]))
    assert reset(country, given).status_code == 204
    with country.state.database.reading() as connection:
        assert connection.execute(select(attempt)).all() == []


def test_R11_of_two_at_once_one_finds_the_code(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    given = made(country)

    def overtaken(password: str) -> str:
        monkeypatch.setattr(reset_codes, "hash_password", hash_password)
        assert reset(country, given, new_password="another-lantern-5").status_code == 204
        return hash_password(password)

    monkeypatch.setattr(reset_codes, "hash_password", overtaken)
    assert code(reset(country, given)) == "422 RESET_CODE_WRONG"
    assert sign_in(country, "another-lantern-5").status_code == 200
