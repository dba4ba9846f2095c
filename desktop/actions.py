"""The one path by which the user changes anything: predict, refuse early, commit to the outbox, show."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from desktop.cache import Snapshot
from desktop.errors import ClientError
from desktop.identifiers import new_id
from desktop.kinds import KIND_NAMES, SUBJECTS, AnyCommand
from desktop.outbox import Op
from desktop.predicting import is_for_the_server, predict
from desktop.values import Changes, Outcome, Seen
from desktop.workspace import Workspace, changes_of
from desktop.world import ClientWorld
from domain.actors import Actor
from domain.commands import StartTransfer
from domain.organisation_commands import CreateOrganisation
from domain.refusals import Refusal, RefusedError
from domain.register_commands import RetainMember


class Wish(NamedTuple):
    command: AnyCommand
    seen: Seen
    """The subject, and the version that it was seen in; 0 for one that is only made by the command."""


class _Attempt:
    """One action upon several subjects, item by item."""

    def __init__(self, workspace: Workspace, snapshot: Snapshot, now: datetime) -> None:
        self.world = workspace.world(snapshot)
        self.ops: list[Op] = []
        self._snapshot = snapshot
        self._actor: Actor = workspace.actor(snapshot)
        self._now = now
        self._clock = workspace.machine_clock
        self._last = workspace.outbox.last_unsettled()

    def outcome(self, wish: Wish) -> Outcome:
        refusal = self._refusal(wish)
        op = None if refusal is not None else self._op(wish)
        if op is not None:
            self.ops.append(op)
        title = title_of(self.world, wish.command, wish.seen.id)
        return Outcome(id=wish.seen.id, title=title, op_id=op.op_id if op else None, refusal=refusal)

    def _refusal(self, wish: Wish) -> Refusal | None:
        command, seen = wish
        try:
            predict(self._snapshot, self.world, command, seen.id, seen.version, self._actor, self._now)
        except RefusedError as error:
            return None if is_for_the_server(command, error) else error.refusal
        return None

    def _op(self, wish: Wish) -> Op:
        command, seen = wish
        return Op(
            op_id=new_id(self._now),
            kind=KIND_NAMES[type(command)],
            subject_id=seen.id,
            seen_version=seen.version,
            payload=msgspec.to_builtins(command),
            decided_at=self._clock().astimezone().isoformat(),
            user_id=self._actor.user_id,
            after=self._last.get(seen.id),
        )


def check(workspace: Workspace, wish: Wish) -> Refusal | None:
    """What would refuse it now, as far as this machine can tell; nothing is done."""
    with workspace.cache.read() as snapshot:
        refused = _Attempt(workspace, snapshot, workspace.clock()).outcome(wish)
    return refused.refusal


def act_each(workspace: Workspace, wishes: Sequence[Wish]) -> list[Outcome]:
    """Answers when everything that was not refused is on the disk. Raises ClientError when it could not be
    saved; then nothing was."""
    with workspace.turn:
        if workspace.overlay_is_stale:
            workspace.refresh_overlay()
        with workspace.cache.read() as snapshot:
            attempt = _Attempt(workspace, snapshot, workspace.clock())
            attempt.world.preload(_preloaded(wishes))
            outcomes = [attempt.outcome(each) for each in wishes]
        if not attempt.ops:
            return outcomes
        workspace.outbox.add(attempt.ops)
        changes = _shown(workspace, attempt.world)
    workspace.on_changes(changes)
    return outcomes


def _preloaded(wishes: Sequence[Wish]) -> Iterator[str]:
    for command, seen in wishes:
        yield command.member_id if isinstance(command, StartTransfer | RetainMember) else seen.id


def _shown(workspace: Workspace, world: ClientWorld) -> Changes:
    try:
        with workspace.cache.write() as snapshot:
            workspace.store_predictions(snapshot, world)
    except ClientError:
        # The decisions are saved; what they look like is made up for with the next change.
        workspace.overlay_is_stale = True
        return Changes(outbox=True, status=True)
    touched = {
        "member": set(world.predicted_members),
        "transfer": set(world.predicted_transfers),
        "organisation": set(world.predicted_organisations),
        "entry": set(world.predicted_entries),
    }
    # Whoever goes has «under way» in the member list.
    touched["member"] |= {each.member_id for each in world.predicted_transfers.values()}
    return changes_of(touched, outbox=True)


def take_back(workspace: Workspace, op_ids: Sequence[str]) -> list[str]:
    with workspace.turn:
        taken = workspace.outbox.take_back(op_ids)
        changes = workspace.refresh_overlay()
    workspace.on_changes(changes)
    return [op.op_id for op in taken]


def dismiss(workspace: Workspace, op_ids: Sequence[str]) -> None:
    with workspace.turn:
        touched: dict[str, set[str]] = {}
        for op in workspace.outbox.dismiss(op_ids):
            touched.setdefault(op.subject_kind.value, set()).add(op.subject_id)
    workspace.on_changes(changes_of(touched, outbox=True))


def title_of(world: ClientWorld, command: AnyCommand, subject_id: str) -> str:
    """Who or what it is about; empty when it is not in the scope any more."""
    match command:
        case StartTransfer() | RetainMember():
            known = world.member_if_known(command.member_id)
            return known.name if known is not None else ""
        case CreateOrganisation():
            return command.full_name
        case _:
            return _title_of_row(world, SUBJECTS[KIND_NAMES[type(command)]], subject_id)


def _title_of_row(world: ClientWorld, entity: str, subject_id: str) -> str:
    try:
        match entity:
            case "member":
                return world.member(subject_id).name
            case "transfer":
                return world.transfer(subject_id).subject.name
            case "organisation":
                return world.organisation(subject_id).full_name
            case _:
                return world.entry(subject_id).member_name
    except RefusedError:
        return ""
