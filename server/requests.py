"""From a request to its use case and back: who asks, in which thread the work is done, what is sent."""

import gzip
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import msgspec
from fastapi import Request, Response
from fastapi.security import HTTPBearer

from server.documents import instant_text
from server.problems import Problem
from server.sessions.callers import Caller, authenticate
from server.sessions.enrolling import check_has_required
from server.state import State

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

SIGNED_IN = HTTPBearer(auto_error=False, description="access_token 登录令牌")
"""Only says in the document which calls need a token; ``run`` is what asks for it."""

_WORTH_PACKING = 1024
_PACKING_LEVEL = 1


def state_of(request: Request) -> State:
    return cast(State, request.app.state.server)


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


async def run(
    request: Request,
    work: Callable[Concatenate[State, Caller, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """``work`` in a thread, for a caller who has signed in and done what comes before everything else."""
    state, token = state_of(request), _token(request)
    state.rates.check_address(address_of(request))

    def signed_in() -> R:
        caller = _past_first_login(state, token)
        state.rates.check_session(caller.session_id, caller.actor.user_id)
        check_has_required(state, caller)
        return work(state, caller, *args, **kwargs)

    return await state.work.run(signed_in)


async def run_before_second_factor(
    request: Request,
    work: Callable[Concatenate[State, Caller, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """What sets it up, where the server's setting demands it; the password is compared again there."""
    state, token = state_of(request), _token(request)
    return await state.passwords.run(lambda: work(state, _past_first_login(state, token), *args, **kwargs))


async def run_at_first_login(
    request: Request,
    work: Callable[Concatenate[State, Caller, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """The little that may be done before the first password is changed (SPEC R10)."""
    state, token = state_of(request), _token(request)
    return await state.passwords.run(lambda: work(state, _caller(state, token), *args, **kwargs))


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem("TOKEN_INVALID")
    return token.strip()


def _past_first_login(state: State, token: str) -> Caller:
    caller = _caller(state, token)
    if caller.must_change_password:
        raise Problem("PASSWORD_CHANGE_REQUIRED")
    return caller


def _caller(state: State, token: str) -> Caller:
    with state.database.reading() as connection:
        return authenticate(connection, token, instant_text(state.clock()))


def decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """Raises Problem for a body that is not what the decoder reads."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("BODY_INVALID", technical=str(error)[:200]) from None


def packed(request: Request, body: bytes) -> tuple[bytes, dict[str, str]]:
    """The body compressed when the client asks for it; to be called in the thread that made it."""
    wanted = "gzip" in request.headers.get("accept-encoding", "")
    if not wanted or len(body) < _WORTH_PACKING:
        return body, {"Vary": "Accept-Encoding"}
    return gzip.compress(body, _PACKING_LEVEL), {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


def json_answer(body: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(body, media_type="application/json", headers=headers)


def encoded(value: Any) -> bytes:
    return msgspec.json.encode(value)
