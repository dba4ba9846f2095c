"""A backup of a running server comes back whole, as a new epoch."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from server.app import close_state, open_state
from server.sessions.tables import reset_code
from server.settings import Settings
from server.state import State
from tests.server.administration.conftest import Typed
from tests.server.client import Country, Replica
from tests.server.conftest import MakeUrl
from tests.server.feed_check import feed_errors
from tests.server.flows import start
from tests.server.hosting import Host
from tests.server.sample import id_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def test_what_was_done_before_the_backup_comes_back(
    country: Country, host: Host, new_url: MakeUrl, settings: Settings, typed: Typed, file: Path
) -> None:
    college = country.sign_in("college")
    former = college.hello()
    before = start(college, ("class", 0), "employer")
    assert college.post(f"/v1/members/{id_of('class', 0)}/reset-code", {}).status_code == 200
    assert typed("backup", "--to", file, "--database", settings.database_url)[0] == 0
    after = start(college, ("class", 1), "employer")
    url = new_url()
    done, said, _ = typed("restore", "--from", file, "--database", url)
    assert done == 0
    restored = open_state(replace(settings, database_url=url), country.clock)
    assert restored.instance.instance_id == country.state.instance.instance_id
    assert restored.instance.epoch != former["epoch"]
    assert restored.instance.epoch in said
    assert "审计记录完整" in said
    check_holds(restored)
    with host.serving(restored):
        answer = college.push_raw(college.op("withdraw_transfer", before["id"], 1), epoch=former["epoch"])
        assert (answer.status_code, answer.json()["code"]) == (409, "EPOCH_CHANGED")
        replica = Replica(college)
        replica.sync()
        assert before["id"] in replica.ids("transfer")
        assert after["id"] not in replica.ids("transfer")


def check_holds(state: State) -> None:
    assert feed_errors(state.database) == []
    with state.database.reading() as connection:
        # One that was used after the backup would otherwise work a second time.
        assert connection.execute(select(reset_code)).all() == []


def test_backup_is_for_the_operator_only_and_never_replaces(url: str, typed: Typed, file: Path) -> None:
    assert typed("backup", "--to", file, "--database", url)[0] == 0
    assert file.stat().st_mode & 0o077 == 0
    content = file.read_bytes()
    done, _, complaint = typed("backup", "--to", file, "--database", url)
    assert (done, complaint) == (2, f"文件“{file}”已经存在，不会覆盖。请换一个名字。\n")
    assert file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == ["backup"]


def test_restore_never_replaces(url: str, new_url: MakeUrl, typed: Typed, file: Path) -> None:
    assert typed("backup", "--to", file, "--database", url)[0] == 0
    done, _, complaint = typed("restore", "--from", file, "--database", url)
    assert done == 2
    assert "不会覆盖" in complaint


def test_backup_that_is_none_leaves_nothing(new_url: MakeUrl, typed: Typed, file: Path) -> None:
    url = new_url()
    file.write_bytes(b"no backup at all" * 100)
    done, _, complaint = typed("restore", "--from", file, "--database", url)
    assert done == 2
    assert "Traceback" not in complaint
    assert_still_empty(url)
    assert typed("restore", "--from", f"{file}.missing", "--database", url)[0] == 2


def test_damaged_backup_leaves_nothing(url: str, new_url: MakeUrl, typed: Typed, file: Path) -> None:
    assert typed("backup", "--to", file, "--database", url)[0] == 0
    os.truncate(file, file.stat().st_size // 2)
    empty = new_url()
    done, _, complaint = typed("restore", "--from", file, "--database", empty)
    assert done == 2
    assert "Traceback" not in complaint
    assert_still_empty(empty)


def assert_still_empty(url: str) -> None:
    """Whoever starts the server there finds a new database."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        assert not list(Path(str(place.database)).parent.glob(f"{Path(str(place.database)).name}*"))
    state = open_state(Settings(database_url=url))
    assert feed_errors(state.database) == []
    close_state(state)


def test_postgresql_needs_its_programs(
    url: str, typed: Typed, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    done, _, complaint = typed("backup", "--to", file, "--database", url)
    if make_url(url).get_backend_name() == "sqlite":
        assert done == 0
    else:
        assert (done, complaint) == (2, "没有找到 pg_dump。请安装 PostgreSQL 客户端程序，并加入 PATH。\n")
        assert not file.exists()
