"""Many values at once into an empty database, the feed included."""

from collections.abc import Iterator
from itertools import chain

import pytest
from sqlalchemy import func, select

from domain.organisations import Organisation
from server.database.engine import Database
from server.database.loading import NotEmptyError, load_rows
from server.database.migrate import upgrade
from server.members.tables import member
from server.state import State
from tests.server import sample
from tests.server.feed_check import feed_errors


def test_loaded_rows_are_in_the_feed(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
    assert feed_errors(database) == []
    with database.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(member))
    assert count == sum(place.members for place in sample.PLACES.values())
    database.close()


def test_database_that_holds_something_is_left_alone(state: State) -> None:
    with pytest.raises(NotEmptyError, match="数据库里已经有组织"):
        load_rows(state.database, sample.organisations())


def test_stream_that_breaks_leaves_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)

    def breaks() -> Iterator[Organisation]:
        yield from sample.organisations()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load_rows(database, breaks())
    load_rows(database, sample.organisations())
    assert feed_errors(database) == []
    database.close()
