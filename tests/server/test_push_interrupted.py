"""What breaks in the middle of a message takes back nothing, and holds up nothing else (RELIABILITY I13)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import text

from server.database.engine import Database
from server.database.unit_of_work import LostUpdateError, UnitOfWork
from server.problems import Problem
from server.sync import batches
from server.sync.settling import settle
from tests.server.client import Country, Json
from tests.server.sample import id_of

Outcomes = list[tuple[str, str | None]]
Interrupt = Callable[[Callable[[], None]], None]


@pytest.fixture(autouse=True)
def _impatient_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.database.engine._BUSY_SECONDS", 0)


@pytest.fixture
def before_op(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], None]], None]:
    """Does something when that op's turn comes."""

    def arrange(number: int, happens: Callable[[], None]) -> None:
        turns = iter(range(1000))

        def interrupted(*given: Any) -> Any:
            if next(turns) == number:
                happens()
            return settle(*given)

        monkeypatch.setattr(batches, "settle", interrupted)

    return arrange


@pytest.fixture
def exits() -> Iterator[ExitStack]:
    with ExitStack() as exits:
        yield exits


def marks(who: Any, count: int = 4) -> list[Json]:
    return [who.op("mark_member", id_of("class", each), 1, mark="teacher") for each in range(count)]


def outcomes(results: list[Json]) -> Outcomes:
    return [(result["outcome"], result["code"]) for result in results]


def void(_: object) -> None:
    return None


APPLIED, AGAIN = ("applied", None), ("deferred", "OVERLOADED")


def test_I1_database_locked_in_the_middle_defers_the_rest(
    country: Country, before_op: Any, exits: ExitStack
) -> None:
    if not country.state.database.is_sqlite:
        pytest.skip("PostgreSQL has no lock on everything")
    other = Database(country.state.settings.database_url, pool_size=1)
    exits.callback(other.close)
    college = country.sign_in("college")
    ops = marks(college)
    before_op(2, lambda: void(exits.enter_context(other.writing())))
    results = college.push(*ops)
    assert outcomes(results) == [APPLIED, APPLIED, AGAIN, AGAIN]
    assert results[2]["sentence"].startswith("服务器繁忙")
    exits.close()
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


def test_I1_no_connection_left_in_the_middle_defers_the_rest(
    country: Country, before_op: Any, exits: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = country.state.database.engine
    college = country.sign_in("college")
    ops = marks(college)
    free = engine.pool.size() - engine.pool.checkedout()  # type: ignore[attr-defined]

    def take_all() -> None:
        monkeypatch.setattr(engine.pool, "_timeout", 0.01)
        for _ in range(free):
            exits.enter_context(engine.connect())

    college.hello()
    before_op(2, take_all)
    message = {"device_id": college.id, "epoch": college.hello()["epoch"], "ops": ops}
    answer = college.post("/v1/sync/push", message)
    exits.close()
    assert answer.status_code == 200, answer.text
    assert outcomes(answer.json()["results"]) == [APPLIED, APPLIED, AGAIN, AGAIN]
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


def test_error_before_the_first_op_fails_the_call(country: Country, before_op: Any) -> None:
    def overloaded() -> None:
        raise Problem("OVERLOADED")

    college = country.sign_in("college")
    before_op(0, overloaded)
    assert college.push_raw(*marks(college)).status_code == 503


def test_account_disabled_in_the_middle_keeps_what_is_done(country: Country, before_op: Any) -> None:
    college = country.sign_in("college")

    def disable() -> None:
        with country.state.database.writing() as connection:
            where = {"id": id_of("account", "college")}
            connection.execute(text("UPDATE account SET disabled = true WHERE id = :id"), where)

    before_op(1, disable)
    results = college.push(*marks(college, 3))
    assert outcomes(results) == [APPLIED, *[("deferred", "ACCOUNT_DISABLED")] * 2]
    assert [result["rows"] for result in results] == [{}] * 3


@pytest.mark.parametrize("number", [0, 1])
def test_I13_op_that_cannot_be_stored_holds_up_its_subject_only(
    country: Country, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = UnitOfWork.save_member
    broken = id_of("class", number)

    def breaks(unit: UnitOfWork, member: Any) -> None:
        if member.id == broken:
            raise LostUpdateError("planted")
        save(unit, member)

    college = country.sign_in("college")
    ops = marks(college, 3)
    ops.append(college.op("revoke_mark", broken, 2, after=ops[number]["op_id"]))
    ops.append(college.op("mark_member", broken, 2, mark="teacher"))
    monkeypatch.setattr(UnitOfWork, "save_member", breaks)
    expected: Outcomes = [APPLIED] * 3 + [("deferred", "PREDECESSOR_UNKNOWN")] * 2
    expected[number] = ("deferred", "INTERNAL")
    assert outcomes(college.push(*ops)) == expected
    assert outcomes(college.push(*ops)) == expected
    assert college.get(f"/v1/sync/ops/{ops[number]['op_id']}").status_code == 404
    monkeypatch.undo()
    assert outcomes(college.push(*ops[:4])) == [APPLIED] * 4
