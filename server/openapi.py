"""The contract as an OpenAPI document, kept in docs/openapi.json.

FastAPI describes what goes through its models. Bodies that go past them (sync, rows) are described here from
the same types that read and write them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from domain.members import Member
from domain.organisations import Card, Organisation
from domain.transfers import Transfer
from server.app import routed_app
from server.deputies.service import Deputations
from server.own import wire as own
from server.sync import wire


class Cards(msgspec.Struct):
    items: list[Card]


class Members(msgspec.Struct):
    items: list[Member]
    after: str | None


class Transfers(msgspec.Struct):
    items: list[Transfer]
    after: str | None


class ProblemDetails(msgspec.Struct):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    rule: str | None = None
    facts: dict[str, str] | None = None
    technical: str | None = None


class _Bodies(NamedTuple):
    answer: type
    request: type | None = None


_PAST_THE_MODELS: Mapping[tuple[str, str], _Bodies] = {
    ("/v1/sync/hello", "get"): _Bodies(wire.Hello),
    ("/v1/sync/push", "post"): _Bodies(wire.PushAnswer, wire.Push),
    ("/v1/sync/pull", "post"): _Bodies(wire.PullAnswer, wire.Pull),
    ("/v1/sync/manifest", "post"): _Bodies(wire.ManifestAnswer, wire.Manifest),
    ("/v1/sync/news", "get"): _Bodies(wire.News),
    ("/v1/sync/ops/{op_id}", "get"): _Bodies(wire.Result),
    ("/v1/organisations/search", "get"): _Bodies(Cards),
    ("/v1/organisations/{organisation_id}", "get"): _Bodies(Organisation),
    ("/v1/members", "get"): _Bodies(Members),
    ("/v1/members/{member_id}", "get"): _Bodies(Member),
    ("/v1/transfers", "get"): _Bodies(Transfers),
    ("/v1/transfers/{transfer_id}", "get"): _Bodies(Transfer),
    ("/v1/deputations", "get"): _Bodies(Deputations),
    ("/v1/own", "get"): _Bodies(own.OwnRecord),
    ("/v1/own/transfers", "get"): _Bodies(own.OwnTransfers),
    ("/v1/own/transfers", "post"): _Bodies(own.OwnResult, own.Start),
    ("/v1/own/transfers/{transfer_id}", "get"): _Bodies(own.OwnTransfer),
    ("/v1/own/transfers/{transfer_id}/withdrawal", "post"): _Bodies(own.OwnResult, own.Withdraw),
    ("/v1/own/evaluation", "post"): _Bodies(own.Evaluation, own.Wish),
    ("/v1/own/places", "get"): _Bodies(own.OwnPlaces),
}


def document() -> dict[str, Any]:
    content: dict[str, Any] = routed_app().openapi()
    types = [ProblemDetails, *(kind for bodies in _PAST_THE_MODELS.values() for kind in bodies if kind)]
    references, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(types, references, strict=True))
    schemas = content["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(components)
    for path, operations in content["paths"].items():
        for method, operation in operations.items():
            _describe(operation, _PAST_THE_MODELS.get((path, method)), by_type)
    return content


def _describe(operation: dict[str, Any], bodies: _Bodies | None, by_type: Mapping[type, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    responses["default"] = {
        "description": "问题说明（RFC 9457）",
        "content": {"application/problem+json": {"schema": by_type[ProblemDetails]}},
    }
    if bodies is None:
        return
    responses["200"]["content"] = {"application/json": {"schema": by_type[bodies.answer]}}
    if bodies.request is not None:
        body = {"application/json": {"schema": by_type[bodies.request]}}
        operation["requestBody"] = {"required": True, "content": body}
