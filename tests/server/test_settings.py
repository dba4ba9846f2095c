"""Settings are read from the environment and checked before anything starts."""

from dataclasses import fields
from pathlib import Path

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


def written(folder: Path, content: str) -> Path:
    path = folder / "xianjie.toml"
    path.write_text(content, "utf-8")
    return path


def test_file_then_environment_then_command_line(tmp_path: Path) -> None:
    file = written(tmp_path, 'port = 1\nthreads = 2\nwaiting = 3\nmetrics_allow = "10.0.0.0/8, ::1"\n')
    environment = {"XIANJIE_CONFIG": str(file), "XIANJIE_THREADS": "4", "XIANJIE_WAITING": "5"}
    settings = from_environment(environment, waiting=6)
    assert (settings.port, settings.threads, settings.waiting) == (1, 4, 6)
    assert settings.metrics_allow == "10.0.0.0/8, ::1"


def test_file_of_the_command_line_wins_over_the_environments(tmp_path: Path) -> None:
    file = written(tmp_path, "port = 1")
    assert from_environment({"XIANJIE_CONFIG": "nowhere.toml"}, config=file).port == 1


def test_every_wrong_entry_is_named(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        'prot = 1\nthreads = "many"\nmin_client = "new"\nmetrics_allow = "everybody"\njob_seconds = true\n'
        'log_level = "loud"\neditions_folder = "nowhere"\ncertificate_file = "nowhere.pem"\nhost = ""\n',
    )
    with pytest.raises(SettingsError) as caught:
        from_environment({"XIANJIE_PORT": "70000"}, config=file)
    lines = str(caught.value).splitlines()
    names = (
        "prot", "threads", "min_client", "metrics_allow", "job_seconds", "log_level", "editions_folder",
        "certificate_file", "host",
    )  # fmt: skip
    for name in names:
        (line,) = [line for line in lines if line.startswith(f"配置文件 {file} 中的 {name} ")]
        assert line.endswith("。")
    assert "设置 XIANJIE_PORT 必须在 0 到 65535 之间，现在是 70000。" in lines
    assert "设置 certificate_file 与 key_file 须同时给出，或都不给出。" in lines
    assert len(lines) == len(names) + 2


def test_password_in_a_wrong_address_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({"XIANJIE_DATABASE_URL": "mysql://me:canary@x/y"})
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"port = ", "不符合 TOML 格式"), (b"# \xff", "不是 UTF-8 编码"), (None, "无法读取")],
)
def test_file_that_cannot_be_used(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "xianjie.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=sentence):
        from_environment({}, config=path)


def test_operators_manual_names_every_setting() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8")
    assert [field.name for field in fields(Settings) if f"`{field.name}`" not in manual] == []
