"""A list of members to an Excel file and back, against openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from desktop.exchange.reading import read_table
from desktop.exchange.writing import Heading, write_sheet
from tests.benchmarks.figures import Figure, Scale, compared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLES = ("姓名", "性别", "身份证号", "手机", "团支部", "被标记成员身份", "毕业时间", "办理情况")
ROWS, FEW = 100_000, 300
TIMES = 3

Rows = list[tuple[str, ...]]


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    rows, times = _rows(scale.members_of(ROWS, FEW)), scale.times(TIMES)
    ours, theirs, streamed = (folder / f"{name}.xlsx" for name in ("ours", "theirs", "streamed"))
    size = f"{len(rows):,} rows"
    yield from compared(
        f"Excel out, {size}",
        lambda: write_sheet(ours, "团员", [Heading(title) for title in TITLES], rows, len(rows)),
        {
            "openpyxl": lambda: _write(theirs, rows, write_only=False),
            "openpyxl, write-only": lambda: _write(streamed, rows, write_only=True),
        },
        times,
    )
    yield from compared(
        f"Excel in, {size}",
        lambda: read_table(theirs),
        {
            "openpyxl": lambda: _read(theirs, read_only=False),
            "openpyxl, read-only": lambda: _read(theirs, read_only=True),
        },
        times,
    )


def _rows(count: int) -> Rows:
    return [
        (
            f"欧阳小明{number}",
            "女",
            f"110101********{number % 10000:04}",
            "138****5678",
            f"示例大学计算机学院团委2020级{number % 50}班团支部",
            "毕业生",
            "2020-06",
            "待转入审批",
        )
        for number in range(count)
    ]


def _write(file: Path, rows: Rows, *, write_only: bool) -> None:
    book = Workbook(write_only=write_only)
    sheet = book.create_sheet() if write_only else book.active
    assert sheet is not None
    sheet.append(TITLES)
    for row in rows:
        sheet.append(row)
    book.save(file)


def _read(file: Path, *, read_only: bool) -> list[tuple[object, ...]]:
    book = load_workbook(file, read_only=read_only)
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        # What is read bit by bit keeps its file open until it is told.
        book.close()
