"""What goes over the wire about sessions."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class Body(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class SignIn(Body):
    account: Text
    password: Secret
    organisation_id: Id | None = None
    role: Literal["member", "administrator"] | None = Field(
        None, description="以团员本人身份或管理员身份登录；不填则有管理权限的优先。"
    )
    device_id: Id
    device_name: Text
    code: Text | None = Field(
        None, description="身份验证器的 6 位动态码，或一个恢复码；只有开启了两步验证的账号需要。"
    )


class Refresh(Body):
    refresh_token: Secret
    organisation_id: Id | None = Field(None, description="另一个由本人管理的组织：同时切换到那里。")


class ChangePassword(Body):
    old_password: Secret
    new_password: Secret


class ResetPassword(Body):
    account: Text
    code: Text
    new_password: Secret


class BeginSecondFactor(Body):
    password: Secret
    code: Text | None = Field(
        None, description="已开启两步验证、要更换验证器时，须填写现有的动态码或恢复码。"
    )


class Code(Body):
    code: Text


class RemoveSecondFactor(Body):
    password: Secret
    code: Text


class SecondFactorAnswer(BaseModel):
    on: bool
    required: bool = Field(description="服务器要求管理员必须开启。")
    recovery_codes_left: int


class NewSecondFactorAnswer(BaseModel):
    secret: str = Field(description="只显示这一次；无法扫码时手工输入验证器。")
    uri: str = Field(description="otpauth:// 地址，显示为二维码供验证器扫描。")


class RecoveryCodesAnswer(BaseModel):
    recovery_codes: list[str] = Field(description="只显示这一次；每个可代替动态码使用一次。")


class ResetCodeAnswer(BaseModel):
    code: str = Field(description="只显示这一次；24 小时内有效，用一次即失效。")
    expires_at: str
    account_masked: str


class ContactAnswer(BaseModel):
    name: str
    phone: str


class CardAnswer(BaseModel):
    id: str
    full_name: str
    short_name: str
    kind: str
    category: str
    field: str | None
    school_level: str | None
    division: str
    system: str
    path: str
    administrators: list[ContactAnswer]


class UserAnswer(BaseModel):
    id: str
    name: str
    account_masked: str


class MeAnswer(BaseModel):
    user: UserAnswer
    role: str
    organisation: CardAnswer


class SessionAnswer(MeAnswer):
    access_token: str
    access_expires_at: str
    refresh_token: str
    must_change_password: bool
    organisations: list[CardAnswer]
    instance_id: str
