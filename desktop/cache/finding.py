"""Members by what a list from elsewhere says of them: an identity number, or a name."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from desktop.cache.selecting import in_chunks, overlaid
from desktop.cache.tables import LIVE, overlay_member

_Statement = Select[tuple[str, ...]]
IDENTITY_DIGITS = 18


class Known(NamedTuple):
    id: str
    organisation_id: str
    name: str
    """In small letters, as it is searched for."""
    identity_number: str


def members_numbered(connection: Connection, identity_numbers: Collection[str]) -> Iterator[Known]:
    return _found(connection, [number.lower() for number in identity_numbers], _identity_number)


def members_named(connection: Connection, names: Collection[str]) -> Iterator[Known]:
    return _found(connection, [name.lower() for name in names], _first_word)


def _found(
    connection: Connection, wanted: Collection[str], what: Callable[[Table], ColumnElement[str]]
) -> Iterator[Known]:
    """Several hundred at a time, each time in one pass over an index that holds all that is asked for."""
    for chunk in in_chunks(sorted(set(wanted))):
        rows = overlaid(lambda table: _listed(table, what(table), chunk), LIVE.member, overlay_member)  # noqa: B023
        for each in connection.execute(select(rows)):
            yield Known(each.id, each.organisation_id, each.name, each.identity_number.upper())


def _listed(table: Table, what: ColumnElement[str], wanted: list[str]) -> _Statement:
    columns = (
        table.c.id,
        table.c.organisation_id,
        _first_word(table).label("name"),
        _identity_number(table).label("identity_number"),
    )
    return select(*columns).where(what.in_(wanted))


def _identity_number(table: Table) -> ColumnElement[str]:
    return func.substr(table.c.numbers, 1, IDENTITY_DIGITS)


def _first_word(table: Table) -> ColumnElement[str]:
    """The search text of a member begins with the name."""
    search = table.c.search
    return func.substr(search, 1, func.instr(search.concat(" "), " ") - 1)
