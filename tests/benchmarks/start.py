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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.figures import Scale

TIMES = 7
EMPTY_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: print("painted", flush=True))

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
            words = [
                "--self-test",
                "--server",
                "http://127.0.0.1:9",
                "--account",
                "x",
                "--profiles",
                profiles,
            ]
            taken = (
                _start(["main.py", *words], '"open_window", "ok": true'),
                _start(["-c", EMPTY_WINDOW], "painted"),
            )
        if turn:
            ours.append(taken[0])
            empty.append(taken[1])
    yield Figure(
        "start to the first painted window", median(ours), median(empty), "ms", "an empty PySide6 window"
    )


def _start(words: Sequence[str], sign: str) -> float:
    """Until the program says that its window is painted; then it is stopped."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        spent = (time.perf_counter() - started) * 1000
        program.kill()
    if sign not in said:
        raise RuntimeError(f"instead of a window: {said!r}")
    return spent
