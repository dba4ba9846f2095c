"""The two tokens of a session: access in memory, refresh in the keychain before it is first used."""

import threading

from desktop.api.answers import NewSession
from desktop.keychain import Keychain


class Tokens:
    def __init__(self, keychain: Keychain, entry: str) -> None:
        self._keychain = keychain
        self._entry = entry
        self._access = ""
        self.renewing = threading.Lock()
        """Held while the refresh token is exchanged, so that it is not used twice at once."""

    @property
    def access(self) -> str:
        return self._access

    @property
    def refresh(self) -> str | None:
        return self._keychain.read(self._entry)

    def accept(self, session: NewSession) -> None:
        self._keychain.write(self._entry, session.refresh_token)
        self._access = session.access_token

    def keep(self, refresh_token: str) -> None:
        """For later; the access in use stays as it is."""
        self._keychain.write(self._entry, refresh_token)

    def forget(self) -> None:
        self._access = ""
        self._keychain.delete(self._entry)
