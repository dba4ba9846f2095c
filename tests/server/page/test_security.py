"""Whose page it is, and that nobody can make a browser do something on it (RELIABILITY, Security)."""

import re
import uuid

import pytest
import requests

from tests.server.client import Country
from tests.server.page.visitor import (
    EMPLOYED,
    NEW_PASSWORD,
    Visitor,
    forget_password,
    hidden,
    start,
    text,
    visitor,
)
from tests.server.sample import login_of, member_name

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True, scope="session")
"""What is asked here does not depend on the database; test_flow.py is for both."""

HTTPS = {"X-Forwarded-Proto": "https"}


def test_every_answer_forbids_what_is_not_ours(country: Country) -> None:
    member = visitor(country)
    for path in ("/my/sign-in", "/my", "/my/start", "/my/history", "/my/password", "/my/nowhere"):
        answer = member.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        kept = "private, no-cache" if path == "/my/start" else "no-store"
        assert answer.headers["Cache-Control"] == kept
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not re.search(r'(src|href|action)="(https?:)?//', answer.text)
        assert not re.search(r"<script(?! src)|<style|\son\w+=|\sstyle=|javascript:", answer.text)


def test_cookies_are_the_browsers_alone(country: Country) -> None:
    guest = visitor(country, None)
    page = guest.get("/my/sign-in")
    answer = guest.http.post(
        f"{country.address}/my/sign-in",
        data=hidden(page) | {"account": login_of("member"), "password": "lawn-otter-9-cobalt"},
        allow_redirects=False,
        timeout=30,
    )
    (cookie,) = [c for c in answer.raw.headers.getlist("Set-Cookie") if c.startswith("xianjie=")]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie
    secure = guest.get("/my/sign-in", **HTTPS).raw.headers.getlist("Set-Cookie")
    assert all(c.startswith("__Host-xianjie") and "Secure" in c and "Path=/;" in c for c in secure)


POSTS = ["/my/sign-out", "/my/password", "/my/start", "/my/start/checks", "/my/transfers/{}/withdrawal"]


@pytest.mark.parametrize("path", POSTS)
def test_form_without_this_sessions_token_does_nothing(country: Country, path: str) -> None:
    member, other = visitor(country), visitor(country)
    start(member)
    transfer = re.search(r"/my/transfers/([\w-]+)", member.get("/my").text)
    assert transfer is not None
    path = path.format(transfer[1])
    foreign = hidden(other.get("/my/start"))["csrf"]
    for token in ({}, {"csrf": ""}, {"csrf": "团"}, {"csrf": foreign}):
        answer = member.post(path, {**EMPLOYED, **token, "op_id": str(uuid.uuid4()), "version": "1"})
        assert answer.status_code == 403
        assert "这个页面已失效，没有提交" in answer.text
    assert "撤销申请" in text(member.get("/my"))


def test_nobody_is_signed_in_to_anothers_account(country: Country) -> None:
    """A foreign site cannot send its own account and password through somebody's browser."""
    guest, attacker = visitor(country, None), visitor(country, None)
    guest.get("/my/sign-in")
    stolen = hidden(attacker.get("/my/sign-in"))
    fields = {"account": login_of("member"), "password": "lawn-otter-9-cobalt"}
    assert guest.post("/my/sign-in", fields).status_code == 403
    assert guest.post("/my/sign-in", stolen | fields).status_code == 403
    assert guest.get("/my").url.endswith("/my/sign-in")


def test_without_a_session_everything_leads_to_signing_in(country: Country) -> None:
    guest = visitor(country, None)
    for path in ("/my", "/my/start", "/my/history", "/my/password", f"/my/transfers/{uuid.uuid4()}"):
        answer = guest.get(path)
        assert answer.url == f"{country.address}/my/sign-in"
        assert "已过期" not in answer.text
    assert guest.post("/my/start", EMPLOYED).url == f"{country.address}/my/sign-in"


@pytest.mark.parametrize("cookie", ["x", ".", "a.b", "团.支", f"{'x' * 43}.{'y' * 43}"])
def test_cookie_that_is_none(country: Country, cookie: str) -> None:
    answer = requests.get(
        f"{country.address}/my", headers={"Cookie": f"xianjie={cookie}".encode()}, timeout=10
    )
    assert "/my/sign-in" in answer.url
    assert answer.status_code == 200


def test_who_uses_it_stays_in_and_who_does_not_is_told(country: Country) -> None:
    member = visitor(country)
    before = dict(member.http.cookies)
    country.clock.move(minutes=20)
    assert member.get("/my").url.endswith("/my")
    assert dict(member.http.cookies)["xianjie"] != before["xianjie"]
    country.clock.move(minutes=31)
    answer = member.get("/my")
    assert answer.url.endswith("/my/sign-in?why=token_expired")
    assert "登录已过期，请重新登录。" in text(answer)
    assert "xianjie" not in dict(member.http.cookies)


def test_form_sent_after_the_end_says_that_nothing_was_sent(country: Country) -> None:
    member = visitor(country)
    form = hidden(member.get("/my/start"))
    country.clock.move(hours=2)
    answer = member.post("/my/start", form | EMPLOYED)
    assert "登录已过期，请重新登录。刚才填写的内容没有提交。" in text(answer)


def test_two_requests_renew_the_same_session(country: Country) -> None:
    """Windows of one browser ask at once with the same old cookie."""
    member = visitor(country)
    old = member.http.cookies["xianjie"]
    country.clock.move(minutes=20)
    answers = [
        requests.get(f"{country.address}/my", cookies={"xianjie": old}, timeout=10, allow_redirects=False)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].cookies["xianjie"] == answers[1].cookies["xianjie"]


def test_renewed_tokens_come_also_with_a_refusal(country: Country) -> None:
    member = visitor(country)
    country.clock.move(minutes=20)
    assert member.get(f"/my/transfers/{uuid.uuid4()}").status_code == 404
    country.clock.move(minutes=10)
    assert member.get("/my").url.endswith("/my")


def test_signed_out_is_out(country: Country) -> None:
    member = visitor(country)
    old = member.http.cookies["xianjie"]
    answer = member.send(member.get("/my"), "/my/sign-out")
    assert "您已退出。" in text(answer)
    again = requests.get(f"{country.address}/my", cookies={"xianjie": old}, timeout=10)
    assert "登录已失效，请重新登录。" in text(again)


def test_R10_nothing_works_before_the_first_password_is_changed(country: Country) -> None:
    forget_password(country)
    member = Visitor(country.address, country.http())
    first = login_of("member")[-8:]
    page = member.sign_in("member", first)
    assert page.url.endswith("/my/password")
    for path in ("/my", "/my/start", "/my/history"):
        assert member.get(path).url.endswith("/my/password")
    again = {"old": first, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert "首次" not in text(member.send(page, "/my/password", **again))
    assert member.get("/my").url.endswith("/my")
    assert "账号或密码不正确" in text(Visitor(country.address, country.http()).sign_in("member", first))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请填写原密码。"),
        ({"old": "x"}, "请填写新密码。"),
        ({"old": "x", "new": NEW_PASSWORD, "again": "y"}, "两次输入的新密码不一致。"),
        ({"old": "x", "new": NEW_PASSWORD, "again": NEW_PASSWORD}, "原密码不正确"),
        ({"old": "lawn-otter-9-cobalt", "new": "short", "again": "short"}, "至少需要 8 个字符"),
        ({"old": "lawn-otter-9-cobalt", "new": "12345678", "again": "12345678"}, "太常见"),
    ],
)
def test_password_is_refused_beside_its_field(
    country: Country, fields: dict[str, str], sentence: str
) -> None:
    member = visitor(country)
    answer = member.send(member.get("/my/password"), "/my/password", **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.parametrize(
    ("key", "password", "sentence"),
    [
        ("member", "wrong", "账号或密码不正确，请重新输入。"),
        ("college", "lawn-otter-9-cobalt", "这个账号没有团员身份。管理员请使用客户端登录。"),
        ("member", "", "账号或密码不正确，请重新输入。"),
    ],
)
def test_sign_in_is_refused_plainly(country: Country, key: str, password: str, sentence: str) -> None:
    guest = visitor(country, None)
    answer = guest.sign_in(key, password)
    assert sentence in text(answer)
    assert 400 <= answer.status_code < 500
    assert login_of(key) in answer.text


def test_R12_failures_slow_down(country: Country) -> None:
    guest = visitor(country, None)
    answers = [guest.sign_in("member", "wrong") for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "尝试次数过多" in text(answers[-1])


def test_R13_secretary_is_a_member_here(country: Country) -> None:
    page = visitor(country, "both").get("/my")
    assert member_name("class", 1) in text(page)


def test_what_was_typed_is_text(country: Country) -> None:
    evil = '"><script>alert(1)</script>'
    member = visitor(country)
    page = start(member, step="details", do="next", employer=evil, reason=evil, query=evil)
    assert "<script>alert" not in page.text
    start(member, remark=evil)
    assert "<script>alert" not in member.get("/my").text
    assert evil in text(member.get("/my"))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 70_000, 413),
        (b"\xff\xfe", 422),
        (b"&".join(b"a=b" for _ in range(100)), 422),
        (b"csrf=%00&op_id=x", 403),
    ],
)
def test_hostile_form_is_answered_plainly(country: Country, body: bytes, status: int) -> None:
    member = visitor(country)
    for path in ("/my/sign-in", "/my/start", "/my/password"):
        answer = member.http.post(country.address + path, data=body, timeout=30)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")


@pytest.mark.parametrize("field", [{"op_id": "x"}, {"op_id": ""}, {"op_id": "'; drop table op; --"}])
def test_form_without_a_proper_op_is_refused(country: Country, field: dict[str, str]) -> None:
    assert start(visitor(country), **field).status_code == 403


def test_failure_says_nothing_about_the_inside(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    member = visitor(country)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("金丝雀 secret")

    monkeypatch.setattr("server.own.service.record", breaks)
    answer = member.get("/my")
    assert answer.status_code == 500
    assert "服务器内部出错" in text(answer)
    assert "secret" not in answer.text


def test_assets_are_ours_and_kept(country: Country) -> None:
    guest = visitor(country, None)
    page = guest.get("/my/sign-in")
    for address in re.findall(r'(?:href|src)="(/my/assets/[^"]+)"', page.text):
        answer = guest.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert guest.get(address.partition("?")[0]).headers["Cache-Control"] == "no-cache"
    assert guest.get("/my/assets/nothing.js").status_code == 404
    assert guest.get("/my/assets/..%2Fendpoints.py").status_code == 404
