"""Backing up a running server and restoring into a new database.

A restored database begins a new epoch: what clients had been told after the backup is void, so they fetch
anew and hand in again what is still theirs (RELIABILITY, F38).
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from psycopg.conninfo import make_conninfo
from sqlalchemy import delete, inspect
from sqlcipher3 import dbapi2

from server.administration.places import AdministrationError, opened, record
from server.administration.verifying import Trail, verify_audit
from server.database.audit_unlocking import unlock
from server.database.engine import Database
from server.database.instance import begin_epoch
from server.database.migrate import upgrade
from server.sessions.tables import reset_code
from server.settings import Settings

_SQLITE: Any = dbapi2
_PAGES_AT_ONCE = 1000
_SQLITE_BEGINS = b"SQLite format 3\0"


def back_up(settings: Settings, file: Path) -> None:
    """One moment of the database, while the server goes on. Raises AdministrationError."""
    if file.exists():
        raise AdministrationError(f"文件“{file}”已经存在，不会覆盖。请换一个名字。")
    with opened(settings) as database, _draft(file) as draft:
        if database.is_sqlite:
            _copy_sqlite(Path(str(database.url.database)), draft)
        else:
            _run("pg_dump", database, "--format=custom", "--no-owner", f"--file={draft}")


def restore(settings: Settings, file: Path) -> tuple[str, Trail]:
    """Into a database that is new or empty. Answers the new epoch and where the audit trail ends."""
    if not file.is_file():
        raise AdministrationError(f"备份文件“{file}”不存在。")
    database = Database(settings.database_url, pool_size=2)
    try:
        if database.is_sqlite:
            return _restore_sqlite(database, file, settings.audit_key_file)
        _check_empty(database)
        _run("pg_restore", database, "--no-owner", "--single-transaction", "--exit-on-error", str(file))
        return _begin_anew(database, settings.audit_key_file)
    finally:
        database.close()


def _restore_sqlite(database: Database, file: Path, audit_key: Path | None) -> tuple[str, Trail]:
    """The file takes its place when it has been found whole, and not before."""
    place = Path(str(database.url.database))
    if place.exists():
        raise AdministrationError(f"数据库文件“{place}”已经存在，不会覆盖。请先停止服务，并把它移走。")
    with _draft(place) as draft:
        _copy_sqlite(file, draft)
        copy = Database(f"sqlite:///{draft}", pool_size=2)
        try:
            answer = _begin_anew(copy, audit_key)
        finally:
            copy.close()
        _fold_log(draft)
        return answer


def _begin_anew(database: Database, audit_key: Path | None) -> tuple[str, Trail]:
    try:
        upgrade(database)
    except CommandError:
        raise AdministrationError("备份来自更新版本的程序，请先升级程序再恢复。") from None
    unlock(database, audit_key)
    with database.writing() as connection:
        verify_audit(connection)
        epoch = begin_epoch(connection)
        # Codes that were used after the backup would work a second time.
        connection.execute(delete(reset_code))
        record(connection, "restored", epoch=epoch)
        return epoch, verify_audit(connection)


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """Beside ``file``, which it becomes when all went well; nobody sees half a file under that name."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(file)
    except OSError as error:
        raise AdministrationError(f"文件“{file}”无法写入：{error.strerror}。") from None
    finally:
        for rest in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            rest.unlink(missing_ok=True)


def _copy_sqlite(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        if file.read(len(_SQLITE_BEGINS)) != _SQLITE_BEGINS:
            raise AdministrationError(f"“{source}”不是 SQLite 数据库。")
    reading, writing = _SQLITE.connect(str(source)), _SQLITE.connect(str(target))
    try:
        reading.backup(writing, pages=_PAGES_AT_ONCE)
        found = [row[0] for row in writing.execute("PRAGMA integrity_check")]
    except _SQLITE.Error as error:
        raise AdministrationError(f"“{source}”无法复制：{error}。") from None
    finally:
        writing.close()
        reading.close()
    _fold_log(target)
    if found != ["ok"]:
        raise AdministrationError(f"“{source}”已损坏（{found[0]}），没有使用。请换另一份备份。")


def _fold_log(file: Path) -> None:
    """Into the file itself, since what stands in a log beside it would not be moved with it."""
    connection = _SQLITE.connect(str(file))
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _check_empty(database: Database) -> None:
    with database.reading() as connection:
        if inspect(connection).get_table_names():
            raise AdministrationError("目标数据库不是空的，不会覆盖。请新建一个数据库（createdb）再恢复。")


def _run(name: str, database: Database, *arguments: str) -> None:
    """The password goes by the environment, where other people on the machine cannot read it."""
    program = shutil.which(name)
    if program is None:
        raise AdministrationError(f"没有找到 {name}。请安装 PostgreSQL 客户端程序，并加入 PATH。")
    parameters = dict(database.engine.dialect.create_connect_args(database.url)[1])
    password = parameters.pop("password", None)
    conninfo = make_conninfo(**{name: value for name, value in parameters.items() if name != "context"})
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(
        [program, f"--dbname={conninfo}", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"返回码 {done.returncode}"]
        raise AdministrationError(f"{name} 没有成功：{said[0]}")
