"""Carries out one op (RELIABILITY.md, «Server, per op, one transaction»).

Op id, subject's lock, authorisation as of now, rule, rows, audit record, feed number and result stand
or fall together; the answer is made when they have been committed.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from domain.commands import COMMANDS, Changed, Command, StartTransfer, execute
from domain.refusals import RefusedError
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.organisations.repository import find_organisation
from server.problems import Problem
from server.scope import NATIONWIDE, Scope
from server.sessions.callers import Caller, present_caller
from server.state import State
from server.sync import repository
from server.sync.wire import Op
from server.sync.world import ServerWorld
from server.transfers.repository import is_taken

_LONGEST_PAYLOAD = 16 * 1024


class Result(NamedTuple):
    outcome: str
    code: str | None = None
    rule: str | None = None
    facts: Mapping[str, str] = {}
    sentence: str | None = None
    seq: int | None = None


class RejectedError(Exception):
    """An op that no rule speaks about, because it cannot be carried out at all."""

    def __init__(self, code: str, sentence: str) -> None:
        self.result = Result("rejected", code, sentence=sentence)
        super().__init__(code)


class _DeferredError(Exception):
    """The op must come again later; its transaction is rolled back, so that nothing of it is kept."""


_DEFERRED = Result(
    "deferred", "PREDECESSOR_UNKNOWN", sentence="此前对同一对象的操作还没有到达服务器，稍后会自动再次提交。"
)


def settle(state: State, caller: Caller, device_id: str, op: Op) -> dict[str, Any]:
    """What became of the op, whether now or when it came before."""
    try:
        with state.database.writing() as connection:
            user_id = caller.actor.user_id
            if not repository.insert_op(connection, user_id, device_id, op, instant_text(state.clock())):
                known = repository.find_ops(connection, user_id, [op.op_id])[op.op_id]
                return _decoded(known.result)
            result = _carry_out(state, connection, caller, op)
            stored = msgspec.json.encode(result._asdict()).decode()
            repository.store_result(connection, user_id, op.op_id, result.outcome, stored)
    except _DeferredError:
        return _DEFERRED._asdict()
    return result._asdict()


def _decoded(stored: str) -> dict[str, Any]:
    return msgspec.json.decode(stored, type=dict[str, Any])


def _carry_out(state: State, connection: Connection, caller: Caller, op: Op) -> Result:
    now = state.clock()
    unit = UnitOfWork(connection, now, state.instance.secret)
    try:
        _check_predecessor(connection, caller.actor.user_id, op)
        actor = _present(connection, caller).actor
        command = read_command(op)
        world = _world(state, connection, caller.scope, command, op.subject_id)
        changed = execute(world, command, op.subject_id, op.seen_version, actor, now)
    except RefusedError as error:
        refusal = error.refusal
        result = Result("rejected", refusal.code, refusal.rule, refusal.facts, refusal.sentence)
    except RejectedError as error:
        result = error.result
    else:
        result = Result("applied")
        _save(unit, changed)
    unit.record(
        caller.actor.user_id,
        op.kind,
        op.subject_id,
        op_id=op.op_id,
        organisation=caller.actor.organisation.id,
        outcome=result.outcome,
        code=result.code,
    )
    seq = unit.finish()
    return result._replace(seq=seq) if result.outcome == "applied" else result


def _check_predecessor(connection: Connection, user_id: str, op: Op) -> None:
    """Decision 5."""
    if op.after is None:
        return
    known = repository.find_ops(connection, user_id, [op.after]).get(op.after)
    if known is None:
        raise _DeferredError
    if known.outcome == "rejected":
        raise RefusedError("PREDECESSOR_REJECTED")


def _present(connection: Connection, caller: Caller) -> Caller:
    """Rights as of now. Who has lost the role is refused; who has lost the account gets no further."""
    try:
        return present_caller(connection, caller.session_id)
    except Problem as problem:
        if problem.code == "NO_ROLE":
            raise RefusedError("FORBIDDEN_NOW") from None
        raise


def read_command(op: Op) -> Command:
    if op.kind not in COMMANDS:
        raise RejectedError("OP_INVALID", "服务器不认识这种操作，没有执行。请更新客户端后重新办理。")
    content = msgspec.json.encode(op.payload)
    # PostgreSQL's text cannot hold the character of number 0.
    if len(content) > _LONGEST_PAYLOAD or rb"\u0000" in content:
        raise RejectedError("OP_INVALID", "操作的内容过长，或含有不能使用的字符，没有执行。")
    try:
        return msgspec.convert(op.payload, COMMANDS[op.kind])
    except msgspec.ValidationError as error:
        raise RejectedError("OP_INVALID", f"操作的内容不正确，没有执行：{error}") from None


def _world(
    state: State, connection: Connection, scope: Scope, command: Command, subject_id: str
) -> ServerWorld:
    members = scope
    if isinstance(command, StartTransfer):
        if is_taken(connection, subject_id):
            raise RejectedError("SUBJECT_EXISTS", "这项转接的编号已被使用，没有执行。请重新发起。")
        if _takes_in(connection, scope, command):
            members = NATIONWIDE
    return ServerWorld(connection, scope, state.settings.edition, members)


def _takes_in(connection: Connection, scope: Scope, command: StartTransfer) -> bool:
    """SPEC R40: the entering side starts the transfer of a member who is in nobody's scope of theirs."""
    if command.destination_id is None or scope.member_id is not None:
        return False
    return find_organisation(connection, scope, command.destination_id) is not None


def _save(unit: UnitOfWork, changed: Changed) -> None:
    if changed.organisation is not None:
        unit.save_organisation(changed.organisation)
    if changed.member is not None:
        unit.save_member(changed.member)
    if changed.transfer is not None:
        unit.save_transfer(changed.transfer)
