"""How many members each branch gets, so that together they are as many as were asked for."""

from collections.abc import Sequence

LEAST = 3
"""So that every branch has its secretary and somebody beside."""


def scaled(sizes: Sequence[int], total: int) -> list[int]:
    """In proportion to ``sizes``, together exactly ``total``."""
    weights = [size - LEAST for size in sizes]
    spare = total - LEAST * len(sizes)
    if spare < 0:
        raise ValueError(f"{total} members are too few for {len(sizes)} branches")
    upto, given, answer = 0, 0, []
    for weight in weights:
        upto += weight
        due = spare * upto // sum(weights)
        answer.append(LEAST + due - given)
        given = due
    return answer


def shares(total: int, most: int) -> list[int]:
    """The total in equal shares, none larger than ``most``."""
    number = -(-total // most)
    return [total * (place + 1) // number - total * place // number for place in range(number)]
