"""``main.py --demo``: whoever stops it stops everything that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil

from tests.sync.processes import ROOT


def test_stopping_the_demo_leaves_no_process_behind() -> None:
    command = [sys.executable, "main.py", "--demo", "--self-test"]
    demo = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with demo:
        assert demo.stdout is not None
        assert '"ok": true' in demo.stdout.readline()
        started = psutil.Process(demo.pid).children(recursive=True)
        # The server and the program at least.
        assert len(started) >= 2
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) == 143
    _, alive = psutil.wait_procs(started, timeout=15)
    assert not alive
