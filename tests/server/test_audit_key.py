"""The key of the audit trail lies in a file: who can write to the database cannot write the trail anew."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from server.app import close_state, open_state
from server.database import audit, tables
from server.database.audit_key import AuditKeyError, TrailKey, key_of, place_of
from server.database.audit_unlocking import unlock
from server.database.engine import Database
from server.database.feed import read_head, write_head
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.database.unit_of_work import UnitOfWork
from server.database.writes import synced_writes
from server.settings import Settings
from server.state import State
from tests.server import sample
from tests.server.feed_check import feed_errors


def file_of(state: State) -> Path:
    return place_of(state.database.url, None, state.instance.instance_id)


def broken(database: Database) -> int | None:
    with database.reading() as connection:
        return audit.first_broken(connection)


def test_key_is_made_once_for_the_operators_eyes_only(state: State) -> None:
    file = file_of(state)
    assert file.stat().st_mode & 0o077 == 0
    content = file.read_text("utf-8")
    close_state(open_state(state.settings))
    assert file.read_text("utf-8") == content
    with state.database.reading() as connection:
        everything = str(connection.execute(select(tables.instance)).all())
    assert json.loads(content)["key"] not in everything


def forge(state: State, key: TrailKey) -> None:
    """By whoever can write to the database: the last record becomes another, with a hash of its own."""
    with state.database.writing() as connection, synced_writes(connection):
        head = read_head(connection)
        number = head.audit_number
        former = connection.execute(select(tables.audit).where(tables.audit.c.number == number - 1)).one()
        connection.execute(delete(tables.audit).where(tables.audit.c.number == number))
        last = audit._hash(key.key, former.hash, number, "then", "forger", "nothing", "", "{}")
        row = {"number": number, "at": "then", "actor": "forger", "action": "nothing", "subject": ""}
        connection.execute(insert(tables.audit).values(**row, detail="{}", hash=last))
        write_head(connection, head._replace(audit_hash=last))


def test_trail_that_is_forged_with_all_that_the_database_knows_is_found(state: State) -> None:
    for _ in range(2):
        record_in(state.database)
    with state.database.reading() as connection:
        number, right = read_head(connection).audit_number, key_of(connection)
    forge(state, TrailKey(state.instance.secret, state.instance.secret))
    assert broken(state.database) == number
    # Proof that nothing else gives it away.
    forge(state, right)
    assert broken(state.database) is None


def test_trail_of_before_is_held_by_its_last_hash(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    load_rows(database, sample.organisations())
    assert broken(database) is None
    unlock(database, None)
    assert feed_errors(database) == []
    with database.writing() as connection:
        # As somebody would who has the secret of then, which the database holds.
        key = key_of(connection)
        row = connection.execute(select(tables.audit).where(tables.audit.c.number == 1)).one()
        last = audit._hash(key.former, "", 1, row.at, "forger", row.action, row.subject, row.detail)
        connection.execute(update(tables.audit).values(actor="forger", hash=last))
    assert key.after == 1
    record_in(database)
    assert broken(database) == 1
    database.close()


def record_in(database: Database) -> None:
    with database.writing() as connection:
        unit = UnitOfWork(connection, datetime.now(UTC))
        unit.record("somebody", "looked", "")
        unit.finish()


def refusal(settings: Settings) -> str:
    with pytest.raises(AuditKeyError) as told:
        open_state(settings)
    return str(told.value)


def test_key_that_is_gone_damaged_or_anothers_is_not_made_anew(state: State, tmp_path: Path) -> None:
    file = file_of(state)
    content = file.read_text("utf-8")
    try:
        file.write_text("{", "utf-8")
        assert "已损坏" in refusal(state.settings)
        file.write_text(json.dumps(json.loads(content) | {"key": "00" * 32}), "utf-8")
        assert "不是这个数据库的" in refusal(state.settings)
        file.write_text(json.dumps(json.loads(content) | {"instance_id": "another"}), "utf-8")
        assert "属于另一个数据库" in refusal(state.settings)
        file.unlink()
        assert f"审计密钥文件“{file}”不存在。请从其他服务器或备份中取回" in refusal(state.settings)
        assert not file.exists()
    finally:
        file.write_text(content, "utf-8")
        file.chmod(0o600)


def test_database_that_has_forgotten_its_key_is_trusted_when_its_trail_goes_on(state: State) -> None:
    record_in(state.database)
    forget_key(state)
    close_state(open_state(state.settings))
    assert broken(state.database) is None


def test_forgetting_the_key_makes_no_forged_trail_true(state: State) -> None:
    for _ in range(2):
        record_in(state.database)
    with state.database.writing() as connection:
        known = connection.scalar(select(tables.instance.c.audit_key_check))
    forge(state, TrailKey(state.instance.secret, state.instance.secret))
    forget_key(state)
    assert "数据库可能被人改动过" in refusal(state.settings)
    with state.database.writing() as connection:
        connection.execute(update(tables.instance).values(audit_key_check=known))
        right = key_of(connection)
    # The check that ends every test finds a trail that is whole again.
    forge(state, right)


def forget_key(state: State) -> None:
    with state.database.writing() as connection:
        connection.execute(update(tables.instance).values(audit_key_check=None))


def test_start_that_broke_off_finds_its_own_key(empty_url: str, tmp_path: Path) -> None:
    database = Database(empty_url)
    upgrade(database)
    unlock(database, tmp_path / "key")
    with database.writing() as connection:
        connection.execute(update(tables.instance).values(audit_key_check=None))
    unlock(database, tmp_path / "key")
    record_in(database)
    assert broken(database) is None
    database.close()
