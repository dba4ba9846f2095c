"""Every promise of UX.md has tests, and they are there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.ui.ux_lines import PROMISES, Promise

FOLDER = Path(__file__).resolve().parent


def names_in(name: str) -> set[str]:
    tree = ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.words)
def test_every_promise_is_shown(promise: Promise) -> None:
    assert promise.tests
    missing = [
        each for each in promise.tests if each.split("::")[1] not in names_in(each.split("::", maxsplit=1)[0])
    ]
    assert missing == []


def test_no_promise_is_made_twice() -> None:
    assert len({promise.words for promise in PROMISES}) == len(PROMISES)
