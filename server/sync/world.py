"""The present state as the rules ask for it, with what they decide upon locked until the commit.

Subjects must lie in the caller's scope, else they are not known. Rights are held against the
organisations as they are now: a transfer's cards get their present paths before the rules see them
(decision 3).
"""

from dataclasses import replace

from sqlalchemy import Connection

from domain.entries import AnyEntry
from domain.members import Member
from domain.organisations import Card, Organisation, System, card_of, check_active, municipal_committee
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.transfers import Transfer
from server.members.repository import find_member
from server.organisations.repository import (
    ancestors,
    find_organisation,
    organisations_by_name,
    paths,
    share_organisation,
)
from server.policies.repository import find_edition
from server.registers.repository import find_entry, open_entries_of
from server.scope import NATIONWIDE, Scope
from server.transfers.repository import find_transfer, open_transfer_of


class ServerWorld:
    """``members``: where a member may be looked for, which is further than the scope only for whoever takes
    them in. ``subject_id``: the row that is going to be changed. ``lock`` False: only to predict, in a
    transaction that reads."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        edition_in_force: int,
        members: Scope | None = None,
        *,
        subject_id: str | None = None,
        lock: bool = True,
    ) -> None:
        self._connection = connection
        self._scope = scope
        self._members = members or scope
        self._edition_in_force = edition_in_force
        self._subject_id = subject_id
        self._lock = lock

    def member(self, member_id: str) -> Member:
        found = find_member(self._connection, self._members, member_id, lock=self._lock)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这名团员", what_en="This member")
        return found

    def member_if_known(self, member_id: str) -> Member | None:
        """Completion moves the member, in whoever's scope they are."""
        return find_member(self._connection, NATIONWIDE, member_id, lock=self._lock)

    def organisation(self, organisation_id: str) -> Organisation:
        """Any: names are public (SPEC R5), and whether it may be used the rules decide."""
        found = self._find_organisation(organisation_id)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这个组织", what_en="This organisation")
        return found

    def transfer(self, transfer_id: str) -> Transfer:
        found = find_transfer(self._connection, self._scope, transfer_id, lock=self._lock)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这项转接", what_en="This transfer")
        return self._with_present_paths(found)

    def open_transfer_of(self, member_id: str) -> Transfer | None:
        return open_transfer_of(self._connection, member_id)

    def entry(self, entry_id: str) -> AnyEntry:
        found = find_entry(self._connection, self._scope, entry_id, lock=self._lock)
        if found is None:
            raise RefusedError("NOT_FOUND", what="这项登记", what_en="This entry")
        return found

    def open_entries_of(self, member_id: str) -> list[AnyEntry]:
        return open_entries_of(self._connection, member_id, lock=self._lock)

    def destination(self, organisation_id: str | None, full_name: str | None, system: System) -> Card:
        if organisation_id is not None:
            return self._destination_by_id(organisation_id, full_name or "")
        found = (
            organisations_by_name(self._connection, NATIONWIDE, full_name, system)
            if full_name and system is not System.NATIONAL
            else []
        )
        if len(found) != 1:
            raise RefusedError("DESTINATION_NOT_FOUND", name=full_name or "")
        return card_of(found[0])

    def _destination_by_id(self, organisation_id: str, full_name: str) -> Card:
        found = self._find_organisation(organisation_id)
        if found is None:
            raise RefusedError("DESTINATION_NOT_FOUND", name=full_name)
        check_active(found)
        return card_of(found)

    def _find_organisation(self, organisation_id: str) -> Organisation | None:
        if self._lock and organisation_id != self._subject_id:
            # Many may read it so at the same time, and nobody changes it meanwhile.
            return share_organisation(self._connection, NATIONWIDE, organisation_id)
        return find_organisation(self._connection, NATIONWIDE, organisation_id, lock=self._lock)

    def special_approver(self, branch: Organisation) -> Card | None:
        return municipal_committee(ancestors(self._connection, NATIONWIDE, branch.path))

    def edition(self, year: int | None) -> Edition:
        found = find_edition(self._connection, self._edition_in_force if year is None else year)
        if found is None:
            raise RefusedError("NOT_FOUND", what="年度规则", what_en="The edition of the rules")
        return found

    def _with_present_paths(self, transfer: Transfer) -> Transfer:
        cards = {name: card for name in _CARDS if (card := getattr(transfer, name)) is not None}
        found = paths(self._connection, {card.id for card in cards.values()}, share=self._lock)
        try:
            moved = {
                name: replace(card, path=found[card.id])
                for name, card in cards.items()
                if found[card.id] != card.path
            }
        except KeyError:
            raise RefusedError("NOT_FOUND", what="这个组织", what_en="This organisation") from None
        return replace(transfer, **moved) if moved else transfer


_CARDS = ("source", "destination", "special", "placed_in", "acting")
