"""Sessions over HTTP (docs/sync.md, Sessions)."""

from typing import Any

from fastapi import APIRouter, Request, Security

from server.requests import SIGNED_IN, address_of, run, run_at_first_login, state_of
from server.sessions import service
from server.sessions.callers import Caller
from server.sessions.schemas import ChangePassword, MeAnswer, Refresh, SessionAnswer, SignIn
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


@router.get("/me", summary="当前身份", response_model=MeAnswer, dependencies=[Security(SIGNED_IN)])
async def me(request: Request) -> Any:
    return await run(request, _me)


def _me(_: State, caller: Caller) -> Any:
    return service.me(caller)
