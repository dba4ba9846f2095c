"""What the cases of some members are made of, as it is in the database."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from domain.members import Member
from domain.organisations import Organisation
from domain.transfers import Transfer
from server.database.prepared import Prepared, one_of
from server.documents import MEMBERS, ORGANISATIONS, TRANSFERS
from server.figures.cases import Kept
from server.figures.counting import chunks
from server.figures.tables import figure_case
from server.members.tables import member
from server.organisations.tables import organisation
from server.transfers.tables import transfer

# Made once, since every decision asks them.
_KEPT = Prepared(select(figure_case).where(one_of(figure_case.c.member_id, "ids")), "ids")
_LOCKED_MEMBER = Prepared(
    select(member.c.id).where(member.c.id == bindparam("member_id")).with_for_update(key_share=True)
)
_MEMBERS = Prepared(
    select(member.c.id, member.c.document).where(one_of(member.c.id, "ids"), member.c.deleted_at.is_(None)),
    "ids",
)
_TRANSFERS = Prepared(select(transfer.c.document).where(one_of(transfer.c.member_id, "ids")), "ids")
_SELECT_ORGANISATIONS = (
    select(organisation.c.document).where(one_of(organisation.c.id, "ids")).order_by(organisation.c.id)
)
_ORGANISATIONS = Prepared(_SELECT_ORGANISATIONS, "ids")
_SHARED_ORGANISATIONS = Prepared(_SELECT_ORGANISATIONS.with_for_update(read=True), "ids")


@dataclass(frozen=True, slots=True)
class Graduates:
    """``members``: without those who are deleted; ``transfers``: only 学社衔接, by member."""

    members: dict[str, Member]
    transfers: dict[str, list[Transfer]]
    kept: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))

    def places(self) -> set[str]:
        found = {each.organisation_id for each in self.members.values()}
        for transfers in self.transfers.values():
            found |= {place.id for each in transfers for place in (each.source, each.destination)}
        return found | self.kept_places()

    def kept_places(self) -> set[str]:
        kept = [each for rows in self.kept.values() for each in rows]
        return {each.home_id for each in kept} | {each.to_id for each in kept if each.to_id}


def read_graduates(connection: Connection, ids: Sequence[str]) -> Graduates:
    graduates = Graduates(read_members(connection, ids), _transfers(connection, ids))
    read_kept_again(connection, ids, graduates)
    return graduates


def read_kept_again(connection: Connection, ids: Sequence[str], graduates: Graduates) -> None:
    graduates.kept.clear()
    for kept in map(Kept._make, _KEPT.rows(connection, {"ids": ids})):
        graduates.kept[kept.member_id].append(kept)


def lock_member(connection: Connection, member_id: str) -> None:
    """So that no two work out the same case at once."""
    _LOCKED_MEMBER.rows(connection, {"member_id": member_id})


def read_members(connection: Connection, ids: Sequence[str]) -> dict[str, Member]:
    found = _MEMBERS.rows(connection, {"ids": ids})
    return {member_id: MEMBERS.read(document) for member_id, document in found}


def _transfers(connection: Connection, ids: Sequence[str]) -> dict[str, list[Transfer]]:
    found: dict[str, list[Transfer]] = defaultdict(list)
    for (document,) in _TRANSFERS.rows(connection, {"ids": ids}):
        if _is_counted(document):
            value = TRANSFERS.read(document)
            found[value.member_id].append(value)
    return found


def _is_counted(document: str) -> bool:
    """Without reading the rest, the history above all."""
    return bytes(TRANSFERS.named(document)["counted"]) == b"true"


def read_organisations(
    connection: Connection, ids: Collection[str], *, lock: bool = False
) -> dict[str, Organisation]:
    """``lock``: kept from changing and from being moved before the commit; others may do the same."""
    query = _SHARED_ORGANISATIONS if lock else _ORGANISATIONS
    values = (
        ORGANISATIONS.read(document)
        for chunk in chunks(sorted(ids))
        for (document,) in query.rows(connection, {"ids": chunk})
    )
    return {value.id: value for value in values}
