"""The planner under Hypothesis: for every outbox and every answer, not only for those we thought of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.answers import Result
from desktop.api.problems import ProblemError
from desktop.errors import client_error
from desktop.sync.planner import (
    LONGEST_DELAY,
    Reaction,
    culprit,
    delay,
    is_mass_deletion,
    quarantined,
    reaction_to,
    rescope,
    sendable,
    verdicts,
)
from desktop.values import OpState
from tests.desktop.ops import USER, op

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.outbox import Op


@st.composite
def outboxes(draw: st.DrawFn) -> list[Op]:
    """Ops on few subjects, each naming the one before it on its subject, as actions.py makes them."""
    subjects = draw(st.lists(st.sampled_from(["s1", "s2", "s3", "s4"]), max_size=12))
    last: dict[str, str] = {}
    pending = []
    for number, subject in enumerate(subjects):
        foreign = draw(st.integers(0, 9)) == 0
        user_id = "user-other" if foreign else USER
        pending.append(op(f"op{number}", subject, after=last.get(subject), user_id=user_id))
        last[subject] = f"op{number}"
    return pending


@st.composite
def some_of(draw: st.DrawFn, pending: Sequence[Op]) -> set[str]:
    ids = [each.op_id for each in pending]
    return set(draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()


@given(st.data(), outboxes(), st.integers(1, 15))
def test_sendable_keeps_order_and_holds_back_only_its_own_subject(
    data: st.DataObject, pending: list[Op], limit: int
) -> None:
    held = data.draw(some_of(pending))
    chosen = sendable(pending, held, USER, limit)

    assert [each for each in pending if each in chosen] == chosen
    assert len(chosen) <= limit
    stopped: set[str] = set()
    free = []
    for each in pending:
        if each.op_id in held or each.user_id != USER:
            stopped.add(each.subject_id)
        if each.subject_id not in stopped:
            free.append(each)
    # I13: what nothing stands in the way of goes, up to the limit. I11: nobody else's op goes.
    assert chosen == free[:limit]


OUTCOMES = st.sampled_from(["applied", "rejected", "deferred", "of a newer server"])
CODES = st.sampled_from(["ALREADY_DECIDED", "STALE_VERSION", "OUT_OF_SCOPE", "OF_A_NEWER_SERVER"])


@st.composite
def answers(draw: st.DrawFn, pending: Sequence[Op]) -> list[Result]:
    asked = [each.op_id for each in pending] + ["never asked"]
    chosen = draw(st.lists(st.sampled_from(asked), unique=True))
    return [Result(op_id=each, outcome=draw(OUTCOMES), code=draw(CODES), seq=7) for each in chosen]


@given(st.data(), outboxes())
def test_verdicts_settle_what_was_answered_and_what_falls_with_it(
    data: st.DataObject, pending: list[Op]
) -> None:
    results = data.draw(answers(pending))
    settled = verdicts(pending, results)

    ids = [verdict.op_id for verdict in settled]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {each.op_id for each in pending}
    by_id = {verdict.op_id: verdict for verdict in settled}
    for result in results:
        if result.op_id in by_id and result.outcome == "applied":
            assert by_id[result.op_id].state is OpState.APPLIED
    lost = {verdict.op_id for verdict in settled if verdict.state is not OpState.APPLIED}
    for each in pending:
        if each.after in lost:
            # Decision 5: nothing stays behind that its predecessor's rejection would hold for ever.
            assert each.op_id in by_id
    deferred = {result.op_id for result in results if result.outcome not in ("applied", "rejected")}
    fallen = {each.op_id for each in pending if each.after in lost}
    assert not deferred & set(ids) - fallen


@pytest.mark.parametrize("code", ["ALREADY_DECIDED", "STALE_VERSION"])
def test_R59_somebody_was_first_is_a_conflict(code: str) -> None:
    result = Result(op_id="a", outcome="rejected", code=code, facts={"who": "李老师"}, sentence="已处理")
    [verdict] = verdicts([op("a")], [result])
    assert verdict.state is OpState.CONFLICT
    assert (verdict.code, verdict.facts, verdict.said) == (code, {"who": "李老师"}, "已处理")


@given(outboxes())
def test_quarantine_takes_the_whole_chain_and_nothing_else(pending: list[Op]) -> None:
    if not pending:
        return
    bad = pending[0]
    settled = {verdict.op_id for verdict in quarantined(pending, bad.op_id, client_error("SERVER_ERROR"))}
    assert settled == {each.op_id for each in pending if each.subject_id == bad.subject_id}


def problem(code: str, status: int, op_id: str = "") -> ProblemError:
    error = client_error("REQUEST_REFUSED", what=code)
    error.code = code
    return ProblemError(error, status, op_id)


@pytest.mark.parametrize(
    ("error", "reaction"),
    [
        (client_error("SIGN_IN_AGAIN"), Reaction.STOP),
        (problem("ACCOUNT_DISABLED", 403), Reaction.PURGE),
        (problem("RESYNC_REQUIRED", 409), Reaction.FETCH_ANEW),
        (problem("EPOCH_CHANGED", 409), Reaction.GREET_ANEW),
        (problem("WRONG_INSTANCE", 409), Reaction.STOP),
        (problem("TOO_LARGE", 413), Reaction.SEND_LESS),
        (problem("BODY_INVALID", 422), Reaction.SEND_LESS),
        (problem("CLIENT_TOO_OLD", 426), Reaction.STOP),
        (problem("SERVER_TOO_OLD", 422), Reaction.STOP),
        (client_error("SERVER_BUSY"), Reaction.RETRY),
        (client_error("SERVER_UNREACHABLE", server="s"), Reaction.RETRY),
        (client_error("NOT_XIANJIE", server="s"), Reaction.RETRY),
        (client_error("ANSWER_UNREADABLE", what="x"), Reaction.RETRY),
        (client_error("SYNC_CANCELLED"), Reaction.PAUSE),
    ],
    ids=lambda value: value.code if hasattr(value, "code") else str(value),
)
def test_reaction_to_every_row_of_the_table(error: ProblemError, reaction: Reaction) -> None:
    assert reaction_to(error) is reaction


def test_culprit_is_the_op_that_was_named_or_the_only_one() -> None:
    batch = [op("a"), op("b")]
    assert culprit(batch, problem("OP_DAMAGED", 422, "b")) == "b"
    assert culprit(batch, problem("OP_DAMAGED", 422, "of somebody else")) is None
    assert culprit(batch[:1], problem("BODY_INVALID", 422)) == "a"


IDS = st.frozensets(st.sampled_from("abcdefgh"))


@given(IDS, IDS, st.sampled_from([None, "cursor"]))
def test_rescope_never_keeps_what_left_the_scope(
    known: frozenset[str], told: frozenset[str], cursor: str | None
) -> None:
    scope = rescope(cursor, known, told)
    assert scope.buckets <= told
    assert scope.anew == (cursor is not None and bool(told - known))
    if not scope.anew:
        assert scope.buckets == told


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_F54_more_than_half_of_many_rows_is_a_mass_deletion(before: int, after: int) -> None:
    assert is_mass_deletion(before, after) == (before >= 100 and after < before / 2)


@given(st.integers(1, 10**6), st.floats(0, 1), st.none() | st.floats(0, 3600))
def test_delay_is_bounded_spread_and_respects_retry_after(
    failures: int, chance: float, retry_after: float | None
) -> None:
    seconds = delay(failures, retry_after, chance)
    assert 0.5 <= seconds <= max(LONGEST_DELAY, (retry_after or 0) * 1.5)
    assert seconds >= (retry_after or 0)


def test_delay_grows() -> None:
    delays = [delay(failures, None, 1.0) for failures in range(1, 12)]
    assert all(first <= second for first, second in pairwise(delays))
    assert delays[0] == 1.0
    assert delays[-1] == LONGEST_DELAY


def test_a_held_op_of_another_subject_holds_nothing_back() -> None:
    pending = [op("a", "s1"), op("b", "s2"), replace(op("c", "s1"), after="a")]
    assert [each.op_id for each in sendable(pending, {"a"}, USER, 10)] == ["b"]
