"""Passwords as they are stored: Argon2id, 19 MiB and two passes (RELIABILITY.md, Security)."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def normalised(password: str) -> str:
    """The same text however the keyboard composed it."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    return HASHER.hash(normalised(password))


def is_password(password: str, stored: str | None) -> bool:
    """Takes as long when there is no such account (SPEC R12)."""
    try:
        HASHER.verify(stored or _nobodys_hash(), normalised(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_hex(16))
