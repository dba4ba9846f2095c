"""R116, out: what Excel and others find in the file is what the list showed, and nothing in it is alive."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.errors import ClientError
from desktop.exchange.pace import EVERY, Pace, StoppedError
from desktop.exchange.reading import read_table
from desktop.exchange.writing import MOST_CHARACTERS, MOST_ROWS, Heading, write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADINGS = (Heading("姓名"), Heading("身份证号", 22), Heading("=备注"))
HOSTILE = (
    "=HYPERLINK(\"http://evil.example\",\"点我\")",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "https://evil.example",
    "file:///etc/passwd",
    "<b>&amp;</b>",
    "]]>",
    "  两边有空格  ",
    "两\n行",
    "坏\x00\x01\x1f字符\ud800",
    "110101200001011234",
    "007",
    "1e5",
    "TRUE",
    "",
    "{=SUM(A1)}",
    "😀",
)  # fmt: skip
XML_SAFE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def written(folder: Path, rows: Sequence[Sequence[str]], pace: Pace | None = None) -> Path:
    file = folder / "名单.xlsx"
    write_sheet(file, "团员", HEADINGS, rows, len(rows), pace)
    return file


def cells_of(file: Path) -> list[list[Any]]:
    sheet = load_workbook(file).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def test_R116_nothing_that_is_exported_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    file = written(tmp_path, [(text, text, text) for text in HOSTILE])
    cells = cells_of(file)
    for row in cells:
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr"), cell.value
            assert cell.data_type != "n" or cell.value is None, "only what is empty is no text"
            assert cell.number_format == "@", "what is edited in Excel stays text"
            assert cell.hyperlink is None
    with zipfile.ZipFile(file) as book:
        assert not any("vba" in part or "externalLinks" in part for part in book.namelist())
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml")
    values = [row[0].value for row in cells[1:]]
    assert values[:4] == list(HOSTILE[:4])
    assert "坏字符" in values
    assert cells[0][2].value == "=备注"


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(XML_SAFE, XML_SAFE, XML_SAFE), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was(rows: list[tuple[str, str, str]], tmp_path_factory: Any) -> None:
    file = written(tmp_path_factory.mktemp("out"), rows)
    found = [[cell.value or "" for cell in row] for row in cells_of(file)[1:]]
    assert found == [list(row) for row in rows]


def test_what_is_written_can_be_read_in_again(tmp_path: Path) -> None:
    rows = [(f"团员{number}", f"11010120000101{number:04}", "") for number in range(2_000)]
    table = read_table(written(tmp_path, rows))
    assert table.headings == ("姓名", "身份证号", "=备注")
    assert table.rows == tuple(rows)
    assert table.numbers[0] == 2


def test_an_empty_list_is_a_file_with_headings(tmp_path: Path) -> None:
    assert [cell.value for cell in cells_of(written(tmp_path, []))[0]] == ["姓名", "身份证号", "=备注"]


def test_a_text_that_no_cell_holds_is_cut(tmp_path: Path) -> None:
    cells = cells_of(written(tmp_path, [("长" * 40_000, "a", "b"), ("a\x1fb", "c", "d")]))
    assert len(cells[1][0].value) == MOST_CHARACTERS
    assert [cell.value for cell in cells[1][1:]] == ["a", "b"]
    assert [cell.value for cell in cells[2]] == ["ab", "c", "d"]


def test_more_rows_than_excel_holds_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ClientError) as refused:
        write_sheet(tmp_path / "a.xlsx", "a", HEADINGS, (), MOST_ROWS + 1)
    assert refused.value.code == "TOO_MANY_ROWS"
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_the_sheet_may_be_anything(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_sheet(file, "[a]:*?/\\'" + "长" * 40, HEADINGS, [("a", "b", "c")], 1)
    assert load_workbook(file).sheetnames[0].startswith("a")


def test_progress_is_told_and_stopping_leaves_what_was_there(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [("a", "b", "c")] * (2 * EVERY)
    file = written(tmp_path, rows, Pace(lambda done, total: told.append((done, total))))
    assert told == [(EVERY, 2 * EVERY), (2 * EVERY, 2 * EVERY), (2 * EVERY, 2 * EVERY)]
    before = file.read_bytes()
    pace = Pace(lambda *_: pace.stop())
    with pytest.raises(StoppedError):
        written(tmp_path, rows, pace)
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "DISK_FULL"), (errno.EACCES, "FILE_IN_USE"), (errno.EIO, "FILE_NOT_ACCESSIBLE")],
)
def test_faults_of_the_disk_are_told_and_leave_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    file = written(tmp_path, [("a", "b", "c")])

    def rows() -> Iterator[tuple[str, str, str]]:
        yield "d", "e", "f"
        raise OSError(number, "planted")

    with pytest.raises(ClientError) as failed:
        write_sheet(file, "团员", HEADINGS, rows(), 2)
    assert failed.value.code == code
    assert read_table(file).rows == (("a", "b", "c"),)
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_file_that_excel_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "planted")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(ClientError) as failed:
        written(tmp_path, [("a", "b", "c")])
    assert failed.value.code == "FILE_IN_USE"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClientError) as failed:
        write_sheet(tmp_path / "gone" / "a.xlsx", "a", HEADINGS, [], 0)
    assert failed.value.code == "FILE_GONE"
