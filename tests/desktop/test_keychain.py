"""The system's keychain and the tests' own, held to one contract; and what is refused as a keychain."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from keyring.errors import InitError, KeyringLocked

from desktop import keychain as keychains
from desktop.errors import ClientError
from desktop.keychain import Keychain, SystemKeychain
from tests.desktop.keychains import MemoryKeychain

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "test/secret"


@pytest.fixture(params=["system", "memory"])
def keychain(request: pytest.FixtureRequest) -> Iterator[Keychain]:
    """``./dev test`` gives a Secret Service of its own."""
    keychain: Keychain = MemoryKeychain() if request.param == "memory" else SystemKeychain()
    yield keychain
    keychain.delete(NAME)


def test_what_was_written_is_read_until_it_is_deleted(keychain: Keychain) -> None:
    assert keychain.read(NAME) is None
    keychain.write(NAME, "first")
    keychain.write(NAME, "张老师 " + "f" * 60)
    assert keychain.read(NAME) == "张老师 " + "f" * 60
    keychain.delete(NAME)
    assert keychain.read(NAME) is None
    keychain.delete(NAME)


def test_secret_has_at_most_64_characters(keychain: Keychain) -> None:
    with pytest.raises(ValueError, match="64"):
        keychain.write(NAME, "f" * 65)
    assert keychain.read(NAME) is None


def test_names_do_not_meet(keychain: Keychain) -> None:
    keychain.write(NAME, "one")
    assert keychain.read(NAME + "/other") is None


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own")
def test_backend_is_the_systems_whatever_keyring_would_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    backend = SystemKeychain()._backend
    assert type(backend).__module__ == "keyring.backends.SecretService"


class _Broken:
    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def get_password(self, *_: str) -> str:
        if self._error:
            raise self._error
        return "something else"

    def set_password(self, *_: str) -> None:
        if self._error:
            raise self._error

    delete_password = set_password


@pytest.mark.parametrize(
    "error", [KeyringLocked("locked"), InitError("not there"), OSError("no bus"), None], ids=repr
)
def test_F14_keychain_that_is_locked_gone_or_forgets_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    monkeypatch.setattr(keychains, "_system_backend", lambda: _Broken(error))
    keychain = SystemKeychain()
    with pytest.raises(ClientError) as caught:
        keychain.write(NAME, "secret")
    assert caught.value.code == "KEYCHAIN_UNAVAILABLE"
    if error is not None:
        for work in (lambda: keychain.read(NAME), lambda: keychain.delete(NAME)):
            with pytest.raises(ClientError):
                work()  # type: ignore[no-untyped-call]


def test_no_keychain_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise RuntimeError("Secret Service is not there")

    monkeypatch.setattr(keychains, "_system_backend", none)
    with pytest.raises(ClientError) as caught:
        SystemKeychain()
    assert caught.value.code == "KEYCHAIN_UNAVAILABLE"
