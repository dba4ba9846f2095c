"""Names of administrative divisions by their codes, read once from ``resources/divisions.txt.xz``."""

import lzma
from functools import cache
from itertools import islice
from pathlib import Path

from domain.divisions import Division, parse_outline, spoken_names

COUNTY = 2
"""The level from which a place tells one township from another (domain.divisions)."""
PACKED = Path(__file__).resolve().parent.parent / "resources" / "divisions.txt.xz"


def place_name(code: str) -> str:
    """``浙江省杭州市西湖区``; of a code that is not in the list, the part that is, else the code itself.

    The first call reads the list (0.05 s), so not on the GUI thread.
    """
    return "".join(spoken_names(_divisions(), code)) or code


def find_places(text: str, limit: int) -> list[tuple[str, str]]:
    """Codes and names of counties, townships and streets whose whole name holds every word of ``text``; those
    that are named so themselves come first, larger ones before smaller."""
    words = text.split()
    if not words:
        return []
    divisions = _divisions().values()
    hits = [each for each in divisions if each.level >= COUNTY and words[-1] in each.name]
    if len(hits) < limit:
        known = {each.code for each in hits}
        hits += [each for each in divisions if each.level == COUNTY and each.code not in known]
    named = ((each.code, place_name(each.code)) for each in sorted(hits, key=lambda each: len(each.code)))
    return list(islice(((code, name) for code, name in named if all(word in name for word in words)), limit))


@cache
def _divisions() -> dict[str, Division]:
    try:
        with lzma.open(PACKED, "rt", encoding="utf-8") as file:
            return {division.code: division for division in parse_outline(file.read())}
    except OSError:
        # Without the list the codes themselves are shown; nothing depends on their names.
        return {}
