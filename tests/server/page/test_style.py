"""The page has the desktop client's colours, so that one product looks like one."""

import re
from dataclasses import asdict
from pathlib import Path

import server.page
from ui.theme import DARK, LIGHT, Tokens

SHEET = (Path(server.page.__file__).parent / "assets" / "page.css").read_text("utf-8")
_LIGHT, _, _REST = SHEET.partition("@media (prefers-color-scheme: dark)")


def tokens(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", text))


def check(found: dict[str, str], table: Tokens) -> None:
    known = {name.replace("_", "-"): value for name, value in asdict(table).items()}
    assert found
    assert found == {name: known[name] for name in found}


def test_colours_are_the_clients() -> None:
    check(tokens(_LIGHT), LIGHT)
    check(tokens(_REST), DARK)
    assert tokens(_LIGHT).keys() == tokens(_REST).keys()


def test_no_colour_stands_outside_the_table() -> None:
    rules = re.sub(r":root \{[^}]*\}", "", SHEET)
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []
    used = set(re.findall(r"var\(--([a-z-]+)\)", SHEET)) - {"shadow"}
    assert used <= tokens(_LIGHT).keys()
