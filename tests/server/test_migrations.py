"""The tables are made, unmade and made again on both databases, with what is in them kept."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select

from server.database import engine, tables
from server.database.catalogue import metadata
from server.database.engine import Database, SqliteTooOldError
from server.database.instance import begin_epoch, read_instance
from server.database.migrate import downgrade, upgrade


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
