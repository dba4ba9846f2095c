"""Names of administrative divisions by their codes, read once from ``resources/divisions.txt.xz``."""

import lzma
from functools import cache
from pathlib import Path

from domain.divisions import Division, parse_outline, spoken_names

PACKED = Path(__file__).resolve().parent.parent / "resources" / "divisions.txt.xz"


def place_name(code: str) -> str:
    """``浙江省杭州市西湖区``; of a code that is not in the list, the part that is, else the code itself.

    The first call reads the list (0.05 s), so not on the GUI thread.
    """
    return "".join(spoken_names(_divisions(), code)) or code


@cache
def _divisions() -> dict[str, Division]:
    try:
        with lzma.open(PACKED, "rt", encoding="utf-8") as file:
            return {division.code: division for division in parse_outline(file.read())}
    except OSError:
        # Without the list the codes themselves are shown; nothing depends on their names.
        return {}
