"""There is one version, wherever it stands."""

import tomllib
from pathlib import Path

from desktop.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_program_and_project_have_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION
