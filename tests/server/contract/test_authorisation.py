"""Operation × caller × target, from the contract: whoever is not let in by the table is not let in."""

import io
import logging
from collections.abc import Iterator

import pytest
import requests
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts

from server.app import routed_app
from server.observing import logs
from tests.server.client import Country
from tests.server.contract.expected import EXPECTED
from tests.server.contract.requests_made import asked, entity_of
from tests.server.contract.world import (
    INSIDE,
    OUTSIDE,
    PEOPLE,
    Caller,
    caller_of,
    canaries_of,
    prepare,
)

ENDING = ("DELETE /v1/sessions/current", "POST /my/sign-out")


def operations_of(app: FastAPI) -> set[str]:
    """What the document shows and what it hides."""
    return {
        f"{method} {route.path}"
        for route in iter_route_contexts(app.router.routes)
        for method in route.methods or ()
        if method != "HEAD"
    }


def test_every_operation_has_its_line() -> None:
    """A new operation needs a line in expected.py, which leaves with it."""
    assert set(EXPECTED) == operations_of(routed_app())


def test_planted_operation_without_a_line_is_caught() -> None:
    app = routed_app()
    app.include_router(planted())
    assert operations_of(app) - set(EXPECTED) == {"GET /v1/planted/{member_id}"}


def planted() -> APIRouter:
    router = APIRouter()

    @router.get("/v1/planted/{member_id}")
    async def forgets_to_ask_who_calls(member_id: str) -> dict[str, str]:
        return {"id": member_id, "name": "金丝雀class2"}

    return router


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged, at the loudest level."""
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    handlers, levels = root.handlers[:], (root.level, ours.level)
    stream = io.StringIO()
    logs.configure("debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture
def prepared(country: Country) -> Country:
    prepare(country)
    return country


@pytest.mark.parametrize("name", PEOPLE)
def test_only_who_may_is_let_in(prepared: Country, name: str, written: io.StringIO) -> None:
    caller = caller_of(prepared, name)
    if name == "expired":
        prepared.clock.move(days=31)
    secret = canaries_of(prepared, caller)
    found: list[str] = []
    for operation in sorted(EXPECTED, key=_harm):
        if operation in ENDING and caller.device is not None and caller.person.column != "ended":
            caller = caller_of(prepared, name)
        found += [f"{operation} as {name}: {what}" for what in objections(caller, operation, secret)]
    assert found == [], "\n".join(found)
    everyone = canaries_of(prepared, Caller("nobody", PEOPLE["nobody"], prepared, None))
    assert [canary for canary in everyone if canary in written.getvalue()] == []


def _harm(operation: str) -> int:
    """What only reads comes first, what ends the session last."""
    return 2 if operation in ENDING else int(not operation.startswith("GET"))


def objections(caller: Caller, operation: str, secret: set[str]) -> Iterator[str]:
    """What is wrong with the answers, target by target."""
    cell = EXPECTED[operation][caller.person.column]
    entity = entity_of(operation)
    relations = (*INSIDE, *OUTSIDE) if entity and caller.person.own else ("missing",)
    unknown: list[str] = []
    for relation in relations:
        target = caller.target(entity, relation) if entity else ""
        if target is None:
            continue
        method, path, more = asked(caller, operation, target)
        answer = caller.ask(method, path, **more)
        wanted = cell.inside if relation in INSIDE else cell.outside
        if answer.status_code not in wanted:
            yield f"{relation} gave {answer.status_code}, not {sorted(wanted)}: {answer.text[:200]}"
        told = [canary for canary in secret if canary in said(answer)]
        if told:
            yield f"{relation} told {told}"
        if relation in OUTSIDE and cell.depends:
            unknown.append(said(answer).replace(target, "…"))
    if len(set(unknown)) > 1:
        yield f"what is a stranger's is told from what is not there: {unknown}"


def said(answer: requests.Response) -> str:
    """All of it but what differs by itself."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("date", "x-request-id")}
    return f"{answer.status_code} {headers} {answer.text}"


@pytest.fixture
def planting(monkeypatch: pytest.MonkeyPatch) -> str:
    """The operation that a server started from here on has too, with the line of one that is alike."""
    operation = "GET /v1/planted/{member_id}"
    monkeypatch.setitem(EXPECTED, operation, EXPECTED["GET /v1/members/{member_id}"])
    monkeypatch.setattr("server.app.observing", planted())
    return operation


def test_planted_operation_that_asks_nobody_is_caught(planting: str, prepared: Country) -> None:
    for name in PEOPLE:
        caller = caller_of(prepared, name)
        found = list(objections(caller, planting, canaries_of(prepared, caller)))
        assert any("gave 200, not" in objection for objection in found), name
        assert any("told" in objection for objection in found) or name in ("branch", "school", "province"), (
            name
        )
