"""A few of the planted bugs; `./dev test --planted` has them all."""

import pytest

from tests.reliability.page import shown
from tests.reliability.planting import PLANTED, all_planted, put, there
from tests.reliability.proving import prove

CHEAP = ("F16", "F30")


@pytest.mark.parametrize("number", CHEAP)
def test_planted_bug_is_noticed(number: str) -> None:
    proof = prove(number, shown()[number])
    assert proof.noticed, proof.said


def test_every_bug_says_what_is_wrong() -> None:
    sayings = [plant.__doc__ for plant in all_planted().values()]
    assert all(sayings)
    assert len(set(sayings)) == len(PLANTED)


def test_what_is_planted_is_seen_by_who_took_the_name_over() -> None:
    at_home, elsewhere = "desktop.sync.planner:delay", "desktop.sync.worker:delay"
    before = there(at_home)
    assert there(elsewhere) is before
    put(at_home, len)
    try:
        assert (there(at_home), there(elsewhere)) == (len, len)
    finally:
        put(at_home, before)
    assert there(elsewhere) is before
