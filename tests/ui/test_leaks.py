"""The leak checks bite: each kind of leak, planted in a project of its own, fails its test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent

PLANTED = """
import threading
import pytest
from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QComboBox, QWidget

kept = []
windows = []

@pytest.fixture(scope="module", autouse=True)
def stopped_at_the_end():
    yield
    for each in kept:
        each()

def test_clean(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    box = QComboBox(widget)
    box.addItem("one")
    widget.show()
    box.showPopup()
    timer = QTimer(widget)
    timer.start(10_000)
    thread = threading.Thread(target=lambda: None)
    thread.start()
    worker = QThread()
    worker.start()
    worker.quit()
    # Kept, because Qt aborts when a thread's object goes before the thread has ended.
    kept.append(worker.wait)

def test_thread():
    stop = threading.Event()
    threading.Thread(target=stop.wait, name="planted-thread").start()
    kept.append(stop.set)

def test_daemon_thread():
    stop = threading.Event()
    threading.Thread(target=stop.wait, name="planted-daemon", daemon=True).start()
    kept.append(stop.set)

def test_qthread(qtbot):
    thread = QThread(objectName="planted-qthread")
    thread.start()
    kept.append(lambda: (thread.quit(), thread.wait()))

def test_timer(qtbot):
    timer = QTimer(objectName="planted-timer")
    timer.start(10_000)
    kept.append(timer.stop)

def test_timer_by_signal(qtbot):
    source = QObject()
    timer = QTimer(objectName="planted-signal-timer", interval=10_000)
    source.objectNameChanged.connect(lambda _: timer.start())
    source.setObjectName("started")
    kept.append(timer.stop)

def test_window(qtbot):
    window = QWidget(objectName="planted-window")
    window.show()
    windows.append(window)

def test_qt_warning(qtbot):
    qWarning("planted-warning")

def test_python_warning():
    import warnings
    warnings.warn("planted-python-warning")

# The last, because every test after it would see the same job.
def test_pool_job(qtbot):
    stop = threading.Event()
    QThreadPool.globalInstance().start(QRunnable.create(stop.wait))
    kept.append(stop.set)
"""

SENTENCES = {
    "thread": "leaked threads: planted-thread",
    "daemon_thread": "leaked threads: planted-daemon",
    "qthread": "leaked: thread QThread 'planted-qthread'",
    "timer": "leaked: timer QTimer 'planted-timer', every 10000 ms",
    "timer_by_signal": "leaked: timer QTimer 'planted-signal-timer', every 10000 ms",
    "window": "leaked: window QWidget 'planted-window'",
    "pool_job": "leaked: 1 jobs of the pool",
    "qt_warning": "planted-warning",
    "python_warning": "planted-python-warning",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "ui").mkdir()
    shutil.copy(TESTS / "conftest.py", folder)
    shutil.copy(TESTS / "ui" / "conftest.py", folder / "ui")
    (folder / "ui" / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    # The waits are for threads that are about to end, and these never do.
    for conftest in (folder / "conftest.py", folder / "ui" / "conftest.py"):
        text = conftest.read_text(encoding="utf-8")
        text = text.replace("GRACE_SECONDS = 2.0", "GRACE_SECONDS = 0.05")
        conftest.write_text(text.replace("GRACE_MILLISECONDS = 2000", "GRACE_MILLISECONDS = 50"), "utf-8")
    settings = ["-c", str(TESTS.parent / "pyproject.toml"), "--rootdir", str(folder), "-o", "pythonpath="]
    command = [sys.executable, "-m", "pytest", *settings, "-rA", "-p", "no:cacheprovider", str(folder)]
    # The real conftests may use the product's packages.
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent), "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize("leak", SENTENCES)
def test_planted_leak_fails_its_test(outcome: str, leak: str) -> None:
    verdicts = [line for line in outcome.splitlines() if f"::test_{leak} " in f"{line} "]
    assert any(line.startswith(("ERROR", "FAILED")) for line in verdicts), outcome
    assert SENTENCES[leak] in outcome


def test_clean_test_passes(outcome: str) -> None:
    verdicts = [line.split()[0] for line in outcome.splitlines() if line.endswith("::test_clean")]
    assert verdicts == ["PASSED"], outcome
