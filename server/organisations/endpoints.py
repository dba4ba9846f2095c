"""Organisations over HTTP (docs/sync.md, Lookups)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, Security

from domain.organisations import OrganisationKind, System
from server.organisations import service
from server.requests import SIGNED_IN, json_answer, run

router = APIRouter(prefix="/v1/organisations", tags=["组织"], dependencies=[Security(SIGNED_IN)])


@router.get("/search", summary="按名称查找组织，全国范围，只含公开信息")
async def search(
    request: Request,
    q: Annotated[str, Query(max_length=100)] = "",
    system: System | None = None,
    kind: OrganisationKind | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Response:
    return json_answer(await run(request, service.search, q, system, kind, limit))


@router.get("/{organisation_id}", summary="管理范围内的一个组织")
async def organisation(request: Request, organisation_id: str) -> Response:
    return json_answer(await run(request, service.organisation, organisation_id))
