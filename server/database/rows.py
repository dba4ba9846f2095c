"""What of a value SQL must filter, join, lock or sort by, and in which buckets it lies."""

from typing import Any

from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import OPEN_STATES, Transfer
from server.database.feed import EVERYWHERE
from server.documents import EDITIONS, MEMBERS, ORGANISATIONS, TRANSFERS


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
    }


def member_row(value: Member) -> dict[str, Any]:
    return {
        "id": value.id,
        "version": value.version,
        "organisation_id": value.organisation_id,
        "document": MEMBERS.write(value),
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


def buckets_of(value: Organisation | Member | Transfer | Edition) -> tuple[str, ...]:
    match value:
        case Organisation():
            return (value.id,)
        case Member():
            return (value.organisation_id,)
        case Transfer():
            cards = (value.source, value.destination, value.special, value.placed_in)
            return tuple({card.id: None for card in cards if card is not None})
        case Edition():
            return (EVERYWHERE,)
