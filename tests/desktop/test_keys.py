"""The cache's key opens with the keychain's secret and the password together, and with nothing less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.keys import new_key, password_key, unwrap_key, wrap_key
from tests.desktop.profiles import REAL_COST

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"s" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache.key"


def test_both_open_it(file: Path) -> None:
    key, password = new_key(), password_key("i", "a", "密码")
    wrap_key(file, key, SECRET, password)
    assert unwrap_key(file, SECRET, password) == key
    assert key not in file.read_bytes()


def test_neither_alone_opens_it(file: Path) -> None:
    wrap_key(file, new_key(), SECRET, password_key("i", "a", "right"))
    assert unwrap_key(file, SECRET, password_key("i", "a", "wrong")) is None
    assert unwrap_key(file, b"x" * 32, password_key("i", "a", "right")) is None


def test_same_password_of_others_is_another_key() -> None:
    keys = {password_key(*who, "p") for who in [("i", "a"), ("i", "b"), ("j", "a")]}
    assert len(keys) == 3


def test_wrapping_anew_looks_different_each_time(file: Path) -> None:
    key, password = new_key(), password_key("i", "a", "p")
    contents = set()
    for _ in range(3):
        wrap_key(file, key, SECRET, password)
        contents.add(file.read_bytes())
        assert unwrap_key(file, SECRET, password) == key
    assert len(contents) == 3


@pytest.mark.parametrize("content", [b"", b"{}", b'{"salt":"","key":"","tag":""}', b"\xff" * 100])
def test_damaged_file_opens_nothing(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert unwrap_key(file, SECRET, b"p" * 32) is None


def test_changed_file_never_opens_with_a_wrong_key(file: Path) -> None:
    key, password = new_key(), password_key("i", "a", "p")
    wrap_key(file, key, SECRET, password)
    whole = file.read_bytes()
    opened = set()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        opened.add(unwrap_key(file, SECRET, password))
    # The last bits of Base64 mean nothing, so that some changes are none.
    assert opened <= {None, key}
    assert None in opened


def test_missing_file_opens_nothing(file: Path) -> None:
    assert unwrap_key(file, SECRET, b"p" * 32) is None


def test_outside_of_tests_it_costs_what_it_should() -> None:
    assert REAL_COST >= 2**15
