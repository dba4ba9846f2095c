"""Writes a sample into a database that is still empty, and its accounts into a file."""

import gc
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.seed.accounts import SampleAccount
from server.seed.sample import Value


def write_sample(database_url: str, values: Iterable[Value]) -> None:
    """Raises NotEmptyError where there are organisations already. All or nothing is written."""
    database = Database(database_url)
    try:
        upgrade(database)
        with _no_search_for_cycles():
            load_rows(database, values)
    finally:
        database.close()


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """The values hold none, and looking for some takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_accounts(file: Path, accounts: Iterable[SampleAccount]) -> None:
    """The file is there only when it is complete, since others take it as the sign that the sample is."""
    text = json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=2)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(file)
