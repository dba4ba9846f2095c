"""Identity numbers 公民身份号码 (GB 11643-1999) and phones: checked, read, masked."""

import re
from datetime import date
from enum import StrEnum

# ASCII, because elsewhere \d also stands for full-width and foreign digits.
_SHAPE = re.compile(r"[1-9]\d{5}(18|19|20)\d{2}\d{2}\d{2}\d{3}[\dX]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"


def check_digit(first_seventeen: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def is_identity_number(text: str) -> bool:
    if not _SHAPE.fullmatch(text):
        return False
    try:
        birth_date_of(text)
    except ValueError:
        return False
    return check_digit(text[:17]) == text[17]


def birth_date_of(identity_number: str) -> date:
    """Raises ValueError for a day that no calendar has."""
    return date(int(identity_number[6:10]), int(identity_number[10:12]), int(identity_number[12:14]))


def gender_of(identity_number: str) -> Gender:
    return Gender.MALE if int(identity_number[16]) % 2 else Gender.FEMALE


MAJORITY = 18
"""Completed years below which somebody is a minor."""


def age_on(birth: date, day: date) -> int:
    """Completed years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def mask_identity_number(text: str) -> str:
    """``110101********1234`` (SPEC R114)."""
    return text[:6] + "*" * 8 + text[14:] if len(text) == 18 else "*" * len(text)


def mask_phone(text: str) -> str:
    """``138****5678`` (SPEC R114)."""
    return text[:3] + "****" + text[7:] if len(text) == 11 else "*" * len(text)
