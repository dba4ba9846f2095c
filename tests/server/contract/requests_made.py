"""How each operation is asked for a target, where the address alone does not say it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.server.client import Json
from tests.server.contract.world import Caller
from tests.server.page.visitor import hidden
from tests.server.sample import PASSWORD, id_of

DEVICE_ID = id_of("matrix")
NO_TOKEN = "no-such-token"
WISH: Json = {
    "kind": "ordinary",
    "system": "national",
    "reason": "工作变动",
    "destination_id": id_of("employer"),
}


class Asked(NamedTuple):
    method: str
    path: str
    more: Mapping[str, Any]


def _epoch(caller: Caller) -> str:
    return caller.country.state.instance.epoch


def _op(caller: Caller) -> Json:
    assert caller.device is not None
    return caller.device.op("revoke_mark", id_of("nowhere"), 1)


BODIES: Mapping[str, Callable[[Caller, str], Json]] = {
    "POST /v1/sessions": lambda _, __: {
        "account": "x", "password": "y", "device_id": DEVICE_ID, "device_name": "",
    },
    "POST /v1/sessions/refresh": lambda _, __: {"refresh_token": NO_TOKEN},
    "POST /v1/password/reset": lambda _, __: {"account": "x", "code": "y", "new_password": "z" * 9},
    # Unchanged, so that nothing is.
    "POST /v1/password": lambda _, __: {"old_password": PASSWORD, "new_password": PASSWORD},
    "POST /v1/members/identity-views": lambda _, __: {"views": []},
    # Not the password, so that nothing is changed.
    "POST /v1/second-factor": lambda _, __: {"password": "x"},
    "POST /v1/second-factor/confirmation": lambda _, __: {"code": "000000"},
    "POST /v1/second-factor/removal": lambda _, __: {"password": "x", "code": "000000"},
    "POST /v1/sync/push": lambda caller, _: {
        "device_id": DEVICE_ID, "epoch": _epoch(caller), "ops": [_op(caller)] if caller.device else [],
    },
    "POST /v1/sync/pull": lambda caller, _: {"device_id": DEVICE_ID, "epoch": _epoch(caller)},
    "POST /v1/sync/manifest": lambda _, target: {"bucket": target},
    "PUT /v1/figures/{organisation_id}/targets": lambda _, __: {
        "year": 2020, "targets": {"study": 0.9, "society": None},
    },
    "POST /v1/messages/read": lambda _, __: {"read": [], "known": 0},
    "POST /v1/own/evaluation": lambda _, __: WISH,
    "POST /v1/own/transfers": lambda caller, __: {**WISH, "op_id": id_of("op of", caller.name)},
    "POST /v1/own/transfers/{transfer_id}/withdrawal": lambda caller, target: {
        "op_id": id_of("withdrawal of", caller.name, target), "seen_version": 1,
    },
}  # fmt: skip
ENTITIES: Mapping[str, str] = {"POST /v1/sync/manifest": "organisation", "GET /v1/members": "organisation"}
"""Where the target does not stand in the path."""
QUERIES: Mapping[str, Callable[[str], Json]] = {
    "GET /v1/members": lambda target: {"organisation_id": target},
    "GET /v1/figures/{organisation_id}/members": lambda _: {"letter": "E"},
    "GET /v1/organisations/search": lambda _: {"q": "示例"},
    "GET /v1/own/places": lambda _: {"q": "碑林"},
    "GET /v1/sync/news": lambda _: {"cursor": "unreadable"},
}
PARTS: Mapping[str, str] = {"name": "destinations", "rest:path": "nowhere"}
"""Parts of an address that stand for no row."""


def entity_of(operation: str) -> str | None:
    """What the target of an operation is; None where it has none."""
    named = re.search(r"\{(\w+)_id\}", operation)
    return named[1] if named else ENTITIES.get(operation)


def asked(caller: Caller, operation: str, target: str) -> Asked:
    method, _, path = operation.partition(" ")
    path = re.sub(r"\{([\w:]+)\}", lambda part: PARTS.get(part[1], target), path)
    if operation in BODIES:
        return Asked(method, path, {"json": BODIES[operation](caller, target)})
    if method == "POST" and path.startswith("/my/"):
        return Asked(method, path, {"data": _form(caller)})
    return Asked(method, path, {"params": QUERIES[operation](target) if operation in QUERIES else {}})


def _form(caller: Caller) -> Json:
    """The fields by which the page knows a form of its own, where the caller gets one."""
    page = caller.ask("GET", "/my/password")
    op_id = id_of("form of", caller.name)
    return {**hidden(page), "op_id": op_id, "version": "1", "old": PASSWORD, "new": PASSWORD}
