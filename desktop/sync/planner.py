"""What to send, what an answer means, what a page asks for, how long to wait: pure functions.

No clock, chance or input and output in here, so that every case can be tried (tests/desktop/sync).
"""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.api.answers import Result
from desktop.api.problems import ProblemError
from desktop.errors import ClientError
from desktop.outbox import Op, Verdict
from desktop.values import OpState
from domain.messages import CONFLICT_CODES
from domain.refusals import Refusal

SCHEMA = 1
"""The version in which ops are written."""

SHORTEST_DELAY, LONGEST_DELAY = 1.0, 30.0
"""Seconds. A queue is to be empty a minute after the network has healed (RELIABILITY F25)."""

FEW_ROWS = 100
"""A cache of fewer may lose them all without anybody being asked."""


class Reaction(StrEnum):
    RETRY = "retry"
    """Later, with the same op ids."""
    STOP = "stop"
    """Until the user has done something."""
    PURGE = "purge"
    """Stop, and what is here must not be read any more."""
    FETCH_ANEW = "fetch_anew"
    GREET_ANEW = "greet_anew"
    SEND_LESS = "send_less"
    PAUSE = "pause"
    """The user wished so."""


_REACTIONS = {
    "SIGN_IN_AGAIN": Reaction.STOP,
    "WRONG_INSTANCE": Reaction.STOP,
    "CLIENT_TOO_OLD": Reaction.STOP,
    "SERVER_TOO_OLD": Reaction.STOP,
    "PASSWORD_CHANGE_REQUIRED": Reaction.STOP,
    "FIRST_PASSWORD_EXPIRED": Reaction.STOP,
    "MASS_DELETION": Reaction.STOP,
    "ACCOUNT_DISABLED": Reaction.PURGE,
    "NO_ROLE": Reaction.PURGE,
    "RESYNC_REQUIRED": Reaction.FETCH_ANEW,
    "EPOCH_CHANGED": Reaction.GREET_ANEW,
    "SYNC_CANCELLED": Reaction.PAUSE,
    "MESSAGE_TOO_LARGE": Reaction.SEND_LESS,
}


def reaction_to(error: ClientError) -> Reaction:
    if error.code in _REACTIONS:
        return _REACTIONS[error.code]
    if isinstance(error, ProblemError) and error.status in (413, 422):
        return Reaction.SEND_LESS
    return Reaction.RETRY


# Pushing


def sendable(pending: Sequence[Op], held: Collection[str], user_id: str, limit: int) -> list[Op]:
    """In the order of deciding. What is held back holds back what came after it on the same subject, and
    nothing else (RELIABILITY I13); nothing is sent that another user decided (I11)."""
    waiting: set[str] = set()
    chosen: list[Op] = []
    for op in pending:
        if op.op_id in held or op.user_id != user_id:
            waiting.add(op.subject_id)
        elif op.subject_id not in waiting and len(chosen) < limit:
            chosen.append(op)
    return chosen


def verdicts(pending: Sequence[Op], results: Sequence[Result]) -> list[Verdict]:
    """What is settled by the answers, with what falls with a rejected predecessor (decision 5). Answers to
    what was not asked, and deferred ones, settle nothing."""
    known = {op.op_id for op in pending}
    settled = [
        verdict for result in results if result.op_id in known and (verdict := _verdict(result)) is not None
    ]
    return [*settled, *_fallen(pending, settled)]


def _verdict(result: Result) -> Verdict | None:
    code, facts, said = result.code or "", result.facts or {}, result.sentence or ""
    match result.outcome:
        case "applied":
            return Verdict(op_id=result.op_id, state=OpState.APPLIED, seq=result.seq or 0)
        case "rejected":
            state = OpState.CONFLICT if code in CONFLICT_CODES else OpState.REJECTED
            return Verdict(op_id=result.op_id, state=state, code=code, facts=facts, said=said)
        case _:
            return None


def _fallen(pending: Sequence[Op], settled: Sequence[Verdict]) -> Iterator[Verdict]:
    done = {verdict.op_id for verdict in settled}
    lost = {verdict.op_id for verdict in settled if verdict.state is not OpState.APPLIED}
    refusal = Refusal("PREDECESSOR_REJECTED")
    for op in pending:
        if op.after in lost and op.op_id not in done:
            lost.add(op.op_id)
            yield Verdict(op_id=op.op_id, state=OpState.REJECTED, code=refusal.code, said=refusal.sentence)


def quarantined(pending: Sequence[Op], op_id: str, error: ClientError) -> list[Verdict]:
    """An op that the server cannot even read is rejected here, so that the queue goes on."""
    bad = Verdict(op_id=op_id, state=OpState.REJECTED, code=error.code, said=error.sentence)
    return [bad, *_fallen(pending, [bad])]


def culprit(sent: Sequence[Op], error: ClientError) -> str | None:
    """The op that an answer to the whole batch is about; None: send less to find out."""
    named = error.op_id if isinstance(error, ProblemError) else ""
    if named in {op.op_id for op in sent}:
        return named
    # What stands in between can tell about a message, not about an op.
    is_the_server = isinstance(error, ProblemError)
    return sent[0].op_id if len(sent) == 1 and is_the_server else None


# Pulling


class Rescope(NamedTuple):
    buckets: frozenset[str]
    """What the area consists of from now on."""
    anew: bool
    """There is more than before, so that everything must be fetched from the beginning."""


def rescope(cursor: str | None, known: frozenset[str], told: frozenset[str]) -> Rescope:
    if cursor is None:
        return Rescope(told, anew=False)
    gained = told - known
    return Rescope(told & known, anew=bool(gained))


def is_older(version: str, wanted: str) -> bool:
    """Of versions like 1.10.2; one that cannot be read demands nothing."""
    try:
        return tuple(map(int, version.split("."))) < tuple(map(int, wanted.split(".")))
    except ValueError:
        return False


def is_mass_deletion(before: int, after: int) -> bool:
    return before >= FEW_ROWS and after * 2 < before


# Waiting


def delay(failures: int, retry_after: float | None, chance: float) -> float:
    """Seconds until the next try. ``chance`` in 0 … 1 spreads clients out, so that they are no herd."""
    doubled = min(SHORTEST_DELAY * 2.0 ** min(failures - 1, 30), LONGEST_DELAY)
    spread = doubled * (0.5 + chance / 2)
    return spread if retry_after is None else max(spread, retry_after * (1 + chance / 2))
