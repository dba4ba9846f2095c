"""A list as the filter stands, to an Excel file: all its rows, the columns as they are shown (SPEC R116)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.exchange.pace import Pace
from desktop.exchange.writing import Heading, write_sheet
from ui.paged_model import PagedModel

PAGE = 500
WIDTHS = (10, 48)
"""Characters of the narrowest and of the widest column."""


def export_rows(
    file: Path,
    name: str,
    model: PagedModel[Any, Any],
    ids: Sequence[str],
    columns: Sequence[int],
    full: bool,
    pace: Pace,
) -> int:
    """Answers how many rows were written. Reads, so not on the GUI thread."""
    headings = [_heading(model, column) for column in columns]
    count = 0

    def rows() -> Iterator[list[str]]:
        nonlocal count
        for first in range(0, len(ids), PAGE):
            for row in model.cells_of(ids[first : first + PAGE], columns, full):
                count += 1
                yield row

    write_sheet(file, name, headings, rows(), len(ids), pace)
    return count


def _heading(model: PagedModel[Any, Any], column: int) -> Heading:
    known = model.columns[column]
    least, most = WIDTHS
    # A Chinese character is as wide as two others.
    wide = sum(2 if ord(each) > 0x2E7F else 1 for each in max(known.sample, known.title, key=len))
    return Heading(known.title, min(most, max(least, wide + 4 + 6 * known.weight)))
