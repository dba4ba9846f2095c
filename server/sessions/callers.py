"""Who is asking: read from the database with every request, so that what is withdrawn bites at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, case, select

from domain.actors import Actor, Role
from domain.deputies import acting_for
from domain.instants import china_date
from domain.organisations import card_of
from server.database.prepared import Prepared, one_of
from server.deputies.repository import held
from server.documents import ORGANISATIONS
from server.members.tables import member
from server.organisations.tables import organisation
from server.problems import Problem
from server.scope import Scope
from server.sessions.tables import account, administrator, session
from server.sessions.tokens import hash_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    session_id: str
    login: str
    must_change_password: bool
    actor: Actor

    @property
    def scope(self) -> Scope:
        own = self.actor.member_id if self.actor.role is Role.MEMBER else None
        return Scope(self.actor.organisation.path, own)


def authenticate(connection: Connection, token: str, now: str) -> Caller:
    """Raises Problem. ``now`` is an instant's text."""
    row = _read(_BY_TOKEN.row(connection, {"hash": hash_token(token)}))
    if row is None or row.ended_at is not None:
        raise Problem("TOKEN_INVALID")
    if row.access_expires_at <= now:
        raise Problem("TOKEN_EXPIRED")
    return _caller(connection, row, now)


def present_caller(connection: Connection, session_id: str, now: str) -> Caller:
    """The same person with the rights of this moment, whatever was true when the request came in."""
    row = _read(_BY_ID.row(connection, {"id": session_id}))
    if row is None or row.ended_at is not None:
        raise Problem("TOKEN_INVALID")
    return _caller(connection, row, now)


class PresentCallers:
    """The callers of several messages, read at once and again when ``forget`` has said that their rights may
    have changed. Of a member or a deputy nothing is remembered."""

    def __init__(self, connection: Connection, session_ids: Iterable[str]) -> None:
        self._connection = connection
        self._session_ids = sorted(set(session_ids))
        self._known: dict[str, Caller] = {}

    def find(self, session_id: str, now: str) -> Caller:
        """As ``present_caller``."""
        if not self._known:
            self._read(now)
        return self._known.get(session_id) or present_caller(self._connection, session_id, now)

    def forget(self) -> None:
        self._known.clear()

    def _read(self, now: str) -> None:
        for row in map(_Row._make, _BY_IDS.rows(self._connection, {"ids": self._session_ids})):
            usable = row.ended_at is None and not row.disabled and row.document is not None
            if usable and row.role == Role.ADMINISTRATOR:
                self._known[row.session_id] = _caller(self._connection, row, now)


def _bound() -> Select[str]:
    """Where an administrator of the session acts, as long as they are one there."""
    return (
        select(organisation.c.document)
        .join(administrator, administrator.c.organisation_id == organisation.c.id)
        .where(
            administrator.c.account_id == session.c.account_id, organisation.c.id == session.c.organisation_id
        )
        .correlate(session)
    )


def _own_branch() -> Select[str]:
    """A member acts from the branch that they are in now, also when a transfer has moved them since."""
    return (
        select(organisation.c.document)
        .join(member, member.c.organisation_id == organisation.c.id)
        .where(member.c.id == account.c.member_id, member.c.deleted_at.is_(None))
        .correlate(account)
    )


# All of it in one statement, since every request asks, and every op again.
_SESSION: Select[*tuple[Any, ...]] = select(
    session.c.id.label("session_id"),
    session.c.organisation_id,
    session.c.role,
    session.c.access_expires_at,
    session.c.ended_at,
    account.c.id.label("user_id"),
    account.c.login,
    account.c.name,
    account.c.must_change_password,
    account.c.disabled,
    account.c.member_id,
    case(
        (session.c.role == Role.ADMINISTRATOR.value, _bound().scalar_subquery()),
        else_=_own_branch().scalar_subquery(),
    ).label("document"),
).join(account, account.c.id == session.c.account_id)
_BY_TOKEN = Prepared(_SESSION.where(session.c.access_hash == bindparam("hash")))
_BY_ID = Prepared(_SESSION.where(session.c.id == bindparam("id")))
_BY_IDS = Prepared(_SESSION.where(one_of(session.c.id, "ids")), "ids")


class _Row(NamedTuple):
    """As ``_SESSION`` has it."""

    session_id: str
    organisation_id: str
    role: str
    access_expires_at: str
    ended_at: str | None
    user_id: str
    login: str
    name: str
    must_change_password: bool
    disabled: bool
    member_id: str | None
    document: str | None


def _read(row: tuple[Any, ...] | None) -> _Row | None:
    return None if row is None else _Row(*row)


def _caller(connection: Connection, row: _Row, now: str) -> Caller:
    if row.disabled:
        raise Problem("ACCOUNT_DISABLED")
    return Caller(
        session_id=row.session_id,
        login=row.login,
        must_change_password=bool(row.must_change_password),
        actor=_actor(connection, row, datetime.fromisoformat(now)),
    )


def _actor(connection: Connection, row: _Row, now: datetime) -> Actor:
    role = Role(row.role)
    if row.document is not None:
        return Actor(
            user_id=row.user_id,
            name=row.name,
            role=role,
            organisation=card_of(ORGANISATIONS.read(row.document)),
            member_id=row.member_id,
        )
    if role is Role.ADMINISTRATOR:
        for found in held(connection, row.user_id, china_date(now).isoformat(), row.organisation_id):
            return acting_for(found.deputation, found.organisation, now)
    raise Problem("NO_ROLE")
