"""Identity numbers (GB 11643-1999), ages and masks (SPEC R45, R114)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import (
    Gender,
    age_on,
    birth_date_of,
    check_digit,
    gender_of,
    is_identity_number,
    mask_identity_number,
    mask_phone,
)

# The two examples that the standard itself prints.
STANDARD = ["11010519491231002X", "440524188001010014"]

numbers = st.builds(
    lambda area, day, order: f"{area:06}{day:%Y%m%d}{order:03}",
    st.integers(100000, 999999),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
).map(lambda first: first + check_digit(first))


@pytest.mark.parametrize("number", STANDARD)
def test_standard_s_own_examples_are_valid(number: str) -> None:
    assert is_identity_number(number)


@pytest.mark.parametrize("first", ["3424241994011000" + str(digit) for digit in range(10)])
def test_check_digit_is_that_of_iso_7064_mod_11_2(first: str) -> None:
    value = "10X98765432".index(check_digit(first))
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first))
    check = "0123456789X".index(check_digit(first))
    assert (total + check) % 11 == 1
    assert value == total % 11


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11010519491231002",
        "11010519491231002XX",
        "11010519491231002x",
        "110105194912310021",
        "01010519491231002X",
        "11010519491331002X",
        "11010517491231002X",
        "11010521491231002X",
        "１10105194912310028",
        "11010519491231002X\n",
        " 11010519491231002X",
        "1101051949123100²X",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert is_identity_number(text) is False


def test_day_that_no_calendar_has_is_not() -> None:
    for first in ("11010520210229001", "11010520200431001", "11010520200400001"):
        assert is_identity_number(first + check_digit(first)) is False
    first = "11010520200229001"
    assert is_identity_number(first + check_digit(first))


def test_digits_of_other_scripts_are_not() -> None:
    assert not is_identity_number("11010519491231002X".replace("1", "１"))


@given(numbers)
def test_every_number_with_its_check_digit_is_valid(number: str) -> None:
    assert is_identity_number(number)
    assert birth_date_of(number).strftime("%Y%m%d") == number[6:14]


@given(numbers, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    """Which is what the check digit is for."""
    alphabet = "0123456789X" if place == 17 else "0123456789"
    wrong = alphabet[(alphabet.index(number[place]) + shift) % len(alphabet)]
    assert not is_identity_number(number[:place] + wrong + number[place + 1 :])


@given(numbers)
def test_gender_is_the_parity_of_the_order(number: str) -> None:
    assert gender_of(number) is (Gender.MALE if number[16] in "13579" else Gender.FEMALE)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2020, 3, 6), 21),
        (date(2020, 3, 7), 22),
        (date(2020, 3, 8), 22),
        (date(2020, 2, 28), 21),
        (date(2020, 12, 31), 22),
        (date(2021, 1, 1), 22),
    ],
)
def test_R45_age_is_in_completed_years(day: date, age: int) -> None:
    assert age_on(date(1998, 3, 7), day) == age


def test_R45_born_on_29_february_one_is_older_on_1_march() -> None:
    assert age_on(date(1992, 2, 29), date(2021, 2, 28)) == 28
    assert age_on(date(1992, 2, 29), date(2021, 3, 1)) == 29
    assert age_on(date(1992, 2, 29), date(2020, 2, 29)) == 28


def test_R114_masks() -> None:
    assert mask_identity_number("110101199001011234") == "110101********1234"
    assert mask_phone("13812345678") == "138****5678"


@pytest.mark.parametrize("text", ["", "1", "110101", "1101011990010112345"])
def test_R114_what_has_another_length_is_masked_whole(text: str) -> None:
    assert mask_identity_number(text) == "*" * len(text)
    assert mask_phone(text) == "*" * len(text)
