"""Accounts, their sessions and refresh tokens. Whoever asks here has shown a password or a token."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.organisations import Card, card_of
from server.documents import MEMBERS, ORGANISATIONS
from server.members.tables import member
from server.organisations.tables import organisation
from server.sessions.tables import account, administrator, refresh_token, session


class Account(NamedTuple):
    id: str
    login: str
    name: str
    password_hash: str
    must_change_password: bool
    first_password_until: str | None
    disabled: bool
    member_id: str | None
    password_changed_at: str | None


class Refresh(NamedTuple):
    hash: str
    session_id: str
    expires_at: str
    used_at: str | None


def account_by_login(connection: Connection, login: str) -> Account | None:
    row = connection.execute(select(account).where(account.c.login == login)).first()
    return None if row is None else Account(*row)


def account_by_id(connection: Connection, account_id: str) -> Account:
    return Account(*connection.execute(select(account).where(account.c.id == account_id)).one())


def locked_account(connection: Connection, account_id: str) -> Account:
    """A change of its password that comes at once waits, and then finds what was begun with the old one."""
    query = select(account).where(account.c.id == account_id).with_for_update()
    return Account(*connection.execute(query).one())


def phone_of(connection: Connection, member_id: str | None) -> str:
    """Empty for who is no member."""
    document = connection.scalar(select(member.c.document).where(member.c.id == member_id))
    return "" if document is None else MEMBERS.read(document).phone


def account_of_member(connection: Connection, member_id: str, identity_number: str) -> Account | None:
    """Also one that was made for the person as an administrator only."""
    theirs = (account.c.member_id == member_id) | (account.c.login == identity_number)
    row = connection.execute(select(account).where(theirs).order_by(account.c.member_id.is_(None))).first()
    return None if row is None else Account(*row)


def store_password(connection: Connection, account_id: str, password_hash: str, now: str) -> None:
    values = {"must_change_password": False, "first_password_until": None, "password_changed_at": now}
    this = update(account).where(account.c.id == account_id)
    connection.execute(this.values(password_hash=password_hash, **values))


def note_password_age(connection: Connection, of: Account) -> None:
    values = {"must_change_password": of.must_change_password, "password_changed_at": of.password_changed_at}
    connection.execute(update(account).where(account.c.id == of.id).values(**values))


def administered(connection: Connection, account_id: str) -> list[Card]:
    documents = connection.scalars(
        select(organisation.c.document)
        .join(administrator, administrator.c.organisation_id == organisation.c.id)
        .where(administrator.c.account_id == account_id)
        .order_by(administrator.c.position)
    )
    return [card_of(ORGANISATIONS.read(document)) for document in documents]


def own_branch(connection: Connection, member_id: str) -> Card | None:
    document = connection.scalar(
        select(organisation.c.document)
        .join(member, member.c.organisation_id == organisation.c.id)
        .where(member.c.id == member_id, member.c.deleted_at.is_(None))
    )
    return None if document is None else card_of(ORGANISATIONS.read(document))


def insert_session(connection: Connection, values: dict[str, str]) -> None:
    connection.execute(insert(session).values(**values))


def update_session(connection: Connection, session_id: str, values: dict[str, str]) -> None:
    connection.execute(update(session).where(session.c.id == session_id).values(**values))


def locked_session(connection: Connection, session_id: str) -> Row[Any]:
    return connection.execute(select(session).where(session.c.id == session_id).with_for_update()).one()


def end_session(connection: Connection, session_id: str, now: str) -> None:
    connection.execute(
        update(session).where(session.c.id == session_id, session.c.ended_at.is_(None)).values(ended_at=now)
    )


def end_other_sessions(connection: Connection, account_id: str, kept: str, now: str) -> None:
    others = (session.c.account_id == account_id) & (session.c.id != kept) & session.c.ended_at.is_(None)
    connection.execute(update(session).where(others).values(ended_at=now))


def insert_refresh(connection: Connection, token_hash: str, session_id: str, expires_at: str) -> None:
    connection.execute(
        insert(refresh_token).values(hash=token_hash, session_id=session_id, expires_at=expires_at)
    )


def find_refresh(connection: Connection, token_hash: str) -> Refresh | None:
    row = connection.execute(
        select(refresh_token).where(refresh_token.c.hash == token_hash).with_for_update()
    ).first()
    return None if row is None else Refresh(*row)


def use_refresh(connection: Connection, token_hash: str, now: str) -> None:
    connection.execute(update(refresh_token).where(refresh_token.c.hash == token_hash).values(used_at=now))


def forget_ended_sessions(connection: Connection, before: str) -> None:
    """Those that ended, or were last renewed, before that instant, which is longer ago than a token lives."""
    old = (session.c.ended_at < before) | (session.c.access_expires_at < before)
    ids = select(session.c.id).where(old)
    connection.execute(delete(refresh_token).where(refresh_token.c.session_id.in_(ids)))
    connection.execute(delete(session).where(old))
