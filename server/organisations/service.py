"""Organisations of the scope, and the public cards of all."""

import msgspec

from domain.organisations import Card, OrganisationKind, System, card_of
from server.documents import ORGANISATIONS
from server.lookups import one_row
from server.organisations.repository import find_document, find_organisation, search_organisations
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State


def organisation(state: State, caller: Caller, organisation_id: str) -> bytes:
    with state.database.reading() as connection:
        return one_row(ORGANISATIONS, find_document(connection, caller.scope, organisation_id))


def search(
    state: State, _: Caller, query: str, system: System | None, kind: OrganisationKind | None, limit: int
) -> bytes:
    """SPEC R43: nationwide, since a destination may be anywhere; the card is all that is told of it (R5)."""
    return msgspec.json.encode({"items": found_cards(state, query, system, kind, limit)})


def found_cards(
    state: State, query: str, system: System | None, kind: OrganisationKind | None, limit: int
) -> list[Card]:
    words = query.lower().split()
    with state.database.reading() as connection:
        found = search_organisations(connection, NATIONWIDE, words, system, kind, limit) if words else []
    return [card_of(organisation) for organisation in found]


def active_card(state: State, organisation_id: str) -> Card | None:
    """Of any organisation that can still be gone to; None for all others."""
    with state.database.reading() as connection:
        found = find_organisation(connection, NATIONWIDE, organisation_id)
    return card_of(found) if found is not None and found.active else None
