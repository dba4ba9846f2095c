"""How far a transfer has come and by which way: the courses that the sample's transfers take in turn.

A course says where the transfer stands (or stood when it was closed), for how many days, and whether
the system acted in somebody's stead on the way there.
"""

from typing import NamedTuple

from domain.destinations import TransferKind
from domain.organisations import OrganisationKind
from domain.transfers import Action, Side, TransferState


class Course(NamedTuple):
    side: Side
    state: TransferState
    days: int
    """Since the step opened, or since the transfer was closed."""
    ending: Action | None = None
    lapsed: bool = False
    """The last approval before was the system's."""


_M, _S, _D = Side.MEMBER, Side.SOURCE, Side.DESTINATION
_OUT = TransferState.AWAITING_SOURCE
_SPECIAL = TransferState.AWAITING_SPECIAL
_IN = TransferState.AWAITING_DESTINATION
_ALLOCATE = TransferState.AWAITING_ALLOCATION
_DONE = TransferState.COMPLETED
_REFUSED, _WITHDRAWN = Action.REFUSED, Action.WITHDRAWN

# Day 15 is the last one, so 16 and 17 wait for the system. The days are spread so that whoever opens an
# inbox finds something fresh, something soon overdue, something due today and something overdue in it.
_TO_BRANCH = (
    Course(_M, _OUT, 1), Course(_S, _IN, 3), Course(_M, _DONE, 12), Course(_M, _IN, 10),
    Course(_S, _DONE, 20), Course(_S, _DONE, 7), Course(_M, _OUT, 14), Course(_S, _IN, 15),
    Course(_S, _DONE, 16), Course(_D, _OUT, 5), Course(_M, _IN, 8, _REFUSED),
    Course(_M, _DONE, 28, lapsed=True), Course(_M, _OUT, 15), Course(_S, _DONE, 2, lapsed=True),
    Course(_D, _DONE, 3), Course(_S, _IN, 1), Course(_M, _OUT, 4, _WITHDRAWN), Course(_S, _DONE, 24),
    Course(_M, _OUT, 10), Course(_S, _IN, 14), Course(_D, _DONE, 9), Course(_M, _DONE, 19),
    Course(_M, _OUT, 17), Course(_S, _IN, 6), Course(_S, _DONE, 38), Course(_M, _OUT, 6, _REFUSED),
    Course(_M, _IN, 16), Course(_S, _DONE, 45), Course(_S, _IN, 12), Course(_M, _DONE, 4),
    Course(_M, _DONE, 1), Course(_D, _OUT, 12), Course(_S, _IN, 5, _WITHDRAWN), Course(_S, _DONE, 13),
    Course(_M, _IN, 9), Course(_M, _OUT, 3), Course(_D, _DONE, 30), Course(_S, _DONE, 33),
    Course(_S, _IN, 11), Course(_S, _DONE, 52), Course(_M, _IN, 2, lapsed=True), Course(_S, _IN, 13),
    Course(_M, _DONE, 41),
)  # fmt: skip
_TO_COMMITTEE = (
    Course(_S, _ALLOCATE, 2), Course(_M, _OUT, 2), Course(_S, _DONE, 4), Course(_S, _IN, 4),
    Course(_M, _ALLOCATE, 12), Course(_M, _IN, 10), Course(_M, _DONE, 11), Course(_S, _DONE, 15),
    Course(_M, _IN, 14), Course(_S, _DONE, 21), Course(_S, _IN, 15), Course(_D, _OUT, 9),
    Course(_S, _IN, 3, _REFUSED), Course(_D, _DONE, 8), Course(_S, _ALLOCATE, 1, lapsed=True),
    Course(_M, _OUT, 11), Course(_M, _DONE, 34), Course(_S, _IN, 1), Course(_S, _ALLOCATE, 19),
    Course(_S, _DONE, 40), Course(_M, _IN, 6, _WITHDRAWN), Course(_M, _IN, 7), Course(_S, _IN, 16),
    Course(_S, _DONE, 17), Course(_D, _ALLOCATE, 6), Course(_M, _DONE, 7), Course(_M, _DONE, 22),
    Course(_S, _IN, 13), Course(_M, _OUT, 15), Course(_S, _IN, 8), Course(_S, _DONE, 29),
    Course(_S, _ALLOCATE, 4, _WITHDRAWN), Course(_M, _OUT, 13), Course(_S, _DONE, 48), Course(_S, _IN, 17),
    Course(_M, _OUT, 5, _REFUSED), Course(_S, _IN, 11), Course(_M, _DONE, 2), Course(_D, _DONE, 26),
    Course(_M, _OUT, 16), Course(_S, _DONE, 13),
)  # fmt: skip
_TO_SPECIAL_UNIT = (
    Course(_S, _SPECIAL, 2), Course(_M, _OUT, 4), Course(_S, _SPECIAL, 14), Course(_M, _SPECIAL, 10),
    Course(_S, _DONE, 12), Course(_S, _SPECIAL, 15), Course(_M, _OUT, 15),
    Course(_S, _SPECIAL, 5, _REFUSED), Course(_M, _SPECIAL, 7), Course(_S, _DONE, 2, lapsed=True),
    Course(_M, _SPECIAL, 3, _WITHDRAWN), Course(_M, _OUT, 2, _REFUSED), Course(_S, _SPECIAL, 17),
)  # fmt: skip


def courses_to(kind: TransferKind, destination: OrganisationKind) -> tuple[Course, ...]:
    if kind is TransferKind.SPECIAL_UNIT:
        return _TO_SPECIAL_UNIT
    return _TO_BRANCH if destination is OrganisationKind.BRANCH else _TO_COMMITTEE


def route(side: Side, kind: TransferKind, destination: OrganisationKind) -> tuple[TransferState, ...]:
    """The steps that open one after the other (SPEC R50–R52)."""
    steps = () if side is Side.SOURCE else (_OUT,)
    if kind is TransferKind.SPECIAL_UNIT:
        return (*steps, _SPECIAL, _DONE)
    if side is not Side.DESTINATION:
        steps = (*steps, _IN)
    return (*steps, _DONE) if destination is OrganisationKind.BRANCH else (*steps, _ALLOCATE, _DONE)
