"""Settles the ops of several messages with one commit: what breaks on one op takes back this op and nothing
else; what breaks the commit takes back all of them, and all are told (RELIABILITY I13, decision 13)."""

import logging
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from server.database.engine import LOCK_MILLISECONDS, is_passing
from server.database.unit_of_work import TransactionLostError, UnitOfWork
from server.problems import Problem
from server.sessions.callers import PresentCallers
from server.state import State
from server.sync.batch import Batch, Draft
from server.sync.ledger import Ledger
from server.sync.present import add_rows
from server.sync.settling import settle, waiting_result
from server.sync.wire import Op

log = logging.getLogger("xianjie.server")

_TRIES = 4
_PATIENT_MILLISECONDS = 1500
"""Everybody else whose push comes to this process waits as well."""
_IMPATIENT_MILLISECONDS = 20
_DEADLOCK_STATES = ("40001", "40P01")
_LOCKED_STATE = "55P03"


def settle_group(state: State, batches: Sequence[Batch], most: int = 2**31) -> None:
    """``most`` ops of each. Afterwards every batch has got further, has its answer, or is to come again."""
    drafts = [Draft(batch, batch.rest[:most]) for batch in batches]
    try:
        with state.database.writing() as connection:
            _Group(state, connection, batches).settle(drafts)
    except Exception as error:
        _undone(state, batches, most, error)
    else:
        for draft in drafts:
            draft.confirm()


class _Group:
    def __init__(self, state: State, connection: Connection, batches: Sequence[Batch]) -> None:
        self._state = state
        self._connection = connection
        self._unit = UnitOfWork(connection, state.clock())
        self._ledger = Ledger(connection)
        self._callers = PresentCallers(connection, (batch.caller.session_id for batch in batches))
        self._number = 0
        """Of the op that is next."""

    def settle(self, drafts: Sequence[Draft]) -> None:
        self._look_up(drafts)
        for draft in drafts:
            self._go_through(draft)
        if self._number:
            self._wait_for_locks(LOCK_MILLISECONDS)
        seq = self._unit.finish()
        self._ledger.store(seq)
        add_rows(self._connection, self._callers, drafts, self._state.clock())

    def _look_up(self, drafts: Sequence[Draft]) -> None:
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for draft in drafts:
            ids[draft.batch.user_id] |= {op.op_id for op in draft.ops}
            ids[draft.batch.user_id] |= {op.after for op in draft.ops if op.after}
        for user_id, wanted in ids.items():
            self._ledger.look_up(user_id, wanted)

    def _go_through(self, draft: Draft) -> None:
        user_id = draft.batch.user_id
        try:
            # What is wrong with a message as such is said before anything of it is done.
            for op in draft.ops:
                self._ledger.find_same(user_id, op)
        except Problem as problem:
            draft.stop(problem, problem.code)
        for op in draft.ops:
            if draft.stopped:
                return
            self._try(draft, op)

    def _try(self, draft: Draft, op: Op) -> None:
        if op.subject_id in draft.held:
            draft.results.append(waiting_result(op.op_id))
            return
        self._begin_op()
        try:
            result = settle(self._state, self._unit, self._ledger, self._callers, draft.batch, op)
            draft.results.append(result)
        except TransactionLostError:
            raise
        except Exception as error:
            self._failed(draft, op, error)

    def _begin_op(self) -> None:
        """Only the first op of a group waits for locks, while it is the only one that holds some: so no two
        groups wait for each other. Who would have to wait comes first in the next one."""
        if self._number == 0:
            self._wait_for_locks(_PATIENT_MILLISECONDS)
        elif self._number == 1:
            self._callers.forget()
            self._wait_for_locks(_IMPATIENT_MILLISECONDS)
        self._number += 1

    def _failed(self, draft: Draft, op: Op, error: Exception) -> None:
        stop = _stopping(error)
        if self._number > 1 and _sqlstate(error) == _LOCKED_STATE:
            draft.in_the_way = True
        elif _is_in_the_way(error) and draft.batch.tries < _TRIES:
            draft.batch.tries += 1
            draft.in_the_way = True
        elif stop is not None:
            draft.stop(error, stop)
        else:
            log.error("%s %s could not be stored", op.kind, op.op_id, exc_info=error)
            draft.hold(op)

    def _wait_for_locks(self, milliseconds: int) -> None:
        self._state.database.wait_for_locks(self._connection, milliseconds)


def _undone(state: State, batches: Sequence[Batch], most: int, error: Exception) -> None:
    """Nothing of the group is stored. Where one op may be to blame, it is found by trying them one by one."""
    cause = error.__cause__ if isinstance(error, TransactionLostError) else error
    assert isinstance(cause, Exception)
    if _is_in_the_way(cause) and all(batch.tries < _TRIES for batch in batches):
        for batch in batches:
            batch.tries += 1
        return
    stop = _stopping(cause)
    alone = len(batches) == 1 and (most == 1 or len(batches[0].rest) == 1)
    for batch in batches:
        draft = Draft(batch, batch.rest)
        if stop is not None:
            draft.stop(cause, stop)
        elif alone:
            log.error("%s could not be stored", draft.ops[0].op_id, exc_info=cause)
            draft.hold(draft.ops[0])
        else:
            _one_by_one(state, batch)
            continue
        draft.confirm()


def _one_by_one(state: State, batch: Batch) -> None:
    while not batch.answer.done():
        settle_group(state, [batch], most=1)


def _stopping(error: Exception) -> str | None:
    """The code of what every other op would meet too."""
    if isinstance(error, Problem):
        return error.code
    passing = isinstance(error, SQLAlchemyError) and is_passing(error) and not _is_in_the_way(error)
    return "OVERLOADED" if passing else None


def _is_in_the_way(error: BaseException | None) -> bool:
    """Where two transactions stood in each other's way, the database has undone one, which comes again. Of
    the same id inserted twice, too: the next try finds what somebody else has just made."""
    return isinstance(error, IntegrityError) or _sqlstate(error) in _DEADLOCK_STATES


def _sqlstate(error: BaseException | None) -> str | None:
    return getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
