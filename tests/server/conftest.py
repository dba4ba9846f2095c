"""Each test gets a database of its own, on SQLite and on PostgreSQL, and a server that answers over HTTP."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import NoReturn

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.engine import make_url

from server.app import close_state, open_state
from server.database.catalogue import metadata
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.sessions import passwords
from server.settings import Settings
from server.state import State
from tests.server import postgresql, sample
from tests.server.client import Country
from tests.server.feed_check import feed_errors
from tests.server.figures_check import figures_errors
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
        absent("PostgreSQL is not installed")
    with postgresql.running() as url:
        yield url


def absent(what: str) -> NoReturn:
    """Where everything must be tested, nothing is left out in silence."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


REAL_HASHER = passwords.HASHER


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Slow hashes are for attackers; test_password_rules.py has the real ones."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords.HASHER = REAL_HASHER


@pytest.fixture(scope="session", autouse=True)
def _audit_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Those of databases that are no files lie in the person's folder for state; here in one of the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


MakeUrl = Callable[[], str]


@pytest.fixture(scope="session")
def new_url(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> MakeUrl:
    """Makes an empty database."""
    if backend == "sqlite":
        folder = tmp_path_factory.mktemp("sqlite")
        return lambda: f"sqlite:///{folder / uuid.uuid4().hex}.sqlite3"
    url: str = request.getfixturevalue("postgresql_url")
    return lambda: _created(url, f"test_{uuid.uuid4().hex}")


def _created(url: str, name: str) -> str:
    database = Database(url.format(name="postgres"), pool_size=1)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    database.close()
    return url.format(name=name)


@pytest.fixture
def empty_url(new_url: MakeUrl) -> str:
    return new_url()


@pytest.fixture(scope="session")
def country_url(new_url: MakeUrl) -> str:
    """The sample's country, loaded once."""
    url = new_url()
    database = Database(url)
    upgrade(database)
    load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
    close_state(open_state(Settings(database_url=url), lambda: START))
    _keep_original(database)
    database.close()
    return url


@pytest.fixture
def url(new_url: MakeUrl, country_url: str) -> str:
    """The country as it was loaded: a copied file, or the same database put back to its beginning, since
    PostgreSQL takes its time to make one."""
    original = Database(country_url, pool_size=1)
    if not original.is_sqlite:
        _put_back(original)
        original.close()
        return country_url
    url = new_url()
    shutil.copyfile(str(original.url.database), str(make_url(url).database))
    original.close()
    return url


def _keep_original(database: Database) -> None:
    if database.is_sqlite:
        return
    with database.writing() as connection:
        connection.execute(text("CREATE SCHEMA original"))
        for table in metadata.tables:
            connection.execute(text(f"CREATE TABLE original.{table} AS TABLE public.{table}"))


def _put_back(database: Database) -> None:
    with database.writing() as connection:
        # Without the checks of references, which hold for the original.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.tables:
            connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text(f"INSERT INTO {table} SELECT * FROM original.{table}"))


@pytest.fixture
def settings(url: str) -> Settings:
    return Settings(database_url=url, port=0, job_seconds=0, threads=4)


@pytest.fixture
def state(settings: Settings, clock: Clock) -> Iterator[State]:
    """Whatever a test did, what clients see must be what is there."""
    state = open_state(settings, clock)
    yield state
    assert feed_errors(state.database) + figures_errors(state.database) == []
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
        assert feed_errors(state.database) + figures_errors(state.database) == []
