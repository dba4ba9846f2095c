"""The one path by which the user changes anything: predict, refuse early, commit to the outbox, show."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from desktop.cache import Snapshot
from desktop.errors import ClientError
from desktop.identifiers import new_id
from desktop.outbox import Op
from desktop.values import Changes, Outcome, Seen
from desktop.workspace import Workspace, changes_of
from desktop.world import ClientWorld
from domain.actors import Actor
from domain.commands import COMMAND_NAMES, SUBJECT_ENTITIES, Command, execute
from domain.refusals import RefusedError


class _Attempt:
    """One action upon several subjects, item by item."""

    def __init__(self, workspace: Workspace, snapshot: Snapshot, command: Command, now: datetime) -> None:
        self.world = ClientWorld(snapshot)
        self.ops: list[Op] = []
        self._actor: Actor = workspace.actor(snapshot)
        self._command = command
        self._now = now
        self._last = workspace.outbox.last_unsettled()

    def outcome(self, seen: Seen) -> Outcome:
        try:
            changed = execute(self.world, self._command, seen.id, seen.version, self._actor, self._now)
        except RefusedError as error:
            return Outcome(id=seen.id, title=self._title(seen.id), op_id=None, refusal=error.refusal)
        self.world.predict(changed)
        op = self._op(seen)
        self.ops.append(op)
        return Outcome(id=seen.id, title=self._title(seen.id), op_id=op.op_id, refusal=None)

    def _op(self, seen: Seen) -> Op:
        return Op(
            op_id=new_id(self._now),
            kind=COMMAND_NAMES[type(self._command)],
            subject_id=seen.id,
            seen_version=seen.version,
            payload=msgspec.to_builtins(self._command),
            decided_at=self._now.astimezone().isoformat(),
            user_id=self._actor.user_id,
            after=self._last.get(seen.id),
        )

    def _title(self, subject_id: str) -> str:
        return title_of(self.world, COMMAND_NAMES[type(self._command)], subject_id)


def act(workspace: Workspace, command: Command, seen: Sequence[Seen]) -> list[Outcome]:
    """Answers when everything that was not refused is on the disk. Raises ClientError when it could not be
    saved; then nothing was."""
    with workspace.turn:
        if workspace.overlay_is_stale:
            workspace.refresh_overlay()
        with workspace.cache.read() as snapshot:
            attempt = _Attempt(workspace, snapshot, command, workspace.clock())
            attempt.world.preload(each.id for each in seen)
            outcomes = [attempt.outcome(each) for each in seen]
        if not attempt.ops:
            return outcomes
        workspace.outbox.add(attempt.ops)
        changes = _shown(workspace, attempt.world)
    workspace.on_changes(changes)
    return outcomes


def _shown(workspace: Workspace, world: ClientWorld) -> Changes:
    try:
        with workspace.cache.write() as snapshot:
            workspace.store_predictions(snapshot, world)
    except ClientError:
        # The decisions are saved; what they look like is made up for with the next change.
        workspace.overlay_is_stale = True
        return Changes(outbox=True, status=True)
    touched = {"member": set(world.predicted_members), "transfer": set(world.predicted_transfers)}
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


def title_of(world: ClientWorld, kind: str, subject_id: str) -> str:
    """Who or what it is about; empty when it is not in the scope any more."""
    try:
        match SUBJECT_ENTITIES[kind]:
            case "member":
                return world.member(subject_id).name
            case "transfer":
                return world.transfer(subject_id).subject.name
            case _:
                return world.organisation(subject_id).full_name
    except RefusedError:
        return ""
