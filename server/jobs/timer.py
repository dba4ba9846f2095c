"""Wakes the jobs inside a serving process."""

import asyncio
import logging
from contextlib import suppress

from server.jobs.service import run_due_jobs
from server.jobs.standstill import note_alive
from server.problems import Problem
from server.state import State

log = logging.getLogger("xianjie.server")


async def run_timer(state: State) -> None:
    """Until cancelled. A run that fails is logged and the next one comes all the same."""
    while True:
        await run_once(state)
        await asyncio.sleep(state.settings.job_seconds)


async def run_once(state: State) -> None:
    try:
        # An overloaded server catches up later; deadlines are days.
        with suppress(Problem):
            await state.work.run(_woken, state)
            state.metrics.note_jobs(state.clock())
    except Exception:
        state.metrics.note_jobs_failed()
        log.exception("the jobs failed")


def _woken(state: State) -> None:
    note_alive(state)
    run_due_jobs(state)
