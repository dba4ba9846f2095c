"""The encrypted file, and what its faults are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from desktop.database import Database, form_of, is_whole, set_form
from desktop.errors import ClientError
from desktop.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = b"k" * 32


def database(file: Path, *, read_only: bool = False, key: bytes = KEY) -> Database:
    return Database(file, key, damaged="CACHE_DAMAGED", full_sync=False, read_only=read_only)


def filled(file: Path) -> Path:
    made = database(file)
    with made.write() as connection:
        set_form(connection, 7)
        connection.exec_driver_sql("CREATE TABLE t (a)")
        connection.exec_driver_sql("INSERT INTO t VALUES (?)", [(f"row {n}" * 50,) for n in range(500)])
    made.close()
    return file


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        work()
    return caught.value.code


def rows(each: Database) -> int:
    with each.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(a) FROM t").scalar_one())


def insert(each: Database) -> None:
    with each.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")


def test_sqlite_is_one_without_the_bug_that_resets_the_log(tmp_path: Path) -> None:
    each = database(tmp_path / "a b 数据.db")
    with each.read() as connection:
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
        assert tuple(int(part) for part in version.split(".")) >= (3, 51, 3)
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar_one() == 2
    each.close()


def test_readers_see_one_moment_and_never_wait(tmp_path: Path) -> None:
    each = database(filled(tmp_path / "x.db"))
    with each.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 500
        insert(each)
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 500
    assert rows(each) == 501
    each.close()


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    each = database(filled(tmp_path / "x.db"), key=b"x" * 32)
    assert code_of(lambda: rows(each)) == "CACHE_DAMAGED"
    each.close()


def test_every_torn_page_is_noticed(tmp_path: Path) -> None:
    file = filled(tmp_path / "x.db")
    whole = file.read_bytes()
    for place in range(200, len(whole), 4096):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not is_sound(file)
    file.write_bytes(whole)
    assert is_sound(file)


def is_sound(file: Path) -> bool:
    each = database(file, read_only=True)
    try:
        with each.read() as connection:
            return is_whole(connection)
    except ClientError as error:
        return error.code != "CACHE_DAMAGED"
    finally:
        each.close()


def test_whole_file_is_whole(tmp_path: Path) -> None:
    each = database(filled(tmp_path / "x.db"))
    with each.read() as connection:
        assert is_whole(connection)
        assert form_of(connection) == 7
    each.close()


def test_F12_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    each = database(filled(tmp_path / "x.db"), read_only=True)
    assert rows(each) == 500
    assert code_of(lambda: insert(each)) == "DISK_READ_ONLY"
    each.close()
    assert code_of(lambda: rows(database(tmp_path / "no folder" / "x.db"))) == "DISK_READ_ONLY"


def test_reading_only_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    file = filled(tmp_path / "x.db")
    before = file.read_bytes()
    each = database(file, read_only=True)
    rows(each)
    each.close()
    assert file.read_bytes() == before


def test_mistake_in_a_statement_is_no_fault_of_the_disk_and_repeats_nothing_personal(tmp_path: Path) -> None:
    each = database(tmp_path / "x.db")
    with pytest.raises(OperationalError) as caught, each.read() as connection:
        connection.exec_driver_sql("SELECT ? FROM nowhere", ("canary",))
    assert "canary" not in str(caught.value)
    each.close()


def test_F12_small_files_tell_it_too(tmp_path: Path) -> None:
    write_whole(tmp_path / "x", b"old")
    write_whole(tmp_path / "x", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x", b"new")]
    assert code_of(lambda: write_whole(tmp_path / "no folder" / "x", b"")) == "DISK_READ_ONLY"
    assert code_of(lambda: write_whole(tmp_path / "x" / "y", b"")) == "DISK_READ_ONLY"
