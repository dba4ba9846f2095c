"""First passwords (SPEC R10): by the server's setting the end of the identity number, or a secret of chance.

They live 72 hours, open nothing but the change of the password, and are made by the thousand when members are
loaded. So they are kept as a quick hash: the one kind can be guessed from the account anyway, and the other
holds 79 bits of chance, which no machine finds in that time.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from server.sessions.tokens import draw_secret, typed_secret

LIFE = timedelta(hours=72)
_MARK = "first$"
_SUFFIX_LENGTH = 8
_SECRET_GROUPS = 4


class FirstPasswordKind(StrEnum):
    ID_SUFFIX = "id-suffix"
    RANDOM = "random"


class FirstPassword(NamedTuple):
    shown: str | None
    """To be handed out; None where the person knows it."""
    stored: str


def first_password(kind: FirstPasswordKind, login: str) -> FirstPassword:
    if kind is FirstPasswordKind.ID_SUFFIX:
        return FirstPassword(None, _hashed(login[-_SUFFIX_LENGTH:], secrets.token_hex(8)))
    shown = draw_secret(_SECRET_GROUPS)
    return FirstPassword(shown, _hashed(shown, secrets.token_hex(8)))


def is_first(stored: str) -> bool:
    return stored.startswith(_MARK)


def is_first_password(password: str, stored: str) -> bool:
    salt = stored.removeprefix(_MARK).partition("$")[0]
    return hmac.compare_digest(_hashed(password, salt), stored)


def _hashed(password: str, salt: str) -> str:
    digest = hashlib.sha256(f"{salt}:{typed_secret(password)}".encode()).hexdigest()
    return f"{_MARK}{salt}${digest}"
