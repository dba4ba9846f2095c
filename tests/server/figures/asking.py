"""How the tests ask for figures, and a graduate's way in as few words as possible."""

from typing import Any

from tests.server.client import Country, Device, Json
from tests.server.flows import decide, start
from tests.server.sample import id_of

STUDYING: Json = {
    "kind": "further_study",
    "reason": "升学",
    "particulars": {"enrolled_on": "2020-09-01"},
}


def ask(who: Device, what: str, **parameters: Any) -> Json:
    answer = who.get(f"/v1/figures/{what}", **parameters)
    assert answer.status_code == 200, answer.text
    content: Json = answer.json()
    return content


def figures(who: Device, place: str, year: int = 2020) -> Json:
    return ask(who, id_of(place), year=year)


def letters(who: Device, place: str, year: int = 2020) -> str:
    """``A2 B3``: those of A to F that somebody counts for."""
    found = figures(who, place, year)["letters"]
    return " ".join(f"{letter}{found[letter]}" for letter in "ABCDEF" if found[letter])


def rate(who: Device, place: str, figure: str, year: int = 2020) -> tuple[int, int, float | None]:
    found = figures(who, place, year)["rates"][figure]
    return found["numerator"], found["denominator"], found["value"]


def study(country: Country, each: int, *, complete: bool = False) -> Json:
    """Of a member of the vocational school to the college, which allocates to a class that stays."""
    row = start(country.sign_in("school"), ("school", each), "college", **STUDYING)
    if complete:
        there = country.sign_in("college")
        row = decide(there, "approve_transfer", row)
        row = decide(there, "allocate_transfer", row, branch_id=id_of("younger"))
    return row


def work(country: Country, each: int, *, complete: bool = False) -> Json:
    """Of a member of the class to their employer's branch."""
    row = start(country.sign_in("class"), ("class", each), "workshop")
    return decide(country.sign_in("workshop"), "approve_transfer", row) if complete else row
