"""Transfers that concern the scope, and what befalls them by deadline."""

import logging

from domain import deciding
from domain.actors import SYSTEM_USER_ID
from domain.entries import entries_after
from domain.instants import china_date
from domain.transfers import TransferState, is_due, placed
from server.database.unit_of_work import UnitOfWork
from server.documents import TRANSFERS
from server.lookups import one_row, page_of_rows
from server.members.repository import find_member
from server.policies.repository import find_edition
from server.registers.repository import open_entries_of
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State
from server.trail import record_view
from server.transfers.repository import claim_transfer, due_ids, find_document, list_documents

log = logging.getLogger("xianjie.server")


def transfer(state: State, caller: Caller, transfer_id: str) -> bytes:
    with state.database.reading() as connection:
        answer = one_row(TRANSFERS, find_document(connection, caller.scope, transfer_id))
    record_view(state, caller, "transfer_viewed", transfer_id)
    return answer


def transfers(
    state: State, caller: Caller, transfer_state: TransferState | None, after: str, limit: int
) -> bytes:
    with state.database.reading() as connection:
        found = list_documents(connection, caller.scope, transfer_state, after, limit)
    if found:
        record_view(state, caller, "transfers_listed", "", first=found[0].id, n=len(found))
    return page_of_rows(TRANSFERS, found, limit)


def lapse_due_transfers(state: State) -> int:
    """SPEC R80, R82: how many steps the system has taken in an administrator's stead.

    Any number of processes may do it at once: a step is taken by who holds its row, and is no longer due
    for whoever comes next. One that fails is logged and delays no other.
    """
    today = china_date(state.clock()).isoformat()
    with state.database.reading() as connection:
        ids = due_ids(connection, NATIONWIDE, today)
    return sum(_lapse_or_log(state, transfer_id) for transfer_id in ids)


def _lapse_or_log(state: State, transfer_id: str) -> bool:
    try:
        return _lapse(state, transfer_id)
    except Exception:
        log.exception("transfer %s could not lapse", transfer_id)
        return False


def _lapse(state: State, transfer_id: str) -> bool:
    with state.database.writing() as connection:
        present = claim_transfer(connection, NATIONWIDE, transfer_id)
        edition = None if present is None else find_edition(connection, present.edition)
        if present is None or edition is None or not is_due(present, edition, state.clock()):
            return False
        unit = UnitOfWork(connection, state.clock())
        lapsed = deciding.lapse_transfer(present, edition, state.clock())
        unit.save_transfer(lapsed)
        if lapsed.state is TransferState.COMPLETED:
            member = find_member(connection, NATIONWIDE, lapsed.member_id, lock=True)
            if member is not None:
                unit.save_member(placed(member, lapsed))
            for entry in entries_after(lapsed, open_entries_of(connection, lapsed.member_id, lock=True)):
                unit.save_entry(entry)
        unit.record(SYSTEM_USER_ID, "transfer_lapsed", transfer_id, state=lapsed.state.value)
        unit.finish()
        return True
