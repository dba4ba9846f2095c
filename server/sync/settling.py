"""Carries out one op (RELIABILITY.md, «Server, per op, one transaction»).

Op id, subject's lock, authorisation as of now, rule, rows, audit record, feed number and result stand
or fall together; the answer is made when they have been committed.
"""

import logging

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from domain.commands import SUBJECT_ENTITIES
from domain.refusals import Refusal, RefusedError
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.problems import Problem
from server.sessions.callers import Caller, PresentCallers
from server.state import State
from server.sync.batch import Batch
from server.sync.executing import Storing, decide
from server.sync.kinds import KINDS, AnyCommand
from server.sync.ledger import Ledger
from server.sync.rejections import RejectedError
from server.sync.wire import Op, Result

log = logging.getLogger("xianjie.server")

_LONGEST_PAYLOAD = 16 * 1024
_LEAVING_RIGHTS = frozenset(
    kind for kind, entity in SUBJECT_ENTITIES.items() if entity in ("transfer", "member")
)
"""What changes nobody's rights as an administrator; deletions and all that is done to organisations may."""
_WAITING = "此前对同一对象的操作还没有到达服务器，稍后会自动再次提交。"


def settle(
    state: State, unit: UnitOfWork, ledger: Ledger, callers: PresentCallers, batch: Batch, op: Op
) -> Result:
    """What became of the op, whether now or when it came before. Not stored when it is deferred."""
    known = ledger.find_same(batch.user_id, op)
    if known is not None:
        return known
    if op.after is not None and ledger.find(batch.user_id, op.after) is None:
        return waiting_result(op.op_id)
    with unit.attempt(state.clock()):
        result = _decide(state, unit, ledger, callers, batch.caller, op)
        _record(unit, batch.caller, op, result)
    if op.kind not in _LEAVING_RIGHTS:
        callers.forget()
    ledger.enter(batch, op, result, instant_text(unit.now))
    return result


def waiting_result(op_id: str) -> Result:
    return Result(op_id=op_id, outcome="deferred", code="PREDECESSOR_UNKNOWN", sentence=_WAITING)


def _record(unit: UnitOfWork, caller: Caller, op: Op, result: Result) -> None:
    unit.record(
        caller.actor.user_id,
        op.kind,
        op.subject_id,
        op_id=op.op_id,
        organisation=caller.actor.organisation.id,
        outcome=result.outcome,
        code=result.code,
    )


def _decide(
    state: State, unit: UnitOfWork, ledger: Ledger, callers: PresentCallers, caller: Caller, op: Op
) -> Result:
    try:
        _check_predecessor(ledger, caller.actor.user_id, op)
        store = _decided(state, unit, _present(unit, callers, caller), op)
    except RefusedError as error:
        return _refused(op.op_id, error.refusal)
    except RejectedError as error:
        return Result(
            op_id=op.op_id,
            outcome="rejected",
            code=error.code,
            sentence=error.sentence,
            technical=error.technical,
        )
    store(unit)
    return Result(op_id=op.op_id, outcome="applied")


def _decided(state: State, unit: UnitOfWork, caller: Caller, op: Op) -> Storing:
    """A rule that breaks on what it is given must not hold up the rest of somebody's queue for ever."""
    command = read_command(op)
    try:
        return decide(state, unit, caller, command, op)
    except (RefusedError, RejectedError, SQLAlchemyError):
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


def _check_predecessor(ledger: Ledger, user_id: str, op: Op) -> None:
    """Decision 5."""
    known = None if op.after is None else ledger.find(user_id, op.after)
    if known is not None and known.outcome == "rejected":
        raise RefusedError("PREDECESSOR_REJECTED")


def _present(unit: UnitOfWork, callers: PresentCallers, caller: Caller) -> Caller:
    """Rights as of now. Who has lost the role is refused; who has lost the account gets no further."""
    try:
        return callers.find(caller.session_id, instant_text(unit.now))
    except Problem as problem:
        if problem.code == "NO_ROLE":
            raise RefusedError("FORBIDDEN_NOW") from None
        raise


def read_command(op: Op) -> AnyCommand:
    if op.kind not in KINDS:
        raise RejectedError("OP_INVALID", "服务器不认识这种操作，没有执行。请更新客户端后重新办理。")
    content = msgspec.json.encode(op.payload)
    if len(content) > _LONGEST_PAYLOAD or rb"\u0000" in content:
        raise RejectedError("OP_INVALID", "操作的内容过长，或含有不能使用的字符，没有执行。")
    try:
        return msgspec.convert(op.payload, KINDS[op.kind])
    except msgspec.ValidationError as error:
        sentence = "操作的内容不正确，没有执行。请更新客户端后重新办理。"
        raise RejectedError("OP_INVALID", sentence, str(error)[:200]) from None
