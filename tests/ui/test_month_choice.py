"""Only months that are possible are offered (SPEC R23, R31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.instants import Month
from ui.month_choice import MonthChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.month_choice.present_month", lambda: Month("2020-06"))


def test_june_of_this_year_is_meant_unless_another_was_set(qtbot: QtBot) -> None:
    fresh, former = MonthChoice(), MonthChoice(Month("2015-07"))
    qtbot.addWidget(fresh)
    qtbot.addWidget(former)
    assert fresh.month == "2020-06"
    assert former.month == "2015-07", "also one that is out of the usual years"


def test_R31_months_from_the_expected_one_on_are_not_offered(qtbot: QtBot) -> None:
    choice = MonthChoice(before=Month("2020-03"))
    qtbot.addWidget(choice)
    assert choice.is_possible
    assert choice.month == "2020-02"


def test_where_nothing_is_possible_nothing_is_offered(qtbot: QtBot) -> None:
    choice = MonthChoice(before=Month("2010-01"))
    qtbot.addWidget(choice)
    assert not choice.is_possible
