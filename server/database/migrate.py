"""Brings a database to the form that this program expects, in one transaction: all or nothing."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from server.database.engine import Database
from server.database.instance import ensure_instance
from server.figures.rebuilding import ensure_figures

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x7869616E  # Any number, the same in every process of this product.


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def is_current(connection: Connection) -> bool:
    """Whether the database has just the form that this program knows. In one that is newer it could leave out
    what it has never heard of."""
    head = ScriptDirectory.from_config(config_for(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def upgrade(database: Database, revision: str = "head") -> None:
    """Several processes may start at once: one migrates, the others wait and find it done."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(config_for(connection), revision)
        if revision == "head":
            ensure_instance(connection)
            ensure_figures(connection, datetime.now(UTC))


def downgrade(database: Database, revision: str) -> None:
    with database.writing() as connection:
        command.downgrade(config_for(connection), revision)
