"""Commands as an operator types them, without a process for each."""

import os
from collections.abc import Callable

import pytest

from server.__main__ import main
from server.observing import logs
from tests.server import postgresql

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Runs ``python -m server`` with these words; answers the exit code and what was printed."""
    monkeypatch.setattr(logs, "configure", lambda _: None)
    if (programs := postgresql.programs()) is not None:
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def run(*words: object) -> tuple[int, str, str]:
        done = main([str(word) for word in words])
        return done, *capsys.readouterr()

    return run
