"""The system's keychain: Secret Service, Windows Credential Manager or macOS Keychain, and nothing else.

``keyring`` would fall back on files or on nothing at all; the backend is chosen here, and a secret
that cannot be read back was not written.
"""

import sys
from typing import TYPE_CHECKING, Protocol

from keyring.errors import KeyringError

from desktop.errors import client_error

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "org.xianjie.desktop"
LONGEST = 64
"""Characters of one secret, which every backend holds."""


class Keychain(Protocol):
    """Each method raises ClientError KEYCHAIN_UNAVAILABLE."""

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, secret: str) -> None:
        """Only returns when the secret has been read back. Raises ValueError for more than 64 characters."""
        ...

    def delete(self, name: str) -> None:
        """Deleting what is not there is no error."""
        ...


class SystemKeychain:
    def __init__(self) -> None:
        try:
            self._backend = _system_backend()
        except (KeyringError, RuntimeError, OSError) as error:
            raise client_error("KEYCHAIN_UNAVAILABLE") from error

    def read(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except (KeyringError, OSError) as error:
            raise client_error("KEYCHAIN_UNAVAILABLE") from error

    def write(self, name: str, secret: str) -> None:
        if len(secret) > LONGEST:
            raise ValueError(f"a secret has at most {LONGEST} characters")
        try:
            self._backend.set_password(SERVICE, name, secret)
        except (KeyringError, OSError) as error:
            raise client_error("KEYCHAIN_UNAVAILABLE") from error
        if self.read(name) != secret:
            raise client_error("KEYCHAIN_UNAVAILABLE")

    def delete(self, name: str) -> None:
        if self.read(name) is None:
            return
        try:
            self._backend.delete_password(SERVICE, name)
        except (KeyringError, OSError) as error:
            raise client_error("KEYCHAIN_UNAVAILABLE") from error


def _system_backend() -> "KeyringBackend":
    """Raises RuntimeError where the system's own backend cannot work."""
    backend: KeyringBackend
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        backend = WinVaultKeyring()
        # Not carried to other machines of a domain: the files that it opens stay on this one.
        backend.persist = "local machine"
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as MacKeyring

        backend = MacKeyring()
    else:
        from keyring.backends.SecretService import Keyring as SecretServiceKeyring

        backend = SecretServiceKeyring()  # type: ignore[no-untyped-call]
    # Looking at the priority is what makes a backend say that it cannot work here.
    _ = backend.priority
    return backend
