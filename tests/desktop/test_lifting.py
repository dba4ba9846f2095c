"""What would bring a figure to its target (SPEC R105)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.figure_values import FigureMember, FigureRate
from desktop.lifting import counted_in, counting, lifts, needed_for
from domain.destinations import TransferKind
from domain.policy import Figure, Letter
from domain.transfers import TransferState
from tests.domain.world import EDITIONS

if TYPE_CHECKING:
    from typing import Any


def member(**changes: Any) -> FigureMember:
    known: dict[str, Any] = {
        "transfer_id": "t",
        "kind": TransferKind.EMPLOYED,
        "state": TransferState.AWAITING_SOURCE,
    }
    return FigureMember(member_id="m", name="张小明", home_name="1班", incoming=False, **(known | changes))


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "needed"),
    [
        (182, 214, 0.95, 22),
        (0, 0, 0.95, 0),
        (19, 20, 0.95, 0),
        (18, 20, 0.95, 1),
        (1, 3, 1.0, 2),
        (57, 60, 0.95, 0),
    ],
)
def test_R105_as_many_as_reach_the_target_and_not_one_more(
    numerator: int, denominator: int, target: float, needed: int
) -> None:
    rate = FigureRate(numerator=numerator, denominator=denominator)
    assert needed_for(rate, target) == needed


def test_R100_R101_letters_of_every_formula_are_found() -> None:
    formulas = EDITIONS[2020].formulas
    assert counting(formulas[Figure.STUDY]) == (Letter.STUDY_DONE,)
    assert counted_in(formulas[Figure.STUDY]) == (Letter.STUDY, Letter.STUDY_INCOMING)
    assert counted_in(formulas[Figure.SOCIETY]) == (Letter.SOCIETY, Letter.SOCIETY_INCOMING)
    assert counted_in(formulas[Figure.EMPLOYER]) == (Letter.GRADUATES,)
    assert all(counting(formula) and counted_in(formula) for formula in formulas.values())


def test_R105_open_cases_lift_and_those_that_are_over_do_not() -> None:
    assert lifts(Figure.SOCIETY, member())
    assert not lifts(Figure.SOCIETY, member(state=TransferState.COMPLETED))
    assert not lifts(Figure.SOCIETY, member(state=TransferState.REFUSED))
    assert not lifts(Figure.EMPLOYER, member(kind=TransferKind.FURTHER_STUDY))
    nothing = member(transfer_id=None, kind=None, state=None)
    assert not lifts(Figure.COMPLETED, nothing)
    assert lifts(Figure.STARTED, nothing)
    assert not lifts(Figure.STARTED, member())
