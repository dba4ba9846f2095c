"""A forgotten password: a new one with the code that an administrator has made (SPEC R11, question 19)."""

from fastapi import Response
from pydantic import ValidationError

from server.page.rendering import go, show
from server.page.signing_in import new_password_errors
from server.page.visit import Fields, Visit
from server.problems import PROBLEMS, Problem
from server.requests import address_of
from server.sessions.reset_codes import reset_password
from server.sessions.schemas import ResetPassword


def reset_page(visit: Visit, _: Fields) -> Response:
    return show(visit, "reset.html", account="", code="", errors={})


def reset(visit: Visit, fields: Fields) -> Response:
    errors, status = _missing(visit, fields), 422
    if not errors:
        try:
            reset_password(visit.state, _body(fields), address_of(visit.request))
            return go(visit, "/my/sign-in?why=password_reset")
        except Problem as problem:
            field = "new" if problem.code.startswith("PASSWORD") else "code"
            errors, status = {field: visit.sentence(problem)}, PROBLEMS[problem.code].status
    account, code = fields.get("account", ""), fields.get("code", "")
    return show(visit, "reset.html", status, account=account, code=code, errors=errors)


def _missing(visit: Visit, fields: Fields) -> dict[str, str]:
    if not fields.get("account"):
        return {"account": visit.say("请填写公民身份号码。", "Enter your identity number.")}
    if not fields.get("code"):
        return {"code": visit.say("请填写验证码。", "Enter the code.")}
    return new_password_errors(visit, fields)


def _body(fields: Fields) -> ResetPassword:
    try:
        return ResetPassword(account=fields["account"], code=fields["code"], new_password=fields["new"])
    except ValidationError:
        raise Problem("RESET_CODE_WRONG") from None
