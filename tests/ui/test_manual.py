"""The manual says what the window shows: every name of a button, every key, link and picture is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from tests.ui.office import Office
from ui.main_window import MainWindow
from ui.manual import INDEX, MANUAL, write_manual
from ui.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

PAGES = sorted(MANUAL.glob("*.md"))
ROOT = Path(__file__).resolve().parents[2]
OF_LISTS = {"Enter", "Esc", "Space"}
"""What Qt's lists and fields understand by themselves."""


def said(page: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, page.read_text("utf-8")))


def texts_of_the_program() -> set[str]:
    """All that the sources give to ``tr``, and the terms; with numbers as they come."""
    known: set[str] = set()
    for file in (*ROOT.glob("ui/*.py"), *ROOT.glob("server/page/templates/*.html")):
        known.update(re.findall(r"[\"'>]([^\"'<>\n]*[\u4e00-\u9fff][^\"'<>\n]*)", file.read_text("utf-8")))
    return {re.sub(r"%n|\d+", "0", re.sub(r"\(&\w\)", "", each)).strip() for each in known}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_name_is_one_that_the_program_shows(page: Path) -> None:
    named = {re.sub(r"\d+", "0", each) for each in said(page, r"【([^】]+)】")}
    assert named - texts_of_the_program() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_key_does_something(qapp: object, page: Path) -> None:
    keys = {each for each in said(page, r"`([^`]+)`") if re.fullmatch(r"[A-Z?]|F\d+|(Ctrl|Shift)\+.+", each)}
    verbs = Verbs()
    portable = QKeySequence.SequenceFormat.PortableText
    live = {key.toString(portable) for action in verbs.all() for key in action.shortcuts()} | {"U"}
    assert keys - live == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_is_there(page: Path) -> None:
    links = said(page, r"\]\(([^)]+)\)")
    assert [each for each in links if not (page.parent / each).exists()] == []


def test_every_page_is_in_the_index() -> None:
    listed = said(MANUAL / f"{INDEX}.md", r"\(([\w-]+)\.md\)")
    assert listed == {page.stem for page in PAGES} - {INDEX}


def test_pages_become_a_browsers(qapp: object, tmp_path: Path) -> None:
    first = write_manual(tmp_path)
    written = {file.stem: file.read_text("utf-8") for file in tmp_path.glob("*.html")}
    assert written.keys() == {page.stem for page in PAGES}
    assert 'href="approving.html"' in written[first.stem]
    assert "README.html" in written["approving"]
    assert "<code>A</code>" in written["approving"]
    pictures = [each for text in written.values() for each in re.findall(r'src="file://([^"]+)"', text)]
    assert pictures
    assert [each for each in pictures if not Path(each).exists()] == []


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open()
    yield office
    office.close()


def test_f1_opens_it_with_the_systems_viewer(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) > 1

    monkeypatch.setattr("ui.manual.QDesktopServices.openUrl", open_url)
    monkeypatch.setattr("ui.manual.QStandardPaths.writableLocation", lambda _: str(tmp_path))
    assert isinstance(office.window, MainWindow)
    office.press(Qt.Key.Key_F1)
    office.until(lambda: "没有找到可以打开网页的程序" in office.message)
    office.press(Qt.Key.Key_F1)
    assert opened == [str(tmp_path / "manual" / "README.html")] * 2
