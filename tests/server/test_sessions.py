"""Signing in and what keeps others out (SPEC R10, R12, R13; RELIABILITY, Security)."""

from dataclasses import replace
from typing import Any

import pytest
import requests
from sqlalchemy import select, update

from server.database.tables import audit
from server.sessions import service
from server.sessions.password_needs import PasswordNeeds
from server.sessions.passwords import is_password
from server.sessions.tables import account, administrator, attempt, refresh_token, session
from server.sessions.throttle import note_failure, waiting_time
from tests.server.client import Country, Device
from tests.server.sample import PASSWORD, id_of, login_of, members

NEW_PASSWORD = "violet-hinge-73"


def code(answer: requests.Response) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    return f"{answer.status_code} {answer.json()['code']}"


def device(country: Country) -> Device:
    return Device(country.address, country.http())


def attempt_sign_in(country: Country, key: str, password: str, **more: Any) -> requests.Response:
    new = device(country)
    return new.post("/v1/sessions", new.sign_in_body(key, password) | more)


def test_session_says_who_where_and_what_else(country: Country) -> None:
    session = country.sign_in("two_places").session
    assert session["role"] == "administrator"
    assert session["organisation"]["id"] == id_of("college")
    assert [card["id"] for card in session["organisations"]] == [id_of("college"), id_of("township")]
    assert (
        session["user"]["account_masked"]
        == login_of("two_places")[:6] + "*" * 8 + login_of("two_places")[14:]
    )
    assert session["must_change_password"] is False
    assert session["instance_id"] == country.state.instance.instance_id


def test_account_may_be_typed_with_a_small_x_and_spaces(country: Country) -> None:
    answer = attempt_sign_in(country, "college", PASSWORD, account=f" {login_of('college').lower()} ")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("key", "password"), [("college", "wrong-password"), ("college", login_of("college")[-8:])]
)
def test_wrong_password_is_told_plainly(country: Country, key: str, password: str) -> None:
    answer = attempt_sign_in(country, key, password)
    assert code(answer) == "401 WRONG_CREDENTIALS"
    assert answer.json()["detail"] == "账号或密码不正确，请重新输入。"


def test_R12_unknown_account_is_answered_alike(country: Country) -> None:
    known = attempt_sign_in(country, "college", "wrong-password")
    unknown = attempt_sign_in(country, "college", "wrong-password", account="11010119900101001X")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert known.headers.keys() == unknown.headers.keys()


def test_R12_unknown_account_costs_a_hash_too(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def never(_: str, stored: str | None) -> bool:
        asked.append(stored)
        return False

    monkeypatch.setattr(service, "is_password", never)
    attempt_sign_in(country, "college", "x", account="11010119900101001X")
    assert asked == [None]


def test_R12_password_that_is_changed_while_it_is_compared_lets_nobody_in(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = country.sign_in("college")
    compare = is_password
    turns = iter([own])

    def overtaken(password: str, stored: str | None) -> bool:
        known = compare(password, stored)
        for who in turns:
            change = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
            assert who.post("/v1/password", change).status_code == 204
        return known

    monkeypatch.setattr(service, "is_password", overtaken)
    assert code(attempt_sign_in(country, "college", PASSWORD)) == "401 WRONG_CREDENTIALS"
    with country.state.database.reading() as connection:
        assert len(connection.execute(select(session).where(session.c.ended_at.is_(None))).all()) == 1


def test_R12_password_that_is_changed_while_the_old_one_is_compared_changes_nothing(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever knew the old password could take back the change that was made because of them."""
    owner, stranger = country.sign_in("college"), country.sign_in("college")
    compare = is_password
    turns = iter([owner])

    def overtaken(password: str, stored: str | None) -> bool:
        known = compare(password, stored)
        for who in turns:
            change = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
            assert who.post("/v1/password", change).status_code == 204
        return known

    monkeypatch.setattr(service, "is_password", overtaken)
    change = {"old_password": PASSWORD, "new_password": "strangers-own-44"}
    assert code(stranger.post("/v1/password", change)) == "422 OLD_PASSWORD_WRONG"
    monkeypatch.undo()
    assert attempt_sign_in(country, "college", NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize("around", ["{}", "{}!!", "团委{}"])
def test_R12_own_phone_is_no_password(country: Country, around: str) -> None:
    member = country.sign_in("member")
    phone = next(each.phone for each in members() if each.id == id_of("class", 0))
    change = {"old_password": PASSWORD, "new_password": around.format(phone)}
    assert code(member.post("/v1/password", change)) == "422 PASSWORD_CONTEXT"


def test_R12_failures_slow_down_without_locking(country: Country) -> None:
    for _ in range(4):
        assert code(attempt_sign_in(country, "college", "wrong")) == "401 WRONG_CREDENTIALS"
    # Also the right one is not even tried now, else the wait would tell nothing to a guesser's machine.
    waiting = attempt_sign_in(country, "college", PASSWORD)
    assert code(waiting) == "429 TOO_MANY_ATTEMPTS"
    assert int(waiting.headers["Retry-After"]) >= 1
    country.clock.move(seconds=int(waiting.headers["Retry-After"]))
    assert attempt_sign_in(country, "college", PASSWORD).status_code == 200


def test_R12_a_strangers_failures_elsewhere_lock_nobody(country: Country) -> None:
    with country.state.database.writing() as connection:
        for _ in range(20):
            note_failure(connection, "another address", country.clock())
    assert attempt_sign_in(country, "college", PASSWORD).status_code == 200


def test_R12_waiting_grows_and_has_an_end() -> None:
    seconds = [waiting_time(failures).total_seconds() for failures in (1, 3, 4, 5, 8, 12, 100_000)]
    assert seconds == [0, 0, 1, 2, 16, 256, 300]


def test_success_and_a_day_forget_failures(country: Country) -> None:
    for _ in range(3):
        attempt_sign_in(country, "college", "wrong")
    attempt_sign_in(country, "college", PASSWORD)
    with country.state.database.reading() as connection:
        assert connection.execute(select(attempt)).all() == []
    for _ in range(3):
        attempt_sign_in(country, "college", "wrong")
    country.clock.move(hours=25)
    assert code(attempt_sign_in(country, "college", "wrong")) == "401 WRONG_CREDENTIALS"
    assert attempt_sign_in(country, "college", PASSWORD).status_code == 200


def test_account_without_any_role_is_told_so(country: Country) -> None:
    assert code(attempt_sign_in(country, "nobody", PASSWORD)) == "403 NO_ROLE"


def test_R13_other_organisations_only_if_administered(country: Country) -> None:
    assert country.sign_in("two_places", organisation="township").session["organisation"]["id"] == id_of(
        "township"
    )
    foreign = attempt_sign_in(country, "two_places", PASSWORD, organisation_id=id_of("employer"))
    assert code(foreign) == "403 NO_ROLE"


def test_R13_member_signs_in_as_member(country: Country) -> None:
    session = country.sign_in("member").session
    assert (session["role"], session["organisation"]["id"]) == ("member", id_of("class"))


def test_R13_one_person_can_be_both(country: Country) -> None:
    both = country.sign_in("both")
    assert both.session["role"] == "administrator"
    assert [card["id"] for card in both.session["organisations"]] == [id_of("college_other"), id_of("class")]
    assert country.sign_in("both", organisation="class").session["role"] == "member"


def test_disabled_account_bites_at_once(country: Country) -> None:
    college = country.sign_in("college")
    with country.state.database.writing() as connection:
        connection.execute(
            update(account).where(account.c.login == login_of("college")).values(disabled=True)
        )
    assert code(college.get("/v1/me")) == "403 ACCOUNT_DISABLED"
    assert code(attempt_sign_in(country, "college", PASSWORD)) == "403 ACCOUNT_DISABLED"
    assert code(attempt_sign_in(country, "college", "wrong")) == "401 WRONG_CREDENTIALS"


def test_role_withdrawn_bites_at_once(country: Country) -> None:
    college = country.sign_in("college")
    with country.state.database.writing() as connection:
        connection.execute(administrator.delete().where(administrator.c.organisation_id == id_of("college")))
    assert code(college.get("/v1/sync/hello")) == "403 NO_ROLE"


def test_token_that_is_none(country: Country) -> None:
    for header in ("", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "Bearer 团", "Bearer a b"):
        headers = {"Authorization": header.encode()}
        answer = requests.get(f"{country.address}/v1/me", headers=headers, timeout=10)
        assert code(answer) == "401 TOKEN_INVALID", header
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_access_token_expires_and_is_refreshed(country: Country) -> None:
    college = country.sign_in("college")
    country.clock.move(minutes=15)
    assert code(college.get("/v1/me")) == "401 TOKEN_EXPIRED"
    refresh(college)
    assert college.get("/v1/me").status_code == 200


def refresh(who: Device, token: str | None = None, **more: Any) -> requests.Response:
    answer = who.post("/v1/sessions/refresh", {"refresh_token": token or who.session["refresh_token"]} | more)
    if answer.status_code == 200:
        who.enter(answer.json())
    return answer


def test_refresh_rotates_both_tokens(country: Country) -> None:
    college = country.sign_in("college")
    before = dict(college.session)
    after = refresh(college).json()
    assert {before["access_token"], before["refresh_token"]}.isdisjoint(
        {after["access_token"], after["refresh_token"]}
    )
    old = requests.get(
        f"{country.address}/v1/me", headers={"Authorization": f"Bearer {before['access_token']}"}, timeout=10
    )
    assert code(old) == "401 TOKEN_INVALID"


def test_F55_lost_refresh_answer_gets_the_same_successor(country: Country) -> None:
    college = country.sign_in("college")
    old = college.session["refresh_token"]
    first = refresh(college, old).json()
    country.clock.move(seconds=59)
    again = refresh(college, old).json()
    assert again == first
    assert college.get("/v1/me").status_code == 200


def test_F55_later_reuse_ends_the_family(country: Country) -> None:
    college = country.sign_in("college")
    old = college.session["refresh_token"]
    newest = refresh(college, old).json()["refresh_token"]
    country.clock.move(seconds=61)
    assert code(refresh(college, old)) == "401 TOKEN_INVALID"
    assert code(refresh(college, newest)) == "401 TOKEN_INVALID"
    assert code(college.get("/v1/me")) == "401 TOKEN_INVALID"


def test_reuse_of_a_much_older_token_ends_the_family_too(country: Country) -> None:
    college = country.sign_in("college")
    oldest = college.session["refresh_token"]
    for _ in range(3):
        country.clock.move(minutes=20)
        refresh(college)
    assert code(refresh(college, oldest)) == "401 TOKEN_INVALID"
    assert code(refresh(college)) == "401 TOKEN_INVALID"


def test_refresh_token_lives_thirty_days(country: Country) -> None:
    college = country.sign_in("college")
    country.clock.move(days=30)
    assert code(refresh(college)) == "401 TOKEN_EXPIRED"


def test_R13_refresh_switches_organisation(country: Country) -> None:
    both = country.sign_in("two_places")
    assert refresh(both, organisation_id=id_of("township")).json()["organisation"]["id"] == id_of("township")
    assert refresh(both).json()["organisation"]["id"] == id_of("township")
    assert both.get("/v1/me").json()["organisation"]["id"] == id_of("township")
    assert code(refresh(both, organisation_id=id_of("employer"))) == "403 NO_ROLE"


def test_refresh_with_anything_else_is_refused(country: Country) -> None:
    new = device(country)
    assert code(refresh(new, "x" * 43)) == "401 TOKEN_INVALID"
    assert code(refresh(new, country.sign_in("college").session["access_token"])) == "401 TOKEN_INVALID"


def test_sign_out_ends_the_session(country: Country) -> None:
    college = country.sign_in("college")
    assert college.delete("/v1/sessions/current").status_code == 204
    assert code(college.get("/v1/me")) == "401 TOKEN_INVALID"
    assert code(refresh(college)) == "401 TOKEN_INVALID"


FIRST = login_of("first_login")[-8:]


def change(who: Device, old: str, new: str) -> requests.Response:
    return who.post("/v1/password", {"old_password": old, "new_password": new})


def test_R10_first_password_must_be_changed_first(country: Country) -> None:
    person = country.sign_in("first_login", FIRST)
    assert person.session["must_change_password"] is True
    for path in ("/v1/me", "/v1/sync/hello", "/v1/members", "/v1/organisations/search?q=x"):
        assert code(person.get(path)) == "403 PASSWORD_CHANGE_REQUIRED"
    assert code(person.post("/v1/sync/pull", {})) in ("403 PASSWORD_CHANGE_REQUIRED", "422 BODY_INVALID")
    assert change(person, FIRST, NEW_PASSWORD).status_code == 204
    assert person.get("/v1/me").status_code == 200
    assert code(attempt_sign_in(country, "first_login", FIRST)) == "401 WRONG_CREDENTIALS"
    assert country.sign_in("first_login", NEW_PASSWORD).session["must_change_password"] is False


def test_R10_unused_first_password_expires(country: Country) -> None:
    with country.state.database.writing() as connection:
        values = {"first_password_until": "2020-06-20T02:00:00.000000Z"}
        this = account.c.login == login_of("first_login")
        connection.execute(update(account).where(this).values(**values))
    assert attempt_sign_in(country, "first_login", FIRST).status_code == 200
    country.clock.move(hours=2)
    assert code(attempt_sign_in(country, "first_login", FIRST)) == "403 FIRST_PASSWORD_EXPIRED"


def test_R12_weak_password_is_refused_and_nothing_else_works_yet(country: Country) -> None:
    person = country.sign_in("first_login", FIRST)
    assert code(change(person, FIRST, FIRST)) == "422 PASSWORD_IS_INITIAL"
    assert code(change(person, FIRST, "衔接衔接衔接20")) == "422 PASSWORD_CONTEXT"
    assert code(person.get("/v1/me")) == "403 PASSWORD_CHANGE_REQUIRED"


def test_R12_chinese_password_works_however_it_was_typed(country: Country) -> None:
    person = country.sign_in("first_login", FIRST)
    assert change(person, FIRST, "长长的中文口令Ａ１").status_code == 204
    assert country.sign_in("first_login", "长长的中文口令A1").session


def test_old_password_is_asked_and_throttled(country: Country) -> None:
    college = country.sign_in("college")
    for _ in range(4):
        assert code(change(college, "wrong", NEW_PASSWORD)) == "422 OLD_PASSWORD_WRONG"
    assert code(change(college, PASSWORD, NEW_PASSWORD)) == "429 TOO_MANY_ATTEMPTS"
    country.clock.move(minutes=5)
    assert code(change(college, PASSWORD, PASSWORD)) == "422 PASSWORD_UNCHANGED"


def test_changing_the_password_ends_the_other_sessions(country: Country) -> None:
    here, elsewhere = country.sign_in("college"), country.sign_in("college")
    assert change(here, PASSWORD, NEW_PASSWORD).status_code == 204
    assert here.get("/v1/me").status_code == 200
    assert code(elsewhere.get("/v1/me")) == "401 TOKEN_INVALID"
    assert code(refresh(elsewhere)) == "401 TOKEN_INVALID"


def test_no_secret_is_stored_as_it_is(country: Country) -> None:
    college = country.sign_in("college")
    refresh(college)
    secrets = (PASSWORD, college.session["access_token"], college.session["refresh_token"])
    with country.state.database.reading() as connection:
        stored = repr(
            [connection.execute(select(table)).all() for table in (account, session, refresh_token, audit)]
        )
    assert [secret for secret in secrets if secret in stored] == []


def test_R14_signing_in_and_out_is_in_the_trail(country: Country) -> None:
    college = country.sign_in("college")
    change(college, PASSWORD, NEW_PASSWORD)
    college.delete("/v1/sessions/current")
    with country.state.database.reading() as connection:
        mine = (
            select(audit.c.action)
            .where(audit.c.actor == id_of("account", "college"))
            .order_by(audit.c.number)
        )
        assert list(connection.scalars(mine)) == ["signed_in", "password_changed", "signed_out"]


def test_R12_operator_can_demand_letters_and_digits(country: Country) -> None:
    country.state.settings = replace(country.state.settings, password_needs=PasswordNeeds.LETTERS_AND_DIGITS)
    college = country.sign_in("college")
    for new in ("violet-hinge", "8841-2093-5527"):
        change = {"old_password": PASSWORD, "new_password": new}
        assert code(college.post("/v1/password", change)) == "422 PASSWORD_NEEDS_BOTH"
    change = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert college.post("/v1/password", change).status_code == 204


def test_R12_operator_can_demand_a_new_password_every_year(country: Country) -> None:
    """What is under way goes on until it is renewed."""
    country.state.settings = replace(country.state.settings, password_days=365)
    college = country.sign_in("college")
    assert college.session["must_change_password"] is False
    for _ in range(13):
        country.clock.move(days=28)
        assert refresh(college).json()["must_change_password"] is False
    country.clock.move(days=1)
    assert college.get("/v1/me").status_code == 401
    assert refresh(college).json()["must_change_password"] is True
    assert code(college.get("/v1/members")) == "403 PASSWORD_CHANGE_REQUIRED"
    assert country.sign_in("college").session["must_change_password"] is True
    change = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert college.post("/v1/password", change).status_code == 204
    assert college.get("/v1/members").status_code == 200
    assert country.sign_in("college", NEW_PASSWORD).session["must_change_password"] is False
