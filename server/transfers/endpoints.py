"""Transfers over HTTP (docs/sync.md, Lookups). They are changed by push only."""

from fastapi import APIRouter, Request, Response, Security

from domain.transfers import TransferState
from server.lookups import PageLimit, RowId
from server.requests import SIGNED_IN, json_answer, run
from server.transfers import service

router = APIRouter(prefix="/v1/transfers", tags=["转接"], dependencies=[Security(SIGNED_IN)])


@router.get("", summary="与管理范围有关的转接，按编号分页")
async def transfers(
    request: Request, state: TransferState | None = None, after: RowId = "", limit: PageLimit = 100
) -> Response:
    return json_answer(await run(request, service.transfers, state, after, limit))


@router.get("/{transfer_id}", summary="与管理范围有关的一项转接")
async def transfer(request: Request, transfer_id: str) -> Response:
    return json_answer(await run(request, service.transfer, transfer_id))
