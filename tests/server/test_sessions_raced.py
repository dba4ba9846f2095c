"""What several do to one account at the same moment."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from server.sessions import repository
from server.sessions.reset_codes import store_code
from server.sessions.tables import attempt, reset_code
from server.sessions.throttle import note_failure
from tests.server.client import Country
from tests.server.sample import login_of

RACERS = 4


def race(work: Callable[[threading.Barrier], None]) -> None:
    """Threads that meet when each has begun its transaction; their failures fail the test."""
    barrier, failures = threading.Barrier(RACERS), []

    def racer() -> None:
        try:
            work(barrier)
        except Exception as error:
            failures.append(error)
            barrier.abort()

    threads = [threading.Thread(target=racer) for _ in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.fixture
def postgresql_only(country: Country) -> None:
    if country.state.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")


@pytest.mark.usefixtures("postgresql_only")
def test_R12_wrong_passwords_at_once_are_all_counted(country: Country) -> None:
    def fail(barrier: threading.Barrier) -> None:
        with country.state.database.writing() as connection:
            connection.scalar(select(func.count()).select_from(attempt))
            barrier.wait(10)
            note_failure(connection, "key", country.clock())

    for _ in range(3):
        race(fail)
    with country.state.database.reading() as connection:
        assert connection.scalar(select(attempt.c.failures)) == 3 * RACERS


@pytest.mark.usefixtures("postgresql_only")
def test_R11_codes_made_at_once_leave_one(country: Country) -> None:
    def make(barrier: threading.Barrier) -> None:
        with country.state.database.writing() as connection:
            account = repository.account_by_login(connection, login_of("member"))
            assert account is not None
            barrier.wait(10)
            store_code(connection, account, "code", threading.current_thread().name, country.clock())

    for _ in range(3):
        race(make)
    with country.state.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(reset_code)) == 1
