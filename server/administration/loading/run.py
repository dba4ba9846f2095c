"""``admin load``: organisations first, then members, from any number of files (decision 16).

Every batch is a transaction of its own, so that the server goes on working meanwhile. What is there already
just so is passed over; so a load that was broken off is ended by the same command.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from domain.instants import china_date
from server.administration.loading import members, organisations
from server.administration.loading.headers import Subject, Table, read_header
from server.administration.loading.lists import NewList
from server.administration.loading.member_drafts import MemberDraft, read_draft
from server.administration.loading.organisation_drafts import OrganisationDraft
from server.administration.loading.readings import is_blank
from server.administration.loading.registry import Registry
from server.administration.loading.sheets import open_sheets
from server.administration.places import AdministrationError
from server.database.engine import Database
from server.database.unit_of_work import UnitOfWork
from server.sessions.first_passwords import FirstPasswordKind

T = TypeVar("T")
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    files: Sequence[Path]
    check_only: bool
    first_password: FirstPasswordKind
    now: datetime


@dataclass(slots=True)
class Tally:
    """Of one list of one file."""

    title: str
    subject: Subject
    unknown: tuple[str, ...]
    """Columns that were not read."""
    good: int = 0
    """Loaded; of a trial those that would be."""
    same: int = 0
    """There already."""
    bad: int = 0


class Load:
    """``begin`` makes a unit of work on a connection."""

    def __init__(
        self,
        database: Database,
        begin: Callable[[Connection], UnitOfWork],
        order: Order,
        report: NewList,
        handouts: NewList,
    ) -> None:
        self._database = database
        self._begin = begin
        self._order = order
        self._report = report
        self._handouts = handouts
        self._registry = Registry()
        self._judge = members.Judge(self._registry)
        self.tallies: list[Tally] = []

    def run(self) -> None:
        """Raises FileError; what ``tallies`` say is then loaded nevertheless."""
        for table in self._tables(Subject.ORGANISATIONS):
            self._load_organisations(table)
        for table in self._tables(Subject.MEMBERS):
            self._load_members(table)
        if not self.tallies:
            raise AdministrationError("文件里没有可以载入的内容。")

    def _tables(self, subject: Subject) -> Iterator[Table]:
        for file in self._order.files:
            for sheet in open_sheets(file):
                table = read_header(sheet)
                if table is not None and table.subject is subject:
                    self.tallies.append(Tally(table.title, subject, table.unknown))
                    yield table

    def _load_organisations(self, table: Table) -> None:
        drafts = organisations.read_drafts(table)
        with self._database.reading() as connection:
            placed = list(organisations.Plan(connection, self._registry, drafts).placed())
        new = [each for each in placed if each.is_new]
        tally = self.tallies[-1]
        tally.same = len(placed) - len(new)
        for batch in _batches(new):
            tally.good += len(batch) if self._order.check_only else self._store_organisations(batch)
        self._settle(drafts)

    def _store_organisations(self, batch: list[organisations.Placed]) -> int:
        with self._database.writing() as connection:
            unit = self._begin(connection)
            stored = organisations.store_organisations(unit, batch)
            unit.finish()
        return stored

    def _load_members(self, table: Table) -> None:
        today = china_date(self._order.now)
        drafts = (read_draft(table, row, today) for row in table.rows if not is_blank(row))
        for batch in _batches(drafts):
            with self._database.reading() as connection:
                placed, same = self._judge.judge(connection, batch)
            tally = self.tallies[-1]
            tally.same += same
            tally.good += len(placed) if self._order.check_only else self._store_members(placed)
            self._settle(batch)

    def _store_members(self, placed: list[members.Placed]) -> int:
        with self._database.writing() as connection:
            unit = self._begin(connection)
            stored, handouts = members.store_members(unit, placed, self._order.first_password)
            # Nothing tells these passwords again, so they are on the disk before there is an account.
            self._handouts.add(handouts)
            unit.finish()
        return stored

    def _settle(self, drafts: Sequence[OrganisationDraft | MemberDraft]) -> None:
        tally = self.tallies[-1]
        tally.bad += sum(bool(draft.reading.complaints) for draft in drafts)
        self._report.add(
            (tally.title, *complaint) for draft in drafts for complaint in draft.reading.complaints
        )


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
