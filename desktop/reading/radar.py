from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from desktop.cache import Snapshot
from desktop.cache.organisations import edition_of
from desktop.cache.radar import DueTransfers, due_entries, due_transfers
from desktop.radar_values import Radar, RadarDay
from desktop.workspace import Workspace
from domain.instants import china_date
from domain.policy import AtDeadline
from domain.transfers import TransferState, deadline_rule

AHEAD = 20
"""Days, today among them."""


def read_radar(workspace: Workspace) -> Radar:
    today = china_date(workspace.clock())
    until = today + timedelta(days=AHEAD - 1)
    with workspace.cache.read() as snapshot:
        transfers = list(due_transfers(snapshot, until))
        outcomes = _outcomes(snapshot, transfers)
        entries = Counter({each.due_on: each.size for each in due_entries(snapshot, until)})
    waiting = [each for each in transfers if each.state is TransferState.AWAITING_ALLOCATION]
    dated = [each for each in transfers if each.deadline is not None]
    return Radar(
        days=tuple(_day(today + timedelta(days=n), dated, outcomes, entries) for n in range(AHEAD)),
        overdue=sum(each.size for each in dated if each.deadline is not None and each.deadline < today),
        overdue_entries=sum(size for day, size in entries.items() if day < today),
        unallocated=sum(each.size for each in waiting),
        unallocated_since=min((each.opened_on for each in waiting), default=None),
    )


Outcomes = dict[tuple[int, TransferState], AtDeadline]


def _outcomes(snapshot: Snapshot, transfers: Sequence[DueTransfers]) -> Outcomes:
    found: Outcomes = {}
    for year, state in {(each.edition, each.state) for each in transfers}:
        edition = edition_of(snapshot, year)
        rule = None if edition is None else deadline_rule(edition, state)
        found[year, state] = AtDeadline.NOTHING if rule is None else rule.outcome
    return found


def _day(
    day: date, transfers: Sequence[DueTransfers], outcomes: Outcomes, entries: Counter[date]
) -> RadarDay:
    sizes: Counter[AtDeadline] = Counter()
    for each in transfers:
        if each.deadline == day:
            sizes[outcomes[each.edition, each.state]] += each.size
    return RadarDay(
        day=day,
        transfers=sizes.total(),
        approved=sizes[AtDeadline.APPROVE],
        returned=sizes[AtDeadline.RETURN],
        entries=entries[day],
    )
