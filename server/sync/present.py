"""The subjects of ops as they are now, where the caller may see them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from server.documents import LAYOUTS, Entity, instant_text
from server.members import repository as members
from server.organisations import repository as organisations
from server.problems import Problem
from server.registers.repository import document_finders
from server.scope import Scope
from server.sessions.callers import Caller, present_caller
from server.sync.batch import Batch
from server.sync.kinds import ENTITIES
from server.sync.wire import Result
from server.transfers import repository as transfers

Rows = dict[str, dict[str, msgspec.Raw]]

_FINDERS: Mapping[Entity, Callable[[Connection, Scope, str], str | None]] = {
    Entity.ORGANISATION: organisations.find_document,
    Entity.MEMBER: members.find_document,
    Entity.TRANSFER: transfers.find_document,
    **document_finders(),
}


def with_rows(connection: Connection, batch: Batch, results: Sequence[Result], now: datetime) -> list[Result]:
    """The same result may be another's answer as well, who sees another part of the country."""
    scope = _present_scope(connection, batch.caller, now)
    ops = batch.rest[: len(results)]
    return [
        msgspec.structs.replace(result, rows=present_rows(connection, scope, op.kind, op.subject_id))
        for op, result in zip(ops, results, strict=True)
    ]


def _present_scope(connection: Connection, caller: Caller, now: datetime) -> Scope | None:
    try:
        return present_caller(connection, caller.session_id, instant_text(now)).scope
    except Problem:
        return None


def present_rows(connection: Connection, scope: Scope | None, kind: str, subject_id: str) -> Rows:
    entity = ENTITIES.get(kind)
    if scope is None or entity is None:
        return {}
    document = _FINDERS[Entity(entity)](connection, scope, subject_id)
    return {} if document is None else {entity: LAYOUTS[Entity(entity)].named(document)}
