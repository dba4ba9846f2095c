"""Administrative divisions: a list of them as an outline, and how a place is named."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

CODE_LENGTHS = (2, 4, 6, 9)
"""Digits of the code of a province, a city, a county, a township or street."""
_LEVELS = {length: level for level, length in enumerate(CODE_LENGTHS)}
_PARENT_LENGTHS = {2: 0, 4: 2, 6: 4, 9: 6}
_LINE = re.compile(r"(\t*)([0-9]+)([^0-9].*)")


class Division(NamedTuple):
    code: str
    name: str

    @property
    def level(self) -> int:
        """0 for a province, 3 for a township or street."""
        return _LEVELS[len(self.code)]

    @property
    def parent(self) -> str:
        """The code one level up, empty for a province."""
        return self.code[: _PARENT_LENGTHS[len(self.code)]]

    @property
    def is_placeholder(self) -> bool:
        """Whether the code only groups what is governed directly from above, such as 市辖区 of Beijing."""
        return self.name in ("市辖区", "县") or self.name.endswith(("级行政区划", "级区划"))


def parse_outline(text: str) -> Iterator[Division]:
    """A line a division, indented by its level, its code's digits below its parent's. Raises ValueError."""
    above = ["", "", "", ""]
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"区划资源文件有一行无法读取：{line!r}")
        indent, digits, name = match.groups()
        level = len(indent)
        code = (above[level - 1] if level else "") + digits
        above[level] = code
        yield Division(code, name)


def spoken_names(divisions: Mapping[str, Division], code: str) -> list[str]:
    """From the province down. What only groups names no place, and a city that is its own county is named
    once. Of a code that is not in the list, those levels that are."""
    names: list[str] = []
    for length in CODE_LENGTHS:
        division = divisions.get(code[:length]) if length <= len(code) else None
        if division is not None and not division.is_placeholder and division.name not in names[-1:]:
            names.append(division.name)
    return names
