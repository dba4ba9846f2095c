"""``./dev bench [NAME …] [--members N] [--quick]``: our figures beside a baseline of the same run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import crowd, excel, lists, province, serving, start, syncing, ui
from tests.benchmarks.country import LEAST_MEMBERS
from tests.benchmarks.figures import HEADER, Figure, Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BENCHMARKS: dict[str, Callable[[Scale, Path], Iterator[Figure]]] = {
    "lists": lists.figures,
    "ui": ui.figures,
    "sync": syncing.figures,
    "server": serving.figures,
    "crowd": crowd.figures,
    "figures": province.figures,
    "start": start.figures,
    "excel": excel.figures,
}


def arguments_of(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--members", type=int, metavar="N", help=f"at least {LEAST_MEMBERS}")
    parser.add_argument("--quick", action="store_true", help="small and once: only to see that it runs")
    chosen = parser.parse_args(words)
    for name in chosen.names:
        if name not in BENCHMARKS:
            parser.error(f"there is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}")
    if chosen.members is not None and chosen.members < LEAST_MEMBERS:
        parser.error(f"--members is at least {LEAST_MEMBERS}")
    return chosen


def run(names: Sequence[str], scale: Scale) -> Iterator[Figure]:
    """Each benchmark with a folder of its own; all of them without a name."""
    for name in names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="xianjie-bench-") as folder:
            yield from BENCHMARKS[name](scale, Path(folder))


def main(words: Sequence[str]) -> int:
    chosen = arguments_of(words)
    # A few callers do here what thousands do elsewhere.
    os.environ["XIANJIE_CALLS_PER_MINUTE"] = "0"
    print(_machine())
    print(HEADER)
    for figure in run(chosen.names, Scale(chosen.members, chosen.quick)):
        print(figure.line(), flush=True)
    return 0


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}, Python {sys.version.split()[0]}; ratio = ours : baseline"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
