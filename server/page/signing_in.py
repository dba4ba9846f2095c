"""Signing in, the first password, signing out."""

from fastapi import Response
from pydantic import ValidationError

from server.page import cookies
from server.page.cookies import Tokens
from server.page.rendering import go, show
from server.page.visit import Fields, Visit
from server.problems import PROBLEMS, Problem
from server.requests import address_of
from server.sessions import service
from server.sessions.schemas import ChangePassword, SignIn
from server.state import new_id

_REASONS = (
    "token_expired",
    "token_invalid",
    "account_disabled",
    "no_role",
    "members_only",
    "first_password_expired",
)
_UNSENT = "-unsent"


def sign_in_page(visit: Visit, _: Fields) -> Response:
    return show(visit, "sign_in.html", notice=_notice(visit), account="", error="", asks_for_code=False)


def _notice(visit: Visit) -> str:
    """Why one has to sign in; from a fixed list, since it comes with the address."""
    why = visit.request.query_params.get("why", "")
    code = why.removesuffix(_UNSENT)
    if code == "signed_out":
        return visit.say("您已退出。", "You have signed out.")
    if code == "password_reset":
        return visit.say("密码已重设，请用新密码登录。", "Your password is reset; sign in with the new one.")
    if code not in _REASONS:
        return ""
    sentence = _refusal(visit, Problem(code.upper()))
    if why.endswith(_UNSENT):
        sentence += visit.say("刚才填写的内容没有提交。", " What you had just entered was not sent.")
    return sentence


def _refusal(visit: Visit, problem: Problem) -> str:
    """Elsewhere this one speaks of an administrator."""
    if problem.code != "NO_ROLE":
        return visit.sentence(problem)
    return visit.say(
        "这个账号没有团员身份。管理员请使用客户端登录。",
        "This account is no member's. Administrators sign in with the desktop client.",
    )


def sign_in(visit: Visit, fields: Fields) -> Response:
    try:
        session = service.sign_in(visit.state, _sign_in_body(fields), address_of(visit.request))
    except Problem as problem:
        status = PROBLEMS[problem.code].status
        # A browser would ask for a password of its own upon 401.
        status = 422 if status == 401 else status
        account, error = fields.get("account", ""), _refusal(visit, problem)
        asked = problem.code.startswith("TOTP")
        return show(
            visit, "sign_in.html", status, notice="", account=account, error=error, asks_for_code=asked
        )
    answer = go(visit, "/my/password" if session["must_change_password"] else "/my")
    cookies.keep_tokens(
        visit.request, answer, Tokens(str(session["access_token"]), str(session["refresh_token"]))
    )
    return answer


def _sign_in_body(fields: Fields) -> SignIn:
    try:
        return SignIn(
            account=fields.get("account", ""),
            password=fields.get("password", ""),
            role="member",
            code=fields.get("code"),
            device_id=new_id(),
            device_name="网页",
        )
    except ValidationError:
        raise Problem("WRONG_CREDENTIALS") from None


def password_page(visit: Visit, _: Fields) -> Response:
    return show(visit, "password.html", errors={}, first=_is_first(visit))


def change_password(visit: Visit, fields: Fields) -> Response:
    errors = _password_errors(visit, fields)
    if errors:
        return show(visit, "password.html", 422, errors=errors, first=_is_first(visit))
    return go(visit, "/my?said=password")


def _is_first(visit: Visit) -> bool:
    return visit.member.must_change_password


def _password_errors(visit: Visit, fields: Fields) -> dict[str, str]:
    """Changes it, unless something is wrong."""
    old, new = fields.get("old", ""), fields.get("new", "")
    if not old:
        return {"old": visit.say("请填写原密码。", "Enter the present password.")}
    errors = new_password_errors(visit, fields)
    if errors:
        return errors
    try:
        body = ChangePassword(old_password=old, new_password=new)
        service.change_password(visit.state, visit.member, body, address_of(visit.request))
    except Problem as problem:
        return {"new" if problem.code.startswith("PASSWORD") else "old": visit.sentence(problem)}
    return {}


def new_password_errors(visit: Visit, fields: Fields) -> dict[str, str]:
    if not fields.get("new"):
        return {"new": visit.say("请填写新密码。", "Enter the new password.")}
    if fields["new"] != fields.get("again", ""):
        return {"again": visit.say("两次输入的新密码不一致。", "The two new passwords differ.")}
    return {}


def sign_out(visit: Visit, _: Fields) -> Response:
    service.sign_out(visit.state, visit.member)
    answer = go(visit, "/my/sign-in?why=signed_out")
    answer.headers["Clear-Site-Data"] = '"cache"'
    cookies.forget_tokens(visit.request, answer)
    return answer
