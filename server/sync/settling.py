"""Carries out one op (RELIABILITY.md, «Server, per op, one transaction»).

Op id, subject's lock, authorisation as of now, rule, rows, audit record, feed number and result stand
or fall together; the answer is made when they have been committed.
"""

import logging
from datetime import datetime

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from domain.actors import Actor
from domain.commands import COMMANDS, Changed, Command, StartTransfer, execute
from domain.refusals import Refusal, RefusedError
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.organisations.repository import find_organisation
from server.problems import Problem
from server.scope import NATIONWIDE, Scope
from server.sessions.callers import Caller, present_caller
from server.state import State
from server.sync import repository
from server.sync.wire import RESULT, Op, Result
from server.sync.world import ServerWorld
from server.transfers.repository import is_taken

log = logging.getLogger("xianjie.server")

_LONGEST_PAYLOAD = 16 * 1024


class RejectedError(Exception):
    """An op that no rule speaks about, because it cannot be carried out at all."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(code)


class _DeferredError(Exception):
    """The op must come again later; its transaction is rolled back, so that nothing of it is kept."""


_WAITING = "此前对同一对象的操作还没有到达服务器，稍后会自动再次提交。"


def settle(state: State, caller: Caller, device_id: str, op: Op) -> Result:
    """What became of the op, whether now or when it came before."""
    try:
        with state.database.writing() as connection:
            user_id = caller.actor.user_id
            if not repository.insert_op(connection, user_id, device_id, op, instant_text(state.clock())):
                return RESULT.decode(repository.find_ops(connection, user_id, [op.op_id])[op.op_id].result)
            result = _carry_out(state, connection, caller, op)
            stored = msgspec.json.encode(result).decode()
            repository.store_result(connection, user_id, op.op_id, result.outcome, stored)
            return result
    except _DeferredError:
        return Result(op_id=op.op_id, outcome="deferred", code="PREDECESSOR_UNKNOWN", sentence=_WAITING)


def _carry_out(state: State, connection: Connection, caller: Caller, op: Op) -> Result:
    unit = UnitOfWork(connection, state.clock(), state.instance.secret)
    result = _decide(state, unit, caller, op)
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
    if result.outcome == "applied":
        result.seq = seq
    return result


def _decide(state: State, unit: UnitOfWork, caller: Caller, op: Op) -> Result:
    connection = unit.connection
    try:
        _check_predecessor(connection, caller.actor.user_id, op)
        present = _present(connection, caller)
        command = read_command(op)
        world = _world(state, connection, present.scope, command, op.subject_id)
        _save(unit, _executed(world, command, op, present.actor, unit.now))
    except RefusedError as error:
        return _refused(op.op_id, error.refusal)
    except RejectedError as error:
        return Result(op_id=op.op_id, outcome="rejected", code=error.code, sentence=error.sentence)
    return Result(op_id=op.op_id, outcome="applied")


def _executed(world: ServerWorld, command: Command, op: Op, actor: Actor, now: datetime) -> Changed:
    """A rule that breaks on what it is given must not hold up the rest of somebody's queue for ever."""
    try:
        return execute(world, command, op.subject_id, op.seen_version, actor, now)
    except (RefusedError, SQLAlchemyError):
        raise
    except Exception:
        log.exception("%s %s broke", op.kind, op.op_id)
        raise RejectedError(
            "OP_FAILED", "服务器无法处理这项操作，没有执行，已记录。请联系系统管理员。"
        ) from None


def _refused(op_id: str, refusal: Refusal) -> Result:
    return Result(
        op_id=op_id,
        outcome="rejected",
        code=refusal.code,
        rule=refusal.rule,
        facts=dict(refusal.facts),
        sentence=refusal.sentence,
    )


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
    return ServerWorld(connection, scope, state.settings.edition, members, subject_id=subject_id)


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
