"""Settles the ops of one message so that what breaks in the middle takes back nothing of what is done."""

import logging

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from server.database.engine import is_passing
from server.problems import Problem
from server.sessions.callers import Caller
from server.state import State
from server.sync.settling import settle, waiting_result
from server.sync.wire import Op, Push, Result

log = logging.getLogger("xianjie.server")

_TRIES = 4
_DEADLOCK_STATES = ("40001", "40P01")


def settle_all(state: State, caller: Caller, message: Push) -> list[Result]:
    """Raises only when the first op could not be tried. Later what stops the whole defers the rest, while
    what breaks on one op defers this one and what follows on its subject (RELIABILITY I13)."""
    results: list[Result] = []
    held: set[str] = set()
    for number, op in enumerate(message.ops):
        if op.subject_id in held:
            results.append(waiting_result(op.op_id))
            continue
        try:
            results.append(_settled(state, caller, message.device_id, op))
        except Exception as error:
            stop = _stopping(error)
            if stop is not None and not results:
                raise
            if stop is not None:
                log.warning("%d ops wait: %s", len(message.ops) - number, stop)
                return results + [_deferred(each, stop) for each in message.ops[number:]]
            log.exception("%s %s could not be stored", op.kind, op.op_id)
            held.add(op.subject_id)
            results.append(_deferred(op, "INTERNAL"))
    return results


def _stopping(error: Exception) -> str | None:
    """The code of what every other op would meet too."""
    if isinstance(error, Problem):
        return error.code
    passing = isinstance(error, SQLAlchemyError) and is_passing(error) and not _is_in_the_way(error)
    return "OVERLOADED" if passing else None


def _deferred(op: Op, code: str) -> Result:
    sentence = Problem(code, op_id=op.op_id, seconds="").sentence
    return Result(op_id=op.op_id, outcome="deferred", code=code, sentence=sentence)


def _settled(state: State, caller: Caller, device_id: str, op: Op) -> Result:
    """Where two transactions stood in each other's way, the database has undone one, which is tried again."""
    for _ in range(_TRIES - 1):
        try:
            return settle(state, caller, device_id, op)
        except (IntegrityError, OperationalError) as error:
            if not _is_in_the_way(error):
                raise
    return settle(state, caller, device_id, op)


def _is_in_the_way(error: SQLAlchemyError) -> bool:
    if isinstance(error, IntegrityError):
        # Somebody else has just inserted the same id; the next try finds it.
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _DEADLOCK_STATES
