"""Organisations and members come from files, and clients see them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.administration.loading import members, run
from server.database.engine import Database
from server.members.tables import member
from server.sessions.tables import account
from tests.server.administration.conftest import Typed
from tests.server.administration.loading.lists import (
    CLASS,
    MEMBER_HEADER,
    ORGANISATION_HEADER,
    member_line,
    number,
    read_list,
    write_csv,
    write_xlsx,
)
from tests.server.client import Country, Device, Replica
from tests.server.feed_check import feed_errors
from tests.server.sample import id_of, identity_number, login_of, member_name

ORGANISATIONS = (
    ORGANISATION_HEADER,
    # Below what comes only later.
    ("新学院2020级1班团支部", "新学院团委", "团支部", "", ""),
    ("新学院团委", "示例大学团委", "团委", "普通", "教育"),
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path


def test_what_is_loaded_reaches_the_clients(country: Country, typed: Typed, files: Path) -> None:
    url = country.state.settings.database_url
    replica = Replica(country.sign_in("university"))
    replica.sync()
    before = len(replica.ids("member"))
    book = write_xlsx(
        files / "名册.xlsx",
        ORGANISATIONS,
        [("示例大学团员名册",), (), MEMBER_HEADER, member_line(1, "新学院2020级1班团支部"), member_line(2)],
    )
    done, said, _ = typed("admin", "load", book, "--database", url)
    assert (done, said) == (
        0,
        "名册.xlsx（Sheet1）：已载入组织 2 行。\n名册.xlsx（Sheet2）：已载入团员 2 行。\n",
    )
    replica.sync()
    assert len(replica.ids("member")) == before + 2
    created = {row["full_name"]: row for (entity, _), row in replica.rows.items() if entity == "organisation"}
    branch, college = created["新学院2020级1班团支部"], created["新学院团委"]
    assert branch["path"].startswith(college["path"])
    assert (branch["field"], branch["school_level"]) == ("education", "university")
    loaded = {row["name"]: row for (entity, _), row in replica.rows.items() if entity == "member"}
    assert loaded["新团员1"]["organisation_id"] == branch["id"]
    assert (loaded["新团员2"]["birth_date"], loaded["新团员2"]["gender"]) == ("1999-05-07", "female")
    assert sorted(path.name for path in files.iterdir()) == ["名册.xlsx"]


def test_R10_members_sign_in_with_the_end_of_their_number_for_72_hours(
    country: Country, typed: Typed, files: Path
) -> None:
    file = write_csv(files / "a.csv", MEMBER_HEADER, member_line(1), member_line(2))
    assert typed("admin", "load", file, "--database", country.state.settings.database_url)[0] == 0
    first, second = number(1), number(2)
    device = Device(country.address, country.http())
    body = device.sign_in_body("college", first[-8:]) | {"account": first}
    assert device.post("/v1/sessions", body | {"password": second[-8:]}).status_code == 401
    answer = device.post("/v1/sessions", body)
    assert answer.status_code == 200, answer.text
    device.enter(answer.json())
    assert answer.json()["must_change_password"] is True
    assert device.get("/v1/own").json()["code"] == "PASSWORD_CHANGE_REQUIRED"
    change = {"old_password": first[-8:], "new_password": "violet-hinge-73"}
    assert device.post("/v1/password", change).status_code == 204
    assert device.get("/v1/own").status_code == 200
    with country.state.database.reading() as connection:
        until = select(account.c.first_password_until).where(account.c.login == second)
        assert connection.scalar(until) is not None


def test_R10_first_password_of_the_loaded_ends_after_72_hours(
    country: Country, typed: Typed, files: Path
) -> None:
    file = write_csv(files / "a.csv", MEMBER_HEADER, member_line(1))
    assert typed("admin", "load", file, "--database", country.state.settings.database_url)[0] == 0
    device = Device(country.address, country.http())
    body = device.sign_in_body("college", number(1)[-8:]) | {"account": number(1)}
    country.clock.now = datetime.now(UTC) + timedelta(hours=71)
    assert device.post("/v1/sessions", body).status_code == 200
    country.clock.move(hours=2)
    assert device.post("/v1/sessions", body).json()["code"] == "FIRST_PASSWORD_EXPIRED"
    assert device.post("/v1/sessions", body | {"password": "wrong"}).json()["code"] == "WRONG_CREDENTIALS"


def test_first_passwords_of_chance_are_told_once(
    country: Country, typed: Typed, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANJIE_FIRST_PASSWORD", "random")
    file = write_csv(files / "a.csv", MEMBER_HEADER, member_line(1), member_line(2))
    done, said, _ = typed("admin", "load", file, "--database", country.state.settings.database_url)
    assert done == 0
    handed_out = files / "a.初始密码.csv"
    assert str(handed_out) in said
    assert handed_out.stat().st_mode & 0o077 == 0
    (branch, name, login, password), other = read_list(handed_out)
    assert (branch, name, login) == (CLASS, "新团员1", number(1))
    assert password != other[3]
    assert password not in said
    device = Device(country.address, country.http())
    body = device.sign_in_body("college", password) | {"account": login}
    assert device.post("/v1/sessions", body | {"password": login[-8:]}).status_code == 401
    assert device.post("/v1/sessions", body | {"password": other[3]}).status_code == 401
    assert device.post("/v1/sessions", body).status_code == 200
    with country.state.database.reading() as connection:
        stored = connection.scalars(select(account.c.password_hash)).all()
    assert not any(password in each or password.replace("-", "") in each for each in stored)


def test_trial_changes_nothing(country: Country, typed: Typed, files: Path) -> None:
    """And knows what the same run would have created."""
    organisations = write_csv(files / "组织.csv", *ORGANISATIONS)
    members = write_csv(
        files / "团员.csv",
        MEMBER_HEADER,
        member_line(1, "新学院2020级1班团支部"),
        member_line(2, "没有的团支部"),
    )
    replica = Replica(country.sign_in("university"))
    replica.sync()
    url = country.state.settings.database_url
    done, said, _ = typed("admin", "load", members, organisations, "--check", "--database", url)
    assert done == 1
    assert "组织.csv：可以载入组织 2 行。\n团员.csv：可以载入团员 1 行，有问题 1 行。\n" in said
    assert replica.sync() == []
    report = read_list(files / "团员.问题.csv")
    assert [line[1:3] for line in report] == [["3", "所在团支部"]]


def test_good_rows_are_loaded_and_bad_ones_listed(country: Country, typed: Typed, files: Path) -> None:
    wrong = number(2)[:17] + ("0" if number(2)[17] != "0" else "1")
    file = write_csv(
        files / "a.csv",
        MEMBER_HEADER,
        member_line(1),
        member_line(2, 身份证号=wrong),
        member_line(3, 姓名="=cmd|' /C calc'!A0", 入团日期="0000-05-04"),
        member_line(1),
        (),
        member_line(5, "示例大学计算机学院团委"),
    )
    url = country.state.settings.database_url
    done, said, _ = typed("admin", "load", file, "--database", url)
    assert done == 1
    assert "已载入团员 1 行，有问题 4 行" in said
    assert [line[1:] for line in read_list(files / "a.问题.csv")] == [
        ["3", "身份证号", wrong, "校验位不对，有一位填错了", "请对照证件逐位核对"],
        ["4", "入团日期", "0000-05-04", "不是日期", "请写成 2013-05-04 的样子"],
        ["5", "身份证号", number(1), "与第 2 行重复", "请删去重复的行"],
        ["7", "所在团支部", "示例大学计算机学院团委", "不是团支部，团员只能在团支部", "请改填它下面的团支部"],
    ]  # fmt: skip


def test_report_holds_no_formula(country: Country, typed: Typed, files: Path) -> None:
    file = write_csv(
        files / "a.csv", MEMBER_HEADER, member_line(1, "=cmd|' /C calc'!A0"), member_line(2, "@x")
    )
    assert typed("admin", "load", file, "--database", country.state.settings.database_url)[0] == 1
    assert [line[3] for line in read_list(files / "a.问题.csv")] == ["'=cmd|' /C calc'!A0", "'@x"]


def test_load_that_broke_off_is_ended_by_the_same_command(
    country: Country, typed: Typed, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 2)
    url = country.state.settings.database_url
    file = write_csv(files / "a.csv", MEMBER_HEADER, *[member_line(serial) for serial in range(1, 8)])
    with monkeypatch.context() as patch:
        store, calls = members.store_members, iter(range(10))

        def breaks(*words: Any) -> Any:
            stored = store(*words)
            if next(calls) == 2:
                raise KeyboardInterrupt
            return stored

        patch.setattr(members, "store_members", breaks)
        with pytest.raises(KeyboardInterrupt):
            typed("admin", "load", file, "--database", url)
    done, said, _ = typed("admin", "load", file, "--database", url)
    assert (done, said.splitlines()[-1]) == (0, "a.csv：已载入团员 3 行，已有相同的 4 行。")


def test_whoever_is_there_is_told_apart(country: Country, typed: Typed, files: Path) -> None:
    taken = identity_number(1)
    file = write_csv(
        files / "a.csv",
        MEMBER_HEADER,
        member_line(1, 姓名=member_name("class", 0), 身份证号=taken),
        member_line(2, 身份证号=identity_number(2)),
        member_line(3, "计算机2018级1班团支部", 姓名=member_name("class", 2), 身份证号=identity_number(3)),
    )
    url = country.state.settings.database_url
    done, said, _ = typed("admin", "load", file, "--database", url)
    assert (done, "已有相同的 1 行，有问题 2 行" in said) == (1, True)
    assert [line[4] for line in read_list(files / "a.问题.csv")] == [
        "已有另一名团员使用这个号码",
        "这名团员已在另一个团支部",
    ]


def test_deleted_member_is_not_loaded_anew(country: Country, typed: Typed, files: Path) -> None:
    college = country.sign_in("college")
    college.do("delete_member", id_of("younger", 0), 1, reason="duplicate", remark="重复录入")
    with country.state.database.reading() as connection:
        known = connection.scalar(select(member.c.identity_number).where(member.c.id == id_of("younger", 0)))
    file = write_csv(files / "a.csv", MEMBER_HEADER, member_line(1, 身份证号=known))
    assert typed("admin", "load", file, "--database", country.state.settings.database_url)[0] == 1
    assert read_list(files / "a.问题.csv")[0][4] == "这名团员已被删除"


def test_R13_administrator_who_is_loaded_becomes_both(country: Country, typed: Typed, files: Path) -> None:
    file = write_csv(files / "a.csv", MEMBER_HEADER, member_line(1, 身份证号=login_of("employer")))
    assert typed("admin", "load", file, "--database", country.state.settings.database_url)[0] == 0
    both = country.sign_in("employer")
    assert [card["id"] for card in both.session["organisations"]] == [id_of("employer"), id_of("class")]


@pytest.mark.parametrize(
    ("lines", "column", "problem"),
    [
        ([("甲团委", "没有的团委", "团委")], "上级组织", "没有这个组织"),
        ([("甲团委", "甲团委", "团委")], "上级组织", "上级组织是它自己，或绕成了一圈，到不了最高一级"),
        ([("甲团委", "乙团委", "团委"), ("乙团委", "甲团委", "团委")], "上级组织",
         "上级组织是它自己，或绕成了一圈，到不了最高一级"),
        ([("甲团支部", CLASS, "团支部")], "组织类型", f"“{CLASS}”是团支部，下面不能有团支部。"),
        ([("甲团委", "示例大学团委", "支部")], "组织类型", "不是可用的值"),
        ([("甲团委", "示例大学团委", "团委", "流动团员团支部")], "组织类别",
         "“示例大学团委”下面不能有类别为“流动团员团支部”的这种组织。"),
        ([("甲团委", "", "团委")], "上级组织", "没有填写，而最高一级组织已经有了"),
        ([("西安团市委", "示例大学团委", "团委")], "组织全称", "已有同名组织，而上级或类型不同"),
        ([("甲团委", "示例大学团委", "团委"), ("甲团委", "示例大学团委", "团委")], "组织全称",
         "与第 2 行的全称相同"),
    ],
)  # fmt: skip
def test_organisation_that_cannot_stand_there(
    url: str, typed: Typed, files: Path, lines: list[tuple[str, ...]], column: str, problem: str
) -> None:
    file = write_csv(files / "a.csv", ORGANISATION_HEADER, *lines)
    assert typed("admin", "load", file, "--database", url)[0] == 1
    assert {(line[2], line[4]) for line in read_list(files / "a.问题.csv")} == {(column, problem)}


def test_what_stands_below_a_bad_row_waits_for_it(url: str, typed: Typed, files: Path) -> None:
    lines = [("甲团委", "没有的", "团委"), ("乙团委", "甲团委", "团委"), ("丙团支部", "乙团委", "团支部")]
    file = write_csv(files / "a.csv", ORGANISATION_HEADER, *lines)
    assert typed("admin", "load", file, "--database", url)[0] == 1
    assert [line[4] for line in read_list(files / "a.问题.csv")] == [
        "没有这个组织",
        "上级组织在第 2 行，那一行没有载入",
        "上级组织在第 3 行，那一行没有载入",
    ]


def test_new_database_begins_with_a_highest_organisation(empty_url: str, typed: Typed, files: Path) -> None:
    assert typed("jobs", "--database", empty_url)[0] == 0
    lines = [("示例省团委", "", "团委", "", "党政机关"), ("示例省某校团委", "示例省团委", "团委", "", "教育")]
    file = write_csv(files / "a.csv", ORGANISATION_HEADER, *lines)
    assert typed("admin", "load", file, "--database", empty_url)[:2] == (0, "a.csv：已载入组织 2 行。\n")
    assert typed("admin", "load", file, "--database", empty_url)[:2] == (
        0,
        "a.csv：已载入组织 0 行，已有相同的 2 行。\n",
    )
    database = Database(empty_url)
    assert feed_errors(database) == []
    database.close()
