"""Statements past SQLAlchemy behave as those through it: the same failures, the same guard."""

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.database.prepared import Prepared, one_of
from server.database.writes import RoundTheFeedError, synced_writes
from server.members.tables import member
from server.state import State
from server.sync.tables import op
from tests.server.sample import id_of

_NAMED = Prepared(select(member.c.id).where(one_of(member.c.id, "ids")).order_by(member.c.id), "ids")
_ENTER = Prepared(insert(op))
_ENTRY = dict.fromkeys((column.name for column in op.columns), "value") | {"device_seq": 1}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_rows_of_a_list_however_long(state: State, number: int) -> None:
    ids = [id_of("class", each) for each in range(number)]
    with state.database.reading() as connection:
        assert _NAMED.rows(connection, {"ids": ids}) == [(each,) for each in sorted(ids)]
        assert _NAMED.value(connection, {"ids": ids}) == min(ids, default=None)


def test_same_key_twice_is_an_integrity_error_without_values(state: State) -> None:
    with pytest.raises(IntegrityError) as failure, state.database.writing() as connection:
        _ENTER.write_all(connection, [_ENTRY, _ENTRY])
    # What PostgreSQL itself says of them is never logged (server/observing/logs.py).
    assert failure.value.params is None
    assert failure.value.orig is not None
    assert not failure.value.connection_invalidated


def test_statement_that_is_wrong_is_the_drivers_error(state: State) -> None:
    with pytest.raises(DBAPIError), state.database.reading() as connection:
        Prepared(text("SELECT 1 FROM nowhere")).rows(connection)


def test_synced_table_is_written_by_the_unit_of_work_only(state: State) -> None:
    rename = Prepared(update(member).where(member.c.id == bindparam("this_id")))
    values = {"this_id": id_of("class", 0), "version": 1}
    with state.database.writing() as connection:
        with synced_writes(connection):
            assert rename.write(connection, values) == 1
        with pytest.raises(RoundTheFeedError):
            rename.write(connection, values)
