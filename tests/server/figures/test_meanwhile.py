"""What a case is made of does not change while it is worked out: who wants to change it waits for the commit.

The figures are compared with a recount at the end of each test (tests/server/conftest.py).
"""

import threading
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Connection

from domain.members import Mark
from server.figures import renewing
from server.figures.renewing import Change
from server.transfers.service import lapse_due_transfers
from tests.server.changes import change_member, change_organisation, path_of
from tests.server.client import Country, Json
from tests.server.figures.asking import work
from tests.server.flows import decide
from tests.server.sample import id_of

WINDOW_SECONDS = 0.3
"""For whoever does not wait to be through with it."""


def lapse(country: Country, _: Json) -> None:
    """Holds the transfer and its member, and no organisation."""
    country.clock.move(days=20)
    assert lapse_due_transfers(country.state) == 1


def refuse(country: Country, transfer: Json) -> None:
    """Holds the transfer and not its member."""
    decide(country.sign_in("workshop"), "refuse_transfer", transfer, reason="不符")


def correct_year(country: Country) -> None:
    change_organisation(country.state, "class", graduate_year=2019)


def move(country: Country) -> None:
    there = f"{path_of(country.state, 'college_other')}6/"
    change_organisation(country.state, "class", parent_id=id_of("college_other"), path=there)


def mark(country: Country) -> None:
    change_member(country.state, id_of("class", 0), mark=Mark.TEACHER)


@pytest.mark.parametrize(
    ("one", "other"),
    [(lapse, correct_year), (lapse, move), (refuse, mark)],
    ids=["year corrected", "branch moved", "member marked"],
)
def test_R100_R105_case_is_worked_out_from_one_moment(
    country: Country,
    monkeypatch: pytest.MonkeyPatch,
    one: Callable[[Country, Json], None],
    other: Callable[[Country], None],
) -> None:
    transfer = work(country, 0)
    begun: list[threading.Thread] = []
    store = renewing.store

    def stored_later(connection: Connection, changes: Sequence[Change]) -> None:
        monkeypatch.setattr(renewing, "store", store)
        begun.append(threading.Thread(target=other, args=(country,)))
        begun[0].start()
        begun[0].join(WINDOW_SECONDS)
        store(connection, changes)

    monkeypatch.setattr(renewing, "store", stored_later)
    one(country, transfer)
    begun[0].join(20)
    assert not begun[0].is_alive()
