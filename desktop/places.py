"""Names of administrative divisions by their codes, read once from ``resources/divisions.txt.xz``."""

import lzma
from functools import cache
from pathlib import Path

PACKED = Path(__file__).resolve().parent.parent / "resources" / "divisions.txt.xz"
LENGTHS = (2, 4, 6, 9)
NAMELESS = ("市辖区", "县")
"""Stand for a level that a municipality or province does not have; nobody says them."""


def place_name(code: str) -> str:
    """``浙江省杭州市西湖区``; of a code that is not in the list, the part that is, else the code itself.

    The first call reads the list (0.05 s), so not on the GUI thread.
    """
    names = _names()
    levels = (names.get(code[:length], "") for length in LENGTHS if length <= len(code))
    return "".join(name for name in levels if name not in NAMELESS) or code


@cache
def _names() -> dict[str, str]:
    """The list is an outline: a line a division, indented by level, its digits below its parent's."""
    try:
        with lzma.open(PACKED, "rt", encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError:
        # Without the list the codes themselves are shown; nothing depends on their names.
        return {}
    names: dict[str, str] = {}
    above = ["", "", "", ""]
    for line in lines:
        text = line.lstrip("\t")
        level = len(line) - len(text)
        digits = len(text) - len(text.lstrip("0123456789"))
        above[level] = (above[level - 1] if level else "") + text[:digits]
        names[above[level]] = text[digits:]
    return names
