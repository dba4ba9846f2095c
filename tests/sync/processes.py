"""The server and a headless client as real processes, for tests that kill them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.reliability.planting import server_program

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
Json = Any


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seed(folder: Path, *words: str) -> dict[str, dict[str, str]]:
    """A small server database in ``folder``; answers the accounts by key."""
    accounts = folder / "accounts.json"
    command = [sys.executable, "-m", "server", "seed", "--small", "--accounts", str(accounts)]
    command += ["--database", f"sqlite:///{folder / 'server.sqlite3'}", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {entry["key"]: entry for entry in json.loads(accounts.read_text("utf-8"))}


@dataclass
class ServerProcess:
    """``python -m server serve`` on one port, so that it can go and come back at the same address."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    program: tuple[str, ...] = field(default_factory=server_program)
    database: str = ""
    """Its URL, when it does not lie in the folder."""
    _ready: Path = Path()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Without waiting for it."""
        self._ready = self.folder / f"ready-{time.monotonic_ns()}"
        command = [sys.executable, *self.program, "serve", "--port", str(self.port), "--no-jobs"]
        database = self.database or f"sqlite:///{self.folder / 'server.sqlite3'}"
        command += ["--database", database, "--ready-file", str(self._ready)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def wait_until_ready(self) -> None:
        assert self.process is not None
        latest = time.monotonic() + START_SECONDS
        while not self._ready.exists():
            assert self.process.poll() is None, (self.folder / "server.log").read_text("utf-8")
            assert time.monotonic() < latest, "the server did not start"
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.02)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


@dataclass
class ClientProcess:
    """tests/sync/headless.py on one folder of profiles."""

    profiles: Path
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.sync.headless", str(self.profiles)]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, do: str, **words: Json) -> Json:
        """The answer of the client's process; its ClientError fails the test."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **words}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer
        return answer["ok"]

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._forget()

    def stop(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
            self._forget()

    def _forget(self) -> None:
        assert self.process is not None
        self.process.wait(30)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process = None


@dataclass
class Witness:
    """Asks the server itself, in a session of its own, what it holds."""

    address: str
    account: dict[str, str]
    token: str = ""

    def get(self, path: str) -> Json:
        if not self.token:
            body = {
                "account": self.account["account"],
                "password": self.account["password"],
                "device_id": "00000000-0000-7000-8000-000000000000",
                "device_name": "witness",
            }
            answer = requests.post(f"{self.address}/v1/sessions", json=body, timeout=30)
            answer.raise_for_status()
            self.token = answer.json()["access_token"]
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.get(f"{self.address}{path}", headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json()
