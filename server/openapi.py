"""The contract as an OpenAPI document, kept in docs/openapi.json.

FastAPI describes what goes through its models. Bodies that go past them (sync, rows) are described here from
the same types that read and write them. Texts, examples and each operation's own problems: server/contract.
"""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any, NamedTuple

import msgspec

from domain.members import Member
from domain.organisations import Card, Organisation
from domain.refusals import REFUSALS, Refusal
from domain.transfers import Transfer
from server.app import routed_app
from server.contract.entries import ENTRIES
from server.contract.entry import Entry
from server.contract.values import OP_ID
from server.deputies.service import Deputations
from server.documents import plain
from server.figures import wire as figures
from server.messages import wire as messages
from server.own import wire as own
from server.problems import PROBLEMS, Problem, problem_answer, refusal_answer
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
    ("/v1/figures/{organisation_id}", "get"): _Bodies(figures.Figures),
    ("/v1/figures/{organisation_id}/years", "get"): _Bodies(figures.FigureYears),
    ("/v1/figures/{organisation_id}/children", "get"): _Bodies(figures.FiguresOfChildren),
    ("/v1/figures/{organisation_id}/course", "get"): _Bodies(figures.FigureCourse),
    ("/v1/figures/{organisation_id}/members", "get"): _Bodies(figures.FigureMembers),
    ("/v1/figures/{organisation_id}/targets", "put"): _Bodies(figures.Figures, figures.SetTargets),
    ("/v1/messages", "get"): _Bodies(messages.Messages),
    ("/v1/messages/read", "post"): _Bodies(messages.MarksAnswer, messages.Marks),
    ("/v1/own", "get"): _Bodies(own.OwnRecord),
    ("/v1/own/transfers", "get"): _Bodies(own.OwnTransfers),
    ("/v1/own/transfers", "post"): _Bodies(own.OwnResult, own.Start),
    ("/v1/own/transfers/{transfer_id}", "get"): _Bodies(own.OwnTransfer),
    ("/v1/own/transfers/{transfer_id}/withdrawal", "post"): _Bodies(own.OwnResult, own.Withdraw),
    ("/v1/own/evaluation", "post"): _Bodies(own.Evaluation, own.Wish),
    ("/v1/own/places", "get"): _Bodies(own.OwnPlaces),
}


_FOR_ALL = ("INTERNAL", "OVERLOADED")
_WITH_A_TOKEN = ("TOKEN_INVALID", "TOKEN_EXPIRED", "ACCOUNT_DISABLED", "NO_ROLE")
_PAST_THE_FIRST_PASSWORD = ("PASSWORD_CHANGE_REQUIRED", "TOTP_ENROLMENT_REQUIRED", "TOO_MANY_REQUESTS")
_BEFORE_THE_FIRST_PASSWORD = ("DELETE /v1/sessions/current", "POST /v1/password")
_FACTS = {"seconds": "30", "op_id": OP_ID}
_ABOUT = (
    "衔接：毕业学生团员组织关系转接。同步的约定见 docs/sync.md。"
    "出错时答复 RFC 9457 问题说明：detail 是中文说明，title 是英文说明，code 供程序识别。"
)


def document() -> dict[str, Any]:
    content: dict[str, Any] = routed_app().openapi()
    content["info"]["description"] = _ABOUT
    types = [ProblemDetails, *(kind for bodies in _PAST_THE_MODELS.values() for kind in bodies if kind)]
    references, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(types, references, strict=True))
    schemas = content["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(components)
    for path, operations in content["paths"].items():
        for method, operation in operations.items():
            _type_bodies(operation, _PAST_THE_MODELS.get((path, method)), by_type)
            _describe(operation, f"{method.upper()} {path}", by_type[ProblemDetails])
    content["components"]["examples"] = _named_problems(content)
    return content


def _type_bodies(operation: dict[str, Any], bodies: _Bodies | None, by_type: Mapping[type, Any]) -> None:
    operation["responses"].pop("422", None)
    if bodies is None:
        return
    operation["responses"]["200"]["content"] = {"application/json": {"schema": by_type[bodies.answer]}}
    if bodies.request is not None:
        body = {"application/json": {"schema": by_type[bodies.request]}}
        operation["requestBody"] = {"required": True, "content": body}


def _describe(operation: dict[str, Any], name: str, problem: Any) -> None:
    """Without an entry an operation stays as bare as it is, which a test objects to."""
    entry = ENTRIES.get(name)
    if entry is None:
        return
    operation["description"] = entry.text
    for status, answer in _problem_answers(_codes(operation, name, entry), problem).items():
        operation["responses"][status] = answer
    for parameter in operation.get("parameters", ()):
        parameter["example"] = dict(entry.parameters)[parameter["name"]]
    if "requestBody" in operation:
        operation["requestBody"]["content"]["application/json"]["example"] = _example(entry.request)
    for content in operation["responses"].get("200", {}).get("content", {}).values():
        content["example"] = _example(entry.answer)


def _codes(operation: Mapping[str, Any], name: str, entry: Entry) -> dict[str, None]:
    """In order and each once."""
    codes = [*entry.problems]
    if "security" in operation:
        codes += _WITH_A_TOKEN
        codes += () if name in _BEFORE_THE_FIRST_PASSWORD else _PAST_THE_FIRST_PASSWORD
    if "requestBody" in operation:
        codes += ["BODY_INVALID", "TOO_LARGE", "TOO_SLOW"]
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
        codes += ["BODY_INVALID"]
    return dict.fromkeys([*codes, *_FOR_ALL])


def _problem_answers(codes: Iterable[str], schema: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for code in codes:
        body = problem_example(code)
        answer = answers.setdefault(str(body["status"]), {"description": "", "content": {}})
        content = answer["content"].setdefault("application/problem+json", {"schema": schema, "examples": {}})
        content["examples"][code] = {"$ref": f"#/components/examples/{code}"}
        answer["description"] = "、".join(content["examples"])
    return answers


def _named_problems(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the operations refer to, each written once."""
    answers = (
        answer
        for operations in content["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
    )
    contents = (answer.get("content", {}).get("application/problem+json", {}) for answer in answers)
    codes = {code for each in contents for code in each.get("examples", ())}
    return {code: {"value": problem_example(code)} for code in sorted(codes)}


def problem_example(code: str) -> dict[str, Any]:
    """As it is really sent, whether the code is the server's or the domain's."""
    if code in PROBLEMS:
        facts: dict[str, Any] = {name: _FACTS[name] for name in _named(PROBLEMS[code].zh)}
        answer = problem_answer(Problem(code, **facts))
    else:
        answer = refusal_answer(Refusal(code, dict.fromkeys(_named(REFUSALS[code].zh), "…")))
    content: dict[str, Any] = msgspec.json.decode(answer.body)
    return content


def _named(sentence: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(sentence) if name]


def _example(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _example(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_example(inner) for inner in value]
    return msgspec.to_builtins(plain(value))
