"""The client's part for what comes from other programs: sheets of graduates, exports of other systems."""

from collections.abc import Sequence

from desktop.cache.organisations import branches_of
from desktop.errors import ClientError, client_error
from desktop.exchange.pace import Pace
from desktop.filters import SavedFilter, read_filters, save_filters
from desktop.importing import Helpers, PlannedRow, SheetRow, plan_import, replan
from desktop.matching import Match, Wanted, match_members
from desktop.places import place_name
from desktop.reconciling import Comparison, ForeignRow, reconcile
from desktop.starting import Starting
from desktop.workspace import Workspace
from domain.destinations import TransferKind
from domain.organisations import Card, Category, System, card_of

FEW = 100
"""Members that are looked up one by one; of more, the whole organisation is."""


class Exchanging(Starting):
    def match_members(self, wanted: Sequence[Wanted]) -> list[Match]:
        """Who is meant by each, in the order asked."""
        return self._read(lambda space: match_members(space, wanted))

    def plan_import(self, rows: Sequence[SheetRow], pace: Pace | None = None) -> list[PlannedRow]:
        """What would be started, and what keeps rows from it; nothing is done. May take some seconds and asks
        the server for organisations. Raises StoppedError."""
        return plan_import(self._helpers(), rows, pace)

    def replan_import(
        self, planned: Sequence[PlannedRow], place: int, row: SheetRow
    ) -> dict[int, PlannedRow]:
        """The rows that are otherwise when the one at ``place`` is corrected to ``row``."""
        return replan(self._helpers(), planned, place, row)

    def _helpers(self) -> Helpers:
        return Helpers(self.match_members, _Search(self), self.plan_start, place_name, self._own_destinations)

    def reconcile(self, rows: Sequence[ForeignRow], organisation_id: str | None = None) -> Comparison:
        """What another system's list has otherwise than the members of an organisation (SPEC R123)."""
        return self._read(lambda space: reconcile(space, rows, organisation_id))

    def saved_filters(self) -> list[SavedFilter]:
        return self._read(read_filters)

    def save_filters(self, filters: Sequence[SavedFilter]) -> None:
        self._read(lambda space: save_filters(space, filters))

    def record_full_numbers(self, ids: Sequence[str], organisation_id: str, pace: Pace) -> None:
        """Before whole identity numbers leave the program: the server writes into its audit trail whose they
        are (SPEC R14). Raises ClientError when it cannot, and StoppedError."""
        api = self._now_open().api
        try:
            if len(ids) <= FEW:
                for each in pace.through(ids, len(ids)):
                    api.look_up_member(each)
                return
            after: str | None = ""
            while after is not None:
                pace.check()
                after = api.look_up_members(organisation_id, after)
        except ClientError as error:
            raise client_error(
                "FULL_NUMBERS_NOT_RECORDED", why=error.sentence, why_en=error.sentence_en
            ) from error

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
