"""The layers hold, and each contract about them bites: a planted violation is caught by name."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("domain", "desktop", "ui", "server")
CONTRACTS: list[dict[str, object]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]
NAMES = {str(contract["id"]): str(contract["name"]) for contract in CONTRACTS}


@dataclass(frozen=True)
class Plant:
    """A module and one line in it; `contract` is the one that must object, None if none may."""

    module: str
    line: str
    contract: str | None = None

    @property
    def label(self) -> str:
        return f"{self.module}: {self.line}"


VIOLATIONS = [
    Plant("domain.planted", "import ui", "client-layers"),
    Plant("domain.planted", "from desktop import planted", "client-layers"),
    Plant("desktop.planted", "import ui", "client-layers"),
    Plant("domain.planted", "import server", "server-layers"),
    Plant("ui.planted", "import server", "client-without-server"),
    Plant("desktop.planted", "def late():\n    import server", "client-without-server"),
    Plant("server.planted", "import desktop", "server-without-client"),
    Plant("server.planted", "import ui", "server-without-client"),
    Plant("ui.planted", "import main", "nobody-imports-main"),
    Plant("server.planted", "from tests import conftest", "nobody-imports-main"),
    Plant("desktop.planted", "from PySide6.QtCore import QObject", "qt-in-ui"),
    Plant("server.planted", "import qtawesome", "qt-in-ui"),
    Plant("domain.planted", "import shiboken6", "qt-in-ui"),
    Plant("ui.planted", "from sqlalchemy import select", "sql-in-stores"),
    Plant("desktop.planted", "import sqlalchemy.engine", "sql-in-stores"),
    Plant("desktop.planted", "from sqlcipher3 import dbapi2", "sql-in-stores"),
    Plant("desktop.planted", "import sqlite3", "sql-in-stores"),
    Plant("ui.planted", "import requests", "http-in-api"),
    Plant("desktop.planted", "import truststore", "http-in-api"),
    Plant("desktop.session", "import requests.adapters", "http-in-api"),
    Plant("ui.planted", "import keyring", "keyring-in-session"),
    Plant("desktop.api", "import keyring.backends", "keyring-in-session"),
    Plant("desktop.planted", "import fastapi", "server-libraries"),
    Plant("ui.planted", "from pypinyin import lazy_pinyin", "server-libraries"),
    *(
        Plant("domain.planted", f"import {name}", "pure-domain")
        for name in ("os", "io", "pathlib", "time", "random", "secrets", "uuid", "socket", "logging")
    ),
    Plant("domain.planted", "from importlib import resources", "pure-domain"),
    Plant("domain.planted", "def late():\n    from threading import Lock", "pure-domain"),
]

ALLOWED = [
    Plant("ui.planted", "from PySide6.QtCore import QObject\nimport desktop\nimport domain"),
    Plant("desktop.cache", "import sqlalchemy\nfrom sqlcipher3 import dbapi2"),
    Plant("desktop.cache.planted", "from sqlalchemy.engine import Engine"),
    Plant("desktop.outbox", "import sqlalchemy"),
    Plant("desktop.database", "import sqlalchemy"),
    Plant("desktop.api", "import requests\nimport truststore"),
    Plant("desktop.api.planted", "import requests"),
    Plant("desktop.session", "import keyring"),
    Plant("desktop.keychain", "import keyring"),
    Plant("server.planted", "import sqlalchemy\nimport fastapi\nimport domain\nimport time"),
    Plant("domain.planted", "import re\nfrom datetime import date\nfrom enum import Enum"),
    # Whoever calls the client reaches SQL, HTTP and the keychain, but only through it.
    Plant("ui.planted", "from desktop import api, cache, session"),
]

# One process for all plants: starting Python and the linter costs more than a linting does.
LINTER = """
import contextlib, io, json, pathlib, shutil, sys
from importlinter.cli import lint_imports_command

def place(module, line):
    path = pathlib.Path(*module.split("."))
    *parents, _ = module.split(".")
    for depth in range(2, len(parents) + 1):
        package = pathlib.Path(*parents[:depth])
        package.with_suffix(".py").unlink(missing_ok=True)
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    file.write_text(line + "\\n", "utf-8")

def lint():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            lint_imports_command.main(["--no-cache"], standalone_mode=False)
            code = 0
        except SystemExit as error:
            code = error.code
    return {"code": code, "said": said.getvalue()}

answers = {"": lint()}
for label, module, line in json.load(sys.stdin):
    top = module.split(".")[0]
    shutil.copytree(top, "../saved")
    place(module, line)
    answers[label] = lint()
    shutil.rmtree(top)
    shutil.move("../saved", top)
print(json.dumps(answers))
"""


@dataclass(frozen=True)
class Verdict:
    code: int
    broken: set[str]
    said: str


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What the linter says of a copy of the packages: as they are, and with each of the plants."""
    copy = tmp_path_factory.mktemp("contracts") / "copy"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=_all_but_python)
    shutil.copy(ROOT / "pyproject.toml", copy)
    plants = [(plant.label, plant.module, plant.line) for plant in [*VIOLATIONS, *ALLOWED]]
    result = subprocess.run(
        [sys.executable, "-c", LINTER],
        cwd=copy,
        input=json.dumps(plants),
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert result.returncode == 0, result.stderr
    answers = json.loads(result.stdout)
    return {label: _verdict(answer["code"], answer["said"]) for label, answer in answers.items()}


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    def is_source(name: str) -> bool:
        return name.endswith(".py") or (name != "__pycache__" and Path(folder, name).is_dir())

    return [name for name in names if not is_source(name)]


def _verdict(code: int, said: str) -> Verdict:
    broken = {key for key, name in NAMES.items() if f"{name} BROKEN" in said}
    return Verdict(code, broken, said)


def test_packages_keep_every_contract(verdicts: dict[str, Verdict]) -> None:
    assert verdicts[""].code == 0, verdicts[""].said


@pytest.mark.parametrize("plant", VIOLATIONS, ids=lambda plant: plant.label)
def test_planted_violation_is_caught_by_name(verdicts: dict[str, Verdict], plant: Plant) -> None:
    verdict = verdicts[plant.label]
    assert verdict.code == 1, verdict.said
    assert plant.contract in verdict.broken, verdict.said


@pytest.mark.parametrize("plant", ALLOWED, ids=lambda plant: plant.label)
def test_allowed_import_is_not_objected_to(verdicts: dict[str, Verdict], plant: Plant) -> None:
    assert verdicts[plant.label].code == 0, verdicts[plant.label].said


def test_every_contract_has_a_planted_violation() -> None:
    assert {plant.contract for plant in VIOLATIONS} == set(NAMES)


# What an import contract cannot see: calls that need no import, and main.py, which is no package.

CLOCK_CALLS = {"now", "utcnow", "today"}
FORBIDDEN_BUILTINS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
MAIN_NEVER = {
    "server", "sqlalchemy", "sqlcipher3", "requests", "truststore", "keyring", "fastapi", "alembic",
}  # fmt: skip
MAIN_LATER = {"PySide6", "qtawesome", "ui"}


def _impure_calls(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        # A method that is only mentioned can be called later, so the mention counts.
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_CALLS and _is_date_class(node.value):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_BUILTINS:
            found.append(f"line {node.lineno}: {node.id}")
    return found


def _is_date_class(node: ast.expr) -> bool:
    return ast.unparse(node).rpartition(".")[2] in {"date", "datetime"}


def _imported(nodes: list[ast.AST]) -> set[str]:
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def _main_violations(source: str) -> set[str]:
    tree = ast.parse(source)
    at_once = _imported(list(tree.body))
    return (_imported(list(ast.walk(tree))) & MAIN_NEVER) | (at_once & MAIN_LATER)


@pytest.mark.parametrize("path", sorted((ROOT / "domain").rglob("*.py")), ids=lambda path: path.name)
def test_domain_reads_no_clock_and_touches_nothing(path: Path) -> None:
    assert _impure_calls(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.datetime.now(datetime.UTC)",
        "import datetime as d\nx = d.date.today()",
        "from datetime import datetime\nx = datetime.utcnow",
        "print(1)",
        "def read():\n    return open('x').read()",
    ],
)
def test_planted_impurity_is_caught(planted: str) -> None:
    assert _impure_calls(planted) != []


def test_main_starts_light_and_without_the_server() -> None:
    main = ROOT / "main.py"
    assert not main.exists() or _main_violations(main.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("import server", "server"),
        ("def late():\n    from server.demo import x", "server"),
        ("from PySide6.QtWidgets import QApplication", "PySide6"),
    ],
)
def test_planted_import_in_main_is_caught(planted: str, name: str) -> None:
    assert _main_violations(planted) == {name}


def test_main_may_import_the_interface_when_it_is_needed() -> None:
    assert _main_violations("def start():\n    from ui import window") == set()
