"""The figures between a real machine and the real server (SPEC R100–R105)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError
from desktop.lifting import counted_in, counting
from domain.policy import Figure

if TYPE_CHECKING:
    from tests.sync.people import People


def test_R100_R105_the_five_figures_children_course_members_and_target(people: People) -> None:
    client = people.signed_in("university")
    own = client.session.organisation.id
    board = client.figures(own)
    figures = board.figures
    assert figures.organisation_id == own
    assert set(figures.rates) == set(Figure)
    assert figures.year in board.years
    assert board.children
    assert board.points
    society = figures.rates[Figure.SOCIETY]
    assert society.denominator > 0
    behind = client.members_behind(own, counted_in(figures.formulas[Figure.SOCIETY]), figures.year)
    assert behind.complete
    assert len(behind.items) == society.denominator
    done = client.members_behind(own, counting(figures.formulas[Figure.SOCIETY]), figures.year)
    assert len(done.items) == society.numerator
    client.set_targets(own, figures.year, {Figure.SOCIETY: 0.95})
    again = client.figures(own, figures.year)
    assert again.figures.rates[Figure.SOCIETY].target == 0.95
    lifting = client.lifting_cases(again, Figure.SOCIETY, 0.95)
    assert lifting.needed == -(-95 * society.denominator // 100) - society.numerator
    assert lifting.cases


def test_R113_last_answer_is_there_without_a_network(people: People) -> None:
    client = people.signed_in("university")
    own = client.session.organisation.id
    assert client.kept_figures("nowhere") is None
    board = client.figures(own)
    assert client.kept_figures(own) == client.kept_figures(own, board.figures.year) == board
    with pytest.raises(ClientError):
        client.figures("nowhere")
