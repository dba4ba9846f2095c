"""R116: a program that is not ours opens the file, and nothing in it is carried out.

    XIANJIE_LIBREOFFICE=1 ./dev test tests/desktop/exchange/test_libreoffice.py

Only where it is asked for: LibreOffice is large, and takes seconds to start.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.exchange.writing import Heading, write_sheet
from tests.desktop.exchange.test_writing import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice")
ROWS = 100_000

pytestmark = [
    pytest.mark.skipif(not os.environ.get("XIANJIE_LIBREOFFICE"), reason="only where it is asked for"),
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.timeout(300),
]


def opened(file: Path) -> list[list[str]]:
    """What LibreOffice makes of it, as CSV with what the cells show."""
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    subprocess.run([*command, "--outdir", str(file.parent), str(file)], check=True, capture_output=True)
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as converted:
        return list(csv.reader(converted))


def test_R116_libreoffice_shows_every_text_as_it_was_and_carries_out_nothing(tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    texts = [text for text in HOSTILE if text.isprintable() and text.strip() == text and text]
    write_sheet(file, "团员", [Heading("甲"), Heading("乙")], [(text, "x") for text in texts], len(texts))
    assert opened(file) == [["甲", "乙"], *([text, "x"] for text in texts)]


def test_R116_libreoffice_opens_a_hundred_thousand_rows(tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    rows = ((f"团员{number}", f"11010120000101{number % 10_000:04}") for number in range(ROWS))
    write_sheet(file, "团员", [Heading("姓名"), Heading("身份证号")], rows, ROWS)
    found = opened(file)
    assert len(found) == ROWS + 1
    assert found[-1] == [f"团员{ROWS - 1}", "110101200001019999"]
