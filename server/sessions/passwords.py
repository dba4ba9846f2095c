"""Passwords as they are stored: Argon2id, 19 MiB and two passes (RELIABILITY.md, Security)."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.sessions.first_passwords import is_first, is_first_password

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def normalised(password: str) -> str:
    """The same text however the keyboard composed it."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    return HASHER.hash(normalised(password))


def is_password(password: str, stored: str | None) -> bool:
    """Takes as long when there is no such account (SPEC R12), and for a first password."""
    if stored is None or is_first(stored):
        _is_hashed_as(password, _nobodys_hash())
        return stored is not None and is_first_password(normalised(password), stored)
    return _is_hashed_as(password, stored)


def _is_hashed_as(password: str, stored: str) -> bool:
    try:
        return HASHER.verify(stored, normalised(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_hex(16))
