"""A database that is not there is no reason to be green (tests/server/conftest.py)."""

import pytest

from tests.server.conftest import absent


def test_without_a_database_only_who_develops_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not installed"):
        absent("not installed")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="not installed"):
        absent("not installed")
