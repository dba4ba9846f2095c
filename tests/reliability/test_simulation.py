"""Some seeds of the simulation; `./dev chaos` has thousands, tests/sync/test_storm.py real processes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.reliability.simulated.run import stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reliability.simulated.run import Stage

SEEDS = range(12)


@pytest.fixture(scope="module")
def standing() -> Iterator[Stage]:
    logging.disable(logging.CRITICAL)
    with stage() as standing:
        yield standing
    logging.disable(logging.NOTSET)


@pytest.mark.fault("I1", "I2", "I3", "I5", "I6", "I7", "I8", "I12", "I13", "F25")
@pytest.mark.parametrize("number", SEEDS)
def test_simulated_days_end_equal_with_nothing_lost_or_doubled(standing: Stage, number: int) -> None:
    standing.run(number)


def test_the_same_seed_is_the_same_run(standing: Stage) -> None:
    runs = []
    for _ in range(2):
        standing.figures.clear()
        deaths = standing.server.deaths
        standing.run(7)
        standing.figures["server kills"] -= deaths
        # The clock goes on with every look at it, so that it counts what the server has done.
        runs.append((dict(standing.figures), standing.server.clock.now))
    assert runs[0] == runs[1]
