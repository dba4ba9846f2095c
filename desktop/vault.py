"""The keys of a profile's two files, and opening them with it."""

from desktop.cache.cache import delete_cache
from desktop.errors import client_error
from desktop.keychain import Keychain
from desktop.keys import new_key, unwrap_key, wrap_key
from desktop.outbox import Outbox
from desktop.profile import Profile


class Vault:
    def __init__(self, keychain: Keychain) -> None:
        self._keychain = keychain

    def create_outbox(self, profile: Profile) -> None:
        key = new_key()
        self._keychain.write(profile.entry("outbox"), key.hex())
        Outbox.create(profile.outbox_file, key)

    def open_outbox(self, profile: Profile) -> Outbox:
        """Raises OUTBOX_KEY_LOST, OUTBOX_DAMAGED or OUTBOX_NEWER, with the file untouched."""
        key = self._keychain.read(profile.entry("outbox"))
        if key is None:
            raise client_error("OUTBOX_KEY_LOST", folder=str(profile.folder))
        return Outbox.open(profile.outbox_file, bytes.fromhex(key))

    def cache_key(self, profile: Profile, password_key: bytes) -> bytes | None:
        """None when keychain and password together do not open it."""
        secret = self._secret(profile)
        return None if secret is None else unwrap_key(profile.cache_key_file, secret, password_key)

    def new_cache_key(self, profile: Profile, password_key: bytes) -> bytes:
        """What an earlier key has written can never be read again, so it goes."""
        delete_cache(profile.cache_file)
        secret, key = new_key(), new_key()
        self._keychain.write(profile.entry("cache"), secret.hex())
        wrap_key(profile.cache_key_file, key, secret, password_key)
        return key

    def rewrap(self, profile: Profile, cache_key: bytes, password_key: bytes) -> None:
        """After a change of the password. Without the keychain's secret there is nothing to wrap with, and
        the cache is fetched anew the next time."""
        secret = self._secret(profile)
        if secret is not None:
            wrap_key(profile.cache_key_file, cache_key, secret, password_key)

    def has_cache_key(self, profile: Profile) -> bool:
        return profile.cache_key_file.exists() and self._secret(profile) is not None

    def forget_cache_key(self, profile: Profile) -> None:
        self._keychain.delete(profile.entry("cache"))
        profile.cache_key_file.unlink(missing_ok=True)

    def wipe(self, profile: Profile) -> None:
        """What remains is the outbox (RELIABILITY I9). A copy of the cache cannot be opened any more."""
        self.forget_cache_key(profile)
        delete_cache(profile.cache_file)

    def _secret(self, profile: Profile) -> bytes | None:
        secret = self._keychain.read(profile.entry("cache"))
        return None if secret is None else bytes.fromhex(secret)
