"""The client's part for what comes from other programs: sheets of graduates, exports of other systems."""

from collections.abc import Sequence

from desktop.cache.organisations import branches_of
from desktop.exchange.pace import Pace
from desktop.importing import Helpers, PlannedRow, SheetRow, plan_import
from desktop.matching import Match, Wanted, match_members
from desktop.places import place_name
from desktop.reconciling import Comparison, ForeignRow, reconcile
from desktop.starting import Starting
from desktop.workspace import Workspace
from domain.destinations import TransferKind
from domain.organisations import Card, Category, System, card_of


class Exchanging(Starting):
    def match_members(self, wanted: Sequence[Wanted]) -> list[Match]:
        """Who is meant by each, in the order asked."""
        return self._read(lambda space: match_members(space, wanted))

    def plan_import(self, rows: Sequence[SheetRow], pace: Pace | None = None) -> list[PlannedRow]:
        """What would be started, and what keeps rows from it; nothing is done. May take some seconds and asks
        the server for organisations. Raises StoppedError."""
        search = _Search(self)
        helpers = Helpers(self.match_members, search, self.plan_start, place_name, self._own_destinations)
        return plan_import(helpers, rows, pace)

    def reconcile(self, rows: Sequence[ForeignRow], organisation_id: str | None = None) -> Comparison:
        """What another system's list has otherwise than the members of an organisation (SPEC R123)."""
        return self._read(lambda space: reconcile(space, rows, organisation_id))

    def _own_destinations(self, kind: TransferKind) -> tuple[Card, ...]:
        return self._read(abroad_branches) if kind is TransferKind.STUDY_ABROAD else ()


def abroad_branches(workspace: Workspace) -> tuple[Card, ...]:
    """SPEC R64: where those who study abroad stay."""
    with workspace.cache.read() as snapshot:
        return tuple(card_of(each) for each in branches_of(snapshot, Category.ABROAD_STUDY))


class _Search:
    """By name, in the whole country until the server once does not answer: then in what is here."""

    def __init__(self, client: Starting) -> None:
        self._client = client
        self._offline = False

    def __call__(self, text: str) -> tuple[Card, ...]:
        found: list[Card] = []
        for system in _systems(text):
            destinations = self._client.search_destinations(text, system, offline=self._offline)
            self._offline = self._offline or not destinations.nationwide
            found += destinations.cards
        return tuple(found)


def _systems(text: str) -> tuple[System, ...]:
    """SPEC R43: the national one, and that of the province that the name says."""
    provinces = {"北京": System.BEIJING, "广东": System.GUANGDONG, "福建": System.FUJIAN}
    return (System.NATIONAL, *(system for name, system in provinces.items() if name in text))
