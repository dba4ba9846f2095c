"""The register of members who study abroad and stay with their school (SPEC R64, R70)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.actors import Actor, Party
from domain.destinations import TransferKind
from domain.instants import china_date, months_after
from domain.organisations import Organisation
from domain.refusals import RefusedError
from domain.registers import Due, check_entry, due_of
from domain.requests import Particulars
from domain.transfers import Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """定期汇报."""

    on: date
    text: str
    by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAbroad:
    id: str
    version: int
    member_id: str
    transfer_id: str
    organisation_id: str
    application: Particulars
    registered_on: date
    reports: tuple[Report, ...] = ()
    outcome: str = ""
    ended_on: date | None = None

    @property
    def report_due_on(self) -> date:
        """A year after the last one."""
        return months_after(self.reports[-1].on if self.reports else self.registered_on, 12)

    def due(self, today: date) -> Due:
        return due_of(today, self.report_due_on, self.ended_on is not None)


def register_study_abroad(entry_id: str, transfer: Transfer) -> StudyAbroad | None:
    """The entry that the completed transfer makes; None for any other."""
    if transfer.kind is not TransferKind.STUDY_ABROAD or transfer.placed_in is None:
        return None
    return StudyAbroad(
        id=entry_id,
        version=1,
        member_id=transfer.member_id,
        transfer_id=transfer.id,
        organisation_id=transfer.placed_in.id,
        application=transfer.particulars,
        registered_on=china_date(transfer.history[-1].at),
    )


def record_report(
    entry: StudyAbroad, branch: Organisation, text: str, actor: Actor, now: datetime
) -> StudyAbroad:
    check_entry(branch, entry.ended_on, actor)
    if not text.strip():
        raise RefusedError("REGISTER_TEXT_MISSING")
    report = Report(on=china_date(now), text=text.strip(), by=actor.party)
    return replace(entry, version=entry.version + 1, reports=(*entry.reports, report))


def end_study_abroad(
    entry: StudyAbroad, branch: Organisation, outcome: str, actor: Actor, now: datetime
) -> StudyAbroad:
    check_entry(branch, entry.ended_on, actor)
    if not outcome.strip():
        raise RefusedError("REGISTER_TEXT_MISSING")
    return replace(entry, version=entry.version + 1, outcome=outcome.strip(), ended_on=china_date(now))
