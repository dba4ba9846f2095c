"""``./dev test --planted [F19 …]``: runs each fault's tests with its bug planted and demands that they fail.

``python -m tests.reliability.proving``; two faults at a time. Prints a line for each; fails when a bug goes
unnoticed, or when tests fail without any.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tests.reliability.page import ROOT, shown
from tests.reliability.planting import SWITCH, all_planted

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 2
LONGEST = 300.0
"""Seconds; a bug may hang what it breaks."""
TESTS_FAILED = 1
"""pytest's own number; another one would be a fault of the planting."""


class Proof(NamedTuple):
    number: str
    code: int
    seconds: float
    said: str

    @property
    def noticed(self) -> bool:
        """By a test that failed, not by one that could not even begin."""
        return self.code == TESTS_FAILED and "\nFAILED " in self.said

    @property
    def reason(self) -> str:
        found = re.search(r"^FAILED (?:.*/)?(.*)$", self.said, re.MULTILINE)
        return found[1] if found else ""


def prove(number: str, tests: Sequence[str]) -> Proof:
    started = time.monotonic()
    # In a folder of its own, since a failing example would be remembered for the healthy runs.
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        environment = {**os.environ, SWITCH: number, "HYPOTHESIS_STORAGE_DIRECTORY": folder}
        command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "--tb=line", *tests]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST,
        )
    return Proof(
        number, done.returncode, time.monotonic() - started, done.stdout[-2000:] + done.stderr[-500:]
    )


def main(chosen: Sequence[str]) -> int:
    tests = shown()
    numbers = list(chosen or all_planted())
    with ThreadPoolExecutor(AT_ONCE) as pool:
        proofs = list(pool.map(partial(_proved, tests), numbers))
    unnoticed = [proof.number for proof in proofs if not proof.noticed]
    print(f"{len(proofs) - len(unnoticed)} of {len(proofs)} planted bugs were noticed")
    return 1 if unnoticed else 0


def _proved(tests: dict[str, list[str]], number: str) -> Proof:
    proof = prove(number, tests[number])
    print(
        f"{number:4} {'noticed' if proof.noticed else 'NOT NOTICED'} ({proof.seconds:.1f} s) {proof.reason}",
        flush=True,
    )
    if not proof.noticed:
        print(proof.said, flush=True)
    return proof


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
