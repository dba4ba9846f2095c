"""R116, in: whatever is chosen as a table is read, or said in plain words why not."""

from __future__ import annotations

import datetime
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from desktop.errors import ClientError
from desktop.exchange import containers
from desktop.exchange.pace import Pace, StoppedError
from desktop.exchange.reading import Table, read_table
from desktop.exchange.writing import Heading, write_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PEOPLE = [["姓名", "身份证号"], ["张三", "110101200001011234"], ["李四", "110101200001011235"]]


def excel(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = folder / "就业表.xlsx"
    book.save(file)
    return file


def refusal(file: Path) -> str:
    with pytest.raises(ClientError) as refused:
        read_table(file)
    assert file.name in refused.value.sentence
    return refused.value.code


def test_R116_excel_is_read_as_text(tmp_path: Path) -> None:
    day = datetime.datetime(2020, 6, 1)  # noqa: DTZ001 - Excel knows no time zones.
    file = excel(
        tmp_path, [["甲", "乙", "丙", "丁"], [13800138000, day, True, 1.5], ["  a ", None, "=1+1", 0]]
    )
    assert read_table(file).rows[0] == ("13800138000", "2020-06-01", "是", "1.5")
    assert read_table(file).rows[1][0] == "a"


def test_a_title_above_and_empty_rows_between_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["示例大学2020届毕业生就业表"],
        [],
        [*PEOPLE[0]],
        [*PEOPLE[1]],
        [None, None],
        list(PEOPLE[2]),
    ]
    table = read_table(excel(tmp_path, rows))
    assert table == Table(("姓名", "身份证号"), (tuple(PEOPLE[1]), tuple(PEOPLE[2])), (4, 6))


def test_short_rows_are_filled_and_long_ones_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("姓名,身份证号\n张三\n李四,1,2,3\n", "utf-8")
    assert read_table(file).rows == (("张三", ""), ("李四", "1"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_R116_csv_is_read_in_the_encodings_of_excel(tmp_path: Path, encoding: str, separator: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("\n".join(separator.join(row) for row in PEOPLE), encoding)
    assert read_table(file).rows == (tuple(PEOPLE[1]), tuple(PEOPLE[2]))


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    picture = tmp_path / "a.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert refusal(picture) == "FILE_NOT_A_TABLE"
    word = tmp_path / "b.xlsx"
    with zipfile.ZipFile(word, "w") as document:
        document.writestr("word/document.xml", "<a/>")
    assert refusal(word) == "FILE_NOT_A_TABLE"
    old_word = tmp_path / "c.xls"
    old_word.write_bytes(containers.OLE + bytes(4096))
    assert refusal(old_word) == "FILE_DAMAGED"


@pytest.mark.parametrize("content", [b"", b"\n\n", "姓名,身份证号".encode()])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    assert refusal(file) == "FILE_EMPTY"
    assert refusal(excel(tmp_path, [])) == "FILE_EMPTY"


def test_a_file_that_was_cut_short_anywhere_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_sheet(file, "a", [Heading("甲"), Heading("乙")], [("张三", "b")] * 400, 400)
    whole = file.read_bytes()
    for length in range(8, len(whole) - 1, len(whole) // 40):
        file.write_bytes(whole[:length])
        assert refusal(file) == "FILE_DAMAGED", length


def test_bytes_that_were_changed_never_end_the_program(tmp_path: Path) -> None:
    file = excel(tmp_path, PEOPLE * 20)
    whole = file.read_bytes()
    for place in range(8, len(whole), len(whole) // 60):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert _code_of(file) in ("", "FILE_DAMAGED", "FILE_NOT_A_TABLE", "FILE_TOO_LARGE", "FILE_EMPTY")


def _code_of(file: Path) -> str:
    try:
        read_table(file)
    except ClientError as refused:
        return refused.code
    return ""


def bomb(folder: Path, *, honest: bool) -> Path:
    file = excel(folder, PEOPLE)
    huge = b"<worksheet><sheetData>" + b" " * (8 * 2**20)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet2.xml", huge)
    if not honest:
        content = file.read_bytes()
        file.write_bytes(content.replace(len(huge).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    return file


@pytest.mark.parametrize("honest", [True, False])
def test_a_bomb_is_not_opened_whether_its_directory_tells_the_truth_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, honest: bool
) -> None:
    monkeypatch.setattr(containers, "LARGEST_UNPACKED", 4 * 2**20)
    assert refusal(bomb(tmp_path, honest=honest)) == "FILE_TOO_LARGE"


def test_a_book_of_too_many_parts_is_not_opened(tmp_path: Path) -> None:
    file = excel(tmp_path, PEOPLE)
    with zipfile.ZipFile(file, "a") as book:
        for number in range(containers.MOST_PARTS):
            book.writestr(f"xl/a{number}", b"")
    assert refusal(file) == "FILE_TOO_LARGE"


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (1_048_575, 0), (1, 16_383)])
def test_a_single_cell_far_away_does_not_end_the_program(tmp_path: Path, row: int, column: int) -> None:
    file = tmp_path / "far.xlsx"
    book = Writer(file)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "姓名")
    sheet.write_string(row, column, "远")
    book.close()
    assert refusal(file) == "FILE_TOO_LARGE"


@pytest.mark.parametrize(("rows", "columns"), [(110_000, 1), (1, 128)])
def test_as_many_rows_and_columns_as_schools_have_are_no_bomb(
    tmp_path: Path, rows: int, columns: int
) -> None:
    file = tmp_path / "wide.xlsx"
    book = Writer(file)
    sheet = book.add_worksheet()
    for column in range(columns):
        sheet.write_string(0, column, f"列{column}")
    sheet.write_string(rows, columns - 1, "末")
    book.close()
    table = read_table(file)
    assert len(table.headings) == columns
    assert table.numbers == (rows + 1,)


@pytest.mark.parametrize("written", ["\tr='{}'", ' r = "{}"', '\nr="{}"', " r='{}'"])
def test_a_cell_far_away_is_found_however_it_is_written(tmp_path: Path, written: str) -> None:
    file = excel(tmp_path, PEOPLE)
    cell = f'<c{written.format("XFD1048576")} t="inlineStr"><is><t>远</t></is></c>'
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", f"<row>{cell}</row></sheetData>".encode())
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert refusal(file) == "FILE_TOO_LARGE"


def test_a_file_that_is_not_there_or_not_readable_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.xlsx") == "FILE_GONE"
    assert refusal(tmp_path) in ("FILE_IN_USE", "FILE_NOT_ACCESSIBLE")
    if os.name == "posix" and os.geteuid() != 0:
        locked = excel(tmp_path, PEOPLE)
        locked.chmod(0)
        assert refusal(locked) == "FILE_IN_USE"


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    pace = Pace()
    pace.stop()
    with pytest.raises(StoppedError):
        read_table(excel(tmp_path, PEOPLE), pace)
