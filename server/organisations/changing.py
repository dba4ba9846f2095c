"""Stores organisations that were created, renamed, moved or dissolved, and whatever shows them (SPEC R6).

It costs what there is of organisations and of open transfers, however many members are moved with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.organisations import Card, Organisation, card_of
from domain.transfers import Transfer
from server.database.unit_of_work import UnitOfWork
from server.scope import NATIONWIDE
from server.search_text import organisation_search
from server.transfers.repository import lock_open_in

_CARDS = ("source", "destination", "special", "placed_in", "acting")


def save_organisations(unit: UnitOfWork, organisations: Iterable[Organisation]) -> None:
    saved = [_findable(each) for each in organisations]
    for organisation in saved:
        unit.save_organisation(organisation)
    _refresh_cards(unit, {each.id: card_of(each) for each in saved})


def _findable(organisation: Organisation) -> Organisation:
    return replace(organisation, search=organisation_search(organisation.full_name, organisation.short_name))


def _refresh_cards(unit: UnitOfWork, cards: Mapping[str, Card]) -> None:
    """Decision 3: open transfers show organisations as they are; closed ones as they were on that day."""
    for transfer in lock_open_in(unit.connection, NATIONWIDE, list(cards)):
        unit.save_transfer(_refreshed(transfer, cards))


def _refreshed(transfer: Transfer, cards: Mapping[str, Card]) -> Transfer:
    shown = {name: getattr(transfer, name) for name in _CARDS}
    present = {name: cards.get(card.id, card) for name, card in shown.items() if card is not None}
    return replace(transfer, version=transfer.version + 1, **present)
