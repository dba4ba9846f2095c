"""What of a value SQL must filter, join, lock or sort by, and in which buckets it lies."""

from typing import Any

from domain.entries import AnyEntry, register_of
from domain.graduation import takes_part
from domain.instants import year_of
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.registers import Entry
from domain.transfers import OPEN_STATES, Transfer
from server.database.feed import EVERYWHERE
from server.documents import EDITIONS, ENTRIES, MEMBERS, ORGANISATIONS, TRANSFERS


def organisation_row(value: Organisation) -> dict[str, Any]:
    return {
        "id": value.id,
        "version": value.version,
        "parent_id": value.parent_id,
        "path": value.path,
        "full_name": value.full_name,
        "kind": value.kind.value,
        "system": value.system.value,
        "active": value.active,
        "search": value.search,
        "document": ORGANISATIONS.write(value),
        "graduates_in": _graduates_in(value),
        "mixed_after": value.graduate_year or 0 if value.mixed and takes_part(value) else None,
    }


def _graduates_in(branch: Organisation) -> int | None:
    """None also when that change has been."""
    if branch.mixed or branch.graduation_month is None or not takes_part(branch):
        return None
    year = year_of(branch.graduation_month)
    return year if year > (branch.graduate_year or 0) else None


def member_row(value: Member) -> dict[str, Any]:
    return {
        "id": value.id,
        "version": value.version,
        "organisation_id": value.organisation_id,
        "document": MEMBERS.write(value),
        "graduates_in": None if value.graduation_month is None else year_of(value.graduation_month),
        "marked_from": value.marked_from,
        "deleted_at": None,
        "identity_number": value.identity_number,
    }


def transfer_row(value: Transfer) -> dict[str, Any]:
    return {
        "id": value.id,
        "version": value.version,
        "member_id": value.member_id,
        "state": value.state.value,
        "open": value.state in OPEN_STATES,
        "deadline": None if value.deadline is None else value.deadline.isoformat(),
        "document": TRANSFERS.write(value),
    }


def edition_row(value: Edition) -> dict[str, Any]:
    return {
        "id": value.id,
        "version": value.version,
        "year": value.year,
        "document": EDITIONS.write(value),
    }


def entry_row(value: AnyEntry) -> dict[str, Any]:
    register = register_of(value)
    return {
        "id": value.id,
        "version": value.version,
        "register": register.value,
        "member_id": value.member_id,
        "organisation_id": value.organisation_id,
        "open": value.ended_on is None,
        "document": ENTRIES[register].write(value),
    }


def buckets_of(value: Organisation | Member | Transfer | Edition | AnyEntry) -> tuple[str, ...]:
    match value:
        case Organisation():
            return (value.id,)
        case Member() | Entry():
            return (value.organisation_id,)
        case Transfer():
            cards = (value.source, value.destination, value.special, value.placed_in)
            return tuple({card.id: None for card in cards if card is not None})
        case Edition():
            return (EVERYWHERE,)
