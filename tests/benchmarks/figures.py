"""A figure of ours beside that of a baseline measured in the same run, and the table that they stand in.

Machines are noisy, so only the ratio says anything; ours and the baseline take turns for that reason.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LINE = "{:<44} {:>9} {:>9} {:>7}  {:<9} {}"
HEADER = _LINE.format("name", "ours", "baseline", "ratio", "unit", "baseline is")


@dataclass(frozen=True, slots=True)
class Scale:
    """``members`` None: as many as each benchmark is made for. ``quick``: small and once."""

    members: int | None = None
    quick: bool = False

    def members_of(self, usual: int, quick: int) -> int:
        return self.members or (quick if self.quick else usual)

    def times(self, usual: int) -> int:
        return 1 if self.quick else usual


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    ours: float
    baseline: float
    unit: str
    against: str

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    def line(self) -> str:
        ratio = f"{self.ratio:.2f}" if self.ratio >= 0.1 else f"{self.ratio:.1g}"
        texts = _short(self.ours), _short(self.baseline), ratio
        return _LINE.format(self.name, *texts, self.unit, self.against)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def compared(
    name: str, ours: Callable[[], object], baselines: Mapping[str, Callable[[], object]], times: int
) -> list[Figure]:
    """Medians of ``times`` turns, after one that nobody looks at."""
    works = {"": ours, **baselines}
    taken: dict[str, list[float]] = {key: [] for key in works}
    for turn in range(times + 1):
        for key, work in works.items():
            spent = milliseconds(work)
            if turn:
                taken[key].append(spent)
    mine = median(taken[""])
    return [Figure(name, mine, median(taken[key]), "ms", key) for key in baselines]
