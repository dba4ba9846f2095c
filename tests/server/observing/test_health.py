"""Alive is one question, able to work another one."""

import pytest
import requests
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from server.state import State
from tests.server.client import Country


def asked(country: Country) -> requests.Response:
    return country.http().get(f"{country.address}/readyz", timeout=20)


def test_ready(country: Country) -> None:
    answer = asked(country)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def assert_not_ready(country: Country) -> None:
    answer = asked(country)
    assert (answer.status_code, answer.json()["code"]) == (503, "NOT_READY")
    assert answer.headers["Retry-After"] == "5"
    alive = country.http().get(f"{country.address}/healthz", timeout=10)
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})


def test_database_that_cannot_be_reached(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(country.state.database, "reading", gone)
    assert_not_ready(country)


@pytest.mark.parametrize("revision", ["0001", "9999_of_a_newer_program", None])
def test_database_of_another_form(country: Country, revision: str | None) -> None:
    former = revision_of(country.state)
    set_revision(country.state, revision)
    try:
        assert_not_ready(country)
    finally:
        set_revision(country.state, former)


def revision_of(state: State) -> str:
    with state.database.reading() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def set_revision(state: State, revision: str | None) -> None:
    with state.database.writing() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            values = {"revision": revision}
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), values)
