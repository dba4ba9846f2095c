"""What a command would make of the rows of this machine, by the rules that the server decides with."""

from datetime import datetime

from desktop.cache import Snapshot
from desktop.estate import ClientEstate
from desktop.kinds import AnyCommand
from desktop.world import ClientWorld
from domain.actors import Actor
from domain.commands import Changed, StartTransfer, execute
from domain.destinations import TransferKind
from domain.nudges import NudgeTransfer, nudge_transfer
from domain.organisation_commands import OrganisationCommand
from domain.organising import organise
from domain.refusals import RefusedError

_KNOWN_ELSEWHERE = frozenset({"NOT_FOUND", "DESTINATION_NOT_FOUND"})


def predict(
    snapshot: Snapshot,
    world: ClientWorld,
    command: AnyCommand,
    subject_id: str,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """From now on ``world`` answers as if it had been carried out. Raises RefusedError."""
    if isinstance(command, OrganisationCommand):
        estate = ClientEstate(snapshot, world)
        subject, *_ = organise(estate, command, subject_id, seen_version, actor)
        world.predict(Changed(organisation=subject))
    elif isinstance(command, NudgeTransfer):
        world.predict(Changed(transfer=nudge_transfer(world.transfer(subject_id), actor, now)))
    else:
        world.predict(execute(world, command, subject_id, seen_version, actor, now))


def is_for_the_server(command: AnyCommand, error: RefusedError) -> bool:
    """Whether it is no refusal: what a transfer is about may lie outside the scope, where only the server can
    look (SPEC R40, R43), and so may the municipal committee of a special unit (R52)."""
    if not isinstance(command, StartTransfer):
        return False
    code = error.refusal.code
    special = command.kind is TransferKind.SPECIAL_UNIT
    return code in _KNOWN_ELSEWHERE or (special and code == "SPECIAL_UNIT_APPROVER_MISSING")
