"""Statements that are asked all the time: made once for each database, and run by its driver's own cursor,
since what SQLAlchemy does around a statement takes longer than most of these take SQLite.

Values go to the driver and come back as they are, so on SQLite a Boolean is a number.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import BindParameter, ColumnElement, Connection, Executable, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.dml import UpdateBase

from server.database.writes import check_permit

Values = Mapping[str, Any]
NOTHING: Values = {}


class _Form(NamedTuple):
    """Of a statement on one of the databases."""

    text: str
    names: tuple[str, ...] | None
    """Whose values are given in this order; None: they are given by name."""
    constants: Values
    lists: tuple[str, ...]
    """What the driver cannot take as a list, and gets as JSON."""


class Prepared:
    """``lists``: the blanks of its ``one_of``."""

    def __init__(self, statement: Executable, *lists: str) -> None:
        self._statement: Any = statement
        self._lists = lists
        self._written = str(statement.table) if isinstance(statement, UpdateBase) else None
        self._forms: dict[str, _Form] = {}

    def rows(self, connection: Connection, values: Values = NOTHING) -> list[Any]:
        return self._run(connection, values).fetchall()  # type: ignore[no-any-return]

    def row(self, connection: Connection, values: Values = NOTHING) -> Any:
        """None when there is none."""
        found = self.rows(connection, values)
        return found[0] if found else None

    def value(self, connection: Connection, values: Values = NOTHING) -> Any:
        """The first of the first row; None when there is none."""
        found = self.rows(connection, values)
        return found[0][0] if found else None

    def write(self, connection: Connection, values: Values = NOTHING) -> int:
        """How many rows were concerned."""
        return int(self._run(connection, values).rowcount)

    def write_all(self, connection: Connection, rows: Sequence[Values]) -> None:
        if not rows:
            return
        form = self._form(connection, rows[0])
        cursor = self.cursor(connection)
        try:
            cursor.executemany(form.text, [_given(form, values) for values in rows])
        except connection.dialect.loaded_dbapi.Error as error:
            _fail(connection, form, error)

    def _run(self, connection: Connection, values: Values) -> Any:
        form = self._form(connection, values)
        cursor = self.cursor(connection)
        try:
            return cursor.execute(form.text, _given(form, values))
        except connection.dialect.loaded_dbapi.Error as error:
            _fail(connection, form, error)

    @staticmethod
    def cursor(connection: Connection) -> Any:
        return connection.connection.cursor()

    def _form(self, connection: Connection, values: Values) -> _Form:
        if self._written is not None:
            check_permit(connection, self._written)
        dialect = connection.dialect
        return self._forms.get(dialect.name) or self._forms.setdefault(
            dialect.name, self._made(connection, values)
        )

    def _made(self, connection: Connection, values: Values) -> _Form:
        compiled = self._statement.compile(dialect=connection.dialect, column_keys=list(values))
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        names = tuple(compiled.positiontup) if compiled.positional else None
        return _Form(str(compiled), names, constants, self._lists if names else ())


def _given(form: _Form, values: Values) -> Any:
    given = {**form.constants, **values}
    for name in form.lists:
        given[name] = json.dumps(list(given[name]))
    return given if form.names is None else [given[name] for name in form.names]


def _fail(connection: Connection, form: _Form, error: Exception) -> NoReturn:
    """As SQLAlchemy would, so that nobody has to know how it was run."""
    base: Any = connection.dialect.loaded_dbapi.Error
    lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]
    raised = DBAPIError.instance(
        form.text,
        None,
        error,
        base,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
    if lost:
        connection.invalidate(error)
    raise raised from error


class one_of(ColumnElement[bool]):  # noqa: N801 - reads as what it says in a statement.
    """The column's value is in the list of that name; one statement, however long the list is."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[str], name: str) -> None:
        self.column = column
        self.blank: BindParameter[str] = bindparam(name)


@compiles(one_of, "sqlite")
def _in_json(element: one_of, compiler: Any, **given: Any) -> str:
    column, blank = (compiler.process(each, **given) for each in (element.column, element.blank))
    return f"{column} IN (SELECT value FROM json_each({blank}))"  # noqa: S608


@compiles(one_of, "postgresql")
def _any_of(element: one_of, compiler: Any, **given: Any) -> str:
    column = compiler.process(element.column, **given)
    return f"{column} = ANY(%({element.blank.key})s)"
