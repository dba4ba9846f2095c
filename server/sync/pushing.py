"""Push: ops in the order given, each with its own answer, committed with what else waits (decision 13)."""

from functools import partial

import msgspec

from server.documents import instant_text
from server.problems import Problem
from server.sessions.callers import Caller
from server.state import State
from server.sync import repository
from server.sync.batch import Batch
from server.sync.batches import settle_group
from server.sync.present import present_rows
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


def checked(state: State, caller: Caller, message: Push) -> Batch:
    """What is wrong with a message as such is said before anything of it is done."""
    if len(message.ops) > PUSH_LIMIT:
        raise Problem("TOO_LARGE")
    if message.epoch != state.instance.epoch:
        raise Problem("EPOCH_CHANGED")
    for op in message.ops:
        _check_op(caller, op)
    return Batch(caller, message.device_id, message.ops)


def _check_op(caller: Caller, op: Op) -> None:
    if op.schema < OLDEST_SCHEMA:
        raise Problem("CLIENT_TOO_OLD")
    if op.schema > NEWEST_SCHEMA:
        raise Problem("SERVER_TOO_OLD")
    if op.user_id != caller.actor.user_id:
        raise Problem("WRONG_USER", op_id=op.op_id)
    if body_sha256(op) != op.body_sha256:
        raise Problem("OP_DAMAGED", op_id=op.op_id)


async def pushed(state: State, batch: Batch) -> bytes:
    results = await state.groups.settled(batch, partial(settle_group, state))
    return _answer(state, results)


def push(state: State, caller: Caller, message: Push) -> bytes:
    """For a thread that waits for it."""
    batch = checked(state, caller, message)
    return _answer(state, state.groups.settled_meanwhile(batch, partial(settle_group, state)))


def _answer(state: State, results: list[Result]) -> bytes:
    state.metrics.note_ops((result.outcome, result.code or "") for result in results)
    return msgspec.json.encode(PushAnswer(results=results, server_time=instant_text(state.clock())))


def stored_result(state: State, caller: Caller, op_id: str) -> bytes:
    with state.database.reading() as connection:
        known = repository.find_ops(connection, caller.actor.user_id, [op_id]).get(op_id)
        if known is None:
            raise Problem("NOT_FOUND")
        result = RESULT.decode(known.result)
        (result.rows,) = present_rows(connection, caller.scope, [(known.kind, known.subject_id)])
    return msgspec.json.encode(result)
