"""From the browser's cookie to whoever is signed in; the tokens are renewed on the way when they are old."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from server.documents import instant_text
from server.page.cookies import Tokens
from server.problems import Problem
from server.sessions import service
from server.sessions.callers import Caller, authenticate
from server.sessions.schemas import Refresh
from server.sessions.tables import refresh_token, session
from server.sessions.tokens import hash_token
from server.state import State

IDLE = timedelta(minutes=15)
"""How long after the access token's end the session can still be gone on with: without any request it ends
after a quarter to half an hour, since many use a machine that is not theirs."""


class Entered(NamedTuple):
    caller: Caller
    tokens: Tokens


def enter(state: State, tokens: Tokens | None) -> Entered:
    """Raises Problem TOKEN_EXPIRED, TOKEN_INVALID or what else bars the account."""
    if tokens is None:
        raise Problem("TOKEN_INVALID")
    try:
        return Entered(_caller(state, tokens), tokens)
    except Problem as problem:
        # Not valid any more may also mean that a request beside this one has just renewed them.
        if problem.code not in ("TOKEN_EXPIRED", "TOKEN_INVALID"):
            raise
    _check_not_idle(state, tokens)
    renewed = service.refresh(state, Refresh(refresh_token=tokens.refresh, organisation_id=None))
    tokens = Tokens(str(renewed["access_token"]), str(renewed["refresh_token"]))
    return Entered(_caller(state, tokens), tokens)


def _caller(state: State, tokens: Tokens) -> Caller:
    with state.database.reading() as connection:
        return authenticate(connection, tokens.access, instant_text(state.clock()))


def _check_not_idle(state: State, tokens: Tokens) -> None:
    with state.database.reading() as connection:
        until = _fresh_until(connection, tokens)
    if until is None:
        raise Problem("TOKEN_INVALID")
    if datetime.fromisoformat(until) + IDLE <= state.clock():
        raise Problem("TOKEN_EXPIRED")


def _fresh_until(connection: Connection, tokens: Tokens) -> str | None:
    until: str | None = connection.scalar(
        select(session.c.access_expires_at)
        .join(refresh_token, refresh_token.c.session_id == session.c.id)
        .where(refresh_token.c.hash == hash_token(tokens.refresh), session.c.ended_at.is_(None))
    )
    return until
