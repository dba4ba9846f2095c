"""Steps carried out one by one turn the old list into the new one, whatever both are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.row_steps import MOST_STEPS, Span, spans, steps_between

lists = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(lists, lists)
def test_steps_lead_from_old_to_new(old: list[str], new: list[str]) -> None:
    steps = steps_between(old, new)
    rows = list(old)
    for first, last in steps.removed:
        del rows[first : last + 1]
    if steps.reordered:
        assert rows != [each for each in new if each in old]
        rows = [each for each in new if each in old]
    for first, last in steps.inserted:
        rows[first:first] = new[first : last + 1]
    assert rows == new


@given(lists)
def test_the_same_list_needs_no_steps(rows: list[str]) -> None:
    assert not any(steps_between(rows, rows))


def test_neighbours_are_one_step() -> None:
    steps = steps_between(list("abcdef"), list("aef"))
    assert steps.removed == (Span(1, 3),)
    assert spans([1, 2, 5]) == [Span(1, 2), Span(5, 5)]


def test_scattered_changes_are_too_many_for_steps() -> None:
    old = [str(number) for number in range(4 * MOST_STEPS)]
    assert steps_between(old, old[::2]).many
    assert not steps_between(old, old[:10]).many
