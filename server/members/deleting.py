"""Deletes members and brings them back (SPEC R46)."""

from collections.abc import Callable
from dataclasses import replace

from domain.actors import Actor
from domain.commands import World
from domain.deletion import DeleteMember, Deletion, delete_member, restore_member
from domain.members import Member
from domain.refusals import RefusedError
from domain.registers import end_entry
from server.database.unit_of_work import UnitOfWork
from server.members.repository import find_deletion, forget_deletion, keep_deletion
from server.organisations.repository import share_organisation
from server.registers.repository import open_entries_of
from server.scope import NATIONWIDE
from server.sessions.callers import Caller

Storing = Callable[[UnitOfWork], None]


def delete(
    unit: UnitOfWork, world: World, actor: Actor, command: DeleteMember, member_id: str, seen_version: int
) -> Storing:
    member = world.member(member_id)
    deletion = delete_member(
        member,
        world.organisation(member.organisation_id),
        reason=command.reason,
        remark=command.remark,
        has_open_transfer=world.open_transfer_of(member_id) is not None,
        seen_version=seen_version,
        actor=actor,
        now=unit.now,
    )
    return lambda unit: _store_deletion(unit, deletion)


def _store_deletion(unit: UnitOfWork, deletion: Deletion) -> None:
    unit.remove_member(replace(deletion.member, version=deletion.version))
    for entry in open_entries_of(unit.connection, deletion.member.id, lock=True):
        unit.save_entry(end_entry(entry, deletion.by, unit.now))
    keep_deletion(unit.connection, deletion)
    unit.record(deletion.by.user_id, "member_deleted", deletion.member.id, reason=deletion.reason.value)


def restore(unit: UnitOfWork, caller: Caller, member_id: str) -> Storing:
    deletion = find_deletion(unit.connection, caller.scope, member_id)
    if deletion is None:
        raise RefusedError("NOT_FOUND", what="这名团员", what_en="This member")
    branch = share_organisation(unit.connection, NATIONWIDE, deletion.member.organisation_id)
    assert branch is not None  # Members refer to it, so it is never taken away.
    member = restore_member(deletion, branch, caller.actor, unit.now)
    return lambda unit: _store_restoration(unit, member)


def _store_restoration(unit: UnitOfWork, member: Member) -> None:
    unit.save_member(member)
    forget_deletion(unit.connection, member.id)
