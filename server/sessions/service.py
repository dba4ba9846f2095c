"""Signing in, staying in, signing out and changing the password."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from domain.actors import Role
from domain.identity import mask_identity_number
from domain.instants import china_date
from domain.organisations import Card
from server.database.unit_of_work import UnitOfWork
from server.deputies.repository import held
from server.documents import instant_text, plain
from server.problems import Problem
from server.sessions import repository
from server.sessions.callers import Caller
from server.sessions.password_rules import check_new_password
from server.sessions.passwords import hash_password, is_password
from server.sessions.repository import Account
from server.sessions.schemas import ChangePassword, Refresh, SignIn
from server.sessions.second_factor import objection
from server.sessions.throttle import attempt_key, check_may_try, forget_failures, note_failure
from server.sessions.tokens import draw_token, hash_token, successor
from server.state import State, new_id

ACCESS_LIFE = timedelta(minutes=15)
REFRESH_LIFE = timedelta(days=30)
SAME_SUCCESSOR = timedelta(seconds=60)

Answer = dict[str, object]


class Tokens(NamedTuple):
    access: str
    refresh: str


class Seat(NamedTuple):
    """As what and where somebody is signed in, and where else they could be."""

    role: Role
    organisation: Card
    organisations: list[Card]


def sign_in(state: State, body: SignIn, address: str) -> Answer:
    login = body.account.strip().upper()
    key = attempt_key(state.instance.secret, login, address)
    with state.database.reading() as connection:
        check_may_try(connection, key, state.clock())
        account = repository.account_by_login(connection, login)
    # No transaction stays open while the hash is computed.
    known = is_password(body.password, account.password_hash if account else None)
    with state.database.writing() as connection:
        if account is not None and known:
            present = _unchanged(connection, account)
            forget_failures(connection, key)
            problem = objection(state, connection, present, body.code)
            if problem is None:
                return _enter(state, connection, present, body)
        else:
            note_failure(connection, key, state.clock())
            problem = Problem("WRONG_CREDENTIALS")
    # Only now, so that what was counted is committed.
    raise problem


def _unchanged(connection: Connection, account: Account) -> Account:
    """Raises Problem where the password has been changed since it was compared."""
    present = repository.locked_account(connection, account.id)
    if present.password_hash != account.password_hash:
        raise Problem("WRONG_CREDENTIALS")
    return present


def _enter(state: State, connection: Connection, account: Account, body: SignIn) -> Answer:
    now = state.clock()
    _check_usable(account, now)
    account = _aged(state, connection, account, now)
    seat = _seat(connection, account, body.organisation_id, Role(body.role) if body.role else None, now)
    tokens = Tokens(draw_token(), draw_token())
    session_id, expires_at = new_id(), instant_text(now + ACCESS_LIFE)
    repository.insert_session(
        connection,
        {
            "id": session_id,
            "account_id": account.id,
            "organisation_id": seat.organisation.id,
            "role": seat.role.value,
            "device_id": body.device_id,
            "device_name": body.device_name,
            "access_hash": hash_token(tokens.access),
            "access_expires_at": expires_at,
            "started_at": instant_text(now),
        },
    )
    _store_refresh(connection, tokens.refresh, session_id, now)
    _record(state, connection, account.id, "signed_in", session_id, organisation=seat.organisation.id)
    return _answer(state, account, seat, tokens, expires_at)


def _check_usable(account: Account, now: datetime) -> None:
    if account.disabled:
        raise Problem("ACCOUNT_DISABLED")
    until = account.first_password_until
    if account.must_change_password and until is not None and until <= instant_text(now):
        raise Problem("FIRST_PASSWORD_EXPIRED")


def _aged(state: State, connection: Connection, account: Account, now: datetime) -> Account:
    """SPEC R12: where the operator wants a new password after a time, an old one is as good as a first one.
    One of an unknown age counts from now."""
    if not state.settings.password_days or account.must_change_password:
        return account
    changed_at = account.password_changed_at
    if changed_at is None:
        account = account._replace(password_changed_at=instant_text(now))
    elif datetime.fromisoformat(changed_at) + timedelta(days=state.settings.password_days) <= now:
        account = account._replace(must_change_password=True)
    else:
        return account
    repository.note_password_age(connection, account)
    return account


def _seat(
    connection: Connection, account: Account, organisation_id: str | None, role: Role | None, now: datetime
) -> Seat:
    """SPEC R13, R84. Where the person is a deputy stands after their own organisations, and their own branch
    last, for acting as a member."""
    seats = [(Role.ADMINISTRATOR, card) for card in repository.administered(connection, account.id)]
    deputed = held(connection, account.id, china_date(now).isoformat())
    seats += [(Role.ADMINISTRATOR, found.organisation) for found in deputed]
    own = repository.own_branch(connection, account.member_id) if account.member_id else None
    seats += [(Role.MEMBER, own)] if own else []
    everything = list({card.id: card for _, card in seats}.values())
    for each, card in seats:
        if organisation_id in (None, card.id) and role in (None, each):
            return Seat(each, card, everything)
    raise Problem("NO_ROLE")


def refresh(state: State, body: Refresh) -> Answer:
    """The old token used again soon gets the same successor, since the answer may have been lost; later
    somebody else must have it, and the session ends."""
    with state.database.writing() as connection:
        answer = _refreshed(state, connection, body)
    if answer is None:
        raise Problem("TOKEN_INVALID")
    return answer


def _refreshed(state: State, connection: Connection, body: Refresh) -> Answer | None:
    now = state.clock()
    token = repository.find_refresh(connection, hash_token(body.refresh_token))
    if token is None:
        return None
    row = repository.locked_session(connection, token.session_id)
    if row.ended_at is not None:
        return None
    if token.expires_at <= instant_text(now):
        raise Problem("TOKEN_EXPIRED")
    if token.used_at is not None and datetime.fromisoformat(token.used_at) + SAME_SUCCESSOR < now:
        repository.end_session(connection, row.id, instant_text(now))
        _record(state, connection, row.account_id, "refresh_token_reused", row.id)
        return None
    account = repository.account_by_id(connection, row.account_id)
    _check_usable(account, now)
    account = _aged(state, connection, account, now)
    if body.organisation_id is None:
        seat = _seat(connection, account, _place(connection, row, account), Role(row.role), now)
    else:
        seat = _seat(connection, account, body.organisation_id, None, now)
    tokens = Tokens(
        successor(state.instance.secret, body.refresh_token, "access"),
        successor(state.instance.secret, body.refresh_token, "refresh"),
    )
    values = {"organisation_id": seat.organisation.id, "role": seat.role.value}
    expires_at = row.access_expires_at
    if token.used_at is None:
        expires_at = instant_text(now + ACCESS_LIFE)
        values |= {"access_hash": hash_token(tokens.access), "access_expires_at": expires_at}
        repository.use_refresh(connection, token.hash, instant_text(now))
        _store_refresh(connection, tokens.refresh, row.id, now)
    repository.update_session(connection, row.id, values)
    return _answer(state, account, seat, tokens, expires_at)


def _place(connection: Connection, session: Row[Any], account: Account) -> str | None:
    """Where the session is; a member's branch may be another one by now."""
    if session.role == Role.ADMINISTRATOR.value or account.member_id is None:
        return str(session.organisation_id)
    own = repository.own_branch(connection, account.member_id)
    return own.id if own else None


def sign_out(state: State, caller: Caller) -> None:
    with state.database.writing() as connection:
        repository.end_session(connection, caller.session_id, instant_text(state.clock()))
        _record(state, connection, caller.actor.user_id, "signed_out", caller.session_id)


def change_password(state: State, caller: Caller, body: ChangePassword, address: str) -> None:
    key = attempt_key(state.instance.secret, caller.login, address)
    with state.database.reading() as connection:
        check_may_try(connection, key, state.clock())
        account = repository.account_by_id(connection, caller.actor.user_id)
        phone = repository.phone_of(connection, account.member_id)
    if not is_password(body.old_password, account.password_hash):
        with state.database.writing() as connection:
            note_failure(connection, key, state.clock())
        raise Problem("OLD_PASSWORD_WRONG")
    check_new_password(
        body.new_password,
        old=body.old_password,
        login=account.login,
        name=account.name,
        phone=phone,
        needs=state.settings.password_needs,
    )
    stored = hash_password(body.new_password)
    with state.database.writing() as connection:
        if repository.locked_account(connection, account.id).password_hash != account.password_hash:
            # Somebody else who knew the old one has changed it while it was compared.
            raise Problem("OLD_PASSWORD_WRONG")
        now = instant_text(state.clock())
        repository.store_password(connection, account.id, stored, now)
        repository.end_other_sessions(connection, account.id, caller.session_id, now)
        forget_failures(connection, key)
        _record(state, connection, account.id, "password_changed", account.id)


def me(caller: Caller) -> Answer:
    actor = caller.actor
    return {
        "user": _user(actor.user_id, actor.name, caller.login),
        "role": actor.role.value,
        "organisation": plain(actor.organisation),
    }


def _user(user_id: str, name: str, login: str) -> Answer:
    return {"id": user_id, "name": name, "account_masked": mask_identity_number(login)}


def _answer(state: State, account: Account, seat: Seat, tokens: Tokens, expires_at: str) -> Answer:
    return {
        "access_token": tokens.access,
        "access_expires_at": expires_at,
        "refresh_token": tokens.refresh,
        "must_change_password": account.must_change_password,
        "user": _user(account.id, account.name, account.login),
        "role": seat.role.value,
        "organisation": plain(seat.organisation),
        "organisations": plain(seat.organisations),
        "instance_id": state.instance.instance_id,
    }


def _store_refresh(connection: Connection, token: str, session_id: str, now: datetime) -> None:
    expires_at = instant_text(now + REFRESH_LIFE)
    repository.insert_refresh(connection, hash_token(token), session_id, expires_at)


def _record(
    state: State, connection: Connection, actor: str, action: str, subject: str, **detail: object
) -> None:
    unit = UnitOfWork(connection, state.clock())
    unit.record(actor, action, subject, **detail)
    unit.finish()
