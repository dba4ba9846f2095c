"""For whoever runs the server: is the process alive, can it work, and how is it doing."""

from ipaddress import ip_address, ip_network

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from server.database.feed import read_head
from server.database.migrate import is_current
from server.problems import Problem
from server.requests import address_of, state_of
from server.settings import networks_in
from server.state import State

router = APIRouter(tags=["运行"])


@router.get("/healthz", summary="是否在运行")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="能否办理业务：数据库可用且结构为最新；否则 503")
async def readyz(request: Request) -> dict[str, str]:
    state = state_of(request)
    try:
        ready = await state.work.run(_is_ready, state)
    except SQLAlchemyError:
        ready = False
    if not ready:
        raise Problem("NOT_READY", retry_after=5)
    return {"status": "ready"}


def _is_ready(state: State) -> bool:
    with state.database.reading() as connection:
        return is_current(connection)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    state = state_of(request)
    if not is_within(address_of(request), state.settings.metrics_allow):
        raise Problem("NOT_FOUND")
    try:
        state.metrics.note_database(await state.work.run(_feed_seq, state))
    except (Problem, SQLAlchemyError):
        state.metrics.note_database(None)
    state.metrics.note_pool("work", state.work.in_use)
    state.metrics.note_pool("writer", state.groups.in_use)
    state.metrics.note_pool("passwords", state.passwords.in_use)
    state.metrics.note_pool("connections", state.database.connections_in_use)
    return Response(state.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _feed_seq(state: State) -> int:
    with state.database.reading() as connection:
        return read_head(connection).seq


def is_within(address: str, networks: str) -> bool:
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(network == "*" or asking in ip_network(network) for network in networks_in(networks))
