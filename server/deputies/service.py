"""The deputations of a person, and whom they may name."""

import msgspec

from domain.actors import Role
from domain.deputies import Deputation
from server.deputies.repository import candidates, list_deputations
from server.documents import plain
from server.organisations.repository import find_organisation
from server.problems import Problem
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State


class Nameable(msgspec.Struct):
    """An administrator nearby, who may be named."""

    user_id: str
    name: str
    organisation_name: str


class Deputations(msgspec.Struct):
    """Those on whose one side the person is, and who may be named a deputy."""

    items: list[Deputation]
    candidates: list[Nameable]


def deputations(state: State, caller: Caller) -> bytes:
    actor = caller.actor
    if actor.role is not Role.ADMINISTRATOR:
        raise Problem("NO_ROLE")
    with state.database.reading() as connection:
        items = list_deputations(connection, actor.user_id)
        near = find_organisation(connection, NATIONWIDE, actor.organisation.id)
        found = candidates(connection, near) if near else []
    others = {each.user_id: Nameable(*each) for each in found if each.user_id != actor.user_id}
    return msgspec.json.encode(
        {"items": [plain(item) for item in items], "candidates": list(others.values())}
    )
