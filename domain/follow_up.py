"""The register of floating members received (SPEC R67, R72): asked after, and transferred on."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.actors import Actor
from domain.instants import china_date, months_after
from domain.organisations import Category, Organisation
from domain.refusals import RefusedError
from domain.registers import Entry, changed, check_entry, checked_text
from domain.transfers import Transfer

FOLLOW_UP_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Entry):
    transfer_id: str
    received_on: date
    next_on: date
    """When the branch asks again how they are doing."""
    found_work_on: date | None = None

    @property
    def due_on(self) -> date:
        """SPEC R67: within one month of finding work they are transferred on; before, the next question."""
        return self.next_on if self.found_work_on is None else months_after(self.found_work_on, 1)


def register_floating(transfer: Transfer) -> FollowUp | None:
    """The entry that a transfer into a 流动团员团支部 makes; None for any other."""
    placed_in = transfer.placed_in
    if placed_in is None or placed_in.category is not Category.FLOATING:
        return None
    last = transfer.history[-1]
    received_on = china_date(last.at)
    return FollowUp(
        id=transfer.id,
        version=1,
        member_id=transfer.member_id,
        member_name=transfer.subject.name,
        search=transfer.subject.search,
        organisation_id=placed_in.id,
        changed_by=last.by,
        changed_at=last.at,
        transfer_id=transfer.id,
        received_on=received_on,
        next_on=months_after(received_on, FOLLOW_UP_MONTHS),
    )


def record_follow_up(
    entry: FollowUp,
    branch: Organisation,
    *,
    outcome: str,
    found_work_on: date | None,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> FollowUp:
    """What the branch has learnt; without work it asks again in three months."""
    check_entry(entry, branch, seen_version, actor)
    today = china_date(now)
    learnt = checked_text(outcome)
    if found_work_on is not None and found_work_on > today:
        raise RefusedError("REGISTER_DAY_IN_FUTURE", day=str(found_work_on))
    return changed(
        entry,
        actor.party,
        now,
        next_on=months_after(today, FOLLOW_UP_MONTHS),
        found_work_on=found_work_on or entry.found_work_on,
        outcome=learnt,
    )
