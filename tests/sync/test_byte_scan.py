"""A day's work of a client at DEBUG level, killed at its end: no file names anybody (issue: done when 4)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DatabaseError

from desktop.client import Client
from desktop.errors import ClientError
from server.app import close_state, open_state
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.search_text import member_search
from server.settings import Settings
from tests.desktop.keychains import MemoryKeychain
from tests.server import sample
from tests.sync.byte_scan import ENCODINGS, found_in
from tests.sync.processes import ClientProcess, ServerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from domain.members import Member

PLANTED = 1000


def planted_members() -> Iterator[Member]:
    """With names that are like nobody else's."""
    [pattern, *_] = sample.members()
    for number in range(PLANTED):
        name = f"欧阳金丝雀{number:04d}"
        yield replace(
            pattern,
            id=sample.id_of("planted", number),
            name=name,
            identity_number=f"61010319980{number:04d}{number % 10:03d}",
            phone=f"1997{number:07d}",
            search=member_search(name),
        )


def canaries() -> list[str]:
    people = [text for each in planted_members() for text in (each.name, each.identity_number, each.phone)]
    return [*people, sample.login_of("college"), sample.PASSWORD]


@pytest.fixture(scope="module")
def planted_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("planted")
    url = f"sqlite:///{folder / 'server.sqlite3'}"
    database = Database(url)
    upgrade(database)
    people = chain(sample.members(), planted_members())
    load_rows(database, chain(sample.organisations(), people, sample.accounts()))
    database.close()
    close_state(open_state(Settings(database_url=url)))
    server = ServerProcess(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home, temporary files, data, logs and crash reports all lie below it."""
    place = tmp_path / "place"
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        (place / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(place / name))
    monkeypatch.setenv("XIANJIE_TEST_LOGS", str(place / "logs"))
    (place / "logs").mkdir()
    return place


def work_a_day(client: ClientProcess, server: ServerProcess) -> list[str]:
    """Answers the tokens that it had."""
    account = {"account": sample.login_of("college"), "password": sample.PASSWORD}
    client.ask("sign_in", server=server.address, **account)
    client.ask("sync_once")
    people = client.ask("search", text="欧阳金丝雀0123")
    assert [person[1] for person in people] == ["欧阳金丝雀0123"]
    members = client.ask("graduates", limit=20)
    assert len(members) == 20
    client.ask("mark_delayed", seen=members[:10], reason="学分未修满")
    client.ask("sync_once")
    # What waits, and what is refused, lies in the outbox.
    client.ask("mark_delayed", seen=members[10:], reason="学分未修满")
    client.ask("break_down", name="欧阳金丝雀0001")
    tokens: list[str] = client.ask("tokens")
    client.kill()
    return tokens


def test_no_file_of_a_days_work_names_anybody(place: Path, planted_server: ServerProcess) -> None:
    client = ClientProcess(place / "profiles")
    client.start()
    tokens = work_a_day(client, planted_server)
    written = {file.name: file.stat().st_size for file in place.rglob("*") if file.is_file()}
    assert {
        "cache.db",
        "cache.db-wal",
        "outbox.db",
        "outbox.db-wal",
        "profile.json",
        "crash.log",
    } <= written.keys()
    assert written["debug.log"] > 1000
    assert sum(written.values()) > 1_000_000
    assert found_in(place, [*canaries(), *tokens]) == []
    copied = shutil.copytree(place / "profiles", place.parent / "copied")
    does_not_open(copied, planted_server)


def does_not_open(copied: Path, server: ServerProcess) -> None:
    """On another machine, without the keychain, though with the right password."""
    elsewhere = Client(copied, keychain=MemoryKeychain())
    with pytest.raises(ClientError):
        elsewhere.sign_in("http://127.0.0.1:9", sample.login_of("college"), sample.PASSWORD)
    elsewhere.close()
    for file in copied.rglob("*.db"):
        assert not file.read_bytes().startswith(b"SQLite format 3")
        database = Database(f"sqlite:///{file}")
        with pytest.raises(DatabaseError), database.reading() as connection:
            connection.exec_driver_sql("SELECT * FROM sqlite_master")
        database.close()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_planted_leak_is_found(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.tmp").write_bytes(b"\0" * 777 + "欧阳金丝雀0007".encode(encoding) + b"\0")
    assert found_in(tmp_path, canaries()) == [("deep/x.tmp", encoding, "欧阳金丝雀0007")]
