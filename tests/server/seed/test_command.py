"""The command from its arguments to a database that a server answers from, on both databases."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Table, func, select

from domain.instants import china_date
from server.__main__ import main
from server.app import close_state, open_state
from server.database.engine import Database
from server.database.migrate import upgrade
from server.documents import MEMBERS, ORGANISATIONS, TRANSFERS, Layout
from server.jobs.service import run_due_jobs
from server.members.tables import member
from server.organisations.tables import organisation
from server.settings import Settings
from server.state import State
from server.transfers.tables import transfer
from tests.server.conftest import MakeUrl
from tests.server.feed_check import feed_errors
from tests.server.hosting import Host
from tests.server.seed.samples import TODAY, Contents

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)
Json = dict[str, Any]


@pytest.fixture(scope="module")
def seeded(new_url: MakeUrl, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The database's URL and the accounts file. Must not be changed."""
    url, file = new_url(), tmp_path_factory.mktemp("seed") / "accounts.json"
    words = ["seed", "--small", "--today", TODAY.isoformat(), "--database", url, "--accounts", str(file)]
    assert main(words) == 0
    return url, file


@pytest.fixture
def accounts(seeded: tuple[str, Path]) -> dict[str, Json]:
    return {entry["key"]: entry for entry in json.loads(seeded[1].read_text("utf-8"))}


@pytest.fixture
def state(seeded: tuple[str, Path]) -> Iterator[State]:
    settings = Settings(database_url=seeded[0], port=0, job_seconds=0, threads=2)
    state = open_state(settings, lambda: MORNING)
    yield state
    close_state(state)


def test_what_is_written_is_the_sample(seeded: tuple[str, Path], contents: Contents) -> None:
    stored: tuple[tuple[Table, Layout[Any], Mapping[str, Any]], ...] = (
        (organisation, ORGANISATIONS, contents.organisations),
        (member, MEMBERS, contents.members),
        (transfer, TRANSFERS, contents.transfers),
    )
    database = Database(seeded[0])
    with database.reading() as connection:
        for table, layout, values in stored:
            documents = connection.execute(select(table.c.id, table.c.document))
            assert {row.id: layout.read(row.document) for row in documents} == values
    database.close()


def test_I7_the_feed_says_what_the_tables_hold(state: State) -> None:
    assert feed_errors(state.database) == []


def test_R10_everyone_in_the_file_can_sign_in(state: State, host: Host, accounts: dict[str, Json]) -> None:
    with host.serving(state), requests.Session() as http:
        http.trust_env = False
        for account in accounts.values():
            session = _sign_in(http, host.address, account)
            assert session["must_change_password"] is (account["key"] == "first_login")
            assert session["organisation"]["full_name"] == account["organisation"]
            assert session["role"] == account["role"]
            assert session["user"]["name"] == account["name"]


def test_R13_the_counsellor_can_choose(state: State, host: Host, accounts: dict[str, Json]) -> None:
    with host.serving(state), requests.Session() as http:
        http.trust_env = False
        assert len(_sign_in(http, host.address, accounts["counsellor"])["organisations"]) > 2


def test_R10_the_initial_password_is_the_end_of_the_identity_number(accounts: dict[str, Json]) -> None:
    assert accounts["first_login"]["password"] == accounts["first_login"]["account"][-8:]


def test_R80_the_timed_job_finds_what_is_overdue(empty_url: str) -> None:
    words = ["--small", "--members", "2000", "--today", TODAY.isoformat(), "--database", empty_url]
    assert main(["seed", *words]) == 0
    state = open_state(Settings(database_url=empty_url, port=0, threads=2), lambda: MORNING)
    assert run_due_jobs(state) > 5
    assert run_due_jobs(state) == 0
    assert feed_errors(state.database) == []
    close_state(state)


def _sign_in(http: requests.Session, address: str, account: Json) -> Json:
    body = {
        "account": account["account"],
        "password": account["password"],
        "device_id": "0197b3a0-0000-7000-8000-000000000001",
        "device_name": "测试机",
    }
    answer = http.post(f"{address}/v1/sessions", json=body, timeout=30)
    assert answer.status_code == 200, answer.text
    session: Json = answer.json()
    return session


# What cannot be done


def test_a_database_that_holds_something_is_left_alone(
    seeded: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "accounts.json"
    assert main(["seed", "--small", "--database", seeded[0], "--accounts", str(file)]) == 2
    captured = capsys.readouterr()
    assert "数据库里已经有组织" in captured.err
    assert captured.out == ""
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--members", "-1"], "团员人数须在 1000 到 1000000 之间，现在是 -1"),
        (["--members", "1000001"], "团员人数须在 1000 到 1000000 之间"),
        (["--members", "many"], "“many”不是整数"),
        (["--seed", "x"], "“x”不是整数"),
        (["--today", "0000-01-01"], "“0000-01-01”不是有效的日期"),
        (["--today", "0001-01-01"], "日期须在 2000 年到 2100 年之间"),
        (["--today", "2101-01-01"], "日期须在 2000 年到 2100 年之间"),
        (["--today", "2021-02-29"], "“2021-02-29”不是有效的日期"),
        (["--today", "yesterday"], "请写成 2020-06-18 的样子"),
        (["--accounts", "/no/such/folder/accounts.json"], "文件夹“/no/such/folder”不存在"),
        (["--database", "mysql://localhost/x"], "XIANJIE_DATABASE_URL"),
        (["--database", "sqlite:////no/such/folder/x.sqlite3"], "数据库无法使用"),
        (["--database", "postgresql+psycopg://localhost:1/x"], "数据库无法使用"),
        (["--wrong"], "命令参数有误"),
    ],
)
def test_wrong_arguments_get_a_sentence(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    assert main(["seed", "--small", "--database", url, *words]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_failure_on_the_way_leaves_the_database_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """F10: everything is one transaction, so the command can simply be given again."""
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    words = ["seed", "--small", "--members", "1000", "--today", TODAY.isoformat(), "--database", url]
    with monkeypatch.context() as broken:
        broken.setattr("server.seed.fates.Fates.of", _fail)
        with pytest.raises(MemoryError):
            main(words)
    database = Database(url)
    upgrade(database)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(organisation)) == 0
    database.close()
    assert main(words) == 0
    assert "示例数据已写入：1000 名团员" in capsys.readouterr().out


def _fail(*_: object) -> None:
    raise MemoryError


def test_the_day_is_by_default_todays_in_china(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    before = china_date(datetime.now(UTC))
    assert main(["seed", "--small", "--members", "1000", "--database", url]) == 0
    after = china_date(datetime.now(UTC))
    out = capsys.readouterr().out
    assert f"日期 {before}" in out or f"日期 {after}" in out
