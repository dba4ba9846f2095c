"""Divisions by name, for whoever does not know their codes: where one works, where the parents live."""

from functools import cache
from typing import NamedTuple

from domain.divisions import Division, spoken_names
from server.divisions import read_divisions

_COUNTY = 2
_MOST = 12


class Place(NamedTuple):
    code: str
    name: str
    """From the province down: 陕西省西安市碑林区."""


@cache
def _divisions() -> dict[str, Division]:
    return {division.code: division for division in read_divisions()}


@cache
def _counties() -> tuple[Place, ...]:
    """The level at which the rules can tell a place from its neighbours."""
    return tuple(Place(d.code, place_name(d.code)) for d in _divisions().values() if d.level == _COUNTY)


def place_name(code: str) -> str:
    """The code itself where the list does not have it."""
    return "".join(names_of_place(code)) or code


def names_of_place(code: str) -> list[str]:
    """From the province down; empty where the list has nothing of it."""
    return spoken_names(_divisions(), code)


def find_places(query: str) -> list[Place]:
    """Counties and districts whose name holds every word; what ends with the last word comes first."""
    words = query.split()
    found = [place for place in _counties() if all(word in place.name for word in words)] if words else []
    return sorted(found, key=lambda place: _distance(place, words))[:_MOST]


def _distance(place: Place, words: list[str]) -> tuple[bool, int]:
    name = _divisions()[place.code].name
    return not name.startswith(words[-1]), len(place.name)
