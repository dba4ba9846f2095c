from collections.abc import Mapping, Sequence

from desktop.cache import Snapshot
from desktop.cache.members import member_ids, members_by_id, predicted_members
from desktop.cache.organisations import delayed_branches, organisations_by_id
from desktop.cache.transfers import OpenTransfer, open_transfers_of
from desktop.values import (
    Delivery,
    MarkPlan,
    MarkTarget,
    MemberQuery,
    MemberRow,
    MonthPlan,
    RevokePlan,
    Seen,
)
from desktop.workspace import Workspace
from desktop.world import ClientWorld
from domain.commands import Command, MarkMember, RevokeMark, SetMemberMonth, execute
from domain.instants import Month, next_month
from domain.members import Mark, Member, graduation_month_of, is_graduate
from domain.organisations import Organisation, card_of
from domain.refusals import RefusedError

FIRST_MONTH = "1900-01"


def list_members(workspace: Workspace, query: MemberQuery, limit: int | None = None) -> list[str]:
    with workspace.cache.read() as snapshot:
        return member_ids(snapshot, query, limit)


def read_members(workspace: Workspace, ids: Sequence[str]) -> list[MemberRow]:
    """In the order asked; what is gone is left out."""
    with workspace.cache.read() as snapshot:
        members = members_by_id(snapshot, ids)
        stored = organisations_by_id(snapshot, list({each.organisation_id for each in members.values()}))
        branches = {**stored, **workspace.predicted_organisations}
        open_transfers = open_transfers_of(snapshot, ids)
        deliveries = _deliveries(workspace, snapshot, ids)
    return [
        _row(members[each], branches[members[each].organisation_id], open_transfers, deliveries)
        for each in ids
        if each in members and members[each].organisation_id in branches
    ]


def _deliveries(workspace: Workspace, snapshot: Snapshot, ids: Sequence[str]) -> dict[str, Delivery]:
    predicted = dict.fromkeys(predicted_members(snapshot, ids), Delivery.WAITING)
    return workspace.outbox.deliveries(ids) | predicted


def _row(
    member: Member,
    branch: Organisation,
    open_transfers: Mapping[str, OpenTransfer],
    deliveries: Mapping[str, Delivery],
) -> MemberRow:
    open_transfer = open_transfers.get(member.id)
    return MemberRow(
        member=member,
        branch_name=branch.full_name,
        graduation_month=graduation_month_of(member, branch),
        graduate=is_graduate(member, branch),
        open_transfer=open_transfer.state if open_transfer else None,
        delivery=deliveries.get(member.id, Delivery.CONFIRMED),
        open_transfer_id=open_transfer.id if open_transfer else None,
    )


def plan_marks(workspace: Workspace, seen: Sequence[Seen]) -> MarkPlan:
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        world.preload(each.id for each in seen)
        # Whether they may be marked at all is asked with the mark that needs nothing more.
        command = MarkMember(mark=Mark.TEACHER)
        targets = [_target(workspace, snapshot, world, command, each) for each in seen]
        markable = tuple(target for target in targets if target.refusal is None)
        return MarkPlan(
            markable=markable,
            left_out=tuple(target for target in targets if target.refusal is not None),
            earliest_month=_earliest_month(world, [target.seen.id for target in markable]),
            delayed_branches=tuple(card_of(branch) for branch in delayed_branches(snapshot)),
        )


def plan_revocations(workspace: Workspace, seen: Sequence[Seen]) -> RevokePlan:
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        world.preload(each.id for each in seen)
        targets = [_target(workspace, snapshot, world, RevokeMark(), each) for each in seen]
        return RevokePlan(
            revocable=tuple(target for target in targets if target.refusal is None),
            left_out=tuple(target for target in targets if target.refusal is not None),
        )


def plan_months(workspace: Workspace, seen: Sequence[Seen]) -> MonthPlan:
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        world.preload(each.id for each in seen)
        # Whether they may have one at all is asked with a month that is before every expected one.
        command = SetMemberMonth(month=FIRST_MONTH)
        targets = [_target(workspace, snapshot, world, command, each) for each in seen]
        settable = tuple(target for target in targets if target.refusal is None)
        expected = (world.member(target.seen.id).expected_month for target in settable)
        return MonthPlan(
            settable=settable,
            left_out=tuple(target for target in targets if target.refusal is not None),
            before=min((month for month in expected if month is not None), default=None),
        )


def _target(
    workspace: Workspace, snapshot: Snapshot, world: ClientWorld, command: Command, seen: Seen
) -> MarkTarget:
    known = world.member_if_known(seen.id)
    refusal = None
    try:
        execute(world, command, seen.id, seen.version, workspace.actor(snapshot), workspace.clock())
    except RefusedError as error:
        refusal = error.refusal
    return MarkTarget(seen=seen, title=known.name if known else "", refusal=refusal)


def _earliest_month(world: ClientWorld, member_ids: Sequence[str]) -> Month | None:
    """SPEC R31: later than the regular month of each of them."""
    members = [world.member(each) for each in member_ids]
    months = [graduation_month_of(each, world.organisation(each.organisation_id)) for each in members]
    latest = max((month for month in months if month is not None), default=None)
    return None if latest is None else next_month(latest)
