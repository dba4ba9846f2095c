"""Every fault and invariant has its tests and its planted bug, and docs/reliability.md says which."""

import re

from tests.reliability.faults import FAULTS, INVARIANTS
from tests.reliability.page import PAGE, page, shown
from tests.reliability.planting import all_planted


def test_every_fault_and_invariant_has_a_test() -> None:
    assert {*FAULTS, *INVARIANTS} - shown().keys() == set()


def test_no_test_names_a_fault_that_there_is_not() -> None:
    assert shown().keys() <= {*FAULTS, *INVARIANTS}


def test_every_fault_has_its_planted_bug() -> None:
    assert set(FAULTS) == all_planted().keys()


def test_none_is_left_out() -> None:
    assert list(FAULTS) == [f"F{number}" for number in range(1, 56)]
    assert list(INVARIANTS) == [f"I{number}" for number in range(1, 14)]


def test_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.reliability.page"
    assert not re.search(r"\| — ", PAGE.read_text("utf-8"))
