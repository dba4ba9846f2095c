"""A connection to SQLite (SQLCipher) with nothing of ours in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from pathlib import Path

_driver: Any = dbapi2


def connected(file: Path | str, *pragmas: str, key: bytes | None = None) -> Any:
    """Begins and ends no transaction by itself; without a key it is plain SQLite."""
    connection = _driver.connect(file, isolation_level=None)
    keyed = () if key is None else (f"key = \"x'{key.hex()}'\"",)
    for pragma in (*keyed, *pragmas):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
