"""Every way in which a request can fail, as RFC 9457 problem details: one table, one handler for each source.

``detail`` is the plain Chinese sentence, ``title`` the English one beside it; facts fill the braces.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from fastapi import Response

from domain.refusals import Refusal


class _Entry(NamedTuple):
    status: int
    zh: str
    en: str


PROBLEMS: Mapping[str, _Entry] = {
    # Sessions
    "WRONG_CREDENTIALS": _Entry(
        401, "账号或密码不正确，请重新输入。", "The account or the password is wrong."
    ),
    "TOKEN_EXPIRED": _Entry(401, "登录已过期，请重新登录。", "The session has expired; sign in again."),
    "TOKEN_INVALID": _Entry(401, "登录已失效，请重新登录。", "The session has ended; sign in again."),
    "PASSWORD_CHANGE_REQUIRED": _Entry(
        403,
        "首次登录须先修改初始密码，之后才能办理业务。",
        "The first password must be changed before anything else.",
    ),
    "FIRST_PASSWORD_EXPIRED": _Entry(
        403,
        "初始密码已过期，请联系上级团组织管理员重置。",
        "The first password has expired; ask an administrator above you for a reset.",
    ),
    "ACCOUNT_DISABLED": _Entry(
        403,
        "该账号已停用，请联系上级团组织管理员。",
        "This account is disabled; ask an administrator above you.",
    ),
    "NO_ROLE": _Entry(
        403,
        "该账号在这个组织没有管理权限，请选择其他组织或联系上级管理员。",
        "This account administers no such organisation.",
    ),
    "MEMBERS_ONLY": _Entry(
        403,
        "这里供团员本人使用，请以团员身份登录。",
        "This is for members themselves; sign in as a member.",
    ),
    "FORM_EXPIRED": _Entry(
        403,
        "这个页面已失效，没有提交。请重新打开页面后再试。",
        "This page has expired and nothing was sent; open it again.",
    ),
    "TOTP_REQUIRED": _Entry(
        401,
        "这个账号已开启两步验证，请填写身份验证器上的 6 位动态码，或一个恢复码。",
        "This account uses two-step verification; enter the code of your authenticator or a recovery code.",
    ),
    "TOTP_WRONG": _Entry(
        401,
        "动态码不正确或已用过，请等下一个动态码出现后再填写。",
        "The code is wrong or has been used; wait for the next one.",
    ),
    "TOTP_ENROLMENT_REQUIRED": _Entry(
        403,
        "本系统要求管理员先开启两步验证，之后才能办理业务。",
        "Administrators must set up two-step verification before anything else.",
    ),
    "TOTP_NOT_BEGUN": _Entry(
        409, "请先开始开启两步验证，再填写动态码。", "Begin setting up two-step verification first."
    ),
    "TOTP_NOT_ON": _Entry(409, "这个账号没有开启两步验证。", "This account has no two-step verification."),
    "TOO_MANY_ATTEMPTS": _Entry(
        429, "尝试次数过多，请在 {seconds} 秒后再试。", "Too many attempts; try again in {seconds} seconds."
    ),
    "TOO_MANY_REQUESTS": _Entry(
        429, "请求过于频繁，请在 {seconds} 秒后再试。", "Too many requests; try again in {seconds} seconds."
    ),
    "RESET_CODE_WRONG": _Entry(
        422,
        "账号或验证码不正确，或验证码已失效。请核对，或请管理员重新生成。",
        "The account or the code is wrong, or the code has expired; ask an administrator for a new one.",
    ),
    "NO_ACCOUNT": _Entry(409, "这名团员还没有账号，无法重置密码。", "This member has no account yet."),
    "OWN_ACCOUNT": _Entry(
        409,
        "不能为自己生成验证码，请直接修改密码，或请上级管理员生成。",
        "Nobody makes a code for themself; change your password, or ask an administrator above you.",
    ),
    "ACCOUNT_ABOVE": _Entry(
        403,
        "该账号管理的组织不在您的下级，请由其上级组织的管理员重置。",
        "This account administers an organisation that is not below yours; ask an administrator above it.",
    ),
    "OLD_PASSWORD_WRONG": _Entry(422, "原密码不正确，请重新输入。", "The old password is wrong."),
    "PASSWORD_TOO_SHORT": _Entry(
        422, "新密码至少需要 8 个字符。", "The new password needs at least 8 characters."
    ),
    "PASSWORD_TOO_LONG": _Entry(
        422, "新密码最多 256 个字符。", "The new password may have at most 256 characters."
    ),
    "PASSWORD_NEEDS_BOTH": _Entry(
        422, "新密码须同时包含字母和数字，请补充。", "The new password needs letters and digits."
    ),
    "PASSWORD_COMMON": _Entry(
        422, "新密码太常见，容易被猜到，请换一个。", "The new password is too common; choose another."
    ),
    "PASSWORD_CONTEXT": _Entry(
        422,
        "新密码不能由本人姓名、身份证号、手机号或系统名称组成，请换一个。",
        "The new password must not be made of your name, number or the product's name.",
    ),
    "PASSWORD_IS_INITIAL": _Entry(
        422, "新密码不能与初始密码相同。", "The new password must not be the initial one."
    ),
    "PASSWORD_UNCHANGED": _Entry(
        422, "新密码不能与原密码相同。", "The new password must differ from the old one."
    ),
    # Sync
    "EPOCH_CHANGED": _Entry(
        409,
        "服务器的数据已从备份恢复，需要重新同步；您待提交的操作不会丢失。",
        "The server was restored from a backup; sync anew. Nothing waiting is lost.",
    ),
    "WRONG_INSTANCE": _Entry(
        409, "这不是您之前连接的服务器，请核对服务器地址。", "This is not the server that you used before."
    ),
    "RESYNC_REQUIRED": _Entry(
        409,
        "本机数据距上次同步太久，需要重新下载；您待提交的操作不会丢失。",
        "The local data are too old and must be fetched anew. Nothing waiting is lost.",
    ),
    "OP_ID_REUSED": _Entry(
        422,
        "操作编号 {op_id} 已用于另一项操作，没有执行。",
        "Operation id {op_id} was used for another operation.",
    ),
    "WRONG_USER": _Entry(
        422,
        "操作 {op_id} 属于另一个账号，不能以当前账号提交。",
        "Operation {op_id} belongs to another account.",
    ),
    "CLIENT_TOO_OLD": _Entry(
        426,
        "客户端版本过旧，请更新后再提交；待提交的操作会保留。",
        "The client is too old; update it. Nothing waiting is lost.",
    ),
    "SERVER_TOO_OLD": _Entry(
        422,
        "服务器版本低于客户端，暂时不能接收这项操作；待提交的操作会保留。",
        "The server is older than the client.",
    ),
    "OP_DAMAGED": _Entry(
        422, "操作 {op_id} 的内容与其校验值不符，没有执行。", "Operation {op_id} does not match its checksum."
    ),
    # Requests as such
    "BODY_INVALID": _Entry(
        422, "请求的内容不正确，没有执行。请更新客户端后再试。", "The request cannot be read."
    ),
    "TOO_LARGE": _Entry(
        413, "一次提交的内容太多，请分批提交。", "The request is too large; send less at once."
    ),
    "TOO_SLOW": _Entry(
        408,
        "请求没有在规定时间内传完，没有执行。请检查网络后再试。",
        "The request did not arrive in time; nothing was done. Check the network and try again.",
    ),
    "NOT_FOUND": _Entry(
        404, "没有找到，可能已被删除，或不在您的管理范围内。", "Not found: deleted, or outside your scope."
    ),
    "METHOD_NOT_ALLOWED": _Entry(405, "这个地址不支持此操作。", "This address does not allow the method."),
    "OVERLOADED": _Entry(
        503, "服务器繁忙，请稍后再试；您的操作没有丢失。", "The server is busy; try again shortly."
    ),
    "NOT_READY": _Entry(
        503, "服务器还不能办理业务，请稍后再试。", "The server is not ready yet; try again shortly."
    ),
    "INTERNAL": _Entry(
        500,
        "服务器内部出错，请稍后再试；如仍不行，请联系系统管理员。",
        "The server failed; try again shortly.",
    ),
}

_REFUSAL_STATUS: Mapping[str, int] = {
    "NOT_FOUND": 404,
    "OUT_OF_SCOPE": 404,
    "DESTINATION_NOT_FOUND": 404,
    "FORBIDDEN_NOW": 403,
}
_OTHER_REFUSAL = 409


class Problem(Exception):  # noqa: N818 - it is called what it is sent as.
    def __init__(
        self, code: str, *, retry_after: int | None = None, technical: str = "", **facts: str
    ) -> None:
        """``technical`` is for who looks into it and no part of a sentence."""
        self.code = code
        self.technical = technical
        self.facts = facts
        self.retry_after = retry_after
        super().__init__(code)

    @property
    def sentence(self) -> str:
        return PROBLEMS[self.code].zh.format(**self.facts)

    @property
    def sentence_en(self) -> str:
        return PROBLEMS[self.code].en.format(**self.facts)


def problem_answer(problem: Problem) -> Response:
    status = PROBLEMS[problem.code].status
    headers = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    more: dict[str, object] = {"facts": problem.facts, "technical": problem.technical}
    return _answer(problem.code, status, problem.sentence, problem.sentence_en, more, headers)


def refusal_answer(refusal: Refusal) -> Response:
    status = _REFUSAL_STATUS.get(refusal.code, _OTHER_REFUSAL)
    more: dict[str, object] = {"rule": refusal.rule, "facts": refusal.facts}
    return _answer(refusal.code, status, refusal.sentence, refusal.sentence_en, more, {})


def _answer(
    code: str,
    status: int,
    zh: str,
    en: str,
    more: Mapping[str, object],
    headers: Mapping[str, str],
) -> Response:
    body: dict[str, object] = {
        "type": f"urn:xianjie:problem:{code}",
        "title": en,
        "status": status,
        "detail": zh,
        "code": code,
    }
    body |= {name: value for name, value in more.items() if value}
    return Response(
        msgspec.json.encode(body),
        status_code=status,
        media_type="application/problem+json",
        headers=dict(headers),
    )
