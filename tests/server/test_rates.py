"""A program that has gone wild is slowed down, and nobody else (429 with Retry-After)."""

import pytest

from server.problems import Problem
from server.rates import OF_ACCOUNT, OF_ADDRESS, Rates
from tests.server.client import Country
from tests.server.test_sessions import code as code_of


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(rates: Rates, session: str, account: str = "a") -> int:
    """How many calls get through at once."""
    for count in range(10_000):
        try:
            rates.check_session(session, account)
        except Problem:
            return count
    raise AssertionError


def test_a_minutes_calls_at_once_and_then_evenly() -> None:
    watch = Watch()
    rates = Rates(120, watch)
    assert taken(rates, "one") == 120
    # One that was refused costs nothing.
    watch.now += 1
    assert taken(rates, "one") == 2
    watch.now += 3600
    assert taken(rates, "one") == 120


def test_account_with_many_sessions_and_others_beside_it() -> None:
    rates = Rates(100, Watch())
    assert [taken(rates, str(session)) for session in range(4)] == [100, 100, 0, 0]
    assert OF_ACCOUNT == 2
    assert taken(rates, "another", "b") == 100


def test_address_is_counted_by_itself() -> None:
    rates = Rates(1, Watch())
    for _ in range(OF_ADDRESS):
        rates.check_address("10.0.0.1")
    with pytest.raises(Problem):
        rates.check_address("10.0.0.1")
    rates.check_address("10.0.0.2")


def test_no_limit() -> None:
    rates = Rates(0, Watch())
    for _ in range(1000):
        rates.check_session("one", "a")


def test_call_too_many_is_answered_and_others_go_on(country: Country) -> None:
    college, township = country.sign_in("college"), country.sign_in("township")
    country.state.rates = Rates(5, Watch())
    answers = [college.get("/v1/organisations/search", q="示例") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert code_of(answers[-1]) == "429 TOO_MANY_REQUESTS"
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert township.get("/v1/me").status_code == 200
