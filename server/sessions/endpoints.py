"""Sessions over HTTP (docs/sync.md, Sessions)."""

from typing import Any

from fastapi import APIRouter, Request, Security

from server.requests import (
    SIGNED_IN,
    address_of,
    run,
    run_at_first_login,
    run_before_second_factor,
    state_of,
)
from server.sessions import enrolling, reset_codes, service
from server.sessions.callers import Caller
from server.sessions.schemas import (
    BeginSecondFactor,
    ChangePassword,
    Code,
    MeAnswer,
    NewSecondFactorAnswer,
    RecoveryCodesAnswer,
    Refresh,
    RemoveSecondFactor,
    ResetCodeAnswer,
    ResetPassword,
    SecondFactorAnswer,
    SessionAnswer,
    SignIn,
)
from server.state import State

router = APIRouter(prefix="/v1", tags=["登录"])


@router.post("/sessions", summary="登录", response_model=SessionAnswer)
async def sign_in(request: Request, body: SignIn) -> Any:
    state = state_of(request)
    return await state.passwords.run(service.sign_in, state, body, address_of(request))


@router.post(
    "/sessions/refresh", summary="续期，或切换到另一个由本人管理的组织", response_model=SessionAnswer
)
async def refresh(request: Request, body: Refresh) -> Any:
    state = state_of(request)
    return await state.work.run(service.refresh, state, body)


@router.delete("/sessions/current", summary="退出", status_code=204, dependencies=[Security(SIGNED_IN)])
async def sign_out(request: Request) -> None:
    await run_at_first_login(request, service.sign_out)


@router.post("/password", summary="修改密码", status_code=204, dependencies=[Security(SIGNED_IN)])
async def change_password(request: Request, body: ChangePassword) -> None:
    await run_at_first_login(request, service.change_password, body, address_of(request))


@router.post("/password/reset", summary="用重置密码验证码设定新密码", status_code=204)
async def reset_password(request: Request, body: ResetPassword) -> None:
    state = state_of(request)
    await state.passwords.run(reset_codes.reset_password, state, body, address_of(request))


@router.post(
    "/members/{member_id}/reset-code",
    summary="为管理范围内的一名团员生成重置密码验证码",
    response_model=ResetCodeAnswer,
    dependencies=[Security(SIGNED_IN)],
)
async def make_reset_code(request: Request, member_id: str) -> Any:
    return (await run(request, reset_codes.make_reset_code, member_id))._asdict()


@router.get(
    "/second-factor",
    summary="两步验证是否开启",
    response_model=SecondFactorAnswer,
    dependencies=[Security(SIGNED_IN)],
)
async def second_factor(request: Request) -> Any:
    return await run_before_second_factor(request, enrolling.state_of_second_factor)


@router.post(
    "/second-factor",
    summary="开始开启两步验证，或更换验证器",
    response_model=NewSecondFactorAnswer,
    dependencies=[Security(SIGNED_IN)],
)
async def begin_second_factor(request: Request, body: BeginSecondFactor) -> Any:
    return await run_before_second_factor(request, enrolling.begin, body, address_of(request))


@router.post(
    "/second-factor/confirmation",
    summary="用第一个动态码确认，两步验证随即开启",
    response_model=RecoveryCodesAnswer,
    dependencies=[Security(SIGNED_IN)],
)
async def confirm_second_factor(request: Request, body: Code) -> Any:
    return await run_before_second_factor(request, enrolling.confirm, body)


@router.post(
    "/second-factor/removal", summary="关闭两步验证", status_code=204, dependencies=[Security(SIGNED_IN)]
)
async def remove_second_factor(request: Request, body: RemoveSecondFactor) -> None:
    await run_before_second_factor(request, enrolling.remove_own, body, address_of(request))


@router.post(
    "/members/{member_id}/second-factor-removal",
    summary="为丢失验证器的下级管理员关闭两步验证",
    status_code=204,
    dependencies=[Security(SIGNED_IN)],
)
async def remove_second_factor_of_member(request: Request, member_id: str) -> None:
    await run(request, enrolling.remove_of_member, member_id)


@router.get("/me", summary="当前身份", response_model=MeAnswer, dependencies=[Security(SIGNED_IN)])
async def me(request: Request) -> Any:
    return await run(request, _me)


def _me(_: State, caller: Caller) -> Any:
    return service.me(caller)
