"""Files that are not what they should be: a clear answer, in bounded time and memory."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import xlsxwriter

from server.administration.loading import texts, workbook_reader
from server.administration.loading.cells import BadCellError, day_of, identity_number, month_of, text_of
from server.administration.loading.headers import read_header
from server.administration.loading.sheets import FileError, Row, open_sheets
from tests.server.administration.loading.lists import (
    MEMBER_HEADER,
    member_line,
    number,
    write_csv,
    write_xlsx,
)
from tests.server.conftest import START

FULL = bool(os.environ.get("XIANJIE_LONG_TESTS"))
"""With a bomb that unpacks to gigabytes, and a million rows."""
TODAY = START.date()


def complaint(file: Path) -> str:
    with pytest.raises(FileError) as told:
        read_all(file)
    return str(told.value)


def read_all(file: Path) -> None:
    for sheet in open_sheets(file):
        table = read_header(sheet)
        for _ in table.rows if table else ():
            pass


def rows(file: Path) -> list[Row]:
    return [row for sheet in open_sheets(file) for row in sheet.rows]


def packed(file: Path, content: Iterator[bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """An archive that looks like Excel as far as its names go."""
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for block in content:
                part.write(block)
    return file


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "文件“{}”是空的。"),
        ("a.xlsx", b"PK\x03\x04 cut off", "已损坏或不完整"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "请在 Excel 中另存为没有密码的 .xlsx"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "既不是 Excel（.xlsx），也不是 UTF-8 或 GB18030"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有认识的列名。组织名册须有：组织全称、上级组织、组织类型。"),
        (
            "a.csv",
            "姓名,身份证号\n".encode(),
            "缺少列：所在团支部。团员名册须有：姓名、身份证号、所在团支部。",
        ),
        ("a.csv", "姓名,身份证号,所在团支部,姓名\n".encode(), "“姓名”一列出现了 2 次"),
        ("a.csv", '姓名,身份证号,所在团支部\n"a'.encode(), "第 2 行不符合 CSV 格式"),
    ],
)
def test_file_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert sentence.format(file.name) in complaint(file)


def test_no_file_a_folder_and_a_locked_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "是文件夹" in complaint(tmp_path)
    assert "不存在" in complaint(tmp_path / "none")
    file = write_csv(tmp_path / "a.csv", MEMBER_HEADER)

    def locked(*_: object, **__: object) -> object:
        raise PermissionError

    monkeypatch.setattr(Path, "open", locked)
    assert "正被其他程序占用" in complaint(file)


def test_cut_off_workbook(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [MEMBER_HEADER, member_line(1)])
    whole = file.read_bytes()
    for length in (len(whole) // 3, len(whole) - 30):
        file.write_bytes(whole[:length])
        assert "已损坏" in complaint(file)


def test_part_that_is_damaged(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [MEMBER_HEADER, member_line(1)])
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-80]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert complaint(file)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("gb18030", "\t"), ("utf-8", ";")],
)
def test_text_as_it_is_saved_in_china(tmp_path: Path, encoding: str, separator: str) -> None:
    line = member_line(1, 姓名="𠮷田·买买提")
    file = write_csv(tmp_path / "a.csv", MEMBER_HEADER, line, encoding=encoding, separator=separator)
    assert [row.cells for row in rows(file)] == [list(MEMBER_HEADER), line]


def test_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LONGEST_LINE", 1000)
    file = tmp_path / "a.csv"
    file.write_text("x" * 5000, "utf-8")
    assert "有一行超过 1000 个字符" in complaint(file)


def test_columns_in_any_order_in_english_and_too_many(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "a.csv", ("备注", "Branch", "Name", "identity_number "), ("x", "甲", "乙", "1")
    )
    (sheet,) = open_sheets(file)
    table = read_header(sheet)
    assert table is not None
    (row,) = table.rows
    assert [table.cell(row, field) for field in ("name", "organisation", "identity_number", "phone")] == [
        "乙", "甲", "1", None,
    ]  # fmt: skip
    assert table.unknown == ("备注",)


def test_merged_cells_and_days_of_excel(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, MEMBER_HEADER)
        sheet.merge_range(1, 2, 2, 2, "甲团支部")
        sheet.write_datetime(1, 4, START.replace(tzinfo=None), book.add_format({"num_format": "yyyy-m-d"}))
        sheet.write_number(2, 1, 330106199905070019)
    header, first, second = rows(file)
    assert header.cells == list(MEMBER_HEADER)
    assert (first.merged, second.merged) == (frozenset(), frozenset({2}))
    assert first.cells[4] == "2020-06-20"
    with pytest.raises(BadCellError, match="是数字格式"):
        identity_number(second.cells[1], TODAY)


def refused_within_bounds(file: Path) -> str:
    """Runs the reading process by itself, whose memory is that of no other test."""
    process = subprocess.Popen(
        [sys.executable, "-m", workbook_reader.__name__, str(file)], stdout=subprocess.PIPE, text=True
    )
    watched, most = psutil.Process(process.pid), 0
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
    said, _ = process.communicate()
    assert most < 200 * 1024 * 1024
    return said


def test_bomb_is_not_opened(tmp_path: Path) -> None:
    """A hundred times what it weighs, and more."""
    blocks = 10_000 if FULL else 8
    file = packed(tmp_path / "a.xlsx", (bytes(1024 * 1024) for _ in range(blocks)))
    assert "过大" in complaint(file)
    assert "\\u8fc7\\u5927" in refused_within_bounds(file)


def test_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    file = packed(tmp_path / "a.xlsx", (b"<row/>" * 100_000 for _ in range(200 if FULL else 20)))
    content = bytearray(file.read_bytes())
    for place, signature in ((22, b"PK\x03\x04"), (24, b"PK\x01\x02")):
        start = content.rindex(signature)
        content[start + place : start + place + 4] = (1000).to_bytes(4, "little")
    file.write_bytes(content)
    assert complaint(file)
    refused_within_bounds(file)


def test_table_that_claims_the_last_cell_there_is(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "x")
    assert "过多内存" in complaint(file)
    refused_within_bounds(file)


def test_long_text_that_is_repeated_by_reference(tmp_path: Path) -> None:
    """A small file, each of whose cells is thirty thousand characters in memory."""
    rows = 40_000 if FULL else 20_000
    file = write_xlsx(tmp_path / "a.xlsx", [("x" * 32_000,)] * rows)
    assert file.stat().st_size < 1024 * 1024
    assert "过多内存" in complaint(file)
    refused_within_bounds(file)


def test_archive_of_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for part in range(workbook_reader.MOST_PARTS + 1):
            archive.writestr(str(part), b"")
    assert "过大" in complaint(file)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "没有填写"),
        (number(1)[:17], "应为 18 位，现在是 17 位"),
        ("330106990507001", "是 15 位旧号码"),
        (number(1, "20991231"), "其中的出生日期 2099-12-31 不可能"),
        (number(1, "18991231"), "其中的出生日期 1899-12-31 不可能"),
        (number(1, "19990230"), "其中的出生日期不存在"),
        (number(1, "00000000"), "不是有效的号码|其中的出生日期不存在"),
        ("3301061999050700１X", "含有数字和末位 X 以外的字符"),
        ("33010619990507\n001X"[:18], "含有换行"),
    ],
)
def test_identity_number_that_is_none(text: str, problem: str) -> None:
    with pytest.raises(BadCellError, match=problem):
        identity_number(text, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2014-5-4", "2014-05-04"), ("2014/05/04", "2014-05-04"), ("2014.5.4", "2014-05-04"),
     ("20140504", "2014-05-04"), ("2014年5月4日", "2014-05-04")],
)  # fmt: skip
def test_days_as_people_write_them(text: str, day: str) -> None:
    assert str(day_of(text, TODAY)) == day


@pytest.mark.parametrize(
    "text", ["0-0-0", "0000-01-01", "2014-02-30", "2099-01-01", "1800-01-01", "5月4日", "20141"]
)
def test_day_that_is_none(text: str) -> None:
    with pytest.raises(BadCellError):
        day_of(text, TODAY)


def test_months_as_people_write_them() -> None:
    assert {month_of(text) for text in ("2020-06", "2020年6月", "202006", "2020.6")} == {"2020-06"}
    for text in ("2020-13", "0000-06", "6月"):
        with pytest.raises(BadCellError):
            month_of(text)


def test_texts_lose_their_borders_only() -> None:
    assert text_of(" \u3000阿依古丽·买买提 ") == "阿依古丽·买买提"
    for text in ("a\x00b", "a\x07", "字" * 201):
        with pytest.raises(BadCellError):
            text_of(text)
