"""The one place that writes rows which clients sync.

Saves are written at once, under the locks that the repositories' loads have taken; ``finish`` then
locks the counter, gives every change its number, and chains the audit records. It is the last thing
before the commit, since everybody else waits from there on.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select, update

from domain.instants import china_date
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.database import audit, feed
from server.database.rows import (
    buckets_of,
    edition_row,
    member_row,
    organisation_row,
    transfer_row,
)
from server.database.writes import synced_writes
from server.documents import Entity, instant_text
from server.figures.counting import add as add_figures
from server.figures.keeping import Noted, figure_changes
from server.members.tables import member as member_table
from server.organisations.tables import organisation as organisation_table
from server.policies.tables import edition as edition_table
from server.transfers.tables import transfer as transfer_table


class LostUpdateError(RuntimeError):
    """A row was not at the version that the new one was made from: it had been loaded without its lock."""


class UnitOfWork:
    def __init__(self, connection: Connection, now: datetime, key: bytes) -> None:
        self.connection = connection
        self.now = now
        self._at = instant_text(now)
        self._key = key
        self._saved: dict[tuple[Entity, str], tuple[int, tuple[str, ...]]] = {}
        self._records: list[audit.Entry] = []
        self._tree_changed = False
        self._figures = Noted()

    def save_organisation(self, organisation: Organisation) -> None:
        where = organisation_table.c.id == organisation.id
        path = self.connection.scalar(select(organisation_table.c.path).where(where))
        self._tree_changed |= path != organisation.path
        self._save(organisation_table, Entity.ORGANISATION, organisation, organisation_row(organisation))

    def save_member(self, member: Member) -> None:
        self._save(member_table, Entity.MEMBER, member, member_row(member))

    def remove_member(self, member: Member) -> None:
        """Out of every bucket, though the row stays for what refers to it. ``save_member`` brings it back."""
        self._save(member_table, Entity.MEMBER, member, {**member_row(member), "deleted_at": self._at})
        self._saved[Entity.MEMBER, member.id] = (member.version, ())

    def save_transfer(self, transfer: Transfer) -> None:
        self._save(transfer_table, Entity.TRANSFER, transfer, transfer_row(transfer))

    def save_edition(self, edition: Edition) -> None:
        self._save(edition_table, Entity.EDITION, edition, edition_row(edition))

    def record(self, actor: str, action: str, subject: str, **detail: object) -> None:
        """One audit record; nothing personal belongs into ``detail``."""
        self._records.append(audit.Entry(actor, action, subject, detail))

    def finish(self) -> int:
        """The number at which everything of this unit of work is visible."""
        changes = self._placements()
        figures = figure_changes(self.connection, self._figures)
        head = feed.lock_head(self.connection)
        add_figures(self.connection, figures, china_date(self.now).isoformat())
        with synced_writes(self.connection):
            if changes:
                feed.publish(self.connection, changes, head.seq + 1)
            number, last = audit.append(
                self.connection, self._records, head.audit_number, head.audit_hash, self._at, self._key
            )
            seq = head.seq + len(changes)
            tree_seq = seq if self._tree_changed else head.tree_seq
            feed.write_head(self.connection, feed.Head(seq, tree_seq, head.floor, number, last))
        return seq

    def _save(
        self,
        table: Table,
        entity: Entity,
        value: Organisation | Member | Transfer | Edition,
        row: Mapping[str, object],
    ) -> None:
        self._figures.note(self.connection, value)
        with synced_writes(self.connection):
            if value.version == 1:
                self.connection.execute(insert(table).values(**row))
            else:
                self._update(table, value.id, value.version, row)
        self._saved[entity, value.id] = (value.version, buckets_of(value))

    def _update(self, table: Table, row_id: str, version: int, row: Mapping[str, object]) -> None:
        former = (table.c.id == row_id) & (table.c.version == version - 1)
        # An id that is set, though to itself, makes SQLite look through whatever may refer to it.
        changes = {name: value for name, value in row.items() if name != "id"}
        if self.connection.execute(update(table).where(former).values(**changes)).rowcount != 1:
            raise LostUpdateError(f"{table.name} {row_id} was not at version {version - 1}")

    def _placements(self) -> list[feed.Placement]:
        return [
            placement
            for (entity, row_id), (version, buckets) in self._saved.items()
            for placement in feed.placements(self.connection, entity, row_id, version, buckets, self._at)
        ]
