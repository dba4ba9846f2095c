"""Opaque tokens: 256 bits of chance, of which only a hash is stored.

The successors of a refresh token are made from it with the server's secret. So when the answer to a refresh
was lost, asking again gives the same tokens, though the server keeps none of them.
"""

import base64
import hashlib
import hmac
import secrets


def draw_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def successor(secret: bytes, refresh_token: str, purpose: str) -> str:
    digest = hmac.new(secret, f"{purpose}:{refresh_token}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
