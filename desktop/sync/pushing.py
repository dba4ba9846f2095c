"""One batch of ops to the server, and what it said to each."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from desktop.api import Api, Hello
from desktop.api.answers import Result
from desktop.errors import ClientError, client_error
from desktop.outbox import Op, Verdict
from desktop.sync.planner import (
    Reaction,
    culprit,
    quarantined,
    reaction_to,
    sendable,
    verdicts,
)
from desktop.sync.wire import wire_op
from desktop.values import Changes
from desktop.workspace import Workspace, changes_of

Judge = Callable[[Sequence[Op]], list[Verdict]]

SAID_BEFORE_ANY_OP = frozenset(
    {"SERVER_UNREACHABLE", "CERTIFICATE_INVALID", "WRONG_INSTANCE", "EPOCH_CHANGED", "SIGN_IN_AGAIN"}
)
"""What proves, if the error says so itself, that no op of the batch was looked at. Every other answer may
come from the middle of a batch, of which the first ops have taken effect."""


MOST_FAILURES = 30
"""Of the server on one op, one after the other, before the user is told: five minutes and more."""


class Pusher:
    def __init__(self, workspace: Workspace, api: Api, device_id: str) -> None:
        self._workspace = workspace
        self._api = api
        self._device_id = device_id
        self._limit = 100
        self._held: set[str] = set()
        self._failures: Counter[str] = Counter()

    @property
    def has_held(self) -> bool:
        """The server has asked to send something again later."""
        return bool(self._held)

    def begin(self, hello: Hello) -> None:
        self._limit = max(1, hello.limits.push)

    def release_held(self) -> None:
        self._held.clear()

    def push(self, epoch: str, fresh: Collection[str] = ()) -> bool:
        """Sends what can be sent, at most one batch; answers whether there is more. What is ``fresh`` can
        still be taken back and stays here."""
        outbox, user_id = self._workspace.outbox, self._workspace.session.user_id
        with self._workspace.turn:
            # Nothing is taken back between being chosen and being marked as sent.
            batch = sendable(outbox.pending(), self._held.union(fresh), user_id, self._limit)
            never_sent = [op.op_id for op in batch if op.device_seq is None]
            sent = outbox.send([op.op_id for op in batch]) if batch else []
        if not sent:
            return False
        self._tell(sent)
        try:
            results = self._api.push(self._device_id, epoch, [wire_op(op) for op in sent])
        except ClientError as error:
            if error.unsent and error.code in SAID_BEFORE_ANY_OP:
                outbox.unsend(never_sent)
            self._tell(sent)
            self._take(error, sent, epoch)
            return True
        settled = self._settle(lambda pending: verdicts(pending, results), epoch)
        self._count_failures(results, epoch)
        self._held |= {op.op_id for op in sent} - {verdict.op_id for verdict in settled}
        return bool(sendable(outbox.pending(), self._held.union(fresh), user_id, 1))

    def _count_failures(self, results: Sequence[Result], epoch: str) -> None:
        """An op at which the server breaks every time must not wait for ever without a word."""
        for result in results:
            if (result.outcome, result.code) != ("deferred", "INTERNAL"):
                del self._failures[result.op_id]
                continue
            self._failures[result.op_id] += 1
            if self._failures[result.op_id] >= MOST_FAILURES:
                self._give_up(result.op_id, client_error("OP_BREAKS_SERVER"), epoch)

    def _take(self, error: ClientError, sent: Sequence[Op], epoch: str) -> None:
        """Makes the best of an answer about the whole batch, or raises it."""
        if reaction_to(error) is not Reaction.SEND_LESS:
            raise error
        bad = culprit(sent, error)
        if bad is None and len(sent) == 1:
            raise error
        if bad is None:
            self._limit = max(1, len(sent) // 2)
            return
        self._give_up(bad, error, epoch)

    def _give_up(self, bad: str, error: ClientError, epoch: str) -> None:
        # It may have taken effect when an earlier answer was lost.
        known = self._api.result_of(bad)
        if known is None:
            self._settle(lambda pending: quarantined(pending, bad, error), epoch)
        else:
            self._settle(lambda pending: verdicts(pending, [known]), epoch)

    def _settle(self, judged: Judge, epoch: str) -> list[Verdict]:
        """Judges what is pending at that moment: what was decided while the answer was under way falls with
        its predecessor as well."""
        space = self._workspace
        with space.turn:
            settled = judged(space.outbox.pending())
            ops = space.outbox.settle(settled, space.clock(), epoch)
            rejected = any(verdict.seq is None for verdict in settled)
            # What was rejected is not shown as done any more; what was applied stays until it is pulled.
            changes = space.refresh_overlay() if rejected else Changes()
        space.on_changes(changes)
        self._tell(ops)
        return settled

    def _tell(self, ops: Sequence[Op]) -> None:
        touched: dict[str, set[str]] = {}
        for op in ops:
            touched.setdefault(op.subject_kind.value, set()).add(op.subject_id)
        self._workspace.on_changes(changes_of(touched, outbox=True))
