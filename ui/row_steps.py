"""How one list of ids becomes another: what Qt must be told so that selection and scrolling stay."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

MOST_STEPS = 64
"""With more than these a model tells Qt sooner that everything is new."""


class Span(NamedTuple):
    first: int
    last: int


class Steps(NamedTuple):
    """To be carried out in this order. ``removed`` counts rows of the old list, from the bottom up;
    ``inserted`` rows of the new one, from the top down. ``reordered``: what stays stands otherwise."""

    removed: tuple[Span, ...]
    reordered: bool
    inserted: tuple[Span, ...]

    @property
    def many(self) -> bool:
        return len(self.removed) + len(self.inserted) > MOST_STEPS


def steps_between(old: Sequence[str], new: Sequence[str]) -> Steps:
    if not old or not new:
        # A list that opens may be long, and nothing has to be compared for it.
        return Steps(_whole(old), False, _whole(new))
    if old == new[: len(old)]:
        # The rest of a long list, whose beginning was there at once.
        return Steps((), False, (Span(len(old), len(new) - 1),) if len(new) > len(old) else ())
    before, after = set(old), set(new)
    staying = [each for each in old if each in after]
    reordered = staying != [each for each in new if each in before]
    removed = spans(row for row, each in enumerate(old) if each not in after)
    inserted = spans(row for row, each in enumerate(new) if each not in before)
    return Steps(tuple(reversed(removed)), reordered, tuple(inserted))


def _whole(rows: Sequence[str]) -> tuple[Span, ...]:
    return (Span(0, len(rows) - 1),) if rows else ()


def spans(rows: Iterable[int]) -> list[Span]:
    """Rising rows as runs without gaps."""
    found: list[Span] = []
    for row in rows:
        if found and found[-1].last + 1 == row:
            found[-1] = Span(found[-1].first, row)
        else:
            found.append(Span(row, row))
    return found


def held_in_place(new: Sequence[str], old: Sequence[str], held: Collection[str]) -> list[str]:
    """``new`` with those of ``held`` that it has lost, each behind what stood before it in ``old``."""
    if not held:
        return list(new)
    present = set(new)
    after: dict[str | None, list[str]] = {}
    above: str | None = None
    for each in old:
        if each in present:
            above = each
        elif each in held:
            after.setdefault(above, []).append(each)
    kept = list(after.get(None, ()))
    for each in new:
        kept.append(each)
        kept += after.get(each, ())
    return kept
