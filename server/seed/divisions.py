"""The administrative divisions of China, read from ``resources/divisions.txt.xz``."""

import lzma
import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKED = Path(__file__).parents[2] / "resources" / "divisions.txt.xz"
CODE_LENGTHS = (2, 4, 6, 9)
"""Digits of the code of a province, a city, a county, a township or street."""
_LEVELS = {length: level for level, length in enumerate(CODE_LENGTHS)}
_PARENT_LENGTHS = {2: 0, 4: 2, 6: 4, 9: 6}
_LINE = re.compile(r"(\t*)([0-9]+)(.+)")


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


class Divisions:
    """All divisions, parents before children, in the order of their codes."""

    def __init__(self, divisions: list[Division]) -> None:
        self._all = divisions
        self._codes = [division.code for division in divisions]
        self._townships = [d.code for d in divisions if d.level == 3 and not d.is_placeholder]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Division]:
        return iter(self._all)

    def __getitem__(self, code: str) -> Division:
        return self._all[self.position(code)]

    def position(self, code: str) -> int:
        """Raises KeyError for a code that is not in the list."""
        place = bisect_left(self._codes, code)
        if place == len(self._codes) or self._codes[place] != code:
            raise KeyError(code)
        return place

    def townships(self, prefix: str = "") -> list[str]:
        """The codes of all townships and streets within ``prefix``."""
        start = bisect_left(self._townships, prefix)
        end = bisect_left(self._townships, prefix + ":")
        return self._townships[start:end]

    def with_townships_in(self, *prefixes: str) -> "Divisions":
        """All provinces, cities and counties, but only these townships."""
        return Divisions([d for d in self._all if d.level < 3 or d.code.startswith(prefixes)])


def read_divisions() -> Divisions:
    with lzma.open(PACKED, "rt", encoding="utf-8") as file:
        return Divisions(list(_parsed(file.read())))


def _parsed(text: str) -> Iterator[Division]:
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
