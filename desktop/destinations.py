"""Where a transfer may go: found by the server in the whole country, else on this machine (SPEC R43)."""

from collections.abc import Sequence

from desktop.api import Api
from desktop.cache.notes import keep_card, read_card
from desktop.cache.organisations import find_organisations
from desktop.errors import ClientError
from desktop.session import OFFLINE_CODES
from desktop.values import Destinations
from desktop.workspace import Workspace
from domain.organisations import Card, System, card_of

MOST = 30


def search_destinations(
    workspace: Workspace, api: Api, text: str, system: System, *, offline: bool
) -> Destinations:
    """``offline``: the user does not want the network to be used."""
    if not text.strip():
        return Destinations(cards=(), nationwide=not offline)
    if not offline:
        try:
            return Destinations(cards=api.search_organisations(text, system, MOST), nationwide=True)
        except ClientError as error:
            if error.code not in {*OFFLINE_CODES, "SIGN_IN_AGAIN"}:
                raise
    return Destinations(cards=_known_here(workspace, text, system), nationwide=False)


def _known_here(workspace: Workspace, text: str, system: System) -> tuple[Card, ...]:
    with workspace.cache.read() as snapshot:
        found = find_organisations(snapshot, text, MOST)
    return tuple(card_of(each) for each in found if each.system is system)


def remember_cards(workspace: Workspace, cards: Sequence[Card]) -> None:
    """So that the rules can be held against them here, also when the network is gone."""
    with workspace.turn, workspace.cache.write() as snapshot:
        for card in cards:
            if read_card(snapshot, card.id) != card:
                keep_card(snapshot, card)
