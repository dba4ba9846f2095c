"""The administrative divisions of China, read from ``resources/divisions.txt.xz``."""

import lzma
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from domain.divisions import Division, parse_outline

PACKED = Path(__file__).parents[1] / "resources" / "divisions.txt.xz"


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
        return Divisions(list(parse_outline(file.read())))
