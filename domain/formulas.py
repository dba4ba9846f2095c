"""The formulas of an edition (SPEC R90, R100–R104), written as text: ``numerator / denominator``.

Either side is a product or, in brackets, a sum of counts and whole numbers. They are read by this
small grammar and by nothing that could do more::

    formula = product "/" product
    sum     = product { ("+" | "-") product }
    product = factor { "*" factor }
    factor  = number | count | "(" sum ")"
"""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple

LONGEST_FORMULA = 200
_TOKEN = re.compile(r"\s*([0-9]+|[^\W\d]\w*|\S)")


class FormulaError(ValueError):
    """A formula that cannot be used; the text says why in Chinese."""


class Rate(NamedTuple):
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """None, shown as «—», where there is nobody to count; never 0 or 1."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def check_formula(text: str, counts: Collection[str]) -> None:
    """Raises FormulaError for what ``rate`` could not work out from these counts."""
    rate(text, dict.fromkeys(counts, 0))


def rate(text: str, counts: Mapping[str, int]) -> Rate:
    """Raises FormulaError, also for a count that is not given."""
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(f"公式长于 {LONGEST_FORMULA} 个字符")
    reader = _Reader(text, counts)
    numerator = reader.product()
    if not reader.takes("/"):
        raise FormulaError("公式须写成“分子 / 分母”，分子、分母中的加减要加括号")
    denominator = reader.product()
    if reader.next:
        raise FormulaError(f"公式中多出了“{reader.next}”")
    return Rate(numerator, denominator)


class _Reader:
    """Works the formula out as it reads it."""

    def __init__(self, text: str, counts: Mapping[str, int]) -> None:
        self._tokens = _TOKEN.findall(text)
        self._counts = counts
        self._at = 0

    @property
    def next(self) -> str:
        """Empty at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def takes(self, token: str) -> bool:
        if self.next != token:
            return False
        self._at += 1
        return True

    def product(self) -> int:
        value = self._factor()
        while self.takes("*"):
            value *= self._factor()
        return value

    def _sum(self) -> int:
        value = self.product()
        while self.next in ("+", "-"):
            sign = 1 if self.next == "+" else -1
            self._at += 1
            value += sign * self.product()
        return value

    def _factor(self) -> int:
        word = self.next
        self._at += 1
        if word == "(":
            value = self._sum()
            if not self.takes(")"):
                raise FormulaError("公式的括号没有配对")
            return value
        if word in self._counts:
            return self._counts[word]
        if word.isascii() and word.isdecimal():
            return int(word)
        raise FormulaError(f"公式中的“{word}”不是已知的人数" if word else "公式没有写完")
