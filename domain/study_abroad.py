"""The register of members who study abroad and stay with their school (SPEC R64, R70)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.actors import Actor, Party
from domain.destinations import TransferKind
from domain.instants import china_date, months_after
from domain.organisations import Organisation
from domain.registers import Entry, changed, check_entry, checked_text
from domain.requests import Particulars
from domain.transfers import Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """定期汇报."""

    on: date
    text: str
    by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAbroad(Entry):
    transfer_id: str
    application: Particulars
    registered_on: date
    reports: tuple[Report, ...] = ()

    @property
    def due_on(self) -> date:
        """The next report: a year after the last one."""
        return months_after(self.reports[-1].on if self.reports else self.registered_on, 12)


def register_study_abroad(transfer: Transfer) -> StudyAbroad | None:
    """The entry that the completed transfer makes; None for any other."""
    if transfer.kind is not TransferKind.STUDY_ABROAD or transfer.placed_in is None:
        return None
    last = transfer.history[-1]
    return StudyAbroad(
        id=transfer.id,
        version=1,
        member_id=transfer.member_id,
        member_name=transfer.subject.name,
        search=transfer.subject.search,
        organisation_id=transfer.placed_in.id,
        changed_by=last.by,
        changed_at=last.at,
        transfer_id=transfer.id,
        application=transfer.particulars,
        registered_on=china_date(last.at),
    )


def record_report(
    entry: StudyAbroad, branch: Organisation, text: str, *, seen_version: int, actor: Actor, now: datetime
) -> StudyAbroad:
    check_entry(entry, branch, seen_version, actor)
    report = Report(on=china_date(now), text=checked_text(text), by=actor.party)
    return changed(entry, actor.party, now, reports=(*entry.reports, report))
