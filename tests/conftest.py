"""Holds for every test: no thread outlives it, and Hypothesis is not judged by a busy machine's clock.

Qt is not imported here, so that the tests of domain/, server/ and desktop/ say whether they need it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.reliability.planting import plant_what_is_asked_for

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("xianjie", deadline=None, print_blob=True)
settings.load_profile("xianjie")


def pytest_configure() -> None:
    plant_what_is_asked_for()


# Pools of libraries that live until the process ends. Nothing of ours belongs here: what we start,
# we stop. A name is matched by its beginning.
POOL_THREADS = (
    # anyio keeps the worker threads of a finished event loop idle for a moment.
    "AnyIO worker thread",
)

# A thread that has been told to stop gets this long to do so.
GRACE_SECONDS = 2.0


def _is_ours(thread: threading.Thread) -> bool:
    # A dummy stands for a foreign thread (one of Qt's) that once ran Python; whether that still
    # runs it does not know. tests/ui/conftest.py asks Qt itself.
    is_dummy = isinstance(thread, threading._DummyThread)
    return not is_dummy and not thread.name.startswith(POOL_THREADS)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fails a test that leaves a thread running. Fixtures of the module or session may keep theirs."""
    before = set(threading.enumerate())
    yield
    leaked = [thread for thread in threading.enumerate() if thread not in before and _is_ours(thread)]
    for thread in leaked:
        thread.join(GRACE_SECONDS)
    names = sorted(thread.name for thread in leaked if thread.is_alive())
    if names:
        pytest.fail(f"leaked threads: {', '.join(names)}", pytrace=False)
