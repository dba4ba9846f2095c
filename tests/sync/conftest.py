"""One sample country, made once. One server for all tests that leave it alive; the others get their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.desktop.keychains import MemoryKeychain
from tests.sync.people import People
from tests.sync.processes import ServerProcess, seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sync.people import Accounts


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Accounts]:
    folder = tmp_path_factory.mktemp("sample")
    return folder / "server.sqlite3", seed(folder)


@pytest.fixture
def accounts(sample: tuple[Path, Accounts]) -> Accounts:
    return sample[1]


@pytest.fixture(scope="session")
def shared_server(
    tmp_path_factory: pytest.TempPathFactory, sample: tuple[Path, Accounts]
) -> Iterator[ServerProcess]:
    yield from _server(tmp_path_factory.mktemp("shared"), sample[0])


@pytest.fixture
def server(tmp_path: Path, sample: tuple[Path, Accounts]) -> Iterator[ServerProcess]:
    """To be killed."""
    yield from _server(tmp_path, sample[0])


def _server(folder: Path, database: Path) -> Iterator[ServerProcess]:
    shutil.copy(database, folder / "server.sqlite3")
    server = ServerProcess(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def people(tmp_path: Path, shared_server: ServerProcess, accounts: Accounts) -> Iterator[People]:
    """At the shared server. What one test decides, the next finds decided."""
    people = People(tmp_path / "profiles", shared_server.address, accounts, MemoryKeychain())
    yield people
    people.close()


@pytest.fixture
def people_of_server(tmp_path: Path, server: ServerProcess, accounts: Accounts) -> Iterator[People]:
    people = People(tmp_path / "profiles", server.address, accounts, MemoryKeychain())
    yield people
    people.close()
