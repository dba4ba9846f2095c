"""The start of the program, in processes of its own: there is only one application in each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop.version import VERSION
from ui.theme import BODY

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "sqlcipher3", "requests", "keyring", "qtawesome")
"""What the first window does not need: loaded when it has been painted."""

CHOOSE = """
from ui import preferences
from ui.language import LanguageChoice
from ui.theme import Appearance
preferences.keep_in(folder)
preferences.set_appearance(Appearance.DARK)
preferences.set_language_choice(LanguageChoice.ENGLISH)
"""
TELL = """
import gc
from PySide6.QtGui import QFontInfo
from ui.application import make_application
from ui.language import language
from ui.theme import DARK, tokens_of
application, theme = make_application(folder)
print(json.dumps({
    "version": application.applicationVersion(),
    "desktop_file": application.desktopFileName(),
    "display_name": application.applicationDisplayName(),
    "has_icon": not application.windowIcon().isNull(),
    "font_size": QFontInfo(application.font()).pixelSize(),
    "dark": tokens_of(application.palette()) is DARK,
    "language": language(),
    "collects_anywhere": gc.isenabled(),
}))
"""


def told(folder: Path, *steps: str) -> dict[str, Any]:
    program = "\n".join(("import json, pathlib", f"folder = pathlib.Path({str(folder)!r})", *steps))
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def test_first_window_needs_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    loaded = f"import sys, ui.application; print(json.dumps({{n: n in sys.modules for n in {HEAVY!r}}}))"
    assert told(tmp_path, loaded) == dict.fromkeys(HEAVY, False)


def test_application_says_who_it_is_and_is_dressed(tmp_path: Path) -> None:
    facts = told(tmp_path, TELL)
    assert facts.pop("font_size") >= BODY
    assert facts == {
        "version": VERSION,
        "desktop_file": "org.xianjie.desktop",
        "display_name": "衔接",
        "has_icon": True,
        "dark": False,
        "language": "zh",
        "collects_anywhere": False,
    }


def test_application_looks_and_speaks_as_was_chosen(tmp_path: Path) -> None:
    facts = told(tmp_path, CHOOSE, TELL)
    assert (facts["dark"], facts["language"], facts["display_name"]) == (True, "en", "Xianjie")


def test_what_was_chosen_lies_with_the_data(tmp_path: Path) -> None:
    told(tmp_path, CHOOSE, TELL)
    assert [file.suffix for file in tmp_path.rglob("*") if file.is_file()] == [".ini"]
