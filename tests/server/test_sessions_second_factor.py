"""One-time codes for administrators on demand (RELIABILITY, Security)."""

from dataclasses import replace

import pyotp
import pytest
import requests
from sqlalchemy import select

from server.database.tables import audit
from server.sessions import second_factor
from server.sessions.tables import recovery_code
from server.sessions.tables import second_factor as table
from tests.server.client import Country, Device
from tests.server.sample import PASSWORD, id_of, login_of
from tests.server.test_sessions import code as code_of

STEP = 30


def now_code(country: Country, secret: str, steps: int = 0) -> str:
    totp = pyotp.TOTP(secret)
    return totp.generate_otp(totp.timecode(country.clock.now) + steps)


def enrolled(country: Country, device: Device) -> tuple[str, list[str]]:
    begun = device.post("/v1/second-factor", {"password": PASSWORD})
    assert begun.status_code == 200, begun.text
    secret = begun.json()["secret"]
    done = device.post("/v1/second-factor/confirmation", {"code": now_code(country, secret)})
    assert done.status_code == 200, done.text
    country.clock.move(seconds=STEP)
    return secret, done.json()["recovery_codes"]


def sign_in(
    country: Country, key: str, code: str | None = None, password: str = PASSWORD
) -> requests.Response:
    device = Device(country.address, country.http())
    return device.post("/v1/sessions", device.sign_in_body(key, password) | {"code": code})


def test_code_is_asked_for_once_it_was_confirmed(country: Country) -> None:
    college = country.sign_in("college")
    assert college.get("/v1/second-factor").json()["on"] is False
    begun = college.post("/v1/second-factor", {"password": PASSWORD}).json()
    assert begun["uri"].startswith("otpauth://totp/")
    assert login_of("college") not in begun["uri"]
    assert sign_in(country, "college").status_code == 200
    wrong = college.post("/v1/second-factor/confirmation", {"code": "000000"})
    assert code_of(wrong) == "401 TOTP_WRONG"
    done = college.post("/v1/second-factor/confirmation", {"code": now_code(country, begun["secret"])})
    assert len(set(done.json()["recovery_codes"])) == second_factor.RECOVERY_CODES
    country.clock.move(seconds=STEP)
    assert code_of(sign_in(country, "college")) == "401 TOTP_REQUIRED"
    assert code_of(sign_in(country, "college", "000000")) == "401 TOTP_WRONG"
    assert sign_in(country, "college", now_code(country, begun["secret"])).status_code == 200
    state = college.get("/v1/second-factor").json()
    assert state == {"on": True, "required": False, "recovery_codes_left": second_factor.RECOVERY_CODES}


def test_wrong_password_is_told_nothing_of_it(country: Country) -> None:
    secret, _ = enrolled(country, country.sign_in("college"))
    with_it = sign_in(country, "college", password="wrong")
    without = sign_in(country, "township", password="wrong")
    assert (with_it.status_code, with_it.json()) == (without.status_code, without.json())
    right_code = sign_in(country, "college", now_code(country, secret), password="wrong")
    assert code_of(right_code) == "401 WRONG_CREDENTIALS"
    # Nor is the code used up by it.
    assert sign_in(country, "college", now_code(country, secret)).status_code == 200


def test_code_works_once_and_no_older_one_after_it(country: Country) -> None:
    secret, _ = enrolled(country, country.sign_in("college"))
    code = now_code(country, secret)
    assert sign_in(country, "college", code).status_code == 200
    assert code_of(sign_in(country, "college", code)) == "401 TOTP_WRONG"
    assert code_of(sign_in(country, "college", now_code(country, secret, -1))) == "401 TOTP_WRONG"
    assert sign_in(country, "college", now_code(country, secret, 1)).status_code == 200
    assert code_of(sign_in(country, "college", now_code(country, secret, 2))) == "401 TOTP_WRONG"


def test_recovery_codes_work_once_each_and_are_stored_as_hashes(country: Country) -> None:
    college = country.sign_in("college")
    secret, codes = enrolled(country, college)
    assert sign_in(country, "college", codes[0].lower().replace("-", " ")).status_code == 200
    assert code_of(sign_in(country, "college", codes[0])) == "401 TOTP_WRONG"
    assert sign_in(country, "college", codes[1]).status_code == 200
    assert college.get("/v1/second-factor").json()["recovery_codes_left"] == len(codes) - 2
    with country.state.database.reading() as connection:
        stored = str(connection.execute(select(recovery_code)).all())
        told = str(connection.execute(select(audit)).all())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert secret not in told


def test_another_accounts_recovery_code_opens_nothing(country: Country) -> None:
    _, codes = enrolled(country, country.sign_in("college"))
    enrolled(country, country.sign_in("township"))
    assert code_of(sign_in(country, "township", codes[0])) == "401 TOTP_WRONG"


def test_guessing_is_slowed_down_for_the_account_wherever_it_comes_from(country: Country) -> None:
    secret, codes = enrolled(country, country.sign_in("college"))
    for _ in range(4):
        assert code_of(sign_in(country, "college", "000000")) == "401 TOTP_WRONG"
    waiting = sign_in(country, "college", codes[0])
    assert code_of(waiting) == "429 TOO_MANY_ATTEMPTS"
    # Who has not got the password can cause none of it, and sees none of it.
    assert code_of(sign_in(country, "college", codes[0], password="wrong")) == "401 WRONG_CREDENTIALS"
    country.clock.move(seconds=int(waiting.headers["Retry-After"]))
    assert sign_in(country, "college", now_code(country, secret)).status_code == 200


def test_token_alone_sets_up_and_takes_away_nothing(country: Country) -> None:
    college = country.sign_in("college")
    assert code_of(college.post("/v1/second-factor", {"password": "wrong"})) == "422 OLD_PASSWORD_WRONG"
    assert code_of(college.post("/v1/second-factor/confirmation", {"code": "1"})) == "409 TOTP_NOT_BEGUN"
    secret, codes = enrolled(country, college)
    again = {"password": PASSWORD}
    assert code_of(college.post("/v1/second-factor", again)) == "401 TOTP_REQUIRED"
    assert college.post("/v1/second-factor", again | {"code": codes[0]}).status_code == 200
    # The former one holds until the new one is confirmed.
    assert sign_in(country, "college", now_code(country, secret)).status_code == 200
    removal = {"password": PASSWORD, "code": "000000"}
    assert code_of(college.post("/v1/second-factor/removal", removal)) == "401 TOTP_WRONG"
    assert college.post("/v1/second-factor/removal", removal | {"code": codes[1]}).status_code == 204
    assert sign_in(country, "college").status_code == 200
    assert code_of(college.post("/v1/second-factor/removal", removal)) == "409 TOTP_NOT_ON"


def test_administrator_above_takes_it_away_and_no_other(country: Country) -> None:
    both = country.sign_in("both")
    enrolled(country, both)
    path = f"/v1/members/{id_of('class', 1)}/second-factor-removal"
    assert code_of(country.sign_in("class").post(path, {})) == "403 ACCOUNT_ABOVE"
    assert code_of(country.sign_in("township").post(path, {})) == "404 NOT_FOUND"
    assert country.sign_in("university").post(path, {}).status_code == 204
    assert sign_in(country, "both").status_code == 200
    with country.state.database.reading() as connection:
        assert connection.execute(select(table)).all() == []
        done = select(audit.c.actor, audit.c.subject).where(audit.c.action == "second_factor_off")
        assert connection.execute(done).all() == [(id_of("account", "university"), id_of("account", "both"))]


def test_R10_first_password_comes_first(country: Country) -> None:
    new = country.sign_in("first_login", login_of("first_login")[-8:])
    assert code_of(new.get("/v1/second-factor")) == "403 PASSWORD_CHANGE_REQUIRED"


def test_setting_demands_it_of_administrators(country: Country) -> None:
    country.state.settings = replace(country.state.settings, second_factor_required=True)
    college = country.sign_in("college")
    assert code_of(college.get("/v1/members")) == "403 TOTP_ENROLMENT_REQUIRED"
    assert code_of(college.get("/v1/sync/hello")) == "403 TOTP_ENROLMENT_REQUIRED"
    assert college.get("/v1/second-factor").json()["required"] is True
    enrolled(country, college)
    assert college.get("/v1/members").status_code == 200
    assert country.sign_in("member").get("/v1/own").status_code == 200


@pytest.mark.parametrize("code", ["", "１２３４５６", "0" * 200, "团" * 6, "-1"])
def test_code_that_is_none(country: Country, code: str) -> None:
    enrolled(country, country.sign_in("college"))
    answer = sign_in(country, "college", code)
    assert answer.status_code == 401, answer.text
