"""The message centre over HTTP (docs/sync.md, Messages)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, Security

from server.messages import service
from server.messages.wire import MARKS
from server.requests import SIGNED_IN, decoded, json_answer, run

router = APIRouter(prefix="/v1/messages", tags=["消息"], dependencies=[Security(SIGNED_IN)])


@router.get("", summary="本组织的消息，最近有变化的在前")
async def messages(request: Request, after: Annotated[int | None, Query(ge=0, le=2**53)] = None) -> Response:
    return json_answer(await run(request, service.messages, after))


@router.post("/read", summary="标记已读，并取回在其他设备上的已读标记")
async def read(request: Request) -> Response:
    marks = decoded(MARKS, await request.body())
    return json_answer(await run(request, service.exchange, marks))
