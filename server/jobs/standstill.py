"""Knows when no server was there, and gives back the days that were lost by it (SPEC R82).

Only serving processes have a heartbeat: ``python -m server jobs`` may be run as seldom as one likes.
"""

import logging
from datetime import timedelta

from domain import standstill
from domain.actors import SYSTEM_USER_ID
from domain.instants import china_date
from server.database.unit_of_work import UnitOfWork
from server.jobs import repository
from server.jobs.repository import Standstill
from server.policies.repository import find_edition
from server.scope import NATIONWIDE
from server.state import State
from server.transfers.repository import find_transfer, open_until

log = logging.getLogger("xianjie.server")

STANDSTILL = timedelta(hours=2)
"""Longer than the rarest look for due work that can be set; a shorter one loses nobody a day."""


def note_alive(state: State) -> None:
    """To be called by every serving process before it does what is due."""
    give_days_back(state)
    now = state.clock()
    with state.database.writing() as connection:
        seen = repository.lock_last_seen(connection, now)
        if now - seen > STANDSTILL:
            log.warning("no server was there for %s", now - seen)
            repository.open_standstill(connection, Standstill(seen, now))
        # A machine whose clock is behind must not make the next one believe that nobody was there.
        repository.write_seen(connection, max(seen, now))


def give_days_back(state: State) -> None:
    """Before anything lapses. Any number of processes may do it at once, and any of them may be killed: who
    has got the days of a standstill gets them no second time, and it is over when all have got them."""
    with state.database.reading() as connection:
        lost = repository.find_standstill(connection)
        ids = open_until(connection, NATIONWIDE, _day(lost)) if lost else []
    if lost is None:
        return
    done = [_give_or_log(state, transfer_id, lost) for transfer_id in ids]
    if all(done):
        with state.database.writing() as connection:
            repository.close_standstill(connection, lost)


def _day(lost: Standstill) -> str:
    return china_date(lost.stopped).isoformat()


def _give_or_log(state: State, transfer_id: str, lost: Standstill) -> bool:
    try:
        _give(state, transfer_id, lost)
    except Exception:
        log.exception("transfer %s got no days back", transfer_id)
        return False
    return True


def _give(state: State, transfer_id: str, lost: Standstill) -> None:
    with state.database.writing() as connection:
        present = find_transfer(connection, NATIONWIDE, transfer_id, lock=True)
        edition = None if present is None else find_edition(connection, present.edition)
        if present is None or edition is None:
            return
        # The clocks of two machines differ, and the history must show that this standstill is made up for.
        now = max(state.clock(), lost.resumed)
        prolonged = standstill.give_days_back(present, edition, lost.stopped, lost.resumed, now)
        if prolonged is present:
            return
        unit = UnitOfWork(connection, now)
        unit.save_transfer(prolonged)
        unit.record(SYSTEM_USER_ID, "transfer_prolonged", transfer_id, deadline=str(prolonged.deadline))
        unit.finish()
