"""The benchmarks run and print finite figures; what the figures are is looked at by people."""

from __future__ import annotations

import math

import pytest

from tests.benchmarks.figures import Scale
from tests.benchmarks.run import BENCHMARKS, main, run
from tests.reliability.thoroughness import LONG

# These start servers and fill them, which takes most of a minute.
SLOW = {"server", "sync", "crowd"}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", [name for name in BENCHMARKS if LONG or name not in SLOW])
def test_benchmark_gives_finite_figures(name: str) -> None:
    figures = list(run([name], Scale(quick=True)))
    assert figures
    for figure in figures:
        assert all(math.isfinite(value) and value > 0 for value in (figure.ours, figure.baseline)), figure
        assert figure.name in figure.line()


def test_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["lits"])
    assert "lists" in capsys.readouterr().err
