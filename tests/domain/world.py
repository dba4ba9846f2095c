"""A world in memory for the rules to be tried in: the port ``domain.commands.World`` over dictionaries.

``World.execute`` carries a command out as the server does: all rows of the answer or none, each version
one up. Nothing is hidden from anybody here, so that what is refused is refused by the rules.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from domain import commands
from domain.deciding import lapse_transfer
from domain.entries import entries_after
from domain.organisations import Card, Organisation, card_of, is_below, municipal_committee
from domain.policy import Edition, parse_edition
from domain.refusals import RefusedError
from domain.transfers import OPEN_STATES, is_due, placed

if TYPE_CHECKING:
    from datetime import datetime

    from domain.actors import Actor
    from domain.commands import Changed, Command
    from domain.entries import AnyEntry
    from domain.members import Member
    from domain.organisations import System
    from domain.transfers import Transfer

Row = TypeVar("Row")
CARDS = ("source", "destination", "special", "placed_in", "acting")
EDITIONS_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "editions"


def edition(year: int) -> Edition:
    path = EDITIONS_FOLDER / f"{year}.toml"
    return parse_edition(tomllib.loads(path.read_text("utf-8")), path.name)


EDITIONS = {year: edition(year) for year in (2020, 2021, 2024)}


@dataclass
class World:
    organisations: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    entries: dict[str, AnyEntry] = field(default_factory=dict)
    year: int = 2020
    unknown_members: set[str] = field(default_factory=set)
    """Whose rows lie outside a client's scope."""

    # The port

    def member(self, member_id: str) -> Member:
        return _found(self.members, member_id, "团员")

    def member_if_known(self, member_id: str) -> Member | None:
        return None if member_id in self.unknown_members else self.members.get(member_id)

    def organisation(self, organisation_id: str) -> Organisation:
        return _found(self.organisations, organisation_id, "组织")

    def transfer(self, transfer_id: str) -> Transfer:
        found = _found(self.transfers, transfer_id, "转接")
        present = {name: self._present(getattr(found, name)) for name in CARDS}
        return replace(found, **present)  # type: ignore[arg-type]

    def _present(self, card: Card | None) -> Card | None:
        return card and replace(card, path=self.organisations[card.id].path)

    def open_transfer_of(self, member_id: str) -> Transfer | None:
        mine = (transfer for transfer in self.transfers.values() if transfer.member_id == member_id)
        return next((transfer for transfer in mine if transfer.state in OPEN_STATES), None)

    def entry(self, entry_id: str) -> AnyEntry:
        return _found(self.entries, entry_id, "这项登记")

    def open_entries_of(self, member_id: str) -> list[AnyEntry]:
        mine = (entry for entry in self.entries.values() if entry.member_id == member_id)
        return [entry for entry in mine if entry.ended_on is None]

    def destination(self, organisation_id: str | None, full_name: str | None, system: System) -> Card:
        for organisation in self.organisations.values():
            named = organisation.full_name == full_name and organisation.system is system
            if organisation.active and (
                organisation.id == organisation_id or (not organisation_id and named)
            ):
                return card_of(organisation)
        raise RefusedError("DESTINATION_NOT_FOUND", name=full_name or organisation_id or "")

    def special_approver(self, branch: Organisation) -> Card | None:
        others = (other for other in self.organisations.values() if is_below(branch.path, other.path))
        return municipal_committee(others)

    def edition(self, year: int | None) -> Edition:
        return EDITIONS[year or self.year]

    # Carrying out

    def execute(
        self, command: Command, subject_id: str, actor: Actor, now: datetime, seen_version: int | None = None
    ) -> Changed:
        """``seen_version`` None: the newest."""
        seen = self.version_of(command, subject_id) if seen_version is None else seen_version
        changed = commands.execute(self, command, subject_id, seen, actor, now)
        self.store(changed)
        return changed

    def version_of(self, command: Command, subject_id: str) -> int:
        entity = commands.SUBJECT_ENTITIES[commands.COMMAND_NAMES[type(command)]]
        rows: dict[str, dict[str, Member] | dict[str, Transfer] | dict[str, Organisation]] = {
            "member": self.members,
            "transfer": self.transfers,
            "organisation": self.organisations,
        }
        row = rows[entity].get(subject_id) if entity in rows else self.entries.get(subject_id)
        return row.version if row else 0

    def store(self, changed: Changed) -> None:
        if changed.organisation:
            self.organisations[changed.organisation.id] = changed.organisation
        if changed.member:
            self.members[changed.member.id] = changed.member
        if changed.transfer:
            self.transfers[changed.transfer.id] = changed.transfer
        self.entries.update({entry.id: entry for entry in changed.entries})

    def lapse(self, now: datetime) -> list[Transfer]:
        """What the server's job does: every step whose deadline has passed, once."""
        lapsed = []
        for transfer in list(self.transfers.values()):
            edition = self.edition(transfer.edition)
            if not is_due(transfer, edition, now):
                continue
            after = lapse_transfer(transfer, edition, now)
            lapsed.append(after)
            self.transfers[after.id] = after
            member = self.members[after.member_id]
            self.members[member.id] = placed(member, after)
            for entry in entries_after(after, self.open_entries_of(member.id)):
                self.entries[entry.id] = entry
        return lapsed

    def change_organisation(self, organisation_id: str, **changes: object) -> Organisation:
        """As if it had always been so."""
        changed = replace(self.organisations[organisation_id], **changes)  # type: ignore[arg-type]
        self.organisations[organisation_id] = changed
        return changed

    def change_member(self, member_id: str, **changes: object) -> Member:
        changed = replace(self.members[member_id], **changes)  # type: ignore[arg-type]
        self.members[member_id] = changed
        return changed

    def copy(self) -> World:
        return replace(
            self,
            organisations=dict(self.organisations),
            members=dict(self.members),
            transfers=dict(self.transfers),
            entries=dict(self.entries),
        )


def _found(rows: dict[str, Row], row_id: str, what: str) -> Row:
    if row_id not in rows:
        raise RefusedError("NOT_FOUND", what=what)
    return rows[row_id]
