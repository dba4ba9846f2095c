"""The trail grows only, and tampering with it shows (SPEC R14)."""

import pytest
from sqlalchemy import delete, select, update

from server.database.audit import first_broken
from server.database.audit_key import TrailKey
from server.database.tables import audit
from server.database.unit_of_work import UnitOfWork
from server.state import State


@pytest.fixture
def trail(state: State) -> int:
    """The number of the last record."""
    for turn in range(5):
        with state.database.writing() as connection:
            unit = UnitOfWork(connection, state.clock())
            unit.record("someone", "looked", f"subject {turn}", turn=turn, name="中文")
            unit.record("someone", "looked again", f"subject {turn}")
            unit.finish()
    with state.database.reading() as connection:
        last: int = connection.scalars(select(audit.c.number).order_by(audit.c.number.desc()).limit(1)).one()
    return last


def broken(state: State) -> int | None:
    with state.database.reading() as connection:
        return first_broken(connection)


def test_whole_trail_holds(state: State, trail: int) -> None:
    assert broken(state) is None
    with state.database.reading() as connection:
        numbers = connection.scalars(select(audit.c.number).order_by(audit.c.number)).all()
    assert list(numbers) == list(range(1, trail + 1))


@pytest.mark.parametrize(
    "change", [{"actor": "x"}, {"subject": ""}, {"detail": "{}"}, {"at": "x"}, {"hash": "0"}]
)
def test_changed_record_is_found(state: State, trail: int, change: dict[str, str]) -> None:
    with state.database.writing() as connection:
        former = connection.execute(select(audit).where(audit.c.number == trail - 3)).one()._asdict()
        connection.execute(update(audit).where(audit.c.number == trail - 3).values(**change))
    assert broken(state) == trail - 3
    with state.database.writing() as connection:
        connection.execute(update(audit).where(audit.c.number == trail - 3).values(**former))


def test_record_taken_out_is_found(state: State, trail: int) -> None:
    with state.database.writing() as connection:
        former = connection.execute(select(audit).where(audit.c.number == trail - 1)).one()._asdict()
        connection.execute(delete(audit).where(audit.c.number == trail - 1))
    assert broken(state) == trail - 1
    with state.database.writing() as connection:
        connection.execute(audit.insert().values(**former))


def test_trail_made_with_another_key_is_found(state: State, trail: int) -> None:
    with state.database.reading() as connection:
        head = TrailKey(b"another key", state.instance.secret)
        assert first_broken(connection, head) == 1
