"""The ops of one message on their way through one group or, where they stand in somebody's way, several."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from server.problems import Problem
from server.sessions.callers import Caller
from server.sync.wire import Op, Result


@dataclass(slots=True, eq=False)
class Batch:
    caller: Caller
    device_id: str
    ops: Sequence[Op]
    answer: Future[list[Result]] = field(default_factory=Future)
    results: list[Result] = field(default_factory=list)
    """Of its first ops, committed."""
    held: set[str] = field(default_factory=set)
    """Subjects of which an op could not be stored, so that those behind it wait."""
    tries: int = 0
    """How often it has stood in somebody's way, since it last got further."""

    @property
    def user_id(self) -> str:
        return self.caller.actor.user_id

    @property
    def rest(self) -> Sequence[Op]:
        return self.ops[len(self.results) :]


class Draft:
    """How far a batch has got when the group is committed, and not a step before."""

    def __init__(self, batch: Batch, ops: Sequence[Op]) -> None:
        self.batch = batch
        self.ops = ops
        self.results: list[Result] = []
        self.held = set(batch.held)
        self.in_the_way = False
        """It goes on in the next group."""
        self._error: Exception | None = None
        self._over = False

    @property
    def stopped(self) -> bool:
        return self.in_the_way or self._over

    @property
    def done(self) -> Sequence[Op]:
        """What there are results of."""
        return self.batch.rest[: len(self.results)]

    def stop(self, error: Exception, code: str) -> None:
        """What comes behind would meet the same. The call fails only when nothing of it has been done."""
        self._over = True
        if not self.results and not self.batch.results:
            self._error = error
        done = len(self.batch.results) + len(self.results)
        self.results += [_deferred(op, code) for op in self.batch.ops[done:]]

    def hold(self, op: Op) -> None:
        """What is wrong with this op is ours; it may come again, and holds up its subject only."""
        self.held.add(op.subject_id)
        self.results.append(_deferred(op, "INTERNAL"))

    def confirm(self) -> None:
        self.batch.results += self.results
        self.batch.held = self.held
        if self.results:
            self.batch.tries = 0
        if self._error is not None:
            self.batch.answer.set_exception(self._error)
        elif not self.batch.rest:
            self.batch.answer.set_result(self.batch.results)


def _deferred(op: Op, code: str) -> Result:
    sentence = Problem(code, op_id=op.op_id, seconds="").sentence
    return Result(op_id=op.op_id, outcome="deferred", code=code, sentence=sentence)
