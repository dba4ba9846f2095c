"""The tables are made, unmade and made again on both databases, with what is in them kept."""

import itertools
import threading
from dataclasses import replace
from itertools import chain

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select

from domain.instants import Month
from server.database import engine, tables
from server.database.catalogue import metadata
from server.database.engine import Database, SqliteTooOldError
from server.database.instance import begin_epoch, read_instance
from server.database.loading import load_rows
from server.database.migrate import downgrade, upgrade
from server.members.tables import member
from server.organisations.tables import organisation
from tests.server import sample


def table_names(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    assert table_names(database) == set(metadata.tables)
    downgrade(database, "base")
    assert table_names(database) == set()
    upgrade(database)
    assert table_names(database) == set(metadata.tables)
    database.close()


def test_migrations_lead_to_what_the_program_expects(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_instance_and_epoch_stay_until_a_restore(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    with database.reading() as connection:
        first = read_instance(connection)
    upgrade(database)
    with database.reading() as connection:
        assert read_instance(connection) == first
    with database.writing() as connection:
        epoch = begin_epoch(connection)
    with database.reading() as connection:
        second = read_instance(connection)
    assert second.epoch == epoch != first.epoch
    assert second.instance_id == first.instance_id
    database.close()


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(4)]
    failures: list[Exception] = []

    def start(database: Database) -> None:
        try:
            upgrade(database)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with databases[0].reading() as connection:
        assert len(connection.execute(select(tables.instance)).all()) == 1
    for database in databases:
        database.close()


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (3, 50, 7), (3, 44, 6), (4, 0, 0)])
def test_sqlite_with_a_sound_log_is_accepted(version: tuple[int, ...]) -> None:
    engine.check_sqlite_version(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2), (3, 45, 9)])
def test_sqlite_that_can_lose_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(SqliteTooOldError, match=r"3\.51\.3"):
        engine.check_sqlite_version(version)


def test_sqlite_commits_to_a_log_with_full_sync(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('wal')}/x.sqlite3")
    with database.reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    database.close()


def test_columns_that_came_later_are_found_in_old_rows(empty_url: str) -> None:
    """Migrations fill them from the documents as the program does when it writes."""
    database = Database(empty_url)
    upgrade(database)
    months = itertools.cycle([Month("2021-06"), None, Month("2020-06")])
    home = sample.id_of("class")
    people = (
        replace(each, graduation_month=(month := next(months)), marked_from=home if month else None)
        for each in sample.members()
    )
    load_rows(database, chain(sample.organisations(), people))
    written = later_columns(database)
    assert {value for row in written for value in row[1:]} == {None, 0, 2020, 2021, home}
    downgrade(database, "0001")
    assert "graduates_in" not in columns_of(database, "member") | columns_of(database, "organisation")
    upgrade(database)
    assert later_columns(database) == written
    database.close()


def columns_of(database: Database, table: str) -> set[str]:
    with database.reading() as connection:
        return {column["name"] for column in inspect(connection).get_columns(table)}


def later_columns(database: Database) -> set[tuple[object, ...]]:
    with database.reading() as connection:
        branches = connection.execute(
            select(organisation.c.id, organisation.c.graduates_in, organisation.c.mixed_after)
        )
        people = connection.execute(select(member.c.id, member.c.graduates_in, member.c.marked_from))
        return {tuple(row) for row in chain(branches, people)}
