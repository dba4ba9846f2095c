"""CSV in UTF-8, with or without its mark, or in GB 18030, as Excel saves it in China."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from server.administration.loading.sheets import FileError, Row

LONGEST_LINE = 1024 * 1024
_BLOCK = 1024 * 1024
_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = ",\t;，"


def text_rows(file: Path) -> Iterator[Row]:
    """Raises FileError."""
    with file.open(encoding=_encoding(file), newline="") as opened:
        reader = csv.reader(_lines(file, opened), delimiter=_separator(opened), strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield Row(number, list(cells))
        except csv.Error as error:
            raise FileError(
                f"“{file.name}”第 {number + 1} 行不符合 CSV 格式（{error}）。请检查是否有没有配对的引号。"
            ) from None


def _lines(file: Path, opened: TextIO) -> Iterator[str]:
    """A file without line breaks would otherwise be held as a whole."""
    while line := opened.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise FileError(f"“{file.name}”有一行超过 {LONGEST_LINE} 个字符，不是可用的 CSV 文件。")
        yield line


def _encoding(file: Path) -> str:
    for encoding in _ENCODINGS:
        if _is_in(file, encoding):
            return encoding
    raise FileError(f"“{file.name}”既不是 Excel（.xlsx），也不是 UTF-8 或 GB18030 编码的 CSV。请另存后再试。")


def _is_in(file: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                # Other formats decode as text now and then, but no text holds this character.
                if "\x00" in decoder.decode(block):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(opened: TextIO) -> str:
    first = opened.readline(LONGEST_LINE)
    opened.seek(0)
    return max(_SEPARATORS, key=first.count)
