"""The one place that writes rows which clients sync.

Saves are written at once, under the locks that the repositories' loads have taken; ``finish`` then
locks the counter, gives every change its number, and chains the audit records. It is the last thing
before the commit, since everybody else waits from there on.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Table, Update, bindparam, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from domain.entries import AnyEntry, register_of
from domain.instants import china_date
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.database import audit, feed
from server.database.prepared import Prepared
from server.database.rows import (
    buckets_of,
    edition_row,
    entry_row,
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
from server.registers.tables import entry as entry_table
from server.transfers.tables import transfer as transfer_table


class LostUpdateError(RuntimeError):
    """A row was not at the version that the new one was made from: it had been loaded without its lock."""


class TransactionLostError(RuntimeError):
    """An attempt could not be taken back, so all that was done before it is lost too."""


@dataclass(slots=True)
class _Pending:
    """What ``finish`` is still to do. All that an attempt takes back with its rows is kept here."""

    saved: dict[tuple[Entity, str], feed.Lying] = field(default_factory=dict)
    records: list[audit.Entry] = field(default_factory=list)
    tree_changed: bool = False
    figures: Noted = field(default_factory=Noted)

    def copy(self) -> "_Pending":
        return replace(self, saved=dict(self.saved), records=list(self.records), figures=self.figures.copy())


class UnitOfWork:
    """``now``: the instant of what is being done, which an attempt sets anew."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self._pending = _Pending()

    @contextmanager
    def attempt(self, now: datetime) -> Iterator[None]:
        """One of several things that are committed together: when it fails, nothing of it is left, and
        what was done before stays."""
        before = self._pending.copy()
        self.now = now
        _BEGIN.write(self.connection)
        try:
            yield
        except Exception as error:
            self._pending = before
            self._take_back(error)
            raise
        _RELEASE.write(self.connection)

    def save_organisation(self, organisation: Organisation) -> None:
        path = _PATH.value(self.connection, {"id": organisation.id})
        self._pending.tree_changed |= path != organisation.path
        self._save(organisation_table, Entity.ORGANISATION, organisation, organisation_row(organisation))

    def save_member(self, member: Member) -> None:
        self._save(member_table, Entity.MEMBER, member, member_row(member))

    def remove_member(self, member: Member) -> None:
        """Out of every bucket, though the row stays for what refers to it. ``save_member`` brings it back."""
        deleted = {**member_row(member), "deleted_at": instant_text(self.now)}
        self._save(member_table, Entity.MEMBER, member, deleted)
        self._pending.saved[Entity.MEMBER, member.id] = feed.Lying(member.id, member.version, ())

    def save_transfer(self, transfer: Transfer) -> None:
        self._save(transfer_table, Entity.TRANSFER, transfer, transfer_row(transfer))

    def save_edition(self, edition: Edition) -> None:
        self._save(edition_table, Entity.EDITION, edition, edition_row(edition))

    def save_entry(self, entry: AnyEntry) -> None:
        self._save(entry_table, Entity(register_of(entry)), entry, entry_row(entry))

    def record(self, actor: str, action: str, subject: str, **detail: object) -> None:
        """One audit record; nothing personal belongs into ``detail``."""
        self._pending.records.append(audit.Entry(instant_text(self.now), actor, action, subject, detail))

    def finish(self) -> int:
        """The number at which everything of this unit of work is visible."""
        changes = self._placements()
        figures = figure_changes(self.connection, self._pending.figures)
        head = feed.lock_head(self.connection)
        add_figures(self.connection, figures, china_date(self.now).isoformat())
        with synced_writes(self.connection):
            if changes:
                feed.publish(self.connection, changes, head.seq + 1)
            number, last = audit.append(
                self.connection, self._pending.records, head.audit_number, head.audit_hash
            )
            seq = head.seq + len(changes)
            tree_seq = seq if self._pending.tree_changed else head.tree_seq
            feed.write_head(self.connection, feed.Head(seq, tree_seq, head.floor, number, last))
        return seq

    def _take_back(self, error: Exception) -> None:
        try:
            _ROLL_BACK.write(self.connection)
            _RELEASE.write(self.connection)
        except SQLAlchemyError:
            raise TransactionLostError from error

    def _save(
        self,
        table: Table,
        entity: Entity,
        value: Organisation | Member | Transfer | Edition | AnyEntry,
        row: Mapping[str, object],
    ) -> None:
        self._pending.figures.note(self.connection, value)
        with synced_writes(self.connection):
            if value.version == 1:
                _INSERTS[table].write(self.connection, row)
            else:
                self._update(table, value.id, value.version, row)
        self._pending.saved[entity, value.id] = feed.Lying(value.id, value.version, buckets_of(value))

    def _update(self, table: Table, row_id: str, version: int, row: Mapping[str, object]) -> None:
        # An id that is set, though to itself, makes SQLite look through whatever may refer to it.
        changes = {name: value for name, value in row.items() if name != "id"}
        which = {"this_id": row_id, "former_version": version - 1}
        if _UPDATES[table].write(self.connection, {**changes, **which}) != 1:
            raise LostUpdateError(f"{table.name} {row_id} was not at version {version - 1}")

    def _placements(self) -> list[feed.Placement]:
        """Of a row that was saved twice only the last place: nobody sees what was between."""
        rows: dict[Entity, list[feed.Lying]] = {}
        for (entity, _), lying in self._pending.saved.items():
            rows.setdefault(entity, []).append(lying)
        now = instant_text(self.now)
        return [
            change
            for entity, found in rows.items()
            for change in feed.placements(self.connection, entity, found, now)
        ]


def _update_of(table: Table) -> Update:
    former = (table.c.id == bindparam("this_id")) & (table.c.version == bindparam("former_version"))
    return update(table).where(former)


_TABLES: tuple[Table, ...] = (organisation_table, member_table, transfer_table, edition_table, entry_table)
_INSERTS = {table: Prepared(insert(table)) for table in _TABLES}
_UPDATES = {table: Prepared(_update_of(table)) for table in _TABLES}
_PATH = Prepared(select(organisation_table.c.path).where(organisation_table.c.id == bindparam("id")))
_BEGIN = Prepared(text("SAVEPOINT attempt"))
_ROLL_BACK = Prepared(text("ROLLBACK TO SAVEPOINT attempt"))
_RELEASE = Prepared(text("RELEASE SAVEPOINT attempt"))
