"""The members behind a letter (SPEC R105), by page: first those who graduated in the area, then those who
applied to enter it, branch by branch in the order of the tree, each found by an index of the cases."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, text

from domain.policy import Letter
from domain.transfers import Transfer
from server.documents import TRANSFERS
from server.figures.cases import COURSES_AT_HOME, COURSES_OF_INCOMING
from server.figures.reading import read_members, read_organisations
from server.figures.wire import FigureMember
from server.scope import Scope
from server.transfers.tables import transfer

CURSOR = r"^([01]/[A-Za-z0-9/_-]*~[A-Za-z0-9_-]+~[A-Za-z0-9_-]+)?$"
"""What ``write_place`` writes; empty before the first page."""


class Place(NamedTuple):
    """Of the last one that was sent."""

    incoming: bool = False
    path: str = ""
    member_id: str = ""
    home_id: str = ""


def write_place(place: Place) -> str:
    return f"{place.incoming:d}{place.path}~{place.member_id}~{place.home_id}"


def read_place(cursor: str) -> Place:
    """``cursor`` is as ``CURSOR`` says."""
    if not cursor:
        return Place()
    path, member_id, home_id = cursor[1:].split("~")
    return Place(cursor[0] == "1", path, member_id, home_id)


_COLUMNS = "g.path AS path, c.member_id AS member_id, c.home_id AS home_id, c.transfer_id AS transfer_id"
_AFTER = (
    "g.path >= :first AND g.path < :last AND c.year = :year AND c.going IN :courses"
    " AND (g.path, c.member_id, c.home_id) > (:path, :member_id, :home_id)"
    " ORDER BY g.path, c.member_id, c.home_id LIMIT :limit"
)
# «CROSS JOIN», because SQLite would otherwise begin with the cases of the whole year.
_AT_HOME = text(
    f"SELECT {_COLUMNS} FROM organisation g CROSS JOIN figure_case c WHERE c.home_id = g.id AND {_AFTER}"  # noqa: S608
).bindparams(bindparam("courses", expanding=True))
_INCOMING = text(
    f"SELECT {_COLUMNS} FROM organisation g CROSS JOIN figure_case c CROSS JOIN organisation h"  # noqa: S608
    " WHERE c.to_id = g.id AND h.id = c.home_id AND NOT (h.path >= :first AND h.path < :last)"
    f" AND {_AFTER}"
).bindparams(bindparam("courses", expanding=True))


def page_behind(
    connection: Connection, area: Scope, year: int, letter: Letter, place: Place, limit: int
) -> tuple[list[FigureMember], Place | None]:
    """``area`` lies in the caller's scope. The place is None at the end."""
    found: list[tuple[bool, Row[Any]]] = []
    for incoming, courses in ((False, COURSES_AT_HOME[letter]), (True, COURSES_OF_INCOMING[letter])):
        if place.incoming and not incoming:
            continue
        since = place if place.incoming == incoming else Place(incoming)
        # One more tells whether there is another page.
        rows = _rows(connection, area, year, courses, since, limit + 1 - len(found))
        found += [(incoming, row) for row in rows]
    page = found[:limit]
    items = list(_shown(connection, page))
    if len(found) <= limit:
        return items, None
    incoming, row = page[-1]
    return items, Place(incoming, row.path, row.member_id, row.home_id)


def _rows(
    connection: Connection, area: Scope, year: int, courses: Sequence[int], since: Place, limit: int
) -> Sequence[Row[Any]]:
    if not courses or limit <= 0:
        return ()
    values = {"first": area.path, "last": area.end, "year": year, "courses": courses, "limit": limit}
    after = {"path": since.path, "member_id": since.member_id, "home_id": since.home_id}
    return connection.execute(_INCOMING if since.incoming else _AT_HOME, values | after).all()


def _shown(connection: Connection, page: Sequence[tuple[bool, Row[Any]]]) -> Iterator[FigureMember]:
    transfers = _transfers(connection, [row.transfer_id for _, row in page if row.transfer_id])
    # Without a transfer they are still in the branch that they graduated from, in the scope.
    members = read_members(connection, [row.member_id for _, row in page if not row.transfer_id])
    homes = read_organisations(connection, {row.home_id for _, row in page if not row.transfer_id})
    for incoming, row in page:
        if row.transfer_id:
            yield _by_transfer(transfers[row.transfer_id], incoming)
        else:
            home = homes[row.home_id]
            yield FigureMember(
                member_id=row.member_id,
                name=members[row.member_id].name,
                home_id=home.id,
                home_name=home.full_name,
                incoming=incoming,
            )


def _by_transfer(value: Transfer, incoming: bool) -> FigureMember:
    """Nothing but what the transfer shows to both of its sides already (SPEC R5, R53)."""
    return FigureMember(
        member_id=value.member_id,
        name=value.subject.name,
        home_id=value.source.id,
        home_name=value.source.full_name,
        incoming=incoming,
        transfer_id=value.id,
        kind=value.kind,
        state=value.state,
        destination_id=value.destination.id,
        destination_name=value.destination.full_name,
    )


def _transfers(connection: Connection, ids: Sequence[str]) -> dict[str, Transfer]:
    query = select(transfer.c.document).where(transfer.c.id.in_(ids))
    found = map(TRANSFERS.read, connection.scalars(query))
    return {value.id: value for value in found}
