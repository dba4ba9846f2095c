"""From the start of the process to its first painted window, against an empty window of PySide6."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.country import ROOT
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.figures import Scale

TIMES = 7
OUR_WINDOW = """
import sys
from pathlib import Path

import main
from ui.application import make_application
from ui.shell import Shell

profiles = Path(sys.argv[1])
application, theme = make_application(profiles)
shell = Shell(theme, profiles)
shell.open()
shell.login.painted.connect(lambda: print("painted", flush=True))
application.exec()
"""
"""As ``main.py`` without arguments, but that it says when its window is painted."""
EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        print("painted", flush=True)

application = QApplication([])
window = Window()
window.show()
application.exec()
"""


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    ours, empty = [], []
    # The first start fills the disk's cache.
    for turn in range(scale.times(TIMES) + 1):
        with tempfile.TemporaryDirectory(dir=folder) as profiles:
            taken = _start(OUR_WINDOW, profiles), _start(EMPTY_WINDOW)
        if turn:
            ours.append(taken[0])
            empty.append(taken[1])
    yield Figure(
        "start to the first painted window", median(ours), median(empty), "ms", "an empty PySide6 window"
    )


def _start(program: str, *words: str) -> float:
    """Until it says that its window is painted; then it is stopped."""
    command = [sys.executable, "-c", program, *words]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as window:
        assert window.stdout is not None
        said = window.stdout.readline()
        spent = (time.perf_counter() - started) * 1000
        window.kill()
    if said != "painted\n":
        raise RuntimeError(f"instead of a painted window: {said!r}")
    return spent
