"""Deputies over HTTP (SPEC R84). They are named and taken back by push."""

from fastapi import APIRouter, Request, Response, Security

from server.deputies import service
from server.requests import SIGNED_IN, json_answer, run

router = APIRouter(prefix="/v1/deputations", tags=["委托"], dependencies=[Security(SIGNED_IN)])


@router.get("", summary="与本人有关的委托，以及可以委托的人")
async def deputations(request: Request) -> Response:
    return json_answer(await run(request, service.deputations))
