"""A table that another program wrote, as text: Excel by its content, else CSV in the usual encodings."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desktop.errors import client_error
from desktop.exchange.containers import LARGEST_FILE, OLE, ZIP, check_container
from desktop.exchange.faults import file_faults_told
from desktop.exchange.pace import Pace

HEADINGS_AMONG = 10
"""Rows at the top among which the headings stand: a title often stands above them."""
ENCODINGS = ("utf-8-sig", "gb18030")
"""What Excel and its Chinese fellows write CSV in."""


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each as long as the headings; without empty ones."""
    numbers: tuple[int, ...]
    """Of each row in the file, counted as Excel does."""


def read_table(file: Path, pace: Pace | None = None) -> Table:
    """The first sheet that has rows. Raises ClientError, or StoppedError when ``pace`` was stopped."""
    pace = pace or Pace()
    with file_faults_told(file), file.open("rb") as opened:
        if file.stat().st_size > LARGEST_FILE:
            raise client_error("FILE_TOO_LARGE", file=file.name)
        content = opened.read()
    if content.startswith(ZIP):
        check_container(file, content)
        return _table(file, _excel_rows(file, content, pace))
    if content.startswith(OLE):
        return _table(file, _excel_rows(file, content, pace))
    return _table(file, _text_rows(file, content, pace))


def _excel_rows(file: Path, content: bytes, pace: Pace) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.height:
                    rows = pace.through(sheet.to_python(skip_empty_area=False), sheet.total_height)
                    return [
                        [cell.strip() if type(cell) is str else _text(cell) for cell in row] for row in rows
                    ]
    except PasswordError as error:
        raise client_error("FILE_ENCRYPTED", file=file.name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise client_error("FILE_DAMAGED", file=file.name) from error
    except BaseException as error:
        # A panic of the reader's is no Exception, but is about this file as well.
        if type(error).__name__ != "PanicException":
            raise
        raise client_error("FILE_DAMAGED", file=file.name) from error
    return []


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return f"{cell:.0f}"
        case datetime.datetime() if cell.time() == datetime.time():
            return cell.date().isoformat()
        case datetime.datetime():
            return cell.isoformat(" ", "minutes")
        case _:
            return str(cell)


def _text_rows(file: Path, content: bytes, pace: Pace) -> list[list[str]]:
    text = _decoded(file, content)
    separator = max(",\t;", key=text.partition("\n")[0].count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        return [[cell.strip() for cell in row] for row in pace.through(lines, text.count("\n"))]
    except csv.Error as error:
        raise client_error("FILE_DAMAGED", file=file.name) from error


def _decoded(file: Path, content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise client_error("FILE_NOT_A_TABLE", file=file.name)


def _table(file: Path, rows: list[list[str]]) -> Table:
    top = _headings_at(rows)
    if top is None:
        raise client_error("FILE_EMPTY", file=file.name)
    headings = tuple(rows[top])
    width = len(headings)
    numbered = list(_numbered(rows, top + 1))
    if not numbered:
        raise client_error("FILE_EMPTY", file=file.name)
    return Table(
        headings,
        tuple(tuple(row if len(row) == width else (row + [""] * width)[:width]) for _, row in numbered),
        tuple(number for number, _ in numbered),
    )


def _headings_at(rows: list[list[str]]) -> int | None:
    """The first of the rows at the top that is more than a title, which is one cell or few."""
    filled = [sum(map(bool, row)) for row in rows[:HEADINGS_AMONG]]
    fullest = max(filled, default=0)
    least = max(1, min(2, fullest), fullest / 2)
    return next((place for place, full in enumerate(filled) if full >= least), None)


def _numbered(rows: Iterable[list[str]], after: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        if number > after and any(row):
            yield number, row
