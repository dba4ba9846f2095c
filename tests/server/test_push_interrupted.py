"""What breaks in the middle of a message takes back nothing, and holds up nothing else (RELIABILITY I13)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from server.database.engine import Database
from server.database.unit_of_work import LostUpdateError, UnitOfWork
from server.problems import Problem
from server.sync import batches
from server.sync.ledger import Ledger
from server.sync.settling import settle
from tests.server.client import Country, Json
from tests.server.sample import id_of

Outcomes = list[tuple[str, str | None]]
Happening = Callable[[UnitOfWork], object]


@pytest.fixture(autouse=True)
def _impatient_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.database.engine._BUSY_SECONDS", 0)


@pytest.fixture
def before_op(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Happening], None]:
    """Does something in the transaction when that op's turn comes."""

    def arrange(number: int, happens: Happening) -> None:
        turns = iter(range(1000))

        def interrupted(state: Any, unit: UnitOfWork, *given: Any) -> Any:
            if next(turns) == number:
                happens(unit)
            return settle(state, unit, *given)

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


APPLIED, AGAIN = ("applied", None), ("deferred", "OVERLOADED")


def raising(error: Exception) -> Happening:
    def happens(_: UnitOfWork) -> None:
        raise error

    return happens


def busy() -> OperationalError:
    driver: Any = dbapi2
    return OperationalError("", None, driver.OperationalError("database is locked"))


@pytest.mark.fault("F11")
def test_I1_database_busy_in_the_middle_defers_the_rest(country: Country, before_op: Any) -> None:
    college = country.sign_in("college")
    ops = marks(college)
    before_op(2, raising(busy()))
    results = college.push(*ops)
    assert outcomes(results) == [APPLIED, APPLIED, AGAIN, AGAIN]
    assert results[2]["sentence"].startswith("服务器繁忙")
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


def test_I1_locked_database_fails_the_call(country: Country, exits: ExitStack) -> None:
    if not country.state.database.is_sqlite:
        pytest.skip("PostgreSQL has no lock on everything")
    other = Database(country.state.settings.database_url, pool_size=1)
    exits.callback(other.close)
    college = country.sign_in("college")
    ops = marks(college)
    exits.enter_context(other.writing())
    assert college.push_raw(*ops).status_code == 503
    exits.close()
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


@pytest.mark.parametrize("step", ["finish", "commit"])
def test_I1_group_that_cannot_be_committed_leaves_nothing_and_says_so(
    country: Country, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise busy()

    college = country.sign_in("college")
    ops = marks(college)
    with monkeypatch.context() as planted:
        if step == "finish":
            planted.setattr(UnitOfWork, "finish", fails)
        else:
            planted.setattr(country.state.database.engine.dialect, "do_commit", fails)
        message = {"device_id": college.id, "epoch": country.state.instance.epoch, "ops": ops}
        answer = college.post("/v1/sync/push", message)
    assert (answer.status_code, answer.json()["code"]) == (503, "OVERLOADED")
    assert [college.get(f"/v1/sync/ops/{op['op_id']}").status_code for op in ops] == [404] * 4
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


def test_transaction_that_is_lost_in_the_middle_is_begun_anew(country: Country, before_op: Any) -> None:
    """As SQLite does by itself when the disk is full; what came before must not count as done."""

    def lose(unit: UnitOfWork) -> None:
        with unit.attempt(country.clock()):
            unit.connection.exec_driver_sql("ROLLBACK")
            raise ZeroDivisionError

    college = country.sign_in("college")
    before_op(2, lose)
    assert outcomes(college.push(*marks(college))) == [APPLIED] * 4


def test_error_before_the_first_op_fails_the_call(country: Country, before_op: Any) -> None:
    college = country.sign_in("college")
    before_op(0, raising(Problem("OVERLOADED")))
    assert college.push_raw(*marks(college)).status_code == 503


def test_account_disabled_in_the_middle_keeps_what_is_done(country: Country, before_op: Any) -> None:
    def disable(unit: UnitOfWork) -> None:
        where = {"id": id_of("account", "college")}
        unit.connection.execute(text("UPDATE account SET disabled = true WHERE id = :id"), where)

    college = country.sign_in("college")
    before_op(1, disable)
    results = college.push(*marks(college, 3))
    assert outcomes(results) == [APPLIED, *[("deferred", "ACCOUNT_DISABLED")] * 2]
    assert [result["rows"] for result in results] == [{}] * 3


def test_op_that_breaks_the_commit_is_found_and_the_others_are_done(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Ledger.store

    def breaks(ledger: Ledger, seq: int) -> None:
        if any(op.subject_id == id_of("class", 1) for _, op, _, _ in ledger._new):
            raise ZeroDivisionError
        store(ledger, seq)

    college = country.sign_in("college")
    ops = marks(college)
    monkeypatch.setattr(Ledger, "store", breaks)
    assert outcomes(college.push(*ops)) == [APPLIED, ("deferred", "INTERNAL"), APPLIED, APPLIED]
    monkeypatch.undo()
    assert outcomes(college.push(*ops)) == [APPLIED] * 4


@pytest.mark.parametrize("number", [0, 1])
def test_I13_op_that_cannot_be_stored_holds_up_its_subject_only(
    country: Country, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = UnitOfWork.save_member
    broken = id_of("class", number)

    def breaks(unit: UnitOfWork, member: Any) -> None:
        save(unit, member)
        if member.id == broken:
            # Half of it is written, and must not be left.
            raise LostUpdateError("planted")

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
