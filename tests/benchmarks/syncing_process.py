"""One first sync, or the limit of one, in a process of its own; prints what it took.

``sync ADDRESS LOGIN FOLDER``, ``limit PORT LOGIN FILE``. Printed are milliseconds, those of them in which
the processor worked for it, and the MiB by which its memory grew at most.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import psutil

from desktop.client import Client
from server.seed.accounts import PASSWORD
from tests.benchmarks.devices import Wire
from tests.benchmarks.figures import milliseconds
from tests.benchmarks.raw import connected
from tests.desktop.keychains import MemoryKeychain

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 2**20
Columns = dict[str, list[Any]]


def first_sync(address: str, login: str, folder: str) -> dict[str, float]:
    client = Client(Path(folder), keychain=MemoryKeychain())
    client.sign_in(address, login, PASSWORD)
    try:
        return measured(client.sync_once)
    finally:
        client.close()


def limit(port: str, _: str, file: str) -> dict[str, float]:
    return measured(partial(_fetch_and_store, int(port), file))


def _fetch_and_store(port: int, file: str) -> None:
    wire = Wire(port)
    tables = msgspec.json.decode(
        gzip.decompress(wire.get("/columns", compressed=True)), type=dict[str, Columns]
    )
    wire.close()
    connection = connected(file, "journal_mode = WAL", "synchronous = NORMAL", key=os.urandom(32))
    connection.execute("BEGIN")
    for name, columns in tables.items():
        _insert(connection, name, columns)
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: Any, name: str, columns: Columns) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(f'CREATE TABLE "{name}" ({names})')
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', zip(*columns.values(), strict=True))


def measured(work: Callable[[], object]) -> dict[str, float]:
    before = psutil.Process().memory_info().rss
    cpu = time.process_time()
    spent = milliseconds(work)
    cpu = (time.process_time() - cpu) * 1000
    return {"ms": spent, "cpu": cpu, "mib": (_peak_bytes() - before) / MIB}


def _peak_bytes() -> int:
    """Of this program alone: what ``getrusage`` tells begins with its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        memory = psutil.Process().memory_info()
        return int(getattr(memory, "peak_wset", memory.rss))
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    print(json.dumps({"sync": first_sync, "limit": limit}[what](*words)))
