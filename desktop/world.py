"""The state as the rules ask for it, on the client: the cache with the outbox applied.

It knows the scope and nothing else; what lies outside is not found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop.cache import Snapshot
from desktop.cache.entries import entries_by_id, open_entries_of
from desktop.cache.members import members_by_id
from desktop.cache.notes import EDITION_IN_FORCE, read_card, read_note
from desktop.cache.organisations import edition_of, organisation_named, organisations_by_id, path_to
from desktop.cache.transfers import OpenTransfer, open_transfers_of, transfers_by_id
from domain.commands import Changed
from domain.entries import AnyEntry
from domain.members import Member
from domain.organisations import Card, Organisation, System, card_of, check_active, municipal_committee
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.transfers import OPEN_STATES, Transfer

_CARDS = ("source", "destination", "special", "placed_in", "acting")


class ClientWorld:
    """Rows that were predicted here count as the present ones, also before they are stored."""

    def __init__(self, snapshot: Snapshot, predicted: Mapping[str, Organisation] | None = None) -> None:
        """``predicted``: organisations as the outbox makes them; those are not kept in the cache."""
        self._snapshot = snapshot
        self._members: dict[str, Member | None] = {}
        self._transfers: dict[str, Transfer | None] = {}
        self._open_transfers: dict[str, OpenTransfer | None] = {}
        """By the member's id, as stored."""
        self.predicted_organisations: dict[str, Organisation] = dict(predicted or {})
        self._organisations: dict[str, Organisation | None] = dict(self.predicted_organisations)
        self.predicted_members: dict[str, Member] = {}
        self.predicted_transfers: dict[str, Transfer] = {}
        self.predicted_entries: dict[str, AnyEntry] = {}

    def preload(self, ids: Iterable[str]) -> None:
        """Reads many members and transfers at once instead of one by one."""
        wanted = list(ids)
        self._members.update(members_by_id(self._snapshot, wanted))
        self._transfers.update(transfers_by_id(self._snapshot, wanted))
        self._open_transfers.update(dict.fromkeys(wanted))
        self._open_transfers.update(open_transfers_of(self._snapshot, wanted))

    def predict(self, changed: Changed) -> None:
        if changed.organisation is not None:
            self._organisations[changed.organisation.id] = changed.organisation
            self.predicted_organisations[changed.organisation.id] = changed.organisation
        if changed.member is not None:
            self._members[changed.member.id] = changed.member
            self.predicted_members[changed.member.id] = changed.member
        if changed.transfer is not None:
            self._transfers[changed.transfer.id] = changed.transfer
            self.predicted_transfers[changed.transfer.id] = changed.transfer
        self.predicted_entries.update({entry.id: entry for entry in changed.entries})

    # domain.commands.World

    def member(self, member_id: str) -> Member:
        found = self.member_if_known(member_id)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这名团员", what_en="This member")
        return found

    def member_if_known(self, member_id: str) -> Member | None:
        if member_id not in self._members:
            self._members[member_id] = members_by_id(self._snapshot, [member_id]).get(member_id)
        return self._members[member_id]

    def organisation(self, organisation_id: str) -> Organisation:
        found = self.organisation_if_known(organisation_id)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这个组织", what_en="This organisation")
        return found

    def organisation_if_known(self, organisation_id: str) -> Organisation | None:
        if organisation_id not in self._organisations:
            found = organisations_by_id(self._snapshot, [organisation_id])
            self._organisations[organisation_id] = found.get(organisation_id)
        return self._organisations[organisation_id]

    def name_of(self, organisation_id: str) -> str:
        """Empty for one that is neither in the scope nor was chosen here."""
        found = self.organisation_if_known(organisation_id) or self._chosen_card(organisation_id)
        return found.full_name if found is not None else ""

    def transfer(self, transfer_id: str) -> Transfer:
        if transfer_id not in self._transfers:
            self._transfers[transfer_id] = transfers_by_id(self._snapshot, [transfer_id]).get(transfer_id)
        found = self._transfers[transfer_id]
        if found is None:
            raise RefusedError("NOT_FOUND", what="这项转接", what_en="This transfer")
        return self._with_present_paths(found)

    def open_transfer_of(self, member_id: str) -> Transfer | None:
        for predicted in self.predicted_transfers.values():
            if predicted.member_id == member_id and predicted.state in OPEN_STATES:
                return predicted
        if member_id not in self._open_transfers:
            found = open_transfers_of(self._snapshot, [member_id]).get(member_id)
            self._open_transfers[member_id] = found
        found = self._open_transfers[member_id]
        if found is None or found.id in self.predicted_transfers:
            return None
        return self.transfer(found.id)

    def entry(self, entry_id: str) -> AnyEntry:
        found = self.predicted_entries.get(entry_id)
        found = found or entries_by_id(self._snapshot, [entry_id]).get(entry_id)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这项登记", what_en="This entry")
        return found

    def open_entries_of(self, member_id: str) -> list[AnyEntry]:
        stored = {entry.id: entry for entry in open_entries_of(self._snapshot, member_id)}
        predicted = {each.id: each for each in self.predicted_entries.values() if each.member_id == member_id}
        return [each for each in (stored | predicted).values() if each.ended_on is None]

    def destination(self, organisation_id: str | None, full_name: str | None, system: System) -> Card:
        """Also one of elsewhere that was found and chosen on this machine."""
        if organisation_id is not None:
            found = self.organisation_if_known(organisation_id)
        else:
            found = organisation_named(self._snapshot, full_name or "")
        if found is not None:
            check_active(found)
        card = card_of(found) if found is not None else self._chosen_card(organisation_id)
        if card is None or card.system is not system:
            raise RefusedError("DESTINATION_NOT_FOUND", name=full_name or "")
        return card

    def _chosen_card(self, organisation_id: str | None) -> Card | None:
        return None if organisation_id is None else read_card(self._snapshot, organisation_id)

    def special_approver(self, branch: Organisation) -> Card | None:
        ancestors = [self.organisation(each) for each in path_to(self._snapshot, branch.id)]
        return municipal_committee(ancestors)

    def edition(self, year: int | None) -> Edition:
        found = edition_of(self._snapshot, year) if year is not None else edition_in_force(self._snapshot)
        if found is None:
            raise RefusedError("NOT_FOUND", what="年度规则", what_en="The edition of the rules")
        return found

    def _with_present_paths(self, transfer: Transfer) -> Transfer:
        """Rights never come from a copy (decision 3): the cards get the paths that hold now."""
        cards: dict[str, Any] = {name: self._with_present_path(getattr(transfer, name)) for name in _CARDS}
        return replace(transfer, **cards)

    def _with_present_path(self, card: Card | None) -> Card | None:
        known = None if card is None else self.organisation_if_known(card.id)
        return card if card is None or known is None else replace(card, path=known.path)


def edition_in_force(snapshot: Snapshot) -> Edition | None:
    year = read_note(snapshot, EDITION_IN_FORCE)
    return None if year is None else edition_of(snapshot, int(year))
