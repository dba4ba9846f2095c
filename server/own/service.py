"""A member's own side: their record, their transfers, and starting and withdrawing one (SPEC R13, R40, R44).

What changes something is an op and goes the way of push; everything else only reads.
"""

import msgspec
from sqlalchemy import Connection

from domain.actors import Role
from domain.commands import COMMAND_NAMES, StartTransfer, WithdrawTransfer, execute
from domain.destinations import Check, evaluate, missed_musts
from domain.instants import china_date
from domain.members import Member
from domain.organisations import Card, Organisation, card_of
from domain.refusals import REFUSALS, Refusal, RefusedError
from domain.requests import Request
from domain.starting import check_no_open_transfer, check_transferable
from domain.transfers import Side, Transfer, days_left
from server.documents import instant_text
from server.organisations.repository import find_organisation
from server.own import places, views
from server.own.repository import own_transfers
from server.own.suggestions import suggested
from server.own.wire import (
    Evaluation,
    OwnPlace,
    OwnPlaces,
    OwnRecord,
    OwnRefusal,
    OwnResult,
    OwnTransfer,
    OwnTransfers,
    Start,
    Wish,
    Withdraw,
)
from server.problems import Problem
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State, new_id
from server.sync.pushing import push
from server.sync.wire import NEWEST_SCHEMA, Op, Push, PushAnswer, Result, body_sha256
from server.sync.world import ServerWorld
from server.transfers.repository import find_transfer

_PUSH_ANSWER = msgspec.json.Decoder(PushAnswer)
_NOT_DONE = "The server could not carry this out; nothing was changed. Please try once more."


def record(state: State, caller: Caller) -> OwnRecord:
    with state.database.reading() as connection:
        world = _world(state, connection, caller)
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
        world = _world(state, connection, caller)
        found = own_transfers(connection, caller.scope)
        return OwnTransfers([_view(state, connection, world, caller, transfer) for transfer in found])


def transfer(state: State, caller: Caller, transfer_id: str) -> OwnTransfer:
    with state.database.reading() as connection:
        _member_id(caller)
        found = find_transfer(connection, caller.scope, transfer_id)
        if found is None:
            raise Problem("NOT_FOUND")
        return _view(state, connection, _world(state, connection, caller), caller, found)


def _member_id(caller: Caller) -> str:
    """Raises Problem for everybody who is not signed in as a member."""
    if caller.actor.role is not Role.MEMBER or caller.actor.member_id is None:
        raise Problem("MEMBERS_ONLY")
    return caller.actor.member_id


def _world(state: State, connection: Connection, caller: Caller) -> ServerWorld:
    return ServerWorld(connection, caller.scope, state.settings.edition, lock=False)


def _view(
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
    command = _start_command(caller, wish)
    with state.database.reading() as connection:
        world = _world(state, connection, caller)
        checks = _checks(state, world, command)
        refusal = _predicted_refusal(state, caller, world, command)
    return Evaluation(
        checks=[views.check_of(check) for check in checks],
        refusal=views.refusal_of(refusal, _first_missed(refusal.code, checks)) if refusal else None,
    )


def _predicted_refusal(
    state: State, caller: Caller, world: ServerWorld, command: StartTransfer
) -> Refusal | None:
    try:
        execute(world, command, new_id(), 0, caller.actor, state.clock())
    except RefusedError as error:
        return error.refusal
    return None


def _start_command(caller: Caller, wish: Wish) -> StartTransfer:
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


def _checks(state: State, world: ServerWorld, command: StartTransfer) -> tuple[Check, ...]:
    """None as long as there is no destination to hold them against."""
    member = world.member(command.member_id)
    source = card_of(world.organisation(member.organisation_id))
    try:
        destination = world.destination(command.destination_id, command.destination_name, command.system)
    except RefusedError:
        return ()
    given = (command.particulars, command.remark, command.reason, china_date(state.clock()))
    return evaluate(command.kind, Request(member, source, destination, *given))


def _first_missed(code: str, checks: tuple[Check, ...]) -> str | None:
    missed = missed_musts(checks)
    return missed[0].id if code == "RULE_MISSED" and missed else None


def found_places(_: State, caller: Caller, query: str) -> OwnPlaces:
    _member_id(caller)
    return OwnPlaces([OwnPlace(place.code, place.name) for place in places.find_places(query)])


def suggestions(state: State, caller: Caller, wish: Wish) -> list[Card]:
    """Where one may go, before anything was searched for."""
    with state.database.reading() as connection:
        world = _world(state, connection, caller)
        member = world.member(_member_id(caller))
        branch = world.organisation(member.organisation_id)
        return suggested(connection, member, branch, wish, china_date(state.clock()))


# Ops


def start(state: State, caller: Caller, body: Start) -> OwnResult:
    """Raises Problem OP_ID_REUSED where the same id asked for something else before."""
    command = _start_command(caller, body)
    return _pushed(state, caller, _op(state, caller, command, body.op_id, body.op_id, 0), command)


def withdraw(state: State, caller: Caller, transfer_id: str, body: Withdraw) -> OwnResult:
    transfer(state, caller, transfer_id)
    op = _op(state, caller, WithdrawTransfer(), body.op_id, transfer_id, body.seen_version)
    return _pushed(state, caller, op)


def _op(
    state: State,
    caller: Caller,
    command: StartTransfer | WithdrawTransfer,
    op_id: str,
    subject_id: str,
    seen_version: int,
) -> Op:
    """As a client would have sent it; the session stands for the device."""
    op = Op(
        op_id=op_id,
        device_seq=0,
        kind=COMMAND_NAMES[type(command)],
        subject_id=subject_id,
        seen_version=seen_version,
        payload=msgspec.to_builtins(command),
        decided_at=instant_text(state.clock()),
        schema=NEWEST_SCHEMA,
        user_id=caller.actor.user_id,
        body_sha256="",
    )
    return msgspec.structs.replace(op, body_sha256=body_sha256(op))


def _pushed(state: State, caller: Caller, op: Op, wished: StartTransfer | None = None) -> OwnResult:
    message = Push(device_id=caller.session_id, epoch=state.instance.epoch, ops=[op])
    (result,) = _PUSH_ANSWER.decode(push(state, caller, message)).results
    with state.database.reading() as connection:
        world = _world(state, connection, caller)
        found = find_transfer(connection, caller.scope, op.subject_id)
        return OwnResult(
            op_id=op.op_id,
            outcome=result.outcome,
            refusal=_refusal(result, _checks(state, world, wished) if wished else ()),
            transfer=None if found is None else _view(state, connection, world, caller, found),
        )


def _refusal(result: Result, checks: tuple[Check, ...]) -> OwnRefusal | None:
    if result.code is None:
        return None
    if result.code in REFUSALS:
        return views.refusal_of(Refusal(result.code, result.facts), _first_missed(result.code, checks))
    return OwnRefusal(result.code, None, {}, result.sentence or "", _NOT_DONE, None)
