"""Failed logins make the next try wait, longer each time, by account and address together (SPEC R12).

A stranger elsewhere therefore locks nobody out, and nobody is locked out for good.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from server.documents import instant_text
from server.problems import Problem
from server.sessions.tables import attempt

FREE_FAILURES = 3
LONGEST = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=24)


def attempt_key(secret: bytes, login: str, address: str) -> str:
    return hmac.new(secret, f"{login}@{address}".encode(), hashlib.sha256).hexdigest()


def check_may_try(connection: Connection, key: str, now: datetime) -> None:
    until = connection.scalar(select(attempt.c.wait_until).where(attempt.c.key == key))
    if until is not None and until > instant_text(now):
        seconds = int((datetime.fromisoformat(until) - now).total_seconds()) + 1
        raise Problem("TOO_MANY_ATTEMPTS", retry_after=seconds, seconds=str(seconds))


def note_failure(connection: Connection, key: str, now: datetime) -> None:
    row = connection.execute(select(attempt).where(attempt.c.key == key).with_for_update()).first()
    recent = row is not None and row.failed_at > instant_text(now - FORGOTTEN_AFTER)
    failures = row.failures + 1 if row is not None and recent else 1
    values = {
        "failures": failures,
        "failed_at": instant_text(now),
        "wait_until": instant_text(now + waiting_time(failures)),
    }
    if row is None:
        connection.execute(insert(attempt).values(key=key, **values))
    else:
        connection.execute(update(attempt).where(attempt.c.key == key).values(**values))


def waiting_time(failures: int) -> timedelta:
    """1 s after the first failure that counts, then twice as long each time."""
    if failures <= FREE_FAILURES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(failures - FREE_FAILURES - 1, 10)), LONGEST)


def forget_failures(connection: Connection, key: str) -> None:
    connection.execute(delete(attempt).where(attempt.c.key == key))


def forget_old_failures(connection: Connection, now: datetime) -> None:
    before = instant_text(now - FORGOTTEN_AFTER)
    connection.execute(delete(attempt).where(attempt.c.failed_at < before))
