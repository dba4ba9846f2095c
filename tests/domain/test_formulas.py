"""The formulas of an edition are text that can count, and can do nothing else (SPEC R90, R100–R104)."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.formulas import LONGEST_FORMULA, FormulaError, Rate, check_formula, rate

COUNTS = {"A": 182, "B": 200, "C": 14, "毕业生": 300, "升学": 100}


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("A / (B + C)", 182, 214),
        ("A/(B+C)", 182, 214),
        ("  A  /  ( B  +  C )  ", 182, 214),
        ("A / (毕业生 - 升学)", 182, 200),
        ("A / (毕业生 - 升学 - C)", 182, 186),
        ("A / (毕业生 - (升学 - C))", 182, 214),
        ("(A - C + B) / B", 368, 200),
        ("2 * A / (3 * B * C)", 364, 8400),
        ("(A + 2) * B / (B + C * 2)", 36800, 228),
        ("A / B", 182, 200),
        ("100 / 7", 100, 7),
        ("((A)) / ((B))", 182, 200),
    ],
)
def test_R100_formula_gives_numerator_and_denominator(text: str, numerator: int, denominator: int) -> None:
    check_formula(text, COUNTS)
    assert rate(text, COUNTS) == Rate(numerator, denominator)


def test_R100_value_is_exact() -> None:
    assert Rate(182, 214).value == Fraction(91, 107)
    assert Rate(0, 214).value == 0


def test_R100_nobody_to_count_gives_none() -> None:
    assert Rate(0, 0).value is None
    assert rate("A / (B - B)", COUNTS).value is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写完"),
        ("A", "分子 / 分母"),
        ("A /", "没有写完"),
        ("/ B", "“/”不是已知的人数"),
        ("A + B / C", "要加括号"),
        ("A / B + C", "多出了“+”"),
        ("A / B / C", "多出了“/”"),
        ("A / B C", "多出了“C”"),
        ("A / (B + C", "括号没有配对"),
        ("A / B)", "多出了“)”"),
        ("A / ()", "“)”不是"),
        ("A / (B + - C)", "“-”不是"),
        ("A / (B +)", "“)”不是"),
        ("A / X", "“X”不是已知的人数"),
        ("A / b", "“b”不是已知的人数"),
        ("A / -B", "“-”不是"),
        ("A / 1.5", "多出了“.”"),
        ("A / １", "“１”不是"),
        ("A / ²", "“²”不是"),
        ("A ** 2 / B", "“*”不是"),
        ("A // B", "“/”不是"),
        ("__import__('os') / B", "“__import__”不是"),
        ("A / (lambda: B)", "“lambda”不是"),
        ("A() / B", "分子 / 分母"),
    ],
)
def test_R90_anything_else_is_told_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(FormulaError, match="公式") as caught:
        rate(text, COUNTS)
    assert str(caught.value).startswith("公式")
    assert why in str(caught.value)


def test_R90_formula_has_a_length() -> None:
    padding = " " * (LONGEST_FORMULA - len("A / B"))
    assert rate(f"A / B{padding}", COUNTS) == Rate(182, 200)
    with pytest.raises(FormulaError, match=r"^公式长于 200 个字符$"):
        rate(f"A / B{padding} ", COUNTS)


@given(st.text(st.sampled_from("AB毕业生(）)+-*/ 019._'\"\0\n"), max_size=LONGEST_FORMULA))
def test_R90_whatever_is_written_counts_or_is_refused(text: str) -> None:
    with suppress(FormulaError):
        assert isinstance(rate(text, COUNTS), Rate)


@given(
    st.recursive(
        st.sampled_from(["A", "B", "7"]), lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner)
    )
)
def test_R100_sums_and_products_are_those_of_arithmetic(tree: object) -> None:
    def written(node: object) -> str:
        return f"({written(node[0])} {node[1]} {written(node[2])})" if isinstance(node, tuple) else str(node)

    def worked_out(node: object) -> int:
        if not isinstance(node, tuple):
            return 7 if node == "7" else COUNTS[str(node)]
        left, right = worked_out(node[0]), worked_out(node[2])
        return {"+": left + right, "-": left - right, "*": left * right}[node[1]]

    text = f"{written(tree)} / B"
    if len(text) <= LONGEST_FORMULA:
        assert rate(text, COUNTS) == Rate(worked_out(tree), 200)


def test_R90_count_that_is_not_given_is_found_when_the_edition_is_read() -> None:
    with pytest.raises(FormulaError, match="“C”"):
        check_formula("A / C", ["A", "B"])
