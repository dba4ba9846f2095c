"""What would bring a figure to its target (SPEC R105): how many, and who of those that count."""

import re
from fractions import Fraction

from desktop.figure_values import FigureMember, FigureRate
from domain.destinations import TransferKind
from domain.policy import Figure, Letter
from domain.transfers import OPEN_STATES

_TERM = re.compile(r"(-?)\s*([^\W\d]\w*)")


def counting(formula: str) -> tuple[Letter, ...]:
    """Who makes the numerator."""
    return _letters(formula.partition("/")[0])


def counted_in(formula: str) -> tuple[Letter, ...]:
    """Who makes the denominator, without those who are taken off again."""
    return _letters(formula.partition("/")[2])


def _letters(side: str) -> tuple[Letter, ...]:
    known = {letter.value: letter for letter in Letter}
    return tuple(known[word] for minus, word in _TERM.findall(side) if not minus and word in known)


def needed_for(rate: FigureRate, target: float) -> int:
    """How many more have to be completed. Exact, as a share like 0.95 is meant, and not as it is stored."""
    wanted = Fraction(str(target)) * rate.denominator
    return max(0, -(-wanted.numerator // wanted.denominator) - rate.numerator)


def lifts(figure: Figure, member: FigureMember) -> bool:
    """Whether the numerator grows when this case is carried through."""
    if figure is Figure.STARTED:
        return member.transfer_id is None
    if member.state not in OPEN_STATES:
        return False
    studying = member.kind is TransferKind.FURTHER_STUDY
    return not studying if figure is Figure.EMPLOYER else True
