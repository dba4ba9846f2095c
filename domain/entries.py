"""The three registers as one: which entry belongs to which, and what a completed transfer makes of them."""

from collections.abc import Iterable, Mapping

from domain.follow_up import FollowUp, register_floating
from domain.registers import Entry, Register, end_entry
from domain.retention import Retention
from domain.study_abroad import StudyAbroad, register_study_abroad
from domain.transfers import Transfer, TransferState

AnyEntry = StudyAbroad | Retention | FollowUp

ENTRY_TYPES: Mapping[Register, type[AnyEntry]] = {
    Register.STUDY_ABROAD: StudyAbroad,
    Register.RETENTION: Retention,
    Register.FOLLOW_UP: FollowUp,
}
_REGISTERS: Mapping[type[Entry], Register] = {kind: register for register, kind in ENTRY_TYPES.items()}


def register_of(entry: AnyEntry) -> Register:
    return _REGISTERS[type(entry)]


def entries_after(transfer: Transfer, open_entries: Iterable[AnyEntry]) -> tuple[AnyEntry, ...]:
    """SPEC R64, R67, R71: what was open of the member has ended, and the new branch's register has them.
    An entry that a transfer makes has the transfer's id, so that client and server make the same one."""
    if transfer.state is not TransferState.COMPLETED:
        return ()
    last = transfer.history[-1]
    ended = [end_entry(entry, last.by, last.at) for entry in open_entries]
    made = (register_study_abroad(transfer), register_floating(transfer))
    return (*ended, *(entry for entry in made if entry is not None))
