"""What a file holds, row by row, whatever it is: CSV as schools write it, or Excel.

Nothing is held of a CSV file but the row that is read; Excel is read by a process of its own, with a limit.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from server.administration.places import AdministrationError

Cell = str | int | float | bool | None


class Row(NamedTuple):
    number: int
    """As the spreadsheet counts, from 1."""
    cells: list[Cell]
    merged: frozenset[int] = frozenset()
    """Columns, from 0, whose cell is covered by a merged one that begins elsewhere."""


class Sheet(NamedTuple):
    file: Path
    name: str
    """Empty for CSV."""
    rows: Iterator[Row]

    @property
    def title(self) -> str:
        return f"{self.file.name}（{self.name}）" if self.name else self.file.name


class FileError(AdministrationError):
    """The file as such cannot be used; nothing of it was loaded."""


def open_sheets(file: Path) -> Iterator[Sheet]:
    """One after the other: a sheet's rows are gone when the next sheet is asked for. Raises FileError, also
    while rows are read."""
    from server.administration.loading.texts import text_rows
    from server.administration.loading.workbooks import workbook_sheets

    beginning = _beginning(file)
    if beginning.startswith(b"PK"):
        yield from workbook_sheets(file)
    elif beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(f"“{file.name}”是旧版 Excel（.xls）或设有密码。请在 Excel 中另存为没有密码的 .xlsx。")
    else:
        yield Sheet(file, "", text_rows(file))


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            beginning = opened.read(8)
    except IsADirectoryError:
        raise FileError(f"“{file}”是文件夹，请给出其中的文件。") from None
    except FileNotFoundError:
        raise FileError(f"文件“{file}”不存在，请核对路径。") from None
    except PermissionError:
        raise FileError(f"文件“{file}”打不开：可能正被其他程序占用，或没有读取权限。") from None
    except OSError as error:
        raise FileError(f"文件“{file}”无法读取：{error.strerror}。") from None
    if not beginning:
        raise FileError(f"文件“{file.name}”是空的。")
    return beginning
