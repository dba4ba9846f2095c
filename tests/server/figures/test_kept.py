"""Whatever is done, the figures that are kept are those of a recount.

The end of every test with a database compares them too (tests/server/conftest.py). As many commands as
are wanted: ``XIANJIE_FIGURE_COMMANDS=100000``.
"""

import os
import random
import threading
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from server.organisations.graduation import graduate_branches
from server.state import State
from server.transfers.service import lapse_due_transfers
from tests.server.conftest import Clock
from tests.server.figures.commands import Chance
from tests.server.figures_check import figures_errors

COMMANDS = int(os.environ.get("XIANJIE_FIGURE_COMMANDS", "400"))
LOOKS = 8
"""How often they are compared on the way."""
DEADLOCK = "40P01"


def test_R100_R105_kept_figures_are_those_of_a_recount_after_random_commands(
    state: State, clock: Clock
) -> None:
    chance, dice = Chance(state, seed=1), random.Random(2)
    look = COMMANDS // LOOKS
    next_look = look
    while chance.done + chance.refused < COMMANDS:
        chance.unit()
        if dice.random() < 0.02:
            clock.now += timedelta(days=dice.choice((1, 8, 16)))
            lapse_due_transfers(state)
            graduate_branches(state)
        if chance.done + chance.refused >= next_look:
            next_look += look
            assert figures_errors(state.database) == []
    assert chance.done > chance.refused / 3


def test_R100_R105_what_is_given_up_changes_no_figure(state: State) -> None:
    chance = Chance(state, seed=3)
    for _ in range(10):
        chance.unit()
    chance.gives_up = 1.0
    for _ in range(30):
        chance.unit()
    assert figures_errors(state.database) == []


def test_R100_R105_kept_figures_are_right_after_writers_have_raced(state: State) -> None:
    failures: list[BaseException] = []

    def write(seed: int) -> None:
        chance = Chance(state, seed)
        try:
            for _ in range(COMMANDS // 16):
                _unit_or_deadlock(chance)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert figures_errors(state.database) == []


def _unit_or_deadlock(chance: Chance) -> None:
    """What the database has undone for another's sake left nothing behind, and is not tried again here."""
    try:
        chance.unit()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != DEADLOCK:
            raise
