from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.client import Client


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return fill_profile(tmp_path / "profiles", MemoryKeychain())


@pytest.fixture
def client(filled: Filled) -> Iterator[Client]:
    client = filled.client()
    yield client
    client.close()
