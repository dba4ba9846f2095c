"""A list as an Excel file, of which no cell is ever a formula.

XlsxWriter makes the book, with its headings and one row as the pattern; the other rows are copies of the
pattern, put in as they come. To have it write each cell takes five times as long, most of it for checks
that only formulas, links and numbers need. Every cell is text in a column of text: it stays what it is,
also when somebody edits it in Excel.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from desktop.errors import client_error
from desktop.exchange.faults import file_faults_told
from desktop.exchange.pace import Pace

MOST_ROWS = 1_048_575
"""What Excel holds below the headings."""
MOST_CHARACTERS = 32_767
"""What Excel holds in a cell."""
ROWS_AT_ONCE = 500
SHEET = "xl/worksheets/sheet1.xml"
_PATTERN_TEXT = "pattern"
_PATTERN_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_BETWEEN = "\x1f"
"""Stands between two cells until the row is put into XML; it cannot be in a cell, where XML forbids it."""
_ESCAPED: dict[int, str | None] = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 31), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}


class Heading(NamedTuple):
    title: str
    width: int = 14
    """In characters."""


def write_sheet(
    file: Path,
    name: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[str]],
    count: int,
    pace: Pace | None = None,
) -> None:
    """``count`` of the rows, for the progress and the filter. The file is there as a whole or as it was.

    Raises ClientError, or StoppedError when ``pace`` was stopped.
    """
    if count > MOST_ROWS:
        raise client_error("TOO_MANY_ROWS", count=f"{count:,}", most=f"{MOST_ROWS:,}")
    frame = _frame(name, headings, count)
    with whole_file(file) as beside, ZipFile(beside, "w", ZIP_DEFLATED) as book, ZipFile(frame) as empty:
        for part in empty.namelist():
            if part != SHEET:
                book.writestr(part, empty.read(part))
        with book.open(SHEET, "w", force_zip64=True) as sheet:
            for piece in _filled(empty.read(SHEET).decode(), (pace or Pace()).through(rows, count)):
                sheet.write(piece.encode())


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """What is written beside takes the file's place only when it is complete."""
    beside = file.with_name(f"~{file.name}.part")
    with file_faults_told(file):
        try:
            yield beside
            beside.replace(file)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def _frame(name: str, headings: Sequence[Heading], count: int) -> BytesIO:
    """The book with its headings and the pattern of a row."""
    from xlsxwriter import Workbook

    made = BytesIO()
    # Without shared strings, so that the pattern holds its text itself.
    book = Workbook(made, {"constant_memory": True, "in_memory": True})
    bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    plain = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(_sheet_name(name))
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, heading.width, plain)
        sheet.write_string(0, column, heading.title, bold)
    sheet.write_string(1, 0, _PATTERN_TEXT, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), max(len(headings) - 1, 0))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    book.close()
    return made


def _sheet_name(name: str) -> str:
    """Without what Excel does not allow in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] or "Sheet1"


def _filled(frame: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    pattern = _PATTERN_ROW.search(frame)
    style = _STYLE.search(pattern[0]) if pattern else None
    if pattern is None or style is None:
        raise LookupError("XlsxWriter writes rows in another way than it used to")
    opening, closing = f'<c s="{style[1]}" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    # How far the sheet reaches is not needed, and would be wrong.
    yield re.sub(r"<dimension [^>]*/>", "", frame[: pattern.start()])
    yield from _in_pieces(_row(each, opening, closing) for each in rows)
    yield frame[pattern.end() :]


def _row(cells: Sequence[str], opening: str, closing: str) -> str:
    line = _BETWEEN.join(cells)
    if len(line) > MOST_CHARACTERS or line.count(_BETWEEN) >= len(cells):
        line = _BETWEEN.join(cell.replace(_BETWEEN, "")[:MOST_CHARACTERS] for cell in cells)
    return f"<row>{opening}{line.translate(_ESCAPED).replace(_BETWEEN, closing + opening)}{closing}</row>"


def _in_pieces(texts: Iterable[str]) -> Iterator[str]:
    some: list[str] = []
    for text in texts:
        some.append(text)
        if len(some) == ROWS_AT_ONCE:
            yield "".join(some)
            some.clear()
    yield "".join(some)
