"""Fields that nobody asked for have no effect, whatever they are called: the names of all columns there are
are sent along with every body, and what they hold is found nowhere afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

import pytest
from sqlalchemy import select

from domain.members import Member
from domain.organisations import Organisation
from domain.transfers import Transfer
from server.database.catalogue import metadata
from server.openapi import document
from server.sync.kinds import KINDS
from tests.server.client import Country, Json, resealed
from tests.server.contract.requests_made import BODIES, asked, entity_of
from tests.server.contract.test_pushing import WAYS
from tests.server.contract.world import Caller, caller_of, prepare
from tests.server.sample import id_of

PLANTED = "planted-4c1f"


def all_names() -> set[str]:
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    rows = {field.name for kind in (Member, Organisation, Transfer) for field in fields(kind)}
    return columns | rows | {"is_admin", "actor", "by", "automatic", "scope"}


def widened(body: Json, asked_for: Iterable[str] = ()) -> Json:
    return dict.fromkeys(all_names() - set(asked_for), PLANTED) | body


def tables_that_hold(country: Country, text: str) -> Iterator[str]:
    with country.state.database.reading() as connection:
        for name, table in metadata.tables.items():
            if any(text in str(tuple(row)) for row in connection.execute(select(table))):
                yield name


@pytest.fixture
def callers(country: Country) -> list[Caller]:
    prepare(country)
    return [caller_of(country, name) for name in ("school", "member")]


@pytest.mark.parametrize("operation", BODIES)
def test_field_that_is_not_asked_for_is_refused_or_has_no_effect(
    country: Country, callers: list[Caller], operation: str
) -> None:
    for caller in callers:
        target = caller.target(entity_of(operation) or "organisation", "own") or ""
        method, path, more = asked(caller, operation, target)
        answer = caller.ask(method, path, json=widened(more["json"]))
        plain = caller.ask(method, path, **asked(caller, operation, target).more)
        assert answer.status_code in (plain.status_code, 422), answer.text
        assert PLANTED not in answer.text
    assert list(tables_that_hold(country, PLANTED)) == []


def test_field_of_an_op_that_is_not_asked_for_has_no_effect(country: Country, callers: list[Caller]) -> None:
    for caller in callers:
        assert caller.device is not None
        for kind, way in WAYS.items():
            target = caller.target(way.entity, "own") if way.entity != "deputation" else id_of("none")
            assert target is not None
            payload = way.payload | ({way.named: target} if way.named else {})
            op = caller.device.op(
                kind, id_of("new", kind, caller.name) if way.named else target, 0 if way.named else 1
            )
            op = resealed(op, payload=widened(payload, (field.name for field in fields(KINDS[kind]))))
            (result,) = caller.device.push(widened(op))
            assert PLANTED not in str(result), kind
    assert list(tables_that_hold(country, PLANTED)) == []


def test_every_operation_with_a_body_is_among_them() -> None:
    paths = document()["paths"]
    assert set(BODIES) == {
        f"{method.upper()} {path}"
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "requestBody" in operation
    }


def test_planted_value_is_found(country: Country) -> None:
    device = country.sign_in("college")
    body = device.sign_in_body("college") | {"device_name": PLANTED}
    assert device.post("/v1/sessions", body).status_code == 200
    assert list(tables_that_hold(country, PLANTED)) == ["session"]
