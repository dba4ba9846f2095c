"""``main.py --self-test`` in a process of its own: it passes, and fails when approval is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from server.database.engine import Database
from server.documents import MEMBERS
from server.members.tables import member
from tests.sync.byte_scan import found_in
from tests.sync.processes import ROOT, ServerProcess, seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STEPS = [
    "open_window", "sign_in", "first_sync", "open_screens",
    "mark_delayed", "revoke_marks", "approve_online", "approve_offline",
]  # fmt: skip
SelfTest = tuple[int, list[dict[str, Any]]]


@pytest.fixture
def self_test(tmp_path: Path) -> Iterator[Callable[..., SelfTest]]:
    account = seed(tmp_path)["university"]
    server = ServerProcess(tmp_path)

    def run(*program: str) -> SelfTest:
        server.program = program
        server.start()
        words = ["--self-test", "--server", server.address, "--account", account["account"]]
        done = subprocess.run(
            [sys.executable, "main.py", *words, "--profiles", str(tmp_path / "profiles")],
            cwd=ROOT,
            env={**os.environ, "XIANJIE_PASSWORD": account["password"], "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )
        # The offscreen platform says what it has not got; everything else would be a fault of ours.
        said = [line for line in done.stderr.splitlines() if "This plugin does not support" not in line]
        assert not said, done.stderr
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    yield run
    server.stop()


@pytest.mark.timeout(300)
def test_self_test_passes(self_test: Callable[..., SelfTest], tmp_path: Path) -> None:
    code, steps = self_test("-m", "server")
    assert [step["step"] for step in steps if step["ok"]] == STEPS, steps
    assert code == 0
    # Nor does the window's process leave anybody's numbers in a file.
    assert found_in(tmp_path / "profiles", numbers_of(tmp_path / "server.sqlite3")) == []


def numbers_of(server: Path) -> list[str]:
    database = Database(f"sqlite:///{server}", pool_size=1)
    with database.reading() as connection:
        # Two hundred of them: looking for thousands of texts in every file takes its time.
        some = select(member.c.document).order_by(member.c.id).limit(200)
        members = [MEMBERS.read(document) for document in connection.scalars(some)]
    database.close()
    return [number for each in members for number in (each.identity_number, each.phone)]


@pytest.mark.timeout(300)
def test_self_test_fails_when_approval_is_broken(self_test: Callable[..., SelfTest]) -> None:
    code, steps = self_test("-m", "tests.sync.broken_server")
    assert code == 1
    assert (steps[-1]["step"], steps[-1]["ok"]) == ("approve_online", False), steps
