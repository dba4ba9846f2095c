"""Opens the database that an operator's command is about, and says plainly why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from server.database.audit_unlocking import unlock
from server.database.engine import Database
from server.database.migrate import is_current
from server.database.unit_of_work import UnitOfWork
from server.settings import Settings

OPERATOR = "operator"
"""Who acts, in the audit trail, when a command does it."""


class AdministrationError(Exception):
    """The command was not carried out; the text says in Chinese why and what to do."""


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """An existing database of this program's form."""
    database = Database(settings.database_url, pool_size=2)
    try:
        if database.is_sqlite and not Path(str(database.url.database)).is_file():
            raise AdministrationError(f"数据库文件“{database.url.database}”不存在，请核对地址。")
        with database.reading() as connection:
            current = is_current(connection)
        if not current:
            raise AdministrationError(
                "数据库的结构与本程序不同。请先用这个版本启动一次服务（serve），或换用与数据库相同的版本。"
            )
        unlock(database, settings.audit_key_file)
        yield database
    finally:
        database.close()


def unit_of_work(connection: Connection) -> UnitOfWork:
    return UnitOfWork(connection, datetime.now(UTC))


def record(connection: Connection, action: str, subject: str = "", **detail: object) -> None:
    unit = unit_of_work(connection)
    unit.record(OPERATOR, action, subject, **detail)
    unit.finish()


def private_opener(path: str, flags: int) -> int:
    """For ``open``: what is written is for the operator's eyes only."""
    return os.open(path, flags, 0o600)
