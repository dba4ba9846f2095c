"""The registers (SPEC R70–R72) as the screens show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.values import Delivery, OutboxItem
from domain.entries import AnyEntry
from domain.registers import Due, Register


class EntryOrder(StrEnum):
    DUE = "due"
    NAME = "name"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """``organisation_id`` None: the whole scope; otherwise it and everything below. ``register`` and ``due``
    None: all of them, also what is closed unless ``open_only``."""

    register: Register | None = None
    due: Due | None = None
    open_only: bool = False
    organisation_id: str | None = None
    text: str = ""
    order: EntryOrder = EntryOrder.DUE
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    entry: AnyEntry
    register: Register
    branch_name: str
    """Of the organisation that keeps them."""
    due_on: date
    due: Due
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    row: EntryRow
    may_record: bool
    """A report or what was learnt, by the register."""
    may_prolong: bool
    may_end: bool
    longest_months: int
    """Until when a retention can be prolonged, counted from the month of graduation (SPEC R90)."""
    attention: OutboxItem | None = None
    """What this user had entered and the server did not accept (SPEC R59)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCounts:
    soon: Mapping[Register, int]
    overdue: Mapping[Register, int]
