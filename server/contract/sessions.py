"""Signing in and out, and passwords (SPEC R10-R13)."""

from domain.organisations import card_of
from server.contract.entry import Entry
from server.contract.values import (
    ACCESS_TOKEN,
    AT_TEXT,
    BRANCH,
    DEVICE_ID,
    INSTANCE_ID,
    MEMBER,
    PASSWORD,
    REFRESH_TOKEN,
    USER_ID,
)

_PASSWORD = (
    "PASSWORD_TOO_SHORT",
    "PASSWORD_TOO_LONG",
    "PASSWORD_NEEDS_BOTH",
    "PASSWORD_COMMON",
    "PASSWORD_CONTEXT",
    "PASSWORD_IS_INITIAL",
    "PASSWORD_UNCHANGED",
)
_ME = {
    "user": {"id": USER_ID, "name": "王老师", "account_masked": "6101**********0019"},
    "role": "administrator",
    "organisation": card_of(BRANCH),
}
_SESSION = {
    **_ME,
    "access_token": ACCESS_TOKEN,
    "access_expires_at": AT_TEXT,
    "refresh_token": REFRESH_TOKEN,
    "must_change_password": False,
    "organisations": [card_of(BRANCH)],
    "instance_id": INSTANCE_ID,
}

_SHARED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

ENTRIES = {
    "POST /v1/sessions": Entry(
        text="账号不存在与密码不正确，答复完全相同。连续失败后须等待，等待时间逐次加长；不会永久锁定。",
        problems=(
            "WRONG_CREDENTIALS",
            "ACCOUNT_DISABLED",
            "FIRST_PASSWORD_EXPIRED",
            "NO_ROLE",
            "TOTP_REQUIRED",
            "TOTP_WRONG",
            "TOO_MANY_ATTEMPTS",
        ),
        request={
            "account": MEMBER.identity_number,
            "password": PASSWORD,
            "organisation_id": None,
            "role": None,
            "device_id": DEVICE_ID,
            "device_name": "办公室电脑",
            "code": None,
        },
        answer=_SESSION,
    ),
    "POST /v1/sessions/refresh": Entry(
        text="刷新令牌每用一次换一个。旧的一个在 60 秒内再用，得到同一个后继；再晚则视为被盗，整个登录作废。",
        problems=("TOKEN_INVALID", "TOKEN_EXPIRED", "ACCOUNT_DISABLED", "NO_ROLE"),
        request={"refresh_token": REFRESH_TOKEN, "organisation_id": None},
        answer=_SESSION,
    ),
    "DELETE /v1/sessions/current": Entry(text="令牌立即失效。首次登录修改密码之前也可以退出。"),
    "POST /v1/password": Entry(
        text="首次登录时必须先做这一步。修改后，其他设备上的登录全部失效，本次登录保留。",
        problems=("OLD_PASSWORD_WRONG", "TOO_MANY_ATTEMPTS", *_PASSWORD),
        request={"old_password": "98010019", "new_password": PASSWORD},
    ),
    "POST /v1/password/reset": Entry(
        text="无须登录。验证码由上级管理员生成，用一次即失效；成功后所有登录全部失效。",
        problems=("RESET_CODE_WRONG", "TOO_MANY_ATTEMPTS", *_PASSWORD),
        request={
            "account": MEMBER.identity_number,
            "code": "7KQ4-M2XD-9HVT",
            "new_password": PASSWORD,
        },
    ),
    "POST /v1/members/{member_id}/reset-code": Entry(
        text="只显示一次，24 小时内有效，再次生成则前一个失效。管理员由此发起重置，但不知道也不设定密码。",
        problems=("NOT_FOUND", "NO_ACCOUNT", "OWN_ACCOUNT", "ACCOUNT_ABOVE"),
        answer={
            "code": "7KQ4-M2XD-9HVT",
            "expires_at": AT_TEXT,
            "account_masked": "6101**********0019",
        },
        parameters=(("member_id", MEMBER.id),),
    ),
    "GET /v1/second-factor": Entry(
        text="两步验证是登录时除密码外再填写身份验证器的动态码（TOTP，RFC 6238）。",
        answer={"on": True, "required": False, "recovery_codes_left": 9},
    ),
    "POST /v1/second-factor": Entry(
        text="须再次填写密码。密钥只显示这一次；确认之前，原有的设置继续有效。",
        problems=("OLD_PASSWORD_WRONG", "TOTP_REQUIRED", "TOTP_WRONG", "TOO_MANY_ATTEMPTS"),
        request={"password": PASSWORD, "code": None},
        answer={"secret": _SHARED, "uri": f"otpauth://totp/%E8%A1%94%E6%8E%A5:6101?secret={_SHARED}"},
    ),
    "POST /v1/second-factor/confirmation": Entry(
        text="确认后每次登录都要填写动态码。恢复码只显示这一次，此前的恢复码全部失效。",
        problems=("TOTP_NOT_BEGUN", "TOTP_WRONG", "TOO_MANY_ATTEMPTS"),
        request={"code": "492039"},
        answer={"recovery_codes": ["7KQ4-M2XD-9HVT"]},
    ),
    "POST /v1/second-factor/removal": Entry(
        text="须填写密码，以及现有的动态码或恢复码。",
        problems=("OLD_PASSWORD_WRONG", "TOTP_REQUIRED", "TOTP_WRONG", "TOTP_NOT_ON", "TOO_MANY_ATTEMPTS"),
        request={"password": PASSWORD, "code": "492039"},
    ),
    "POST /v1/members/{member_id}/second-factor-removal": Entry(
        text="与生成重置密码验证码的权限相同。本人此后只用密码登录，可重新开启。",
        problems=("NOT_FOUND", "NO_ACCOUNT", "OWN_ACCOUNT", "ACCOUNT_ABOVE", "TOTP_NOT_ON"),
        parameters=(("member_id", MEMBER.id),),
    ),
    "GET /v1/me": Entry(text="以哪一个身份、在哪一个组织办理业务。", answer=_ME),
}
