"""Looks for what must not lie about in any file, in every encoding a program could have used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SHORTEST = 8
"""Bytes; less could be found in random ones by chance."""


def found_in(folder: Path, canaries: Iterable[str]) -> list[tuple[str, str, str]]:
    """File, encoding and canary of each finding."""
    wanted = list(canaries)
    return [
        (str(file.relative_to(folder)), encoding, canary)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for encoding, canary in _found(file.read_bytes(), wanted)
    ]


def _found(content: bytes, canaries: list[str]) -> Iterator[tuple[str, str]]:
    for encoding in ENCODINGS:
        needles = {canary.encode(encoding): canary for canary in canaries}
        assert all(len(needle) >= SHORTEST for needle in needles)
        # A thousand names begin alike, and mostly not even their beginning is there.
        if any(beginning in content for beginning in {needle[:SHORTEST] for needle in needles}):
            yield from ((encoding, canary) for needle, canary in needles.items() if needle in content)
