"""What several callers, each asking again as soon as it has an answer, were served."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass
class Load:
    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Milliseconds of each request."""

    def add(self, callers: Sequence[Any], requests: Sequence[Callable[[Any], object]], each: int = 1) -> None:
        """``each``: how much a request is worth."""
        waiting: SimpleQueue[Callable[[Any], object]] = SimpleQueue()
        for request in requests:
            waiting.put(request)
        served: list[float] = []
        threads = [threading.Thread(target=_serve, args=(who, waiting, served)) for who in callers]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(served) < len(requests):
            raise RuntimeError("a request failed; its trace stands above")
        self.rates.append(len(requests) * each / (time.perf_counter() - started))
        self.times += served

    def against(self, baseline: Load, name: str, unit: str, what: str) -> Iterator[Figure]:
        yield Figure(name, median(self.rates), median(baseline.rates), unit, what)
        for which, percent in (("p50", 50), ("p95", 95)):
            mine, theirs = (percentile(each.times, percent) for each in (self, baseline))
            yield Figure(f"{name}: {which}", mine, theirs, "ms", what)


def percentile(values: Sequence[float], percent: int) -> float:
    """Of a single value, itself; ``quantiles`` demands two."""
    return quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]


def _serve(caller: Any, waiting: SimpleQueue[Callable[[Any], object]], served: list[float]) -> None:
    while True:
        try:
            request = waiting.get_nowait()
        except Empty:
            return
        served.append(milliseconds(partial(request, caller)))
