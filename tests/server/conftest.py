"""Each test gets a database of its own, on SQLite and on PostgreSQL, and a server that answers over HTTP."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from server.app import close_state, open_state
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.settings import Settings
from server.state import State
from tests.server import postgresql, sample
from tests.server.client import Country
from tests.server.feed_check import feed_errors
from tests.server.hosting import Host

START = datetime(2020, 6, 20, 1, 0, tzinfo=UTC)
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        # A moment passes with every look, so that no two instants are the same.
        self.now += timedelta(microseconds=1)
        return self.now

    def move(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """With ``{name}`` for the database's."""
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgresql.running() as url:
        yield url


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


MakeUrl = Callable[[str | None], str]
"""Makes a database: a copy of the one with this name, or an empty one."""


@pytest.fixture(scope="session")
def make_url_of(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> MakeUrl:
    if backend == "sqlite":
        folder = tmp_path_factory.mktemp("sqlite")
        return lambda original: _copied_file(folder, original)
    url = request.getfixturevalue("postgresql_url")
    return lambda original: _copied_database(url, original)


def _copied_file(folder: Path, original: str | None) -> str:
    path = folder / f"{uuid.uuid4().hex}.sqlite3"
    if original is not None:
        shutil.copyfile(str(make_url(original).database), path)
    return f"sqlite:///{path}"


def _copied_database(url: str, original: str | None) -> str:
    name = f"test_{uuid.uuid4().hex}"
    template = make_url(original).database if original is not None else "template0"
    database = Database(url.format(name="postgres"), pool_size=1)
    try:
        with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    finally:
        database.close()
    return url.format(name=name)


@pytest.fixture
def empty_url(make_url_of: MakeUrl) -> str:
    return make_url_of(None)


@pytest.fixture(scope="session")
def country_url(make_url_of: MakeUrl) -> str:
    """The sample's country, loaded once and copied for each test."""
    url = make_url_of(None)
    database = Database(url)
    upgrade(database)
    load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
    state = open_state(Settings(database_url=url), lambda: START)
    close_state(state)
    database.close()
    return url


@pytest.fixture
def url(make_url_of: MakeUrl, country_url: str) -> str:
    return make_url_of(country_url)


@pytest.fixture
def settings(url: str) -> Settings:
    return Settings(database_url=url, port=0, job_seconds=0, threads=4)


@pytest.fixture
def state(settings: Settings, clock: Clock) -> Iterator[State]:
    """Whatever a test did, what clients see must be what is there."""
    state = open_state(settings, clock)
    yield state
    assert feed_errors(state.database) == []
    close_state(state)


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    host = Host()
    yield host
    host.close()


@pytest.fixture
def country(host: Host, settings: Settings, clock: Clock) -> Iterator[Country]:
    state = open_state(settings, clock)
    country = Country(host.address, state, clock)
    with host.serving(state):
        yield country
        country.close()
        assert feed_errors(state.database) == []
