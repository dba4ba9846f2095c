"""A folder of this machine for one person, one organisation and one server; open in one program at a time.

``profile.json`` names no person: the account is masked there, the account and the name are in the keychain.
The folder's own name is random, because a hash of an identity number can be guessed.
"""

import os
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from desktop.errors import client_error
from desktop.files import disk_faults_told, write_whole
from desktop.keychain import LONGEST, Keychain
from desktop.values import Remembered

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What profile.json holds."""

    server: str
    instance_id: str
    account_masked: str
    organisation_id: str
    organisation_name: str
    device_id: str
    last_used_at: datetime
    working_offline: bool = False
    """The user has switched the network off for this account."""


class FolderLock:
    """Held as long as the program has the profile open; the system frees it if the program dies."""

    def __init__(self, folder: Path) -> None:
        with disk_faults_told(folder):
            self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise client_error("PROFILE_IN_USE") from None

    def release(self) -> None:
        os.close(self._file)


@dataclass(frozen=True, slots=True)
class Profile:
    folder: Path
    record: Record

    @property
    def key(self) -> str:
        return self.folder.name

    @property
    def cache_file(self) -> Path:
        return self.folder / "cache.db"

    @property
    def outbox_file(self) -> Path:
        return self.folder / "outbox.db"

    @property
    def cache_key_file(self) -> Path:
        return self.folder / "cache.key"

    def lock(self) -> FolderLock:
        return FolderLock(self.folder)

    def rewritten(self, record: Record) -> "Profile":
        _write(self.folder, record)
        return replace(self, record=record)

    def entry(self, what: str) -> str:
        """The keychain's name for one secret of this profile."""
        return f"{self.key}/{what}"


class Profiles:
    def __init__(self, folder: Path, keychain: Keychain) -> None:
        self._folder = folder
        self._keychain = keychain

    def all(self) -> list[Profile]:
        """Newest first. A folder without a readable profile.json is passed over and stays as it is."""
        found = list(self._read()) if self._folder.is_dir() else []
        return sorted(found, key=lambda profile: profile.record.last_used_at, reverse=True)

    def by_key(self, key: str) -> Profile:
        for profile in self.all():
            if profile.key == key:
                return profile
        raise client_error("PROFILE_UNKNOWN")

    def of_account(self, account: str) -> list[Profile]:
        return [profile for profile in self.all() if self.account_of(profile) == account]

    def account_of(self, profile: Profile) -> str | None:
        return self._keychain.read(profile.entry("account"))

    def remembered(self, profile: Profile) -> Remembered:
        record = profile.record
        return Remembered(
            key=profile.key,
            server=record.server,
            account_masked=record.account_masked,
            user_name=self._keychain.read(profile.entry("name")) or "",
            organisation_id=record.organisation_id,
            organisation_name=record.organisation_name,
            last_used_at=record.last_used_at,
        )

    def begin(self, record: Record, account: str, name: str) -> Profile:
        """Until its record is written (``rewritten``), nobody takes the folder for a profile."""
        folder = self._folder / str(uuid.uuid4())
        with disk_faults_told(self._folder):
            folder.mkdir(mode=0o700, parents=True)
        profile = Profile(folder, record)
        self._keychain.write(profile.entry("account"), account)
        self._keychain.write(profile.entry("name"), name[:LONGEST])
        return profile

    def _read(self) -> Iterator[Profile]:
        for file in self._folder.glob("*/profile.json"):
            try:
                yield Profile(file.parent, msgspec.json.decode(file.read_bytes(), type=Record))
            except (OSError, msgspec.MsgspecError):
                continue


def _write(folder: Path, record: Record) -> None:
    write_whole(folder / "profile.json", msgspec.json.format(msgspec.json.encode(record)))
