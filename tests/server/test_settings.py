"""Settings are read from the environment and checked before anything starts."""

import pytest

from server.settings import Settings, SettingsError, from_environment


def test_nothing_set_is_the_default() -> None:
    assert from_environment({"PATH": "/bin", "XIANJIE_UNKNOWN": "x"}) == Settings()


def test_environment_and_command_line() -> None:
    environment = {
        "XIANJIE_PORT": "1",
        "XIANJIE_DATABASE_URL": "postgresql+psycopg:///x",
        "XIANJIE_EDITION": "2024",
    }
    settings = from_environment(environment, port=0, host=None)
    assert (settings.port, settings.host, settings.edition) == (0, "127.0.0.1", 2024)
    assert settings.database_url == "postgresql+psycopg:///x"


@pytest.mark.parametrize(
    "environment",
    [
        {"XIANJIE_PORT": ""},
        {"XIANJIE_PORT": "-1"},
        {"XIANJIE_THREADS": "0"},
        {"XIANJIE_JOB_SECONDS": "1.5"},
        {"XIANJIE_DATABASE_URL": ""},
        {"XIANJIE_DATABASE_URL": "sqlite://"},
        {"XIANJIE_DATABASE_URL": "oracle://x/y"},
        {"XIANJIE_DATABASE_URL": "not a url"},
    ],
)
def test_setting_that_cannot_be_used(environment: dict[str, str]) -> None:
    (name,) = environment
    with pytest.raises(SettingsError, match=name):
        from_environment(environment)
