"""Packs the list of divisions into ``resources/divisions.txt.xz``.

``python -m server.seed.pack_divisions CSV`` reads a table of code and name; the packed text is an
outline: one division a line, indented by its level, with its code's digits below its parent's.
"""

import csv
import lzma
import sys
from pathlib import Path

from domain.divisions import CODE_LENGTHS
from server.divisions import PACKED

_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]


def read_table(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return sorted((row["code"], row["name"]) for row in csv.DictReader(file))


def outline(divisions: list[tuple[str, str]]) -> str:
    return "\n".join(_line(code, name) for code, name in divisions)


def _line(code: str, name: str) -> str:
    level = CODE_LENGTHS.index(len(code))
    parent_length = CODE_LENGTHS[level - 1] if level else 0
    return "\t" * level + code[parent_length:] + name


def main(arguments: list[str]) -> None:
    (source,) = arguments
    text = outline(read_table(Path(source)))
    PACKED.write_bytes(lzma.compress(text.encode(), check=lzma.CHECK_CRC64, filters=_FILTERS))


if __name__ == "__main__":
    main(sys.argv[1:])
