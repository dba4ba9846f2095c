"""Figures over HTTP (docs/sync.md, Figures)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, Security

from domain.policy import Letter
from server.figures import service
from server.figures.members import CURSOR
from server.figures.wire import FIRST_YEAR, LAST_YEAR, SET_TARGETS
from server.lookups import PageLimit
from server.requests import SIGNED_IN, decoded, json_answer, run

router = APIRouter(prefix="/v1/figures", tags=["监测指标"], dependencies=[Security(SIGNED_IN)])

Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)]
Day = Annotated[str | None, Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


@router.get("/{organisation_id}", summary="一个组织及其所有下级的监测指标")
async def figures(request: Request, organisation_id: str, year: Year = None) -> Response:
    return json_answer(await run(request, service.figures, organisation_id, year))


@router.get("/{organisation_id}/years", summary="有毕业生计入的年份")
async def years(request: Request, organisation_id: str) -> Response:
    return json_answer(await run(request, service.years, organisation_id))


@router.get("/{organisation_id}/children", summary="各直接下级的监测指标与名次")
async def children(request: Request, organisation_id: str, year: Year = None) -> Response:
    return json_answer(await run(request, service.children, organisation_id, year))


@router.get("/{organisation_id}/course", summary="监测指标逐日的变化")
async def course(
    request: Request,
    organisation_id: str,
    year: Year = None,
    first: Day = None,
    last: Day = None,
) -> Response:
    return json_answer(await run(request, service.course, organisation_id, year, first, last))


@router.get("/{organisation_id}/members", summary="计入一个人数的团员，分页")
async def members(
    request: Request,
    organisation_id: str,
    letter: Letter,
    year: Year = None,
    after: Annotated[str, Query(max_length=1000, pattern=CURSOR)] = "",
    limit: PageLimit = 100,
) -> Response:
    return json_answer(
        await run(request, service.members, organisation_id, letter, year, after, limit),
    )


@router.put("/{organisation_id}/targets", summary="设定一个组织的目标值")
async def targets(request: Request, organisation_id: str) -> Response:
    wish = decoded(SET_TARGETS, await request.body())
    return json_answer(await run(request, service.put_targets, organisation_id, wish))
