"""``./dev chaos --minutes N [--seed S] [--write]``: the long version of what tests/reliability shows.

Real processes, on SQLite and PostgreSQL by turns, are killed and cut off; after each storm everything is
compared. Beside it, two processes simulate as many seeds as there is time for. ``--write`` keeps the
figures for docs/reliability.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reliability import page
from tests.reliability.storm import Storm, machines
from tests.server import postgresql
from tests.server.conftest import _created
from tests.sync.processes import ROOT, ServerProcess, seed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORM_SECONDS = 20.0
SIMULATING = 2
"""Processes."""


@contextmanager
def storms(folder: Path, chance: random.Random, figures: Counter[str], database: str = "") -> Iterator[Storm]:
    folder.mkdir(parents=True, exist_ok=True)
    words = ("--database", database) if database else ()
    accounts = seed(folder, *words)
    server = ServerProcess(folder, database=database)
    server.start()
    with ExitStack() as stack:
        stack.callback(server.stop)
        everybody = list(machines(stack, folder / "profiles", server, accounts))
        url = database or f"sqlite:///{folder / 'server.sqlite3'}"
        storm = Storm(server, url, everybody, chance, figures)
        storm.calm_down()
        yield storm


@contextmanager
def simulating(first: int, seconds: float) -> Iterator[list[subprocess.Popen[str]]]:
    """Lower in rank, so that they take the time that the others leave."""
    command = [sys.executable, "-m", "tests.reliability.simulated.run"]
    running = [
        subprocess.Popen(
            [*command, str(first + 10_000_000 * number), "10000000", str(seconds)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: os.nice(15),
        )
        for number in range(SIMULATING)
    ]
    try:
        yield running
    finally:
        for each in running:
            each.kill()
            each.wait()


def run(minutes: float, first: int) -> Counter[str]:
    figures, chance = Counter[str](), random.Random(first)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="xianjie-chaos-")))
        turns = [stack.enter_context(storms(folder / "sqlite", chance, figures))]
        if postgresql.programs() is not None:
            url = _created(stack.enter_context(postgresql.running()), "chaos")
            turns.append(stack.enter_context(storms(folder / "postgresql", chance, figures, url)))
        simulations = stack.enter_context(simulating(first, minutes * 60))
        over = time.monotonic() + minutes * 60
        while time.monotonic() < over:
            for storm in turns:
                storm.blow(STORM_SECONDS)
                storm.calm_down()
                storm.check()
                figures["storms"] += 1
                figures["longest until empty, ms"] = int(1000 * max(each.longest_calm for each in turns))
                print(f"{datetime.now(UTC):%H:%M:%S} {dict(figures)}", flush=True)
        for number, each in enumerate(simulations):
            said, _ = each.communicate(timeout=120)
            assert each.returncode == 0, f"simulation {number} failed; its seed stands above"
            for name, value in json.loads(said).items():
                figures[f"simulated {name}"] += value
    return figures


def report(figures: Counter[str], minutes: float, first: int) -> dict[str, str | int]:
    shown: dict[str, str | int] = {
        "run": f"{datetime.now(UTC):%Y-%m-%d}, {minutes:g} minutes, seed {first}, {os.cpu_count()} cores",
    }
    for name in ("lost", "doubled", "stuck", "divergences"):
        shown[name] = figures[name]
    return shown | {name: figures[name] for name in sorted(figures) if name not in shown}


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev chaos")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--write", action="store_true", help="figures for docs/reliability.md")
    chosen = parser.parse_args(words)
    first = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {first}", flush=True)
    shown = report(run(chosen.minutes, first), chosen.minutes, first)
    for name, figure in shown.items():
        print(f"{name:32} {figure}")
    if chosen.write:
        page.FIGURES.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", "utf-8")
        page.PAGE.write_text(page.page(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
