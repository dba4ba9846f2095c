"""Many rows at once, past SQLAlchemy's work on each parameter, which would take half of the time."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import Insert


def execute_many(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Each row must have the statement's columns, as values that SQLite stores as they are."""
    if not rows:
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(rows[0]))
    in_order = itemgetter(*(compiled.positiontup or ()))
    connection.exec_driver_sql(compiled.string, [in_order(row) for row in rows])
