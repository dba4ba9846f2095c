"""Opaque tokens, 256 bits of chance, and secrets that people type; of both only a hash is stored.

The successors of a refresh token are made from it with the server's secret. So when the answer to a refresh
was lost, asking again gives the same tokens, though the server keeps none of them.
"""

import base64
import hashlib
import hmac
import secrets

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for one another when read out over the telephone."""
_GROUP = 4


def draw_secret(groups: int) -> str:
    """For people. Twenty bits of chance, all but a fifth of one, in each group: ``7KQM-2WXD``."""
    drawn = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(groups))
    return "-".join(drawn)


def typed_secret(secret: str) -> str:
    """However it was typed: small letters, without the dash, with spaces."""
    return "".join(character for character in secret.upper() if character.isalnum())


def draw_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def successor(secret: bytes, refresh_token: str, purpose: str) -> str:
    digest = hmac.new(secret, f"{purpose}:{refresh_token}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
