"""Excel files, read by another process: a file that is made to exhaust the memory exhausts only that one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from server.administration.loading.sheets import FileError, Row, Sheet

_PROGRAM = "server.administration.loading.workbook_reader"
_PROGRAM_FOLDER = Path(__file__).parents[3]


def workbook_sheets(file: Path) -> Iterator[Sheet]:
    """Raises FileError."""
    with _reading(file) as lines:
        said = _said(file, lines)
        head = next(said)
        while isinstance(head, dict):
            # Where the next sheet begins, the rows of this one end.
            following: list[object] = []
            yield Sheet(file, head["sheet"], _rows(said, head["merged"], following))
            if not following:
                for _ in _rows(said, [], following):
                    pass
            head = following[0]


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", _PROGRAM, str(file.resolve())],
        cwd=_PROGRAM_FOLDER,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.kill()


def _said(file: Path, lines: IO[bytes]) -> Iterator[object]:
    """A list for each row, a dictionary where a sheet begins, None at the end."""
    for line in lines:
        said = json.loads(line)
        if isinstance(said, str):
            raise FileError(f"“{file.name}”{said}")
        yield said
        if said is None:
            return
    raise FileError(
        f"“{file.name}”无法读取：文件已损坏，或读取它需要过多内存。请在 Excel 中打开核对后另存，或改用 CSV。"
    )


def _rows(said: Iterator[object], merged: list[list[int]], following: list[object]) -> Iterator[Row]:
    """``following`` receives what is no row any more."""
    for number, line in enumerate(said):
        if not isinstance(line, list):
            following.append(line)
            return
        yield Row(number + 1, line, _covered(merged, number))


def _covered(merged: list[list[int]], row: int) -> frozenset[int]:
    """``merged``: first row, first column, last row, last column, from 0."""
    return frozenset(
        column
        for top, left, bottom, right in merged
        if top <= row <= bottom
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    )
