"""Invented people. Each is a function of the seed and a serial number, so nobody has to be remembered.

Identity numbers and phones come from ranges that are never issued (resources/README.md), and no two
serial numbers share one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.identity import Gender, check_digit
from server.seed.chance import Draw, identifier
from server.seed.names import Names

UNISSUED_REGION = "999"
UNISSUED_PHONE = "154"
SERIALS = 4_000_000
"""How many different people there can be."""
_PAIRS = 500_000
_PHONES = 10**8
# Coprime to what they multiply in, so that neighbours look unlike and none falls together.
_SCATTER_PAIRS = 176_021
_SCATTER_PHONES = 48_270_961


class Born(NamedTuple):
    """The first day and the number of days from it on."""

    first: date
    days: int


@dataclass(frozen=True, slots=True)
class Person:
    serial: int
    account_id: str
    name: str
    gender: Gender
    identity_number: str
    birth_date: date
    phone: str


class People:
    def __init__(self, seed: int, names: Names) -> None:
        self.seed = seed
        self.names = names

    def person(self, serial: int, born: Born) -> Person:
        draw = Draw(self.seed, f"person/{serial}")
        gender = Gender.MALE if draw.below(2) else Gender.FEMALE
        birth_date = _birth_date(serial, born.first + timedelta(days=draw.below(born.days)))
        return Person(
            serial=serial,
            account_id=identifier(self.seed, "account", serial),
            name=self.names.full(draw, gender),
            gender=gender,
            identity_number=identity_number(serial, gender, birth_date),
            birth_date=birth_date,
            phone=phone(2 * serial),
        )


def identity_number(serial: int, gender: Gender, birth_date: date) -> str:
    """Region and sequence tell half a million people of a gender apart; beyond that the birth dates do."""
    pair = serial * _SCATTER_PAIRS % _PAIRS
    sequence = pair % 500 * 2 + (gender is Gender.MALE)
    born = birth_date.isoformat().replace("-", "")
    digits = f"{UNISSUED_REGION}{pair // 500:03d}{born}{sequence:03d}"
    return digits + check_digit(digits)


def _birth_date(serial: int, wished: date) -> date:
    """The next day that only serial numbers of the same half million are born on."""
    rounds = SERIALS // _PAIRS
    return wished + timedelta(days=(serial // _PAIRS - wished.toordinal()) % rounds)


def phone(number: int) -> str:
    return f"{UNISSUED_PHONE}{number * _SCATTER_PHONES % _PHONES:08d}"
