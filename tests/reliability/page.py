"""Which test shows which fault and invariant, and what was planted against it: docs/reliability.md.

``python -m tests.reliability.page`` writes it anew. A test is counted by its name (``test_F19_…``,
``test_I7_…``) or by its mark (``@pytest.mark.fault("F43")``, ``pytestmark``).
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reliability.faults import FAULTS, INVARIANTS
from tests.reliability.planting import all_planted

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
FIGURES = Path(__file__).with_name("figures.json")
"""Of the last long run of ``./dev chaos --write``."""
_NUMBERS = re.compile(r"^test_((?:[FI]\d+_)+)")

Shown = dict[str, list[str]]


def shown() -> Shown:
    """Tests by fault or invariant, as pytest names them."""
    found: Shown = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for test in _tests(ast.parse(file.read_text("utf-8"))):
            for number in sorted({*_named(test.name), *_marked(test)}):
                found[number].append(f"{file.relative_to(ROOT).as_posix()}::{test.name}")
    return dict(found)


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _named(name: str) -> list[str]:
    match = _NUMBERS.match(name)
    return match.group(1).rstrip("_").split("_") if match else []


def _marked(test: ast.FunctionDef) -> Iterator[str]:
    for call in test.decorator_list:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.fault":
            yield from (ast.literal_eval(word) for word in call.args)


def page() -> str:
    tests, planted = shown(), all_planted()
    lines = [
        "# What must never go wrong, and how it is shown",
        "",
        "Made by `python -m tests.reliability.page` from the tests' names and marks; a check compares it.",
        "Each planted bug is switched on by `./dev test --planted`, which demands that the tests notice.",
        "",
        "## Faults",
        "",
        "| | fault | outcome | tests | planted bug |",
        "|---|---|---|---|---|",
    ]
    for number, fault in FAULTS.items():
        cells = (number, fault.title, fault.outcome, _cell(tests.get(number, [])), _bug(planted.get(number)))
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Invariants", "", "| | what holds | checked by |", "|---|---|---|"]
    lines += [f"| {n} | {what} | {_cell(tests.get(n, []))} |" for n, what in INVARIANTS.items()]
    return "\n".join([*lines, *_figures()]) + "\n"


def _cell(places: list[str]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for place in places:
        file, _, name = place.partition("::")
        by_file[file.removeprefix("tests/")].append(name)
    return "<br>".join(f"`{file}`: {', '.join(names)}" for file, names in by_file.items()) or "—"


def _bug(plant: object) -> str:
    return " ".join((plant.__doc__ or "").split()) or "—"


def _figures() -> Iterator[str]:
    if FIGURES.exists():
        yield from ("", "## The last long run", "", "| what | figure |", "|---|---|")
        for what, figure in json.loads(FIGURES.read_text("utf-8")).items():
            yield f"| {what} | {figure} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
