"""Each test gets a database of its own, on SQLite and on PostgreSQL, and a server that answers over HTTP."""

import shutil
import threading
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
from server.serving import Server
from server.settings import Settings
from server.state import State
from tests.server import postgresql, sample
from tests.server.client import Country
from tests.server.feed_check import feed_errors

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


class Serving:
    """A server in a thread of this process, so that the test holds its clock."""

    def __init__(self, state: State) -> None:
        self._ready = threading.Event()
        self._port = 0
        self._server = Server(state, self._tell)
        self._thread = threading.Thread(target=self._server.run, name="server")

    def _tell(self, port: int) -> None:
        self._port = port
        self._ready.set()

    def __enter__(self) -> str:
        self._thread.start()
        assert self._ready.wait(10)
        return f"http://127.0.0.1:{self._port}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        assert not self._thread.is_alive()


@pytest.fixture
def country(settings: Settings, clock: Clock) -> Iterator[Country]:
    state = open_state(settings, clock)
    with Serving(state) as address:
        country = Country(address, state, clock)
        yield country
        country.close()
        assert feed_errors(state.database) == []
