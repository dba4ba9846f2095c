from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desktop.cache import Snapshot
from desktop.cache.organisations import branches_below, edition_of
from desktop.cache.transfers import Group, pending_groups, predicted_transfers, transfer_ids, transfers_by_id
from desktop.reading.entries import read_entry_counts
from desktop.reading.messages import count_unread
from desktop.reading.outbox import item_of
from desktop.values import Counts, Delivery, Seen, TransferDetail, TransferQuery, TransferRow
from desktop.workspace import Workspace
from desktop.world import ClientWorld
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    RefuseTransfer,
    WithdrawTransfer,
    execute,
)
from domain.instants import china_date
from domain.organisations import Organisation, card_of
from domain.policy import Edition
from domain.refusals import RefusedError
from domain.transfers import Transfer, TransferState, days_left, deadline_rule


def list_transfers(workspace: Workspace, query: TransferQuery) -> list[str]:
    with workspace.cache.read() as snapshot:
        return transfer_ids(snapshot, query)


def read_transfers(workspace: Workspace, ids: Sequence[str]) -> list[TransferRow]:
    """In the order asked; what is gone is left out."""
    now = workspace.clock()
    with workspace.cache.read() as snapshot:
        found = transfers_by_id(snapshot, ids)
        deliveries = _deliveries(workspace, snapshot, ids)
    return [_row(found[each], deliveries, now) for each in ids if each in found]


def _deliveries(workspace: Workspace, snapshot: Snapshot, ids: Sequence[str]) -> dict[str, Delivery]:
    predicted = dict.fromkeys(predicted_transfers(snapshot, ids), Delivery.WAITING)
    return workspace.outbox.deliveries(ids, "transfer") | predicted


def _row(transfer: Transfer, deliveries: Mapping[str, Delivery], now: datetime) -> TransferRow:
    return TransferRow(
        transfer=transfer,
        days_left=days_left(transfer, now),
        delivery=deliveries.get(transfer.id, Delivery.CONFIRMED),
    )


def read_transfer_detail(workspace: Workspace, transfer_id: str) -> TransferDetail | None:
    now = workspace.clock()
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        try:
            transfer = world.transfer(transfer_id)
        except RefusedError:
            return None
        branches = _branches(snapshot, world, transfer)
        may = _Permissions(workspace, snapshot, world, transfer)
        allocated = AllocateTransfer(branch_id=branches[0].id if branches else "")
        attention = workspace.outbox.attention_on(transfer_id, "transfer")
        return TransferDetail(
            row=_row(transfer, _deliveries(workspace, snapshot, [transfer_id]), now),
            may_approve=may.do(ApproveTransfer()),
            may_refuse=may.do(RefuseTransfer(reason="…")),
            may_allocate=may.do(allocated),
            may_withdraw=may.do(WithdrawTransfer()),
            branches=tuple(card_of(branch) for branch in branches),
            attention=item_of(world, attention) if attention else None,
        )


def _branches(snapshot: Snapshot, world: ClientWorld, transfer: Transfer) -> list[Organisation]:
    """Where it can be allocated to (SPEC R50)."""
    if transfer.state is not TransferState.AWAITING_ALLOCATION:
        return []
    destination = world.organisation_if_known(transfer.destination.id)
    return [] if destination is None else branches_below(snapshot, destination.path)


class _Permissions:
    """What the rules would let this user do now; asked of the rules themselves."""

    def __init__(
        self, workspace: Workspace, snapshot: Snapshot, world: ClientWorld, transfer: Transfer
    ) -> None:
        self._world = world
        self._seen = Seen(id=transfer.id, version=transfer.version)
        self._actor = workspace.actor(snapshot)
        self._now = workspace.clock()

    def do(self, command: Command) -> bool:
        try:
            execute(self._world, command, self._seen.id, self._seen.version, self._actor, self._now)
        except RefusedError:
            return False
        return True


def read_counts(workspace: Workspace) -> Counts:
    today = china_date(workspace.clock())
    with workspace.cache.read() as snapshot:
        groups = list(pending_groups(snapshot))
        editions = {year: edition_of(snapshot, year) for year in {group.edition for group in groups}}
    soon = sum(group.size for group in groups if _is_soon(group, editions[group.edition], today))
    waiting, attention = workspace.outbox.counts()
    pending = sum(group.size for group in groups)
    return Counts(
        pending=pending,
        soon=soon,
        attention=attention,
        waiting=waiting,
        unread=count_unread(workspace),
        overdue=sum(read_entry_counts(workspace).overdue.values()),
    )


def _is_soon(group: Group, edition: Edition | None, today: date) -> bool:
    """As domain.transfers.is_soon_overdue, for many at once."""
    rule = None if edition is None else deadline_rule(edition, group.state)
    return rule is not None and (today - date.fromisoformat(group.opened_on)).days >= rule.remind_day
