"""Editions come from files; one that cannot be used is refused, and the others stay (SPEC R90)."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from domain.policy import EditionError
from server.app import close_state, open_state
from server.policies.repository import find_edition
from server.policies.service import load_editions
from server.settings import Settings
from server.state import State

SHIPPED = Settings().editions_folder


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("editions") / "editions"))


@pytest.fixture
def settings(settings: Settings, folder: Path) -> Settings:
    return replace(settings, editions_folder=folder)


def known(state: State, year: int) -> tuple[int, str] | None:
    with state.database.reading() as connection:
        found = find_edition(connection, year)
    return None if found is None else (found.version, found.conversion)


def test_impossible_date_is_refused_and_the_earlier_edition_stays(
    settings: Settings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = folder / "2020.toml"
    file.write_text(file.read_text("utf-8").replace("06-01", "06-31"), "utf-8")
    state = open_state(settings)
    sentence = (
        "年度规则文件 2020.toml 的“conversion”写的是“06-31”，不是每年都有的日期。请按“06-01”的样子改正。"
    )
    assert sentence in caplog.text
    assert load_editions(state) == [sentence]
    assert known(state, 2020) == (1, "06-01")
    close_state(state)


@pytest.mark.parametrize("content", [b"year = ", b"\xff\xfe", b"", b'year = "x"'])
def test_file_that_cannot_be_read_is_refused(state: State, folder: Path, content: bytes) -> None:
    (folder / "2021.toml").write_bytes(content)
    (complaint,) = load_editions(state)
    assert "2021.toml" in complaint
    assert known(state, 2021) == (1, "06-01")


def test_two_files_of_one_year_are_complained_of_and_the_first_is_in_force(
    settings: Settings, folder: Path
) -> None:
    other = (folder / "2020.toml").read_text("utf-8").replace("06-01", "07-01")
    (folder / "own.toml").write_text(other, "utf-8")
    state = open_state(settings)
    sentence = (
        "年度规则文件 2020.toml 与 own.toml 写的都是 2020 年，只采用 2020.toml。请删除其中一个，或改正年份。"
    )
    for _ in range(2):
        assert load_editions(state) == [sentence]
        assert known(state, 2020) == (1, "06-01")
    close_state(state)


def test_changed_file_is_a_new_version_and_an_unchanged_one_is_not(state: State, folder: Path) -> None:
    file = folder / "2021.toml"
    file.write_text(file.read_text("utf-8").replace("06-01", "07-01"), "utf-8")
    assert load_editions(state) == load_editions(state) == []
    assert (known(state, 2021), known(state, 2020)) == ((2, "07-01"), (1, "06-01"))


def test_a_schools_own_edition_is_a_file_away(state: State, folder: Path) -> None:
    own = (folder / "2024.toml").read_text("utf-8").replace("year = 2024", "year = 2030")
    (folder / "own.toml").write_text(own, "utf-8")
    assert load_editions(state) == []
    assert known(state, 2030) == (1, "06-01")


def test_edition_in_force_must_be_there(settings: Settings) -> None:
    with pytest.raises(EditionError, match="没有 2199 年的年度规则"):
        open_state(replace(settings, edition=2199))
