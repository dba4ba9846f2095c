"""Keeps the figures up to date with every unit of work, in the same transaction (decision 14).

What is changed is noted as it is saved. Before the counter is locked the cases concerned are worked out
anew and stored; under it sums are added, and nothing else. The cases of a member are worked out by whoever
holds the member's row and shares those of the organisations; who changes an organisation's year or place
holds it alone, and so has no case of it in somebody else's hands.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, select, union

from domain.members import Member
from domain.organisations import Organisation
from domain.transfers import OPEN_STATES, Transfer
from server.documents import ORGANISATIONS
from server.figures.counting import Cells, Counts, by_organisation, counted, ids_of
from server.figures.moving import cells_moved
from server.figures.reading import lock_member
from server.figures.renewing import renew
from server.figures.tables import figure_case
from server.members.tables import member
from server.organisations.tables import organisation


class Reorganised(NamedTuple):
    """An organisation as it was before the unit of work, and as it is."""

    former: Organisation
    present: Organisation

    @property
    def moved(self) -> bool:
        return self.former.path != self.present.path

    @property
    def graduates_differ(self) -> bool:
        """Whether it may have other graduates, or of another year."""
        return _graduation(self.former) != _graduation(self.present)


def _graduation(branch: Organisation) -> tuple[object, ...]:
    return branch.category, branch.graduate_year, branch.mixed


@dataclass(slots=True)
class Noted:
    """What of a unit of work can change figures."""

    members: set[str] = field(default_factory=set)
    organisations: dict[str, Reorganised] = field(default_factory=dict)

    def copy(self) -> "Noted":
        return Noted(set(self.members), dict(self.organisations))

    def note(self, connection: Connection, value: object) -> None:
        """Before it is written."""
        match value:
            case Member():
                self.members.add(value.id)
            case Transfer() if _is_decisive(value):
                self.members.add(value.member_id)
                if value.version > 1:
                    # At once, while a group of ops waits impatiently; who starts one holds it already.
                    lock_member(connection, value.member_id)
            case Organisation() if value.version > 1:
                known = self.organisations.get(value.id)
                former = known.former if known else _read_organisation(connection, value.id)
                self.organisations[value.id] = Reorganised(former, value)
            case _:
                pass


def _is_decisive(transfer: Transfer) -> bool:
    """Steps in between change no figure."""
    begins_or_ends = transfer.version == 1 or transfer.state not in OPEN_STATES
    return transfer.counted and begins_or_ends


def _read_organisation(connection: Connection, organisation_id: str) -> Organisation:
    query = select(organisation.c.document).where(organisation.c.id == organisation_id)
    return ORGANISATIONS.read(connection.execute(query).scalar_one())


def figure_changes(connection: Connection, noted: Noted) -> Counts:
    """Stores the cases that have changed and answers what ``counting.add`` is to do; to be called before the
    counter is locked."""
    moved = {key: each for key, each in noted.organisations.items() if each.moved}
    # The cases still are what was counted at the former places.
    formers = {each.present.path: each.former.path for each in moved.values()}
    cells: Cells = Counter(cells_moved(connection, formers))
    homes = [key for key, each in noted.organisations.items() if each.graduates_differ]
    if homes:
        cells.update(renew(connection, _who_is_counted_in(connection, homes), homes))
    if noted.members:
        cells.update(renew(connection, noted.members))
    counts = counted(cells)
    former = {each.former.path: key for key, each in moved.items()}
    return by_organisation(counts, former | ids_of(connection, {area.place for area in counts}))


def _who_is_counted_in(connection: Connection, homes: list[str]) -> set[str]:
    query = union(
        select(member.c.id).where(member.c.organisation_id.in_(homes)),
        select(figure_case.c.member_id).where(figure_case.c.home_id.in_(homes)),
    )
    return set(connection.scalars(query))
