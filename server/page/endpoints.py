"""The members' page: server-rendered, for phones first, whole without script. No part of the wire."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response

from server.page import membership, resetting, signing_in, starting
from server.page.assets import asset
from server.page.failures import PageRoute
from server.page.requests import as_member, as_visitor, at_first_login
from server.problems import Problem

router = APIRouter(prefix="/my", route_class=PageRoute, include_in_schema=False)

TransferId = Annotated[str, Path(max_length=64)]
Part = Literal["destinations", "checks", "workplace", "parents_residence"]


@router.get("/assets/{name}")
async def assets(request: Request, name: str) -> Response:
    return asset(request, name)


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    return await as_visitor(request, signing_in.sign_in_page)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    return await as_visitor(request, signing_in.sign_in)


@router.get("/reset")
async def reset_page(request: Request) -> Response:
    return await as_visitor(request, resetting.reset_page)


@router.post("/reset")
async def reset(request: Request) -> Response:
    return await as_visitor(request, resetting.reset)


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    return await at_first_login(request, signing_in.sign_out)


@router.get("/password")
async def password_page(request: Request) -> Response:
    return await at_first_login(request, signing_in.password_page)


@router.post("/password")
async def change_password(request: Request) -> Response:
    return await at_first_login(request, signing_in.change_password)


@router.get("")
async def home(request: Request) -> Response:
    return await as_member(request, membership.home)


@router.get("/history")
async def history(request: Request) -> Response:
    return await as_member(request, membership.history)


@router.get("/transfers/{transfer_id}")
async def transfer(request: Request, transfer_id: TransferId) -> Response:
    return await as_member(request, membership.transfer, transfer_id)


@router.get("/transfers/{transfer_id}/withdrawal")
async def withdrawal(request: Request, transfer_id: TransferId) -> Response:
    return await as_member(request, membership.withdrawal, transfer_id)


@router.post("/transfers/{transfer_id}/withdrawal")
async def withdraw(request: Request, transfer_id: TransferId) -> Response:
    return await as_member(request, membership.withdraw, transfer_id)


@router.get("/start")
async def start_page(request: Request) -> Response:
    return await as_member(request, starting.start_page)


@router.post("/start")
async def start(request: Request) -> Response:
    return await as_member(request, starting.start)


@router.post("/start/{name}")
async def part(request: Request, name: Part) -> Response:
    return await as_member(request, starting.part, name)


@router.get("/{rest:path}")
async def nowhere() -> Response:
    raise Problem("NOT_FOUND")
