"""The client's part for the registers (SPEC R63, R70–R72)."""

from collections.abc import Sequence
from datetime import date

from desktop import actions
from desktop.actions import Wish
from desktop.entry_values import EntryCounts, EntryDetail, EntryQuery, EntryRow
from desktop.facade import Facade
from desktop.identifiers import new_id
from desktop.reading import entries
from desktop.values import Outcome, Seen
from domain.refusals import Refusal
from domain.register_commands import ProlongRetention, RecordFollowUp, RecordReport, RetainMember


class Registering(Facade):
    def entry_ids(self, query: EntryQuery) -> list[str]:
        return self._read(lambda space: entries.list_entries(space, query))

    def entries(self, ids: Sequence[str]) -> list[EntryRow]:
        """In the order asked; ids that are gone are left out."""
        return self._read(lambda space: entries.read_entries(space, ids))

    def entry_detail(self, entry_id: str) -> EntryDetail | None:
        return self._read(lambda space: entries.read_entry_detail(space, entry_id))

    def entry_counts(self) -> EntryCounts:
        """What is due soon or overdue in each register; without those that have none."""
        return self._read(entries.read_entry_counts)

    def plan_retention(self, member_ids: Sequence[str], months: int, reason: str) -> list[Refusal | None]:
        """What would refuse each; nothing is done."""
        wishes = self._retaining(member_ids, months, reason)
        return self._read(lambda space: [actions.check(space, wish) for wish in wishes])

    def retain_members(self, member_ids: Sequence[str], months: int, reason: str) -> list[Outcome]:
        """The outcomes' ids are those of the new entries, in the order of the members. ``months`` count from
        the month of graduation."""
        return self._act_each(self._retaining(member_ids, months, reason))

    def prolong_retentions(self, seen: Sequence[Seen], months: int) -> list[Outcome]:
        return self._act_each([Wish(ProlongRetention(months=months), each) for each in seen])

    def record_reports(self, seen: Sequence[Seen], text: str) -> list[Outcome]:
        return self._act_each([Wish(RecordReport(text=text), each) for each in seen])

    def record_follow_ups(
        self, seen: Sequence[Seen], outcome: str, found_work_on: date | None = None
    ) -> list[Outcome]:
        command = RecordFollowUp(outcome=outcome, found_work_on=found_work_on)
        return self._act_each([Wish(command, each) for each in seen])

    def end_entries(self, seen: Sequence[Seen], outcome: str) -> list[Outcome]:
        """Of whatever register; those that are gone are left out."""
        registers = self._read(lambda space: entries.registers_of(space, [each.id for each in seen]))
        known = [each for each in seen if each.id in registers]
        return self._act_each(
            [Wish(entries.ENDING[registers[each.id]](outcome=outcome), each) for each in known]
        )

    def _retaining(self, member_ids: Sequence[str], months: int, reason: str) -> list[Wish]:
        now = self._clock()
        return [
            Wish(
                RetainMember(member_id=each, months=months, reason=reason),
                Seen(id=new_id(now), version=0),
            )
            for each in member_ids
        ]
