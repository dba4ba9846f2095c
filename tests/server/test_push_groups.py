"""What waits to be written is committed together: all or nothing, each with its own answer (decision 13)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event, select

from server.database import tables
from server.database.prepared import Prepared
from server.documents import instant_text
from server.members.repository import find_member
from server.scope import NATIONWIDE
from server.sessions.callers import authenticate
from server.sync.batch import Batch
from server.sync.batches import settle_group
from server.sync.tables import op as op_table
from server.sync.wire import Op
from tests.server.client import Country, Device, Json
from tests.server.feed_check import feed_errors
from tests.server.flows import DELAYED
from tests.server.grouping import busy_writer, pushed_together, until
from tests.server.sample import id_of


def mark(who: Device, number: int, seen: int = 1, **more: Any) -> Json:
    return who.op("mark_member", id_of("class", number), seen, **({"mark": "teacher"} | more))


def test_what_waits_is_committed_once_and_each_is_answered(country: Country) -> None:
    devices = [country.sign_in("college") for _ in range(4)]
    pushes = [(who, [mark(who, number)]) for number, who in enumerate(devices)]
    pushes[2] = (devices[2], [mark(devices[2], 2, **DELAYED | {"expected_month": "2019-01"})])
    pushes[3] = (devices[3], [mark(devices[3], 0)])
    before = _audit_number(country)
    answers = [answer.json()["results"] for answer in pushed_together(country, pushes)]
    assert [(result["outcome"], result["code"]) for (result,) in answers] == [
        ("applied", None),
        ("applied", None),
        ("rejected", "EXPECTED_MONTH_TOO_EARLY"),
        ("rejected", "STALE_VERSION"),
    ]
    # One commit shows them all, so they have one number.
    assert answers[0][0]["seq"] == answers[1][0]["seq"]
    assert _audit_number(country) == before + 4


def test_same_op_twice_in_a_group_has_one_effect(country: Country) -> None:
    first, second = country.sign_in("college"), country.sign_in("college")
    op = mark(first, 0)
    answers = pushed_together(country, [(first, [op]), (second, [op])])
    assert answers[0].json()["results"] == answers[1].json()["results"]
    assert answers[0].json()["results"][0]["outcome"] == "applied"


def test_predecessor_may_be_in_the_same_group(country: Country) -> None:
    first, second = country.sign_in("college"), country.sign_in("college")
    before = mark(first, 0)
    behind = second.op("revoke_mark", id_of("class", 0), 2, after=before["op_id"])
    answers = pushed_together(country, [(first, [before]), (second, [behind])])
    assert [answer.json()["results"][0]["outcome"] for answer in answers] == ["applied"] * 2


def test_rows_are_shown_as_far_as_each_may_see_them(country: Country) -> None:
    college, employer = country.sign_in("college"), country.sign_in("employer")
    ops = [mark(college, 0), mark(employer, 1)]
    mine, theirs = pushed_together(country, [(college, ops[:1]), (employer, ops[1:])])
    assert set(mine.json()["results"][0]["rows"]) == {"member"}
    assert theirs.json()["results"][0]["rows"] == {}


def test_push_that_waits_too_long_is_refused_and_not_done(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    college = country.sign_in("college")
    op = mark(college, 0)
    monkeypatch.setattr(country.state.groups, "_patience", 0.05)
    with busy_writer(country):
        assert college.push_raw(op).status_code == 503
    assert college.get(f"/v1/sync/ops/{op['op_id']}").status_code == 404


def test_queue_of_pushes_has_an_end(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country.state.groups, "_places", 0)
    college = country.sign_in("college")
    assert college.push_raw(mark(college, 0)).status_code == 503


def test_op_whose_row_is_held_elsewhere_is_put_off_and_holds_up_nobody(country: Country) -> None:
    if country.state.database.is_sqlite:
        pytest.skip("SQLite has one writer")
    college, other = country.sign_in("college"), country.sign_in("college")
    ops = [mark(college, 0), mark(college, 1)]
    with ThreadPoolExecutor(1) as caller:
        with country.state.database.writing() as connection:
            assert find_member(connection, NATIONWIDE, id_of("class", 1), lock=True)
            answer = caller.submit(college.push, *ops)
            # The first is committed; nobody has to wait for the second.
            until(lambda: other.get(f"/v1/sync/ops/{ops[0]['op_id']}").status_code == 200)
            assert not answer.done()
        assert [result["outcome"] for result in answer.result(30)] == ["applied"] * 2


@pytest.mark.fault("I4")
def test_I4_rights_that_an_op_of_the_group_changes_count_for_the_next(country: Country) -> None:
    college, municipal = country.sign_in("college"), country.sign_in("municipal")
    moved = municipal.op("move_organisation", id_of("college"), 1, parent_id=id_of("vocational"))
    pushes = [
        (college, [mark(college, 0), mark(college, 1)]),
        (municipal, [moved]),
        (college, [mark(college, 2)]),
    ]
    answers = [answer.json()["results"] for answer in pushed_together(country, pushes)]
    assert [[result["outcome"] for result in results] for results in answers] == [
        ["applied", "applied"],
        ["applied"],
        ["applied"],
    ]
    assert len({results[0]["seq"] for results in answers}) == 1


class KilledError(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(country: Country, number: int) -> Iterator[None]:
    """Before the transaction's statement of that number."""
    engine = country.state.database.engine
    statements = count(1)
    cursor = Prepared.cursor

    def kill(*_: Any) -> None:
        if next(statements) == number:
            raise KilledError

    def killing_cursor(connection: Connection) -> Any:
        kill()
        return cursor(connection)

    event.listen(engine, "before_cursor_execute", kill)
    try:
        with pytest.MonkeyPatch.context() as planted:
            planted.setattr(Prepared, "cursor", staticmethod(killing_cursor))
            yield
    finally:
        event.remove(engine, "before_cursor_execute", kill)


def test_I1_group_that_is_killed_at_any_statement_leaves_nothing(country: Country) -> None:
    who = country.sign_in("college")
    pushes = [[mark(who, 0), mark(who, 1)], [mark(who, 0)]]
    before = _everything(country)
    batches: list[Batch] = []
    for number in count(1):
        batches = [_batch(country, who, ops) for ops in pushes]
        with killed_at(country, number):
            try:
                settle_group(country.state, batches)
                break
            except KilledError:
                assert not any(batch.answer.done() for batch in batches)
                assert _everything(country) == before
    assert number > 20
    assert [[result.outcome for result in batch.answer.result(0)] for batch in batches] == [
        ["applied", "applied"],
        ["rejected"],
    ]
    assert feed_errors(country.state.database) == []


def _batch(country: Country, who: Device, ops: list[Json]) -> Batch:
    with country.state.database.reading() as connection:
        now = instant_text(country.clock())
        caller = authenticate(connection, who.session["access_token"], now)
    return Batch(caller, who.id, [msgspec.convert(op, Op) for op in ops])


def _everything(country: Country) -> list[Any]:
    with country.state.database.reading() as connection:
        found = (connection.execute(select(table)).all() for table in (tables.feed, tables.counter, op_table))
        return [sorted(map(tuple, rows)) for rows in found]


def _audit_number(country: Country) -> int:
    with country.state.database.reading() as connection:
        return int(connection.scalar(select(tables.counter.c.audit_number)) or 0)
