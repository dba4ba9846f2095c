"""Carries a command out upon the present rows: first everything is decided, then everything is stored."""

from collections.abc import Callable
from functools import partial

from domain.commands import Changed, StartTransfer, execute
from domain.deletion import DeleteMember, RestoreMember
from domain.deputies import NameDeputy, RevokeDeputy
from domain.nudges import NudgeTransfer, nudge_transfer
from domain.organisation_commands import OrganisationCommand
from domain.organising import organise
from domain.register_commands import RetainMember
from server.database.unit_of_work import UnitOfWork
from server.deputies.naming import name, revoke
from server.deputies.repository import is_taken as deputation_is_taken
from server.members.deleting import delete, restore
from server.organisations.changing import save_organisations
from server.organisations.estate import ServerEstate
from server.organisations.repository import find_organisation
from server.registers.repository import is_taken as entry_is_taken
from server.scope import NATIONWIDE, Scope
from server.sessions.callers import Caller
from server.state import State
from server.sync.kinds import AnyCommand
from server.sync.rejections import RejectedError
from server.sync.wire import Op
from server.sync.world import ServerWorld
from server.transfers.repository import is_taken

Storing = Callable[[UnitOfWork], None]
"""Stores what was decided. No rule speaks in it any more, so that nothing is half stored and then refused."""


def decide(state: State, unit: UnitOfWork, caller: Caller, command: AnyCommand, op: Op) -> Storing:
    """Raises RefusedError or RejectedError."""
    if isinstance(command, OrganisationCommand):
        estate = ServerEstate(unit.connection, op.subject_id)
        organisations = organise(estate, command, op.subject_id, op.seen_version, caller.actor)
        return partial(save_organisations, organisations=organisations)
    if isinstance(command, NameDeputy):
        if deputation_is_taken(unit.connection, op.subject_id):
            raise RejectedError("SUBJECT_EXISTS", "这项委托的编号已被使用，没有执行。请重新办理。")
        return name(unit, caller.actor, command, op.subject_id)
    if isinstance(command, RevokeDeputy):
        return revoke(unit, caller.actor, op.subject_id)
    if isinstance(command, RestoreMember):
        return restore(unit, caller, op.subject_id)
    world = _world(state, unit, caller.scope, command, op.subject_id)
    if isinstance(command, RetainMember) and entry_is_taken(unit.connection, op.subject_id):
        raise RejectedError("SUBJECT_EXISTS", "这项登记的编号已被使用，没有执行。请重新办理。")
    if isinstance(command, DeleteMember):
        return delete(unit, world, caller.actor, command, op.subject_id, op.seen_version)
    if isinstance(command, NudgeTransfer):
        nudged = nudge_transfer(world.transfer(op.subject_id), caller.actor, unit.now)
        return partial(_save, changed=Changed(transfer=nudged))
    changed = execute(world, command, op.subject_id, op.seen_version, caller.actor, unit.now)
    return partial(_save, changed=changed)


def _world(state: State, unit: UnitOfWork, scope: Scope, command: AnyCommand, subject_id: str) -> ServerWorld:
    members = scope
    if isinstance(command, StartTransfer):
        if is_taken(unit.connection, subject_id):
            raise RejectedError("SUBJECT_EXISTS", "这项转接的编号已被使用，没有执行。请重新发起。")
        if _takes_in(unit, scope, command):
            members = NATIONWIDE
    return ServerWorld(unit.connection, scope, state.settings.edition, members, subject_id=subject_id)


def _takes_in(unit: UnitOfWork, scope: Scope, command: StartTransfer) -> bool:
    """SPEC R40: the entering side starts the transfer of a member who is in nobody's scope of theirs."""
    if command.destination_id is None or scope.member_id is not None:
        return False
    return find_organisation(unit.connection, scope, command.destination_id) is not None


def _save(unit: UnitOfWork, changed: Changed) -> None:
    if changed.organisation is not None:
        unit.save_organisation(changed.organisation)
    if changed.member is not None:
        unit.save_member(changed.member)
    if changed.transfer is not None:
        unit.save_transfer(changed.transfer)
    for entry in changed.entries:
        unit.save_entry(entry)
