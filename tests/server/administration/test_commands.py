"""What an operator does at the terminal."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import delete, select, update

from domain.registers import Register
from server.administration.exporting import LEFT_OUT
from server.app import close_state, open_state
from server.database.catalogue import metadata
from server.database.engine import Database
from server.database.instance import read_instance
from server.database.migrate import downgrade
from server.database.tables import audit
from server.sessions.tables import account
from server.settings import Settings
from tests.server.administration.conftest import Typed
from tests.server.client import Country, Device
from tests.server.feed_check import feed_errors
from tests.server.flows import start
from tests.server.sample import PASSWORD, id_of, login_of, member_name

NEW_PASSWORD = "violet-hinge-73"
ADA = ("--account", "11010519491231002x", "--name", "艾达")


def last_word(said: str) -> str:
    return said.strip().rpartition("：")[2]


@pytest.fixture
def database(url: str) -> Any:
    database = Database(url)
    yield database
    database.close()


def test_first_administrator_of_a_new_database(
    empty_url: str, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["11010519491231002x", "艾达", "示例省团委"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    done, said, _ = typed("admin", "create-administrator", "--database", empty_url)
    assert done == 0
    assert len(last_word(said)) == 14
    state = open_state(Settings(database_url=empty_url))
    with state.database.reading() as connection:
        (row,) = connection.execute(select(account)).all()
        (record,) = connection.execute(select(audit).where(audit.c.action == "administrator_created")).all()
    assert (row.login, row.name, row.must_change_password) == ("11010519491231002X", "艾达", True)
    assert last_word(said) not in str(row) + str(record)
    assert feed_errors(state.database) == []
    close_state(state)


def test_first_password_works_for_72_hours_and_must_be_changed(country: Country, typed: Typed) -> None:
    url = country.state.settings.database_url
    words = ("admin", "create-administrator", *ADA, "--organisation", "示例大学团委", "--database", url)
    done, said, _ = typed(*words)
    assert done == 0
    device = Device(country.address, country.http())
    body = device.sign_in_body("college", last_word(said)) | {"account": "11010519491231002X"}
    answer = device.post("/v1/sessions", body)
    assert answer.status_code == 200, answer.text
    device.enter(answer.json())
    assert answer.json()["organisation"]["id"] == id_of("university")
    assert device.get("/v1/members").json()["code"] == "PASSWORD_CHANGE_REQUIRED"
    change = {"old_password": last_word(said), "new_password": NEW_PASSWORD}
    assert device.post("/v1/password", change).status_code == 204
    assert device.get("/v1/members").status_code == 200
    assert typed(*words)[2] == "这个账号已经存在。如忘记密码，请用 reset-code 生成验证码。\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*ADA, "--organisation", "没有的组织"), "没有叫“没有的组织”的组织，请核对全称。\n"),
        ((*ADA, "--organisation", " "), "请填写组织全称。\n"),
        (("--account", "1", "--name", "x", "--organisation", "x"), "身份证号不正确，请核对 18 位号码。\n"),
        ((*ADA[:2], "--name", " ", "--organisation", "x"), "请填写姓名。\n"),
    ],
)
def test_administrator_that_cannot_be_made(
    url: str, database: Database, typed: Typed, words: tuple[str, ...], sentence: str
) -> None:
    done, said, complaint = typed("admin", "create-administrator", *words, "--database", url)
    assert (done, said, complaint) == (2, "", sentence)
    with database.reading() as connection:
        assert connection.scalar(select(account.c.id).where(account.c.name == "艾达")) is None


def test_R11_operator_makes_a_code(country: Country, typed: Typed) -> None:
    url = country.state.settings.database_url
    before = country.sign_in("country")
    done, said, _ = typed("admin", "reset-code", login_of("country"), "--database", url)
    assert done == 0
    assert login_of("country") not in said
    body = {"account": login_of("country"), "code": last_word(said), "new_password": NEW_PASSWORD}
    assert before.post("/v1/password/reset", body).status_code == 204
    assert before.get("/v1/me").status_code == 401
    country.sign_in("country", NEW_PASSWORD)


def test_operator_takes_a_second_factor_away(country: Country, typed: Typed) -> None:
    """From those above whom nobody is."""
    own, url = country.sign_in("country"), country.state.settings.database_url
    secret = own.post("/v1/second-factor", {"password": PASSWORD}).json()["secret"]
    code = pyotp.TOTP(secret).at(country.clock.now)
    assert own.post("/v1/second-factor/confirmation", {"code": code}).status_code == 200
    words = ("admin", "remove-second-factor", login_of("country"), "--database", url)
    done, said, _ = typed(*words)
    assert (done, login_of("country") in said) == (0, False)
    country.sign_in("country")
    assert typed(*words) == (2, "", "这个账号没有开启两步验证，不需要关闭。\n")


def test_code_for_nobody(url: str, database: Database, typed: Typed) -> None:
    unknown = typed("admin", "reset-code", "11010519491231002X", "--database", url)
    assert unknown == (2, "", "没有这个账号，请核对身份证号。\n")
    with database.writing() as connection:
        connection.execute(
            update(account).where(account.c.login == login_of("country")).values(disabled=True)
        )
    disabled = typed("admin", "reset-code", login_of("country"), "--database", url)
    assert disabled == (2, "", "这个账号已停用，不能重置密码。\n")


def test_audit_trail_is_verified(url: str, database: Database, typed: Typed) -> None:
    for _ in range(2):
        assert typed("admin", "set-epoch", "--database", url)[0] == 0
    done, said, _ = typed("admin", "verify-audit", "--database", url)
    with database.reading() as connection:
        number, last = connection.execute(
            select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
        ).one()
    assert (done, said) == (0, f"审计记录完整，共 {number} 条，末条校验值 {last}\n")
    with database.writing() as connection:
        connection.execute(delete(audit).where(audit.c.number == number))
    done, _, complaint = typed("admin", "verify-audit", "--database", url)
    assert (done, complaint) == (2, f"审计记录应有 {number} 条，现有 {number - 1} 条：末尾被删去。\n")
    with database.writing() as connection:
        connection.execute(update(audit).where(audit.c.number == number - 1).values(actor="x"))
    done, _, complaint = typed("admin", "verify-audit", "--database", url)
    assert (done, complaint) == (2, f"审计记录从第 {number - 1} 条起与前文不符：有记录被改动或删去。\n")


def test_epoch_is_begun(url: str, database: Database, typed: Typed) -> None:
    with database.reading() as connection:
        former = read_instance(connection)
    assert typed("admin", "set-epoch", "--database", url)[0] == 0
    with database.reading() as connection:
        assert read_instance(connection).epoch != former.epoch


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


def check_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {each.pop("file"): each for each in manifest["files"]}
    assert set(files) == {path.name for path in folder.glob("*.jsonl")}
    for name, told in files.items():
        content = (folder / name).read_bytes()
        assert told == {
            "lines": content.count(b"\n"),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    last = json.loads((folder / "audit.jsonl").read_text("utf-8").splitlines()[-1])
    assert manifest["audit_head"] == {"number": last["number"], "hash": last["hash"]}


def test_every_table_is_exported_or_left_out_on_purpose(url: str, typed: Typed, tmp_path: Path) -> None:
    assert typed("admin", "export", "--to", tmp_path / "e", "--database", url)[0] == 0
    files = {path.stem for path in (tmp_path / "e").glob("*.jsonl")}
    registers = {register.value for register in Register}
    assert files - registers == set(metadata.tables) - LEFT_OUT - {"entry"}


def test_everything_is_exported_but_secrets(country: Country, typed: Typed, tmp_path: Path) -> None:
    college = country.sign_in("college")
    transfer = start(college, ("class", 0), "employer")
    assert college.post(f"/v1/members/{id_of('class', 0)}/reset-code", {}).status_code == 200
    deleted = id_of("younger", 0)
    college.do("delete_member", deleted, 1, reason="duplicate", remark="重复录入")
    url, folder = country.state.settings.database_url, tmp_path / "export"
    done, said, _ = typed("admin", "export", "--to", folder, "--database", url)
    assert done == 0
    assert "transfer.jsonl：1 行" in said
    check_manifest(folder)
    read = {path.stem: [json.loads(line) for line in lines_of(path)] for path in folder.glob("*.jsonl")}
    assert [row["id"] for row in read["transfer"]] == [transfer["id"]]
    assert member_name("class", 0) in {row["name"] for row in read["member"]}
    assert [row["member_id"] for row in read["deletion"]] == [deleted]
    assert deleted not in {row["id"] for row in read["member"]}
    assert {row["login"] for row in read["account"]} >= {login_of("college"), login_of("member")}
    assert read["audit"][-1]["action"] == "exported"
    everything = "".join(path.read_text("utf-8") for path in folder.iterdir())
    for secret in ("$argon2", country.state.instance.secret.hex(), college.session["access_token"], PASSWORD):
        assert secret not in everything
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    again = typed("admin", "export", "--to", folder, "--database", url)
    assert again == (2, "", f"文件夹“{folder}”不是空的，请换一个。\n")


def test_database_that_is_not_there_is_not_made(typed: Typed, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite3"
    done, _, complaint = typed("admin", "verify-audit", "--database", f"sqlite:///{missing}")
    assert (done, complaint) == (2, f"数据库文件“{missing}”不存在，请核对地址。\n")
    assert not missing.exists()


def test_database_of_an_older_form_is_not_touched(new_url: Any, typed: Typed) -> None:
    url = new_url()
    old = Database(url)
    close_state(open_state(Settings(database_url=url)))
    downgrade(old, "0001")
    old.close()
    done, _, complaint = typed("admin", "set-epoch", "--database", url)
    assert (done, complaint) == (
        2,
        "数据库的结构与本程序不同。请先用这个版本启动一次服务（serve），或换用与数据库相同的版本。\n",
    )


def test_database_that_cannot_be_reached_is_told_plainly(typed: Typed) -> None:
    url = "postgresql+psycopg://x@127.0.0.1:1/x"
    done, _, complaint = typed("admin", "verify-audit", "--database", url)
    assert done == 2
    assert complaint.startswith("数据库无法使用：")
    assert len(complaint.splitlines()) == 1


def test_missing_audit_key_is_told_plainly(empty_url: str, typed: Typed, tmp_path: Path) -> None:
    place = tmp_path / "no folder" / "key"
    close_state(open_state(Settings(database_url=empty_url, audit_key_file=place)))
    assert place.is_file()
    done, _, complaint = typed("admin", "verify-audit", "--database", empty_url)
    assert (done, "Traceback" in complaint, "不存在。请从其他服务器或备份中取回" in complaint) == (
        2,
        False,
        True,
    )
