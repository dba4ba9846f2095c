"""Works the cases of some members out anew, and stores those that have become different."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, text

from domain.organisations import Organisation
from domain.transfers import Transfer, TransferState
from server.database.prepared import Prepared
from server.figures.cases import Kept, cell_of, kept_of
from server.figures.counting import Cells, chunks
from server.figures.reading import (
    Graduates,
    read_graduates,
    read_kept_again,
    read_organisations,
)
from server.figures.tables import figure_case


class Change(NamedTuple):
    former: Kept | None
    present: Kept | None

    @property
    def differs(self) -> bool:
        return self.former != self.present


def renew(connection: Connection, member_ids: Collection[str], homes: Collection[str] | None = None) -> Cells:
    """``homes``: only what they count there, by whoever holds these organisations; None: everything, by who
    holds the members. Answers which cases have come and, below zero, gone."""
    cells: Cells = Counter()
    for ids in chunks(sorted(member_ids)):
        graduates, organisations = _read_and_hold(connection, ids)
        changes = [each for each in worked_out(graduates, organisations, homes) if each.differs]
        store(connection, changes)
        paths = {each.id: each.path for each in organisations.values()}
        cells.update(cells_of([each.present for each in changes], paths))
        cells.subtract(cells_of([each.former for each in changes], paths))
    return cells


def _read_and_hold(connection: Connection, ids: Sequence[str]) -> tuple[Graduates, dict[str, Organisation]]:
    """Members and their transfers are held already, by their own rows or by that of the branch; what was kept
    before its organisations were held may have changed since, so it is read again."""
    held: dict[str, Organisation] = {}
    graduates = read_graduates(connection, ids)
    while missing := graduates.places() - held.keys():
        held |= read_organisations(connection, missing, lock=True)
        read_kept_again(connection, ids, graduates)
    return graduates, held


def worked_out(
    graduates: Graduates, organisations: Mapping[str, Organisation], homes: Collection[str] | None = None
) -> Iterator[Change]:
    """What is kept and what should be, of each case, also where they are the same."""
    for member_id in sorted({*graduates.members, *graduates.transfers, *graduates.kept}):
        former = {kept.home_id: kept for kept in graduates.kept.get(member_id, ())}
        transfers = graduates.transfers.get(member_id, [])
        for home_id in sorted({*former, *_homes(graduates, member_id, transfers)}):
            if homes is not None and home_id not in homes:
                continue
            home, known = organisations[home_id], former.get(home_id)
            leaving = [each for each in transfers if each.source.id == home_id]
            yield Change(known, kept_of(graduates.members.get(member_id), home, leaving, known, member_id))


def _homes(graduates: Graduates, member_id: str, transfers: Sequence[Transfer]) -> Iterator[str]:
    if member_id in graduates.members:
        yield graduates.members[member_id].organisation_id
    for transfer in transfers:
        if transfer.state is TransferState.COMPLETED:
            yield transfer.source.id


def cells_of(cases: Iterable[Kept | None], paths: Mapping[str, str]) -> Cells:
    found = (cell_of(kept, paths) for kept in cases if kept is not None)
    return Counter(cell for cell in found if cell is not None)


_PUT = Prepared(
    text(
        "INSERT INTO figure_case (member_id, home_id, graduated_in, year, transfer_id, to_id, going)"
        " VALUES (:member_id, :home_id, :graduated_in, :year, :transfer_id, :to_id, :going)"
        " ON CONFLICT (member_id, home_id) DO UPDATE SET graduated_in = excluded.graduated_in,"
        " year = excluded.year, transfer_id = excluded.transfer_id, to_id = excluded.to_id,"
        " going = excluded.going"
    )
)


def store(connection: Connection, changes: Sequence[Change]) -> None:
    _PUT.write_all(connection, [change.present._asdict() for change in changes if change.present])
    for former, present in changes:
        if former is not None and present is None:
            key = (figure_case.c.member_id == former.member_id, figure_case.c.home_id == former.home_id)
            connection.execute(delete(figure_case).where(*key))
