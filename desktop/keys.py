"""The keys of the two files.

The outbox opens with the keychain alone, so that what waits can always be sent. The cache opens only with
the keychain *and* the password: its random key lies in a file, wrapped by a key made of both. A password
that was changed elsewhere therefore makes the cache unreadable, and it is fetched anew.
"""

import hashlib
import hmac
import os
from pathlib import Path

import msgspec

from desktop.files import write_whole

SCRYPT_COST = 2**15
SCRYPT_LANES = 3
"""32 MiB three times over, as OWASP recommends; about a quarter of a second."""

_CONTEXT = b"xianjie cache key 1"


class _Wrapped(msgspec.Struct):
    salt: bytes
    key: bytes
    tag: bytes


def new_key() -> bytes:
    return os.urandom(32)


def password_key(instance_id: str, account: str, password: str) -> bytes:
    return hashlib.scrypt(
        password.encode(),
        salt=f"{instance_id}/{account}".encode(),
        n=SCRYPT_COST,
        r=8,
        p=SCRYPT_LANES,
        maxmem=2**28,
        dklen=32,
    )


def wrap_key(file: Path, key: bytes, keychain_secret: bytes, password_key: bytes) -> None:
    """The salt is new each time, so that no pad is ever used twice."""
    salt = os.urandom(32)
    pad, seal = _derived(salt, keychain_secret, password_key)
    wrapped = bytes(a ^ b for a, b in zip(key, pad, strict=True))
    tag = hmac.digest(seal, wrapped, "sha256")
    write_whole(file, msgspec.json.encode(_Wrapped(salt, wrapped, tag)))


def unwrap_key(file: Path, keychain_secret: bytes, password_key: bytes) -> bytes | None:
    """None when the password or the keychain's secret is another one, or the file is gone or damaged."""
    try:
        wrapped = msgspec.json.decode(file.read_bytes(), type=_Wrapped)
    except (OSError, msgspec.MsgspecError):
        return None
    pad, seal = _derived(wrapped.salt, keychain_secret, password_key)
    if len(wrapped.key) != len(pad):
        return None
    if not hmac.compare_digest(hmac.digest(seal, wrapped.key, "sha256"), wrapped.tag):
        return None
    return bytes(a ^ b for a, b in zip(wrapped.key, pad, strict=True))


def _derived(salt: bytes, keychain_secret: bytes, password_key: bytes) -> tuple[bytes, bytes]:
    """HKDF (RFC 5869) over both secrets: 32 bytes to hide the key and 32 to seal it."""
    extracted = hmac.digest(salt, keychain_secret + password_key, "sha256")
    first = hmac.digest(extracted, _CONTEXT + b"\x01", "sha256")
    return first, hmac.digest(extracted, first + _CONTEXT + b"\x02", "sha256")
