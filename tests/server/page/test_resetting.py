"""A forgotten password on the members' page (SPEC R11, question 19)."""

import pytest

from tests.server.client import Country
from tests.server.page.visitor import NEW_PASSWORD, Visitor, text, visitor
from tests.server.sample import id_of, login_of

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True, scope="session")


def code_for(country: Country) -> str:
    answer = country.sign_in("college").post(f"/v1/members/{id_of('class', 0)}/reset-code", {})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["code"])


def test_question_19_new_password_with_the_administrators_code(country: Country) -> None:
    signed_in = visitor(country)
    guest = Visitor(country.address, country.http())
    fields = {"account": login_of("member"), "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    page = guest.get("/my/reset")
    done = guest.send(page, "/my/reset", code=code_for(country).lower(), **fields)
    assert "密码已重设，请用新密码登录。" in text(done)
    assert guest.sign_in("member", NEW_PASSWORD).url.endswith("/my")
    assert "登录已失效" in text(signed_in.get("/my"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"account": ""}, "请填写公民身份号码。"),
        ({"code": ""}, "请填写验证码。"),
        ({"code": "2222-2222"}, "账号或验证码不正确"),
        ({"account": "11010119900101001X"}, "账号或验证码不正确"),
        ({"account": "长" * 300}, "账号或验证码不正确"),
        ({"new": "", "again": ""}, "请填写新密码。"),
        ({"again": "x"}, "两次输入的新密码不一致。"),
        ({"new": "12345678", "again": "12345678"}, "太常见"),
    ],
)
def test_refused_beside_its_field(country: Country, fields: dict[str, str], sentence: str) -> None:
    guest = Visitor(country.address, country.http())
    good = {"account": login_of("member"), "code": code_for(country)}
    good |= {"new": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = guest.send(guest.get("/my/reset"), "/my/reset", **good | fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert NEW_PASSWORD not in answer.text


def test_form_that_is_not_ours(country: Country) -> None:
    guest = Visitor(country.address, country.http())
    fields = {"account": login_of("member"), "code": code_for(country), "new": NEW_PASSWORD}
    assert guest.post("/my/reset", fields | {"again": NEW_PASSWORD}).status_code == 403
