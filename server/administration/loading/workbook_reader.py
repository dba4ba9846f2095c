"""``python -m server.administration.loading.workbook_reader FILE``: an Excel file as lines of JSON.

A sheet begins with an object, then come its rows as lists; at the end of all stands null. A text alone is a
complaint. What the archive claims to hold is looked at before anything is unpacked, and the memory is limited
by it, so that neither a bomb nor a table that claims to reach to the last column costs more than it is worth.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

BIGGEST_FILE = 256 * 1024 * 1024
BIGGEST_CONTENT = 1024 * 1024 * 1024
GREATEST_RATIO = 100
"""Tables of people are packed to a tenth; Excel's own thinnest ones to a fiftieth."""
MOST_PARTS = 2000
_RATIO_COUNTS_FROM = 4 * 1024 * 1024
_OWN_MEMORY = 160 * 1024 * 1024
_MEMORY_FOR_EACH_BYTE = 3
_SECONDS = 600
_TOO_LARGE = "的内容过大，没有打开。请拆成几个文件，或另存为 CSV。"
_DAMAGED = "已损坏或不完整，无法打开。请在 Excel 中打开核对后另存为 .xlsx。"


def main(file: Path) -> None:
    try:
        _limit(_OWN_MEMORY)
        content = _content_size(file)
        if content is None:
            _say(_TOO_LARGE)
            return
        _limit(_OWN_MEMORY + _MEMORY_FOR_EACH_BYTE * content)
        for line in _lines(file):
            _say(line)
    except zipfile.BadZipFile:
        _say(_DAMAGED)


def _content_size(file: Path) -> int | None:
    """None: not to be opened."""
    if file.stat().st_size > BIGGEST_FILE:
        return None
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    content = sum(part.file_size for part in parts)
    packed = any(
        part.file_size > _RATIO_COUNTS_FROM and part.file_size > GREATEST_RATIO * part.compress_size
        for part in parts
    )
    return None if packed or content > BIGGEST_CONTENT or len(parts) > MOST_PARTS else content


def _limit(size: int) -> None:
    """Where the platform has such a thing; Windows has not."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, resource.RLIM_INFINITY))


def _lines(file: Path) -> Iterator[object]:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        workbook = load_workbook(str(file))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            areas = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
            yield {"sheet": name, "merged": areas}
            for row in sheet.iter_rows():
                yield [_plain(cell) for cell in row]
    except PasswordError:
        yield "设有密码。请取消密码后再试。"
    except CalamineError:
        yield _DAMAGED
    else:
        yield None


def _plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
