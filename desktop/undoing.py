"""Undoing what was done to many as one (SPEC R121): taken back while unsent, else reversed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop import actions
from desktop.actions import Wish
from desktop.facade import Facade
from desktop.kinds import AnyCommand
from desktop.outbox import Op
from desktop.values import OpState, Outcome, Seen
from desktop.workspace import Workspace
from desktop.world import ClientWorld
from domain.commands import MarkMember, RevokeMark, StartTransfer, WithdrawTransfer
from domain.refusals import RefusedError


class Undone(NamedTuple):
    taken_back: int
    """Had not been sent."""
    reversed: list[Outcome]
    """What is now on its way to be as before, or why not."""
    left: int
    """Something has followed from them, or they cannot be reversed."""


class Undoing(Facade):
    def undo(self, op_ids: Sequence[str]) -> Undone:
        """All of it as far as it goes; never more than was done."""
        taken = actions.take_back(self._now_open().workspace, op_ids)
        rest = set(op_ids) - set(taken)
        wishes = self._read(lambda space: list(_reversals(space, rest)))
        outcomes = self._act_each(wishes) if wishes else []
        return Undone(len(taken), outcomes, len(rest) - len(outcomes))


def _reversals(workspace: Workspace, op_ids: set[str]) -> Iterator[Wish]:
    done = [op for op in workspace.outbox.listed(workspace.clock()) if op.op_id in op_ids]
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        for op in done:
            if op.state is OpState.APPLIED and (wish := _reversal(world, op)) is not None:
                yield wish


def _reversal(world: ClientWorld, op: Op) -> Wish | None:
    """None when something has followed from it, or nothing leads back."""
    command: AnyCommand = op.command
    try:
        match command:
            case MarkMember():
                member = world.member(op.subject_id)
                by = member.marked_by.user_id if member.marked_by is not None else None
                if member.mark is not command.mark or by != op.user_id:
                    return None
                return Wish(RevokeMark(), Seen(id=member.id, version=member.version))
            case StartTransfer():
                transfer = world.transfer(op.subject_id)
                if len(transfer.history) != 1:
                    return None
                return Wish(WithdrawTransfer(), Seen(id=transfer.id, version=transfer.version))
            case _:
                return None
    except RefusedError:
        return None
