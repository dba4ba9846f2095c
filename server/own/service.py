"""A member's own record and transfers, and what would become of a wish (SPEC R13, R56, R68). Only reads."""

from sqlalchemy import Connection

from domain.actors import Role
from domain.commands import StartTransfer, WithdrawTransfer, execute
from domain.destinations import Check, evaluate, missed_musts
from domain.instants import china_date
from domain.members import Member
from domain.organisations import Card, Organisation, card_of
from domain.refusals import Refusal, RefusedError
from domain.requests import Request
from domain.starting import check_no_open_transfer, check_transferable
from domain.transfers import Side, Transfer, days_left
from server.organisations.repository import find_organisation
from server.own import places, views
from server.own.repository import own_transfers
from server.own.suggestions import suggested
from server.own.wire import (
    Evaluation,
    OwnPlace,
    OwnPlaces,
    OwnRecord,
    OwnTransfer,
    OwnTransfers,
    Wish,
)
from server.problems import Problem
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State, new_id
from server.sync.world import ServerWorld
from server.transfers.repository import find_transfer


def record(state: State, caller: Caller) -> OwnRecord:
    with state.database.reading() as connection:
        world = world_of(state, connection, caller)
        member = world.member(_member_id(caller))
        branch = world.organisation(member.organisation_id)
        obstacle = _obstacle(state, caller, world, member, branch)
        return views.record_of(member, branch, obstacle, world.edition(None).year)


def _obstacle(
    state: State, caller: Caller, world: ServerWorld, member: Member, branch: Organisation
) -> Refusal | None:
    """What would refuse any transfer, whatever is asked for."""
    try:
        check_no_open_transfer(world.open_transfer_of(member.id))
        check_transferable(member, branch, Side.MEMBER, caller.actor, china_date(state.clock()))
    except RefusedError as error:
        return error.refusal
    return None


def transfers(state: State, caller: Caller) -> OwnTransfers:
    with state.database.reading() as connection:
        _member_id(caller)
        world = world_of(state, connection, caller)
        found = own_transfers(connection, caller.scope)
        return OwnTransfers([view_of(state, connection, world, caller, transfer) for transfer in found])


def transfer(state: State, caller: Caller, transfer_id: str) -> OwnTransfer:
    with state.database.reading() as connection:
        _member_id(caller)
        found = find_transfer(connection, caller.scope, transfer_id)
        if found is None:
            raise Problem("NOT_FOUND")
        return view_of(state, connection, world_of(state, connection, caller), caller, found)


def _member_id(caller: Caller) -> str:
    """Raises Problem for everybody who is not signed in as a member."""
    if caller.actor.role is not Role.MEMBER or caller.actor.member_id is None:
        raise Problem("MEMBERS_ONLY")
    return caller.actor.member_id


def world_of(state: State, connection: Connection, caller: Caller) -> ServerWorld:
    return ServerWorld(connection, caller.scope, state.settings.edition, lock=False)


def view_of(
    state: State, connection: Connection, world: ServerWorld, caller: Caller, found: Transfer
) -> OwnTransfer:
    acting = find_organisation(connection, NATIONWIDE, found.acting.id) if found.acting else None
    edition = world.edition(found.edition)
    days = days_left(found, state.clock())
    return views.transfer_of(found, edition, acting, _may_withdraw(state, world, caller, found), days)


def _may_withdraw(state: State, world: ServerWorld, caller: Caller, found: Transfer) -> bool:
    try:
        execute(world, WithdrawTransfer(), found.id, found.version, caller.actor, state.clock())
    except RefusedError:
        return False
    return True


# Before it is sent


def evaluation(state: State, caller: Caller, wish: Wish) -> Evaluation:
    """SPEC R68, and everything else that would refuse it."""
    command = start_command(caller, wish)
    with state.database.reading() as connection:
        world = world_of(state, connection, caller)
        checks = checks_of(state, world, command)
        refusal = _predicted_refusal(state, caller, world, command)
    return Evaluation(
        checks=[views.check_of(check) for check in checks],
        refusal=views.refusal_of(refusal, first_missed(refusal.code, checks)) if refusal else None,
    )


def _predicted_refusal(
    state: State, caller: Caller, world: ServerWorld, command: StartTransfer
) -> Refusal | None:
    try:
        execute(world, command, new_id(), 0, caller.actor, state.clock())
    except RefusedError as error:
        return error.refusal
    return None


def start_command(caller: Caller, wish: Wish) -> StartTransfer:
    return StartTransfer(
        member_id=_member_id(caller),
        kind=wish.kind,
        system=wish.system,
        reason=wish.reason,
        destination_id=wish.destination_id,
        destination_name=wish.destination_name,
        remark=wish.remark,
        particulars=wish.particulars,
    )


def checks_of(state: State, world: ServerWorld, command: StartTransfer) -> tuple[Check, ...]:
    """None as long as there is no destination to hold them against."""
    member = world.member(command.member_id)
    source = card_of(world.organisation(member.organisation_id))
    try:
        destination = world.destination(command.destination_id, command.destination_name, command.system)
    except RefusedError:
        return ()
    given = (command.particulars, command.remark, command.reason, china_date(state.clock()))
    return evaluate(command.kind, Request(member, source, destination, *given))


def first_missed(code: str, checks: tuple[Check, ...]) -> str | None:
    missed = missed_musts(checks)
    return missed[0].id if code == "RULE_MISSED" and missed else None


def found_places(_: State, caller: Caller, query: str) -> OwnPlaces:
    _member_id(caller)
    return OwnPlaces([OwnPlace(place.code, place.name) for place in places.find_places(query)])


def suggestions(state: State, caller: Caller, wish: Wish) -> list[Card]:
    """Where one may go, before anything was searched for."""
    with state.database.reading() as connection:
        world = world_of(state, connection, caller)
        member = world.member(_member_id(caller))
        branch = world.organisation(member.organisation_id)
        return suggested(connection, member, branch, wish, china_date(state.clock()))
