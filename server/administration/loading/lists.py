"""Lists that an operator opens in Excel: bad rows, first passwords."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from server.administration.places import AdministrationError, private_opener

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 100


class NewList:
    """A file that is begun with its first line; where there is none, there is no file."""

    def __init__(self, file: Path, header: Sequence[str], option: str) -> None:
        """``option`` is what the operator can set to have it elsewhere."""
        self.file = file
        self.count = 0
        self._header = header
        self._opened: TextIO | None = None
        if file.exists():
            raise AdministrationError(f"文件“{file}”已经存在，不会覆盖。请移走它，或用 {option} 另指一个。")

    def add(self, lines: Iterable[Sequence[object]]) -> None:
        """On the disk when this returns."""
        safe = [[safe_cell(cell) for cell in line] for line in lines]
        if not safe:
            return
        self._opened = self._opened or self._begin()
        csv.writer(self._opened).writerows(safe)
        self._opened.flush()
        os.fsync(self._opened.fileno())
        self.count += len(safe)

    def _begin(self) -> TextIO:
        try:
            # With the mark that tells Excel that this is UTF-8; for the operator's eyes only.
            opened = open(  # noqa: SIM115 - it stays open as long as this object lives.
                self.file, "x", encoding="utf-8-sig", newline="", opener=private_opener
            )
        except OSError as error:
            raise AdministrationError(f"文件“{self.file}”无法写入：{error.strerror}。") from None
        csv.writer(opened).writerow(self._header)
        return opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


def safe_cell(cell: object) -> str:
    """A cell that begins like a formula would be one in Excel."""
    text = str(cell)[:_LONGEST]
    return f"'{text}" if text.startswith(_FORMULA) else text
