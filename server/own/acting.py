"""A member starts or withdraws their transfer: an op that goes the way of push (SPEC R40, R44)."""

import msgspec

from domain.commands import COMMAND_NAMES, StartTransfer, WithdrawTransfer
from domain.destinations import Check
from domain.refusals import REFUSALS, Refusal
from server.documents import instant_text
from server.own import views
from server.own.service import checks_of, first_missed, start_command, transfer, view_of, world_of
from server.own.wire import OwnRefusal, OwnResult, Start, Withdraw
from server.problems import Problem
from server.sessions.callers import Caller
from server.state import State
from server.sync.pushing import push
from server.sync.wire import NEWEST_SCHEMA, Op, Push, PushAnswer, Result, body_sha256
from server.transfers.repository import find_transfer

_PUSH_ANSWER = msgspec.json.Decoder(PushAnswer)
_NOT_DONE = "The server could not carry this out; nothing was changed. Please try once more."


def start(state: State, caller: Caller, body: Start) -> OwnResult:
    """Raises Problem OP_ID_REUSED where the same id asked for something else before."""
    command = start_command(caller, body)
    return _pushed(state, caller, _op(state, caller, command, body.op_id, body.op_id, 0), command)


def withdraw(state: State, caller: Caller, transfer_id: str, body: Withdraw) -> OwnResult:
    transfer(state, caller, transfer_id)
    op = _op(state, caller, WithdrawTransfer(), body.op_id, transfer_id, body.seen_version)
    return _pushed(state, caller, op)


def _op(
    state: State,
    caller: Caller,
    command: StartTransfer | WithdrawTransfer,
    op_id: str,
    subject_id: str,
    seen_version: int,
) -> Op:
    """As a client would have sent it; the session stands for the device."""
    op = Op(
        op_id=op_id,
        device_seq=0,
        kind=COMMAND_NAMES[type(command)],
        subject_id=subject_id,
        seen_version=seen_version,
        payload=msgspec.to_builtins(command),
        decided_at=instant_text(state.clock()),
        schema=NEWEST_SCHEMA,
        user_id=caller.actor.user_id,
        body_sha256="",
    )
    return msgspec.structs.replace(op, body_sha256=body_sha256(op))


def _pushed(state: State, caller: Caller, op: Op, wished: StartTransfer | None = None) -> OwnResult:
    message = Push(device_id=caller.session_id, epoch=state.instance.epoch, ops=[op])
    (result,) = _PUSH_ANSWER.decode(push(state, caller, message)).results
    if result.outcome == "deferred":
        # No queue brings it again, as a client's would.
        raise Problem("INTERNAL")
    with state.database.reading() as connection:
        world = world_of(state, connection, caller)
        found = find_transfer(connection, caller.scope, op.subject_id)
        return OwnResult(
            op_id=op.op_id,
            outcome=result.outcome,
            refusal=_refusal(result, checks_of(state, world, wished) if wished else ()),
            transfer=None if found is None else view_of(state, connection, world, caller, found),
        )


def _refusal(result: Result, checks: tuple[Check, ...]) -> OwnRefusal | None:
    if result.code is None:
        return None
    if result.code in REFUSALS:
        return views.refusal_of(Refusal(result.code, result.facts), first_missed(result.code, checks))
    return OwnRefusal(result.code, None, {}, result.sentence or "", _NOT_DONE, None)
