from collections.abc import Mapping, Sequence
from datetime import date

from desktop.cache.entries import due_counts, entries_by_id, entry_ids, predicted_entries
from desktop.cache.organisations import organisations_by_id
from desktop.entry_values import EntryCounts, EntryDetail, EntryQuery, EntryRow
from desktop.reading.outbox import item_of
from desktop.values import Delivery
from desktop.workspace import Workspace
from domain.commands import Command, execute
from domain.entries import AnyEntry, register_of
from domain.instants import china_date
from domain.refusals import RefusedError
from domain.register_commands import (
    EndFollowUp,
    EndRetention,
    EndStudyAbroad,
    ProlongRetention,
    RecordFollowUp,
    RecordReport,
)
from domain.registers import Due, Register
from domain.retention import Retention

ENDING: Mapping[Register, type[EndStudyAbroad | EndRetention | EndFollowUp]] = {
    Register.STUDY_ABROAD: EndStudyAbroad,
    Register.RETENTION: EndRetention,
    Register.FOLLOW_UP: EndFollowUp,
}


def list_entries(workspace: Workspace, query: EntryQuery) -> list[str]:
    with workspace.cache.read() as snapshot:
        return entry_ids(snapshot, query, china_date(workspace.clock()))


def read_entries(workspace: Workspace, ids: Sequence[str]) -> list[EntryRow]:
    """In the order asked; what is gone is left out."""
    today = china_date(workspace.clock())
    with workspace.cache.read() as snapshot:
        found = entries_by_id(snapshot, ids)
        branches = organisations_by_id(snapshot, list({each.organisation_id for each in found.values()}))
        predicted = dict.fromkeys(predicted_entries(snapshot, ids), Delivery.WAITING)
    deliveries: dict[str, Delivery] = {}
    for register in Register:
        deliveries |= workspace.outbox.deliveries(ids, register)
    names = {each.id: each.full_name for each in branches.values()}
    return [_row(found[each], names, deliveries | predicted, today) for each in ids if each in found]


def _row(
    entry: AnyEntry, names: Mapping[str, str], deliveries: Mapping[str, Delivery], today: date
) -> EntryRow:
    return EntryRow(
        entry=entry,
        register=register_of(entry),
        branch_name=names.get(entry.organisation_id, ""),
        due_on=entry.due_on,
        due=entry.due(today),
        delivery=deliveries.get(entry.id, Delivery.CONFIRMED),
    )


def read_entry_detail(workspace: Workspace, entry_id: str) -> EntryDetail | None:
    rows = read_entries(workspace, [entry_id])
    if not rows:
        return None
    (row,) = rows
    entry = row.entry
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        actor, now = workspace.actor(snapshot), workspace.clock()
        longest = 0
        if isinstance(entry, Retention):
            longest = world.edition(entry.edition).retention_longest_months

        def may(command: Command) -> bool:
            try:
                execute(world, command, entry.id, entry.version, actor, now)
            except RefusedError:
                return False
            return True

        attention = workspace.outbox.attention_on(entry.id, row.register)
        return EntryDetail(
            row=row,
            may_record=may(RecordReport(text="…")) or may(RecordFollowUp(outcome="…")),
            may_prolong=may(ProlongRetention(months=longest)),
            may_end=may(ENDING[row.register](outcome="…")),
            longest_months=longest,
            attention=item_of(world, attention) if attention else None,
        )


def registers_of(workspace: Workspace, ids: Sequence[str]) -> dict[str, Register]:
    with workspace.cache.read() as snapshot:
        return {each.id: register_of(each) for each in entries_by_id(snapshot, ids).values()}


def read_entry_counts(workspace: Workspace) -> EntryCounts:
    with workspace.cache.read() as snapshot:
        counts = list(due_counts(snapshot, china_date(workspace.clock())))
    return EntryCounts(
        soon={each.register: each.size for each in counts if each.due is Due.SOON},
        overdue={each.register: each.size for each in counts if each.due is Due.OVERDUE},
    )
