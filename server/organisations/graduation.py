"""The yearly change, done by the server on its day (SPEC R24)."""

import logging
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from domain import graduation
from domain.actors import SYSTEM_USER_ID
from domain.instants import china_date
from domain.organisations import Organisation
from domain.policy import Edition
from server.database.unit_of_work import UnitOfWork
from server.members.repository import own_months
from server.organisations.repository import claim_organisations, graduating_ids
from server.policies.repository import find_edition
from server.scope import NATIONWIDE
from server.state import State

log = logging.getLogger("xianjie.server")

BATCH = 100
"""Branches in one transaction: on the day of the change they are many, and each commit waits for the disk."""


def graduate_branches(state: State) -> int:
    """How many branches have become graduate organisations, or hold graduates of one more year.

    Any number of processes may do it at once, on any day and again: a branch is changed by who holds its
    row, and has been changed for whoever comes next. One that fails is logged and delays no other.
    """
    today = china_date(state.clock())
    with state.database.reading() as connection:
        edition = find_edition(connection, state.settings.edition)
        if edition is None:
            return 0
        ids = graduating_ids(connection, NATIONWIDE, graduation.year_of_the_change(edition, today))
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return sum(_batch_or_each(state, edition, today, batch) for batch in batches)


def _batch_or_each(state: State, edition: Edition, today: date, ids: Sequence[str]) -> int:
    try:
        with state.database.writing() as connection:
            return _batch(state, connection, edition, today, ids)
    except Exception:
        if len(ids) > 1:
            return sum(_batch_or_each(state, edition, today, [branch_id]) for branch_id in ids)
        log.exception("branch %s could not graduate", ids[0])
        return 0


def _batch(state: State, connection: Connection, edition: Edition, today: date, ids: Sequence[str]) -> int:
    unit = UnitOfWork(connection, state.clock())
    changed = 0
    for branch in claim_organisations(connection, NATIONWIDE, ids):
        months = own_months(connection, NATIONWIDE, branch.id) if branch.mixed else ()
        graduated = graduation.convert(branch, edition, today, months)
        if graduated is not branch:
            _save(unit, graduated)
            changed += 1
    if changed:
        unit.finish()
    return changed


def _save(unit: UnitOfWork, branch: Organisation) -> None:
    unit.save_organisation(branch)
    unit.record(SYSTEM_USER_ID, "branch_graduated", branch.id, year=branch.graduate_year, automatic=True)
