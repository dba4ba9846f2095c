"""Everything that is done by time: functions of (database, now), which a clock only wakes.

Several processes may run them at once, and any of them may be killed anywhere.
"""

import logging
from datetime import timedelta

from server.database.feed import forget_departures
from server.documents import instant_text
from server.jobs.standstill import give_days_back
from server.organisations.graduation import graduate_branches
from server.sessions.repository import forget_ended_sessions
from server.sessions.throttle import forget_old_failures
from server.state import State
from server.transfers.service import lapse_due_transfers

log = logging.getLogger("xianjie.server")

DEPARTURES_KEPT = timedelta(days=180)
SESSIONS_KEPT = timedelta(days=60)


def run_due_jobs(state: State) -> int:
    """How many transfers have lapsed."""
    give_days_back(state)
    graduated = graduate_branches(state)
    lapsed = lapse_due_transfers(state)
    _tidy_up(state)
    if graduated:
        log.info("%d branches graduated", graduated)
    if lapsed:
        log.info("%d transfers lapsed at their deadline", lapsed)
    return lapsed


def _tidy_up(state: State) -> None:
    now = state.clock()
    with state.database.writing() as connection:
        forget_old_failures(connection, now)
        forget_ended_sessions(connection, instant_text(now - SESSIONS_KEPT))
        forget_departures(connection, instant_text(now - DEPARTURES_KEPT))
