"""Every migration goes down and up again with data in all that it meets, and takes only its own with it.
New ones are covered as soon as they are there."""

from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from server.app import close_state, open_state
from server.database.engine import Database
from server.database.migrate import config_for, downgrade, upgrade
from server.settings import Settings
from tests.server.client import Country
from tests.server.conftest import Clock
from tests.server.contract.world import prepare
from tests.server.feed_check import feed_errors
from tests.server.figures_check import figures_errors
from tests.server.hosting import Host

Rows = dict[tuple[str, str], list[str]]
"""What stands in each column of each table, in the order of the text."""


def revisions(database: Database) -> list[str]:
    """From the newest to the first."""
    with database.reading() as connection:
        scripts = ScriptDirectory.from_config(config_for(connection))
        return [script.revision for script in scripts.walk_revisions()]


FIRST = "'organisation', 'member', 'transfer', 'edition'"
"""What clients are told of others leaves with the others."""
DERIVED = {"alembic_version", "bucket"}
"""The sums of the feed, which are compared with it at the end."""


def contents(database: Database) -> Rows:
    with database.reading() as connection:
        seen = inspect(connection)
        tables = set(seen.get_table_names()) - DERIVED
        return {
            (table, column["name"]): _column(connection, table, column["name"])
            for table in tables
            for column in seen.get_columns(table)
        }


def _column(connection: Connection, table: str, column: str) -> list[str]:
    which = f" WHERE entity IN ({FIRST})" if table == "feed" else ""
    return sorted(map(str, connection.execute(text(f'SELECT "{column}" FROM "{table}"{which}')).scalars()))


def differences(before: Rows, after: Rows) -> Iterator[str]:
    """Of the columns that there are before and after."""
    return (".".join(column) for column in before.keys() & after.keys() if before[column] != after[column])


@pytest.fixture
def used(host: Host, url: str, clock: Clock) -> Iterator[Database]:
    """A database in which people have worked."""
    settings = Settings(database_url=url, job_seconds=0, threads=2)
    state = open_state(settings, clock)
    with host.serving(state):
        country = Country(host.address, state, clock)
        prepare(country)
        college = country.sign_in("college")
        college.push(college.op("revoke_mark", college.id, 1))
        country.close()
    again = open_state(settings, clock)
    yield again.database
    close_state(again)


def test_every_migration_keeps_what_is_not_its_own(used: Database) -> None:
    whole = contents(used)
    assert len({table for table, column in whole if whole[table, column]}) > 12
    newest_first = revisions(used)
    for older in newest_first[1:]:
        before = contents(used)
        downgrade(used, older)
        assert list(differences(before, contents(used))) == [], f"down to {older}"
    least = contents(used)
    for newer in reversed(newest_first[:-1]):
        before = contents(used)
        upgrade(used, newer)
        assert list(differences(before, contents(used))) == [], f"up to {newer}"
    upgrade(used)
    again = contents(used)
    assert set(again) == set(whole)
    assert list(differences(least, again)) == []
    assert feed_errors(used) == []
    assert figures_errors(used) == []
