"""Failed logins make the next try wait, longer each time, by account and address together (SPEC R12).

A stranger elsewhere therefore locks nobody out, and nobody is locked out for good.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, text, update

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


_COUNT = text(
    "INSERT INTO attempt (key, failures, failed_at, wait_until) VALUES (:key, 1, :now, :now)"
    " ON CONFLICT (key) DO UPDATE SET failed_at = excluded.failed_at,"
    " failures = CASE WHEN attempt.failed_at > :forgotten THEN attempt.failures + 1 ELSE 1 END"
    " RETURNING failures"
)


def note_failure(connection: Connection, key: str, now: datetime) -> None:
    """Counts every one of those that come at once."""
    values = {"key": key, "now": instant_text(now), "forgotten": instant_text(now - FORGOTTEN_AFTER)}
    failures = connection.execute(_COUNT, values).scalar_one()
    until = instant_text(now + waiting_time(failures))
    connection.execute(update(attempt).where(attempt.c.key == key).values(wait_until=until))


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
