"""A keychain in memory, held to the same contract as the system's (test_keychain.py)."""

from __future__ import annotations

from desktop.keychain import LONGEST


class MemoryKeychain:
    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.secrets.get(name)

    def write(self, name: str, secret: str) -> None:
        if len(secret) > LONGEST:
            raise ValueError(f"a secret has at most {LONGEST} characters")
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)
