"""Setting up a second factor, and taking it away: by oneself, or by an administrator above."""

from typing import Any

import pyotp
from sqlalchemy import Connection, select, text, update

from domain.actors import Role
from domain.identity import mask_identity_number
from server.database.unit_of_work import UnitOfWork
from server.problems import Problem
from server.sessions import repository, second_factor
from server.sessions.callers import Caller
from server.sessions.passwords import is_password
from server.sessions.repository import Account
from server.sessions.reset_codes import account_below
from server.sessions.schemas import BeginSecondFactor, Code, RemoveSecondFactor
from server.sessions.tables import second_factor as table
from server.sessions.throttle import attempt_key, check_may_try, note_failure
from server.state import State

_PUT_PENDING = text(
    "INSERT INTO second_factor (account_id, pending) VALUES (:account_id, :pending)"
    " ON CONFLICT (account_id) DO UPDATE SET pending = excluded.pending"
)


def state_of_second_factor(state: State, caller: Caller) -> Any:
    with state.database.reading() as connection:
        return {
            "on": second_factor.is_on(connection, caller.actor.user_id),
            "required": is_required(state, caller),
            "recovery_codes_left": second_factor.recovery_codes_left(connection, caller.actor.user_id),
        }


def is_required(state: State, caller: Caller) -> bool:
    return state.settings.second_factor_required and caller.actor.role is Role.ADMINISTRATOR


def check_has_required(state: State, caller: Caller) -> None:
    """By the server's setting an administrator does nothing before it is set up."""
    if not is_required(state, caller):
        return
    with state.database.reading() as connection:
        if not second_factor.is_on(connection, caller.actor.user_id):
            raise Problem("TOTP_ENROLMENT_REQUIRED")


def begin(state: State, caller: Caller, body: BeginSecondFactor, address: str) -> Any:
    """The secret is told this once. What was set up before holds until the new one is confirmed."""
    secret = pyotp.random_base32()
    account = _known_by_password(state, caller, body.password, address)
    with state.database.writing() as connection:
        problem = second_factor.objection(state, connection, account, body.code)
        if problem is None:
            connection.execute(_PUT_PENDING, {"account_id": account.id, "pending": secret})
            _record(state, connection, caller, "second_factor_begun", account.id)
    if problem is not None:
        raise problem
    masked = mask_identity_number(account.login)
    return {"secret": secret, "uri": second_factor.address_for_authenticator(secret, masked)}


def confirm(state: State, caller: Caller, body: Code) -> Any:
    """From now on it is asked for. The recovery codes are told this once."""
    account_id, key = caller.actor.user_id, _key(state, f"code {caller.login}")
    codes = None
    with state.database.writing() as connection:
        pending = connection.scalar(
            select(table.c.pending).where(table.c.account_id == account_id).with_for_update()
        )
        if pending is None:
            raise Problem("TOTP_NOT_BEGUN")
        check_may_try(connection, key, state.clock())
        step = second_factor.matching_step(pending, body.code, state.clock(), None)
        if step is None:
            note_failure(connection, key, state.clock())
        else:
            this = update(table).where(table.c.account_id == account_id)
            connection.execute(this.values(secret=pending, pending=None, last_step=step))
            codes = second_factor.new_recovery_codes(connection, account_id)
            _record(state, connection, caller, "second_factor_on", account_id)
    if codes is None:
        raise Problem("TOTP_WRONG")
    return {"recovery_codes": codes}


def remove_own(state: State, caller: Caller, body: RemoveSecondFactor, address: str) -> None:
    account = _known_by_password(state, caller, body.password, address)
    with state.database.writing() as connection:
        problem = second_factor.objection(state, connection, account, body.code)
        if problem is None:
            _remove(state, connection, caller, account)
    if problem is not None:
        raise problem


def remove_of_member(state: State, caller: Caller, member_id: str) -> None:
    """For whoever has lost the telephone and the recovery codes; by whoever could reset the password."""
    with state.database.writing() as connection:
        _remove(state, connection, caller, account_below(connection, caller, member_id))


def _remove(state: State, connection: Connection, caller: Caller, account: Account) -> None:
    if not second_factor.remove(connection, account.id):
        raise Problem("TOTP_NOT_ON")
    _record(state, connection, caller, "second_factor_off", account.id)


def _known_by_password(state: State, caller: Caller, password: str, address: str) -> Account:
    """A token that was taken from a machine is not enough."""
    key = _key(state, caller.login, address)
    with state.database.reading() as connection:
        check_may_try(connection, key, state.clock())
        account = repository.account_by_id(connection, caller.actor.user_id)
    known = is_password(password, account.password_hash)
    if not known:
        with state.database.writing() as connection:
            note_failure(connection, key, state.clock())
        raise Problem("OLD_PASSWORD_WRONG")
    return account


def _key(state: State, login: str, address: str = "") -> str:
    return attempt_key(state.instance.secret, login, address)


def _record(state: State, connection: Connection, caller: Caller, action: str, account_id: str) -> None:
    unit = UnitOfWork(connection, state.clock())
    organisation = caller.actor.organisation.id
    unit.record(caller.actor.user_id, action, account_id, organisation=organisation)
    unit.finish()
