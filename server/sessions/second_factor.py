"""One-time codes of an authenticator (TOTP, RFC 6238) beside the password, for who has asked for them.

They are asked for only when the password was right, so that they tell nothing to whoever has not got it. A
code works once: the step of the last one is kept. Failures are counted for the account, wherever they come
from, since only the password's owner can cause them. A recovery code does instead, once.
"""

import hashlib
import hmac
from datetime import datetime

import pyotp
from sqlalchemy import Connection, delete, func, insert, select, update

from server.problems import Problem
from server.sessions.repository import Account
from server.sessions.tables import recovery_code, second_factor
from server.sessions.throttle import attempt_key, check_may_try, forget_failures, note_failure
from server.sessions.tokens import draw_secret, typed_secret
from server.state import State

RECOVERY_CODES = 10
_ISSUER = "衔接"
_EITHER_SIDE = 1
"""Steps of half a minute that a telephone's clock may be off."""


def is_on(connection: Connection, account_id: str) -> bool:
    return _secret(connection, account_id) is not None


def _secret(connection: Connection, account_id: str) -> str | None:
    return connection.scalar(select(second_factor.c.secret).where(second_factor.c.account_id == account_id))


def objection(state: State, connection: Connection, account: Account, code: str | None) -> Problem | None:
    """What keeps the owner of the right password out. What is counted of it is to be committed."""
    if not is_on(connection, account.id):
        return None
    if not code:
        return Problem("TOTP_REQUIRED")
    key = attempt_key(state.instance.secret, f"code {account.login}", "")
    try:
        check_may_try(connection, key, state.clock())
    except Problem as problem:
        return problem
    if use_code(connection, account.id, code, state.clock()):
        forget_failures(connection, key)
        return None
    note_failure(connection, key, state.clock())
    return Problem("TOTP_WRONG")


def use_code(connection: Connection, account_id: str, code: str, now: datetime) -> bool:
    """Whether it is one; it is none a second time."""
    query = select(second_factor).where(second_factor.c.account_id == account_id).with_for_update()
    row = connection.execute(query).one()
    step = matching_step(str(row.secret), code, now, row.last_step)
    if step is None:
        return _use_recovery_code(connection, account_id, code)
    this = update(second_factor).where(second_factor.c.account_id == account_id)
    connection.execute(this.values(last_step=step))
    return True


def matching_step(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    totp, typed = pyotp.TOTP(secret), code.replace(" ", "")
    present = totp.timecode(now)
    for step in range(present - _EITHER_SIDE, present + _EITHER_SIDE + 1):
        is_fresh = last_step is None or step > last_step
        if is_fresh and hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def _use_recovery_code(connection: Connection, account_id: str, code: str) -> bool:
    hashed = _hash_recovery_code(account_id, code)
    return connection.execute(delete(recovery_code).where(recovery_code.c.hash == hashed)).rowcount == 1


def _hash_recovery_code(account_id: str, code: str) -> str:
    """Quick, since nobody guesses sixty bits of chance."""
    return hashlib.sha256(f"{account_id}:{typed_secret(code)}".encode()).hexdigest()


def new_recovery_codes(connection: Connection, account_id: str) -> list[str]:
    """In place of all former ones."""
    connection.execute(delete(recovery_code).where(recovery_code.c.account_id == account_id))
    codes = [draw_secret(3) for _ in range(RECOVERY_CODES)]
    rows = [{"account_id": account_id, "hash": _hash_recovery_code(account_id, code)} for code in codes]
    connection.execute(insert(recovery_code), rows)
    return codes


def recovery_codes_left(connection: Connection, account_id: str) -> int:
    query = select(func.count()).select_from(recovery_code).where(recovery_code.c.account_id == account_id)
    return connection.scalar(query) or 0


def address_for_authenticator(secret: str, account_masked: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=account_masked, issuer_name=_ISSUER)


def remove(connection: Connection, account_id: str) -> bool:
    """Whether there was one."""
    connection.execute(delete(recovery_code).where(recovery_code.c.account_id == account_id))
    gone = delete(second_factor).where(second_factor.c.account_id == account_id)
    return connection.execute(gone).rowcount == 1
