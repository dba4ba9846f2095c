"""Members over HTTP (docs/sync.md, Lookups)."""

from fastapi import APIRouter, Request, Response, Security

from server.lookups import PageLimit, RowId
from server.members import service
from server.members.views import Views, record_views
from server.requests import SIGNED_IN, json_answer, run

router = APIRouter(prefix="/v1/members", tags=["团员"], dependencies=[Security(SIGNED_IN)])


@router.get("", summary="管理范围内的团员，按编号分页")
async def members(
    request: Request, organisation_id: RowId | None = None, after: RowId = "", limit: PageLimit = 100
) -> Response:
    return json_answer(await run(request, service.members, organisation_id, after, limit))


@router.get("/{member_id}", summary="管理范围内的一名团员")
async def member(request: Request, member_id: str) -> Response:
    return json_answer(await run(request, service.member, member_id))


@router.post("/identity-views", summary="报告在客户端上显示过的完整身份证号", status_code=204)
async def identity_views(request: Request, body: Views) -> None:
    await run(request, record_views, body)
