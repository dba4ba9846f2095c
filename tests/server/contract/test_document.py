"""The contract says of every operation what it does, how it looks, and how it fails."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from server.contract.entries import ENTRIES
from server.openapi import document

Json = dict[str, Any]
DOCUMENT = document()
OPERATIONS: dict[str, Json] = {
    f"{method.upper()} {path}": operation
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
operations = pytest.mark.parametrize("name", OPERATIONS)


def contents(operation: Json) -> Iterator[tuple[str, Json]]:
    """What is sent and what is answered, with where it stands."""
    if "requestBody" in operation:
        yield "request", operation["requestBody"]["content"]["application/json"]
    for status, answer in operation["responses"].items():
        for content in answer.get("content", {}).values():
            yield status, content


def complaints(schema: Json, value: Any) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    return [error.message for error in jsonschema_rs.validator_for(whole).iter_errors(value)]


def test_document_is_3_1_and_introduces_itself() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert DOCUMENT["info"]["title"]
    assert DOCUMENT["info"]["description"]


def test_entries_and_operations_are_the_same() -> None:
    """A new operation needs an entry in server/contract, which leaves with it."""
    assert set(ENTRIES) == set(OPERATIONS)


@operations
def test_operation_is_described(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["tags"]
    assert operation.get("description", "") != ""
    assert operation["description"] != operation["summary"]


@operations
def test_every_body_and_parameter_has_an_example_that_fits(name: str) -> None:
    operation = OPERATIONS[name]
    for parameter in operation.get("parameters", ()):
        assert complaints(parameter["schema"], parameter["example"]) == [], parameter["name"]
    for where, content in contents(operation):
        examples = content.get("examples") or {"": {"value": content.get("example")}}
        for example in examples.values():
            value = example["value"] if "value" in example else named(example["$ref"])
            assert value is not None, where
            assert complaints(content["schema"], value) == [], where


def named(reference: str) -> Any:
    return DOCUMENT["components"]["examples"][reference.rpartition("/")[2]]["value"]


@operations
def test_every_failure_is_a_problem_that_is_named(name: str) -> None:
    operation = OPERATIONS[name]
    failures = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
    assert {"500", "503"} <= set(failures)
    assert ("security" in operation) <= ({"401", "403"} <= set(failures))
    assert ("requestBody" in operation) <= ({"413", "422"} <= set(failures))
    for status, answer in failures.items():
        content = answer["content"]["application/problem+json"]
        assert content["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}
        statuses = {str(named(example["$ref"])["status"]) for example in content["examples"].values()}
        assert statuses == {status}


def test_planted_example_that_does_not_fit_is_caught() -> None:
    schema = {"$ref": "#/components/schemas/Member"}
    example = OPERATIONS["GET /v1/members/{member_id}"]["responses"]["200"]["content"]["application/json"]
    assert complaints(schema, example["example"]) == []
    assert complaints(schema, example["example"] | {"version": "2"}) != []
