"""The member's own side over HTTP (docs/sync.md, Own side). Everybody else gets 403 MEMBERS_ONLY."""

from collections.abc import Callable
from typing import Annotated, Any, Concatenate, ParamSpec

from fastapi import APIRouter, Query, Request, Response, Security

from server.own import acting, service
from server.own.wire import START, WISH, WITHDRAW
from server.requests import SIGNED_IN, decoded, encoded, json_answer, run
from server.sessions.callers import Caller
from server.state import State

P = ParamSpec("P")

router = APIRouter(prefix="/v1/own", tags=["团员本人"], dependencies=[Security(SIGNED_IN)])


@router.get("", summary="本人的团籍信息与所在团支部")
async def record(request: Request) -> Response:
    return await _answered(request, service.record)


@router.get("/transfers", summary="本人的组织关系转接历史，在办的在前，其余最近的在前")
async def transfers(request: Request) -> Response:
    return await _answered(request, service.transfers)


@router.get("/transfers/{transfer_id}", summary="本人的一项转接")
async def transfer(request: Request, transfer_id: str) -> Response:
    return await _answered(request, service.transfer, transfer_id)


@router.get("/places", summary="按名称查找区县")
async def places(request: Request, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    return await _answered(request, service.found_places, q)


@router.post("/evaluation", summary="发起前逐条核对规则，不产生任何影响")
async def evaluation(request: Request) -> Response:
    return await _answered(request, service.evaluation, decoded(WISH, await request.body()))


@router.post("/transfers", summary="发起转接")
async def start(request: Request) -> Response:
    return await _answered(request, acting.start, decoded(START, await request.body()))


@router.post("/transfers/{transfer_id}/withdrawal", summary="撤销申请")
async def withdraw(request: Request, transfer_id: str) -> Response:
    body = decoded(WITHDRAW, await request.body())
    return await _answered(request, acting.withdraw, transfer_id, body)


async def _answered(
    request: Request, work: Callable[Concatenate[State, Caller, P], Any], *args: P.args, **kwargs: P.kwargs
) -> Response:
    return json_answer(encoded(await run(request, work, *args, **kwargs)))
