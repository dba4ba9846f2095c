"""The client's part for starting transfers (SPEC R40–R45, R68)."""

from collections.abc import Sequence

from desktop.actions import Wish
from desktop.destinations import search_destinations
from desktop.facade import Facade
from desktop.identifiers import new_id
from desktop.reading import starting
from desktop.values import Destinations, Outcome, Seen, Starter, StartTarget
from domain.commands import StartTransfer
from domain.organisations import Card, System


class Starting(Facade):
    def starters(self, member_ids: Sequence[str]) -> list[Starter]:
        """Who they are and whether they can go at all; ids that are gone are left out."""
        return self._read(lambda space: starting.read_starters(space, member_ids))

    def search_destinations(self, text: str, system: System, *, offline: bool = False) -> Destinations:
        """In the whole country when the server answers, else in the scope. May take some seconds.
        ``offline``: without asking the server."""
        opened = self._now_open()
        offline = offline or opened.profile.record.working_offline
        return search_destinations(opened.workspace, opened.api, text, system, offline=offline)

    def plan_start(self, wishes: Sequence[StartTransfer], chosen: Sequence[Card] = ()) -> list[StartTarget]:
        """What the rules say to each; nothing is done. ``chosen``: destinations that the search found, which
        are remembered so that the rules can be held against them here."""
        return self._read(lambda space: starting.plan_start(space, wishes, chosen))

    def start_transfers(self, wishes: Sequence[StartTransfer]) -> list[Outcome]:
        """The outcomes' ids are those of the new transfers, in the order of ``wishes``."""
        now = self._clock()
        return self._act_each([Wish(wish, Seen(id=new_id(now), version=0)) for wish in wishes])
