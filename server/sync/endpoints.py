"""Sync over HTTP (docs/sync.md, Sync). Bodies are read and written without a model in between."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, Query, Request, Response, Security

from server.middleware import INSTANCE_HEADER
from server.problems import Problem
from server.requests import SIGNED_IN, decoded, json_answer, packed, run, state_of
from server.sessions.callers import Caller
from server.state import State
from server.sync import pulling, pushing
from server.sync.wire import MANIFEST, PULL, PUSH, News

T = TypeVar("T")

router = APIRouter(prefix="/v1/sync", tags=["同步"], dependencies=[Security(SIGNED_IN)])


@router.get("/hello", summary="服务器的身份、版本与范围")
async def hello(request: Request) -> Response:
    _check_instance(request)
    return json_answer(await run(request, pulling.hello))


@router.post("/push", summary="提交操作")
async def push(request: Request) -> Response:
    _check_instance(request)
    message = decoded(PUSH, await request.body())
    batch = await run(request, pushing.checked, message)
    body, headers = packed(request, await pushing.pushed(state_of(request), batch))
    return json_answer(body, headers)


@router.post("/pull", summary="取回范围内的数据与变化")
async def pull(request: Request) -> Response:
    return await _answered(request, PULL, pulling.pull)


@router.post("/manifest", summary="一个组织内各行的编号与版本")
async def manifest(request: Request) -> Response:
    return await _answered(request, MANIFEST, pulling.manifest)


@router.get(
    "/news", summary="等待范围内的变化；25 秒内没有则 204", responses={204: {"description": "没有变化"}}
)
async def news(request: Request, cursor: Annotated[str, Query(max_length=1000)]) -> Response:
    _check_instance(request)
    state = state_of(request)
    path, since = await run(request, pulling.position, cursor)
    seq = await state.news.wait(path, since, state.settings.news_seconds)
    return Response(status_code=204) if seq is None else json_answer(msgspec.json.encode(News(seq=seq)))


@router.get("/ops/{op_id}", summary="一项操作的结果")
async def op(request: Request, op_id: str) -> Response:
    return json_answer(await run(request, pushing.stored_result, op_id))


async def _answered(
    request: Request, decoder: msgspec.json.Decoder[T], work: Callable[[State, Caller, T], bytes]
) -> Response:
    _check_instance(request)
    message = decoded(decoder, await request.body())

    def worked(state: State, caller: Caller) -> tuple[bytes, dict[str, str]]:
        return packed(request, work(state, caller, message))

    body, headers = await run(request, worked)
    return json_answer(body, headers)


def _check_instance(request: Request) -> None:
    """A client may say which instance it means, so that nothing meant for one reaches another."""
    meant: Any = request.headers.get(INSTANCE_HEADER)
    if meant is not None and meant != state_of(request).instance.instance_id:
        raise Problem("WRONG_INSTANCE")
