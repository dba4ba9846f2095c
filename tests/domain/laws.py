"""What must hold whatever anyone does, written without the functions that it judges.

``check_world`` looks at a world, ``check_change`` at one command that was carried out, ``check_lapse``
at one step that ran out. Each raises AssertionError and names what was broken.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from domain.actors import SYSTEM, Actor, Party, Role
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Changed,
    Command,
    MarkMember,
    RefuseTransfer,
    RevokeMark,
    SetMemberMonth,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import TransferKind
from domain.instants import china_date
from domain.members import Mark, Member
from domain.organisations import Category, Organisation, OrganisationKind
from domain.transfers import Action, Side, Transfer, TransferState

if TYPE_CHECKING:
    from datetime import datetime

    from tests.domain.world import World

CLOSED = {TransferState.COMPLETED, TransferState.REFUSED, TransferState.WITHDRAWN}
BRANCH = OrganisationKind.BRANCH


# A world at rest


def check_world(world: World) -> None:
    open_ones = Counter(each.member_id for each in world.transfers.values() if each.state not in CLOSED)
    assert not open_ones or max(open_ones.values()) == 1, "two open transfers of one member"
    for transfer in world.transfers.values():
        _check_transfer(transfer)
    for member in world.members.values():
        _check_member(member, world.organisations[member.organisation_id])


def _check_transfer(transfer: Transfer) -> None:
    assert len(transfer.history) == transfer.version, "one event for each version"
    assert [event.version for event in transfer.history] == list(range(1, transfer.version + 1))
    assert transfer.state is state_by_history(transfer), "state does not follow from the history"
    is_closed = transfer.state in CLOSED
    assert (transfer.acting is None) is is_closed, "someone must act as long as it is open, and nobody after"
    assert (transfer.deadline is None) is is_closed
    assert (transfer.placed_in is not None) is (transfer.state is TransferState.COMPLETED)
    nudged = Counter(china_date(event.at) for event in transfer.history if event.action is Action.NUDGED)
    assert not nudged or max(nudged.values()) == 1, "reminded twice on a day"
    for event in transfer.history:
        assert event.automatic is (event.by == SYSTEM), (
            "only the system acts by itself, and it always says so"
        )
    if transfer.placed_in is not None:
        _check_completed(transfer)


def _check_completed(transfer: Transfer) -> None:
    assert transfer.placed_in is not None
    assert transfer.placed_in.kind is BRANCH, "members belong to branches only"
    last = transfer.history[-1]
    if transfer.destination.kind is BRANCH:
        assert transfer.placed_in.id == transfer.destination.id
    else:
        assert last.action is Action.ALLOCATED, "completed without an allocation"
        assert not last.automatic, "allocated by itself"


def state_by_history(transfer: Transfer) -> TransferState:
    """The state that SPEC R50–R52 and R54 give to this history."""
    state = _first_state(transfer)
    for event in transfer.history[1:]:
        assert event.state is state, "the history skips a step"
        state = _next_state(transfer, state, event.action)
    return state


def _first_state(transfer: Transfer) -> TransferState:
    if transfer.started_side is not Side.SOURCE:
        return TransferState.AWAITING_SOURCE
    is_special = transfer.kind is TransferKind.SPECIAL_UNIT
    return TransferState.AWAITING_SPECIAL if is_special else TransferState.AWAITING_DESTINATION


def _next_state(transfer: Transfer, state: TransferState, action: Action) -> TransferState:
    assert state not in CLOSED, "a change past the end"
    if action in (Action.NUDGED, Action.PROLONGED):
        return state
    if action is Action.WITHDRAWN:
        return TransferState.WITHDRAWN
    if state is TransferState.AWAITING_ALLOCATION:
        assert action is Action.ALLOCATED
        return TransferState.COMPLETED
    if action is Action.REFUSED:
        return TransferState.REFUSED
    assert action is Action.APPROVED
    if state is TransferState.AWAITING_SPECIAL:
        return TransferState.COMPLETED
    if state is TransferState.AWAITING_SOURCE and transfer.kind is TransferKind.SPECIAL_UNIT:
        return TransferState.AWAITING_SPECIAL
    if state is TransferState.AWAITING_SOURCE and transfer.started_side is not Side.DESTINATION:
        return TransferState.AWAITING_DESTINATION
    is_branch = transfer.destination.kind is BRANCH
    return TransferState.COMPLETED if is_branch else TransferState.AWAITING_ALLOCATION


def _check_member(member: Member, branch: Organisation) -> None:
    assert branch.kind is BRANCH, "members belong to branches only"
    assert branch.active
    is_delayed = member.mark is Mark.DELAYED_GRADUATE
    assert (member.expected_month is not None) is is_delayed, "delayed with a month, and nobody else"
    assert bool(member.delay_reason) is is_delayed, "delayed with a reason, and nobody else"
    if member.marked_from is not None:
        assert is_delayed
        assert branch.category is Category.DELAYED_GRADUATE, "brought to where no delayed graduates are"


# One command that was carried out


def check_change(
    before: World, command: Command, subject_id: str, seen_version: int, actor: Actor, changed: Changed
) -> None:
    assert any(changed), "done, but nothing has changed"
    if changed.transfer is not None:
        _check_event(before.transfers.get(subject_id), changed.transfer, actor.party)
        assert changed.transfer.id == subject_id
        _check_not_stale(command, before, subject_id, seen_version)
        check_moved(before, changed.transfer, changed.member)
    for row, rows in (
        (changed.member, before.members),
        (changed.organisation, before.organisations),
    ):
        if row is not None:
            assert row.version == rows[row.id].version + 1, "a version is one up"
    _check_authorised(before, command, subject_id, actor)
    if isinstance(command, (MarkMember, RevokeMark)) and changed.member is not None:
        _check_marked(before, changed.member)


def _check_event(before: Transfer | None, after: Transfer, by: Party) -> None:
    earlier = before.history if before else ()
    assert after.version == len(earlier) + 1, "a version is one up"
    assert after.history[:-1] == earlier, "what has happened stays"
    assert after.history[-1].by == by, "signed by who did it"
    assert not after.history[-1].automatic, "a person's decision is not automatic"
    if before is not None:
        assert before.state not in CLOSED, "a change past the end"


def _check_not_stale(command: Command, before: World, subject_id: str, seen_version: int) -> None:
    """Reminders and days given back change nothing that one decides upon."""
    if isinstance(command, (ApproveTransfer, RefuseTransfer, AllocateTransfer)):
        for event in before.transfers[subject_id].history[seen_version:]:
            assert event.action in (Action.NUDGED, Action.PROLONGED), "decided upon an older picture"


def check_moved(before: World, transfer: Transfer, after: Member | None) -> None:
    """The member is in the new branch when the transfer is complete, and not a step before."""
    if transfer.state is not TransferState.COMPLETED:
        assert after is None, "moved before completion"
        return
    assert transfer.placed_in is not None
    assert after is not None, "not moved at completion"
    assert after.id == transfer.member_id
    assert after.organisation_id == transfer.placed_in.id, "not where the transfer has put them"
    assert after.mark is None, "the mark came along"
    assert before.members[after.id].organisation_id == transfer.source.id, "left from somewhere else"


def _check_marked(before: World, after: Member) -> None:
    earlier = before.members[after.id]
    if after.mark is None:
        came_from = earlier.marked_from or earlier.organisation_id
        assert after.organisation_id == came_from, "not brought back"
    if after.expected_month is not None:
        branch = before.organisations[earlier.organisation_id]
        regular = earlier.graduation_month if branch.mixed else branch.graduation_month
        assert regular is None or after.expected_month > regular, "expected before the regular month"


def _check_authorised(before: World, command: Command, subject_id: str, actor: Actor) -> None:
    match command:
        case StartTransfer():
            member = before.members[command.member_id]
            places = [before.organisations[member.organisation_id].path]
            places += [
                each.path for each in before.organisations.values() if each.id == command.destination_id
            ]
            is_own = actor.member_id == member.id and actor.role is Role.MEMBER
        case WithdrawTransfer():
            transfer = before.transfers[subject_id]
            starter = transfer.started_by
            is_own = actor.user_id == starter.user_id
            places = [
                path for path in [actor.organisation.path] if actor.organisation.id == starter.organisation_id
            ]
            places = [] if transfer.started_side is Side.MEMBER else places
        case ApproveTransfer() | RefuseTransfer() | AllocateTransfer():
            acting = before.transfers[subject_id].acting
            places, is_own = [acting.path] if acting else [], False
        case MarkMember() | RevokeMark() | SetMemberMonth():
            branch_id = before.members[subject_id].organisation_id
            places, is_own = [before.organisations[branch_id].path], False
        case _:
            places, is_own = [before.organisations[subject_id].path], False
    covers = actor.role is Role.ADMINISTRATOR and any(
        place.startswith(actor.organisation.path) for place in places
    )
    assert covers or is_own, "who is outside the scope changes nothing"


# One step that ran out


def check_lapse(before: World, transfer: Transfer, now: datetime, end: datetime) -> None:
    """``end``: the first instant after the step's last day."""
    earlier = before.transfers[transfer.id]
    assert now >= end, "before its time"
    assert transfer.version == earlier.version + 1, "a version is one up"
    assert transfer.history[:-1] == earlier.history, "what has happened stays"
    event = transfer.history[-1]
    assert (event.by, event.automatic, event.at) == (SYSTEM, True, now), "not signed by the system"
    assert earlier.state is not TransferState.AWAITING_ALLOCATION, "allocated by itself"
