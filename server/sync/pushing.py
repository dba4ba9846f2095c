"""Push: ops in the order given, each its own transaction and its own answer."""

import logging

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from server.documents import LAYOUTS, Entity, instant_text
from server.members import repository as members
from server.organisations import repository as organisations
from server.problems import Problem
from server.scope import Scope
from server.sessions.callers import Caller, present_caller
from server.state import State
from server.sync import repository
from server.sync.batches import settle_all
from server.sync.kinds import ENTITIES
from server.sync.wire import (
    NEWEST_SCHEMA,
    OLDEST_SCHEMA,
    PUSH_LIMIT,
    RESULT,
    Op,
    Push,
    PushAnswer,
    Result,
    body_sha256,
)
from server.transfers import repository as transfers

Rows = dict[str, dict[str, msgspec.Raw]]

log = logging.getLogger("xianjie.server")


def push(state: State, caller: Caller, message: Push) -> bytes:
    _check(state, caller, message)
    results = settle_all(state, caller, message)
    state.metrics.note_ops((result.outcome, result.code or "") for result in results)
    try:
        _show_rows(state, caller, message.ops, results)
    except SQLAlchemyError:
        # The rows come with the next pull too; what became of the ops must be told now.
        log.exception("the rows of %d results could not be read", len(results))
    return msgspec.json.encode(PushAnswer(results=results, server_time=instant_text(state.clock())))


def _show_rows(state: State, caller: Caller, ops: list[Op], results: list[Result]) -> None:
    with state.database.reading() as connection:
        scope = _present_scope(state, connection, caller)
        for op, result in zip(ops, results, strict=True):
            result.rows = present_rows(connection, scope, op.kind, op.subject_id)


def _check(state: State, caller: Caller, message: Push) -> None:
    """What is wrong with a message as such is said before anything of it is done."""
    if len(message.ops) > PUSH_LIMIT:
        raise Problem("TOO_LARGE")
    if message.epoch != state.instance.epoch:
        raise Problem("EPOCH_CHANGED")
    for op in message.ops:
        _check_op(caller, op)
    with state.database.reading() as connection:
        known = repository.find_ops(connection, caller.actor.user_id, [op.op_id for op in message.ops])
    for op in message.ops:
        if op.op_id in known and known[op.op_id].body_sha256 != op.body_sha256:
            raise Problem("OP_ID_REUSED", op_id=op.op_id)


def _check_op(caller: Caller, op: Op) -> None:
    if op.schema < OLDEST_SCHEMA:
        raise Problem("CLIENT_TOO_OLD")
    if op.schema > NEWEST_SCHEMA:
        raise Problem("SERVER_TOO_OLD")
    if op.user_id != caller.actor.user_id:
        raise Problem("WRONG_USER", op_id=op.op_id)
    if body_sha256(op) != op.body_sha256:
        raise Problem("OP_DAMAGED", op_id=op.op_id)


def _present_scope(state: State, connection: Connection, caller: Caller) -> Scope | None:
    try:
        return present_caller(connection, caller.session_id, instant_text(state.clock())).scope
    except Problem:
        return None


def present_rows(connection: Connection, scope: Scope | None, kind: str, subject_id: str) -> Rows:
    """The subject as it is now, where the caller may see it."""
    entity = ENTITIES.get(kind)
    if scope is None or entity is None:
        return {}
    finders = {
        Entity.ORGANISATION: organisations.find_document,
        Entity.MEMBER: members.find_document,
        Entity.TRANSFER: transfers.find_document,
    }
    document = finders[Entity(entity)](connection, scope, subject_id)
    return {} if document is None else {entity: LAYOUTS[Entity(entity)].named(document)}


def stored_result(state: State, caller: Caller, op_id: str) -> bytes:
    with state.database.reading() as connection:
        known = repository.find_ops(connection, caller.actor.user_id, [op_id]).get(op_id)
        if known is None:
            raise Problem("NOT_FOUND")
        result = RESULT.decode(known.result)
        result.rows = present_rows(connection, caller.scope, known.kind, known.subject_id)
    return msgspec.json.encode(result)
