"""One storm with real processes; ``./dev chaos`` has hours of them."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.reliability.storm import Storm, machines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.people import Accounts
    from tests.sync.processes import ServerProcess


@pytest.mark.timeout(240)
@pytest.mark.fault("I1", "I2", "I3", "I7", "F3", "F20", "F25")
def test_real_processes_killed_and_cut_off_end_equal(
    tmp_path: Path, server: ServerProcess, accounts: Accounts
) -> None:
    figures = Counter[str]()
    with ExitStack() as stack:
        everybody = list(machines(stack, tmp_path / "profiles", server, accounts, ("university", "college")))
        url = f"sqlite:///{server.folder / 'server.sqlite3'}"
        storm = Storm(server, url, everybody, random.Random(5), figures)
        storm.calm_down()
        for machine in everybody:
            for happens in (
                storm._decide,
                storm._partition,
                storm._decide,
                storm._kill_client,
                storm._decide,
            ):
                happens(machine)
        storm._kill_server(everybody[0])
        storm.calm_down()
        storm.check()
    assert figures["decisions"] > 0
    assert figures["client kills"] == 2
