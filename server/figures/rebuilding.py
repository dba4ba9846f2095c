"""Works the figures out from everything there is: at the beginning, after a bulk load, to compare."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, delete, insert, select, text

from domain.instants import china_date
from domain.organisations import Organisation, OrganisationKind
from server.database.feed import lock_head
from server.documents import ORGANISATIONS
from server.figures.cases import Kept
from server.figures.counting import Area, Cells, Count, add, by_organisation, chunks, counted, ids_of
from server.figures.reading import read_graduates, read_organisations
from server.figures.renewing import Change, cells_of, store, worked_out
from server.figures.tables import figure_case, figure_count, figure_since
from server.members.tables import member
from server.organisations.repository import lock_tree
from server.organisations.tables import organisation
from server.transfers.tables import transfer


def ensure_figures(connection: Connection, now: datetime) -> None:
    """In a database whose form before knew of none."""
    if connection.execute(select(figure_since.c.id)).first() is None:
        hold_figures(connection)
        rebuild_figures(connection, now)


def hold_figures(connection: Connection) -> None:
    """Nobody else changes a figure before the commit. Locked in the order of those who change some: the tree,
    cases, the counter."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        lock_tree(connection)
        connection.execute(text("LOCK TABLE figure_case IN SHARE ROW EXCLUSIVE MODE"))
    lock_head(connection)


def rebuild_figures(connection: Connection, now: datetime) -> None:
    """Only in a database whose figures nobody else changes meanwhile."""
    day = china_date(now).isoformat()
    connection.execute(delete(figure_count))
    add(connection, recompute(connection, lambda changes: store(connection, changes)), day)
    connection.execute(delete(figure_since))
    connection.execute(insert(figure_since).values(id=1, day=day))


def recompute(connection: Connection, on_differing: Callable[[list[Change]], None]) -> dict[Area, Count]:
    """What organisations should count, by id; ``on_differing`` is given the cases that are kept wrongly."""
    cells: Cells = Counter()
    organisations: dict[str, Organisation] = {}
    for ids in chunks(_who_may_be_counted(connection)):
        graduates = read_graduates(connection, ids)
        organisations |= read_organisations(connection, graduates.places() - organisations.keys())
        changes = list(worked_out(graduates, organisations))
        cells.update(_cells(changes, organisations))
        on_differing([each for each in changes if each.differs])
    counts = counted(cells)
    return by_organisation(counts, ids_of(connection, {area.place for area in counts}))


def _cells(changes: Sequence[Change], organisations: dict[str, Organisation]) -> Cells:
    present: list[Kept] = [each.present for each in changes if each.present]
    ids = {place for kept in present for place in (kept.home_id, kept.to_id) if place}
    return cells_of(present, {place: organisations[place].path for place in ids})


def _who_may_be_counted(connection: Connection) -> list[str]:
    """All who are in a graduate organisation, have a transfer or are kept already."""
    known = (select(transfer.c.member_id), select(figure_case.c.member_id))
    found = set(chain.from_iterable(connection.scalars(query.distinct()) for query in known))
    for homes in chunks(_graduate_organisations(connection)):
        found.update(connection.scalars(select(member.c.id).where(member.c.organisation_id.in_(homes))))
    return sorted(found)


def _graduate_organisations(connection: Connection) -> list[str]:
    query = select(organisation.c.document).where(organisation.c.kind == OrganisationKind.BRANCH.value)
    branches = map(ORGANISATIONS.read, connection.scalars(query))
    return [branch.id for branch in branches if branch.graduate_year is not None]
