"""A forgotten password is reset with a code from an administrator (SPEC R11).

The code is shown once, lives 24 hours, works once and is kept as a hash only. Whoever makes it never learns
the password that it leads to.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, text

from domain.actors import Role
from domain.identity import mask_identity_number
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.members.repository import find_member
from server.problems import Problem
from server.scope import Scope
from server.sessions import repository
from server.sessions.callers import Caller
from server.sessions.password_rules import check_new_password
from server.sessions.passwords import hash_password, is_password
from server.sessions.repository import Account
from server.sessions.schemas import ResetPassword
from server.sessions.tables import reset_code
from server.sessions.throttle import attempt_key, check_may_try, forget_failures, note_failure
from server.sessions.tokens import draw_secret, typed_secret
from server.state import State

CODE_LIFE = timedelta(hours=24)

_STORE = text(
    "INSERT INTO reset_code (account_id, code_hash, expires_at) VALUES (:account_id, :code_hash, :expires_at)"
    " ON CONFLICT (account_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at"
)


class NewCode(NamedTuple):
    code: str
    expires_at: str
    account_masked: str


def make_reset_code(state: State, caller: Caller, member_id: str) -> NewCode:
    """Raises Problem. No code opens an account that may do more than who made it."""
    code = draw_secret(2)
    hashed = hash_code(code)
    with state.database.writing() as connection:
        account = account_below(connection, caller, member_id)
        unit = UnitOfWork(connection, state.clock())
        made = store_code(connection, account, code, hashed, unit.now)
        organisation = caller.actor.organisation.id
        unit.record(caller.actor.user_id, "reset_code_made", account.id, organisation=organisation)
        unit.finish()
    return made


def account_below(connection: Connection, caller: Caller, member_id: str) -> Account:
    if caller.actor.role is not Role.ADMINISTRATOR:
        raise Problem("NO_ROLE")
    member = find_member(connection, caller.scope, member_id)
    if member is None:
        raise Problem("NOT_FOUND")
    account = repository.account_of_member(connection, member.id, member.identity_number)
    if account is None:
        raise Problem("NO_ACCOUNT")
    if account.id == caller.actor.user_id:
        raise Problem("OWN_ACCOUNT")
    if not _is_below(connection, caller.scope, account):
        raise Problem("ACCOUNT_ABOVE")
    return account


def _is_below(connection: Connection, scope: Scope, account: Account) -> bool:
    """Else an administrator of a branch could take the place of one of a province who is its member."""
    cards = repository.administered(connection, account.id)
    return all(card.path != scope.path and card.path.startswith(scope.path) for card in cards)


def store_code(connection: Connection, account: Account, code: str, hashed: str, now: datetime) -> NewCode:
    """In place of an earlier one."""
    expires_at = instant_text(now + CODE_LIFE)
    values = {"account_id": account.id, "code_hash": hashed, "expires_at": expires_at}
    connection.execute(_STORE, values)
    return NewCode(code, expires_at, mask_identity_number(account.login))


def hash_code(code: str) -> str:
    return hash_password(typed_secret(code))


def reset_password(state: State, body: ResetPassword, address: str) -> None:
    """Raises Problem, the same one whether there is no such account, no code, or another one."""
    login = body.account.strip().upper()
    key = attempt_key(state.instance.secret, f"reset {login}", address)
    with state.database.reading() as connection:
        check_may_try(connection, key, state.clock())
        account = repository.account_by_login(connection, login)
        stored = _valid_hash(connection, account, instant_text(state.clock()))
        phone = repository.phone_of(connection, account.member_id if account else None)
    known = is_password(typed_secret(body.code), stored)
    if account is None or not known:
        with state.database.writing() as connection:
            note_failure(connection, key, state.clock())
        raise Problem("RESET_CODE_WRONG")
    check_new_password(
        body.new_password,
        old="",
        login=account.login,
        name=account.name,
        phone=phone,
        needs=state.settings.password_needs,
    )
    new_hash = hash_password(body.new_password)
    with state.database.writing() as connection:
        if _use_code(connection, account.id, str(stored)):
            _enter_password(state, connection, account, new_hash)
            for each in (key, attempt_key(state.instance.secret, login, address)):
                forget_failures(connection, each)
            return
    raise Problem("RESET_CODE_WRONG")


def _valid_hash(connection: Connection, account: Account | None, now: str) -> str | None:
    if account is None or account.disabled:
        return None
    return connection.scalar(
        select(reset_code.c.code_hash).where(
            reset_code.c.account_id == account.id, reset_code.c.expires_at > now
        )
    )


def _use_code(connection: Connection, account_id: str, stored: str) -> bool:
    """Of two who come at once with the same code, one finds it."""
    this = (reset_code.c.account_id == account_id) & (reset_code.c.code_hash == stored)
    return connection.execute(delete(reset_code).where(this)).rowcount == 1


def _enter_password(state: State, connection: Connection, account: Account, new_hash: str) -> None:
    unit = UnitOfWork(connection, state.clock())
    repository.store_password(connection, account.id, new_hash, instant_text(unit.now))
    repository.end_other_sessions(connection, account.id, "", instant_text(unit.now))
    unit.record(account.id, "password_reset", account.id)
    unit.finish()
