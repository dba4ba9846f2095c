import lzma
from pathlib import Path

import pytest

from domain.divisions import Division
from server.divisions import PACKED, Divisions, read_divisions
from server.seed import pack_divisions


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return read_divisions()


def test_all_divisions_are_packed(divisions: Divisions) -> None:
    levels = [division.level for division in divisions]
    assert [levels.count(level) for level in range(4)] == [31, 342, 2978, 41352]


def test_every_division_stands_behind_its_parent(divisions: Divisions) -> None:
    seen = {""}
    for division in divisions:
        assert division.parent in seen
        seen.add(division.code)


def test_a_division_is_found_by_its_code(divisions: Divisions) -> None:
    assert divisions["130123100"] == Division("130123100", "正定镇")
    with pytest.raises(KeyError):
        divisions["130123999"]


@pytest.mark.parametrize("code", ["1101", "5002", "4290", "6590", "469001198"])
def test_what_only_groups_is_a_placeholder(divisions: Divisions, code: str) -> None:
    assert divisions[code].is_placeholder


def test_townships_are_those_of_the_prefix_without_placeholders(divisions: Divisions) -> None:
    townships = divisions.townships("469001")
    assert townships
    assert all(code.startswith("469001") and not divisions[code].is_placeholder for code in townships)
    assert divisions.townships("99") == []


def test_a_small_set_keeps_everything_above_the_townships(divisions: Divisions) -> None:
    small = divisions.with_townships_in("1301")
    assert {division.code[:4] for division in small if division.level == 3} == {"1301"}
    assert sum(division.level == 2 for division in small) == 2978


def test_packing_is_undone_by_reading(
    divisions: Divisions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, packed = tmp_path / "divisions.csv", tmp_path / "divisions.txt.xz"
    table.write_text("code,name\n" + "".join(f"{d.code},{d.name}\n" for d in divisions), encoding="utf-8")
    monkeypatch.setattr(pack_divisions, "PACKED", packed)
    pack_divisions.main([str(table)])
    assert lzma.decompress(packed.read_bytes()) == lzma.decompress(PACKED.read_bytes())


def test_a_damaged_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "divisions.txt.xz"
    packed.write_bytes(lzma.compress("11北京市\n\t没有编码".encode()))
    monkeypatch.setattr("server.divisions.PACKED", packed)
    with pytest.raises(ValueError, match="没有编码"):
        read_divisions()
