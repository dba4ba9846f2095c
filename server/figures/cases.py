"""What is kept of one graduate: the case of ``domain.figures``, with ids for paths, since those move."""

from collections.abc import Iterable, Mapping
from enum import IntFlag
from typing import NamedTuple

from domain.figures import (
    Case,
    Going,
    case_of,
    decisive,
    letters_at_home,
    letters_of_incoming,
    year_of_departed,
    year_of_graduate,
)
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Letter
from domain.transfers import Transfer, TransferState


class Course(IntFlag):
    """``domain.figures.Going`` without its place; nothing at all: nothing was started."""

    NOTHING = 0
    STARTED = 1
    STUDYING = 2
    COMPLETED = 4
    REFUSED = 8
    EMPLOYER = 16


COURSES = tuple(map(Course, range(32)))


class Kept(NamedTuple):
    """A row of ``figure_case``."""

    member_id: str
    home_id: str
    graduated_in: int | None
    year: int | None
    transfer_id: str | None
    to_id: str | None
    going: int


class Cell(NamedTuple):
    """What cases have in common that count alike."""

    home: str
    to: str | None
    year: int
    going: int


def kept_of(
    member: Member | None,
    home: Organisation,
    transfers: Iterable[Transfer],
    former: Kept | None,
    member_id: str,
) -> Kept | None:
    """``member`` None: deleted, and counted nowhere until they are restored; ``transfers``: those that they
    left ``home`` by, or were to; ``former``: what was kept of them. None when there is no case to keep."""
    transfer = decisive(transfers)
    here = member is not None and member.organisation_id == home.id
    year = year_of_graduate(member, home) if here and member is not None else None
    remembered = former.graduated_in if former else None
    if year is None:
        if transfer is None or transfer.state is not TransferState.COMPLETED:
            return None
        year = year_of_departed(home, remembered)
    return Kept(
        member_id=member_id,
        home_id=home.id,
        graduated_in=year or remembered,
        year=None if member is None else year,
        transfer_id=None if transfer is None else transfer.id,
        to_id=None if transfer is None else transfer.destination.id,
        going=_course(case_of(home.path, [transfer] if transfer else []).going),
    )


def _course(going: Going | None) -> Course:
    if going is None:
        return Course.NOTHING
    course = Course.STARTED
    course |= Course.STUDYING if going.studying else Course.NOTHING
    course |= Course.COMPLETED if going.completed else Course.NOTHING
    course |= Course.REFUSED if going.refused else Course.NOTHING
    return course | (Course.EMPLOYER if going.employer else Course.NOTHING)


def _going(course: int, to: str) -> Going | None:
    if not course & Course.STARTED:
        return None
    return Going(
        to=to,
        studying=bool(course & Course.STUDYING),
        completed=bool(course & Course.COMPLETED),
        refused=bool(course & Course.REFUSED),
        employer=bool(course & Course.EMPLOYER),
    )


def case_in(cell: Cell) -> Case:
    return Case(home=cell.home, going=_going(cell.going, cell.to or ""))


def cell_of(kept: Kept, paths: Mapping[str, str]) -> Cell | None:
    if kept.year is None:
        return None
    return Cell(paths[kept.home_id], paths[kept.to_id] if kept.to_id else None, kept.year, kept.going)


COURSES_AT_HOME: Mapping[Letter, tuple[int, ...]] = {
    letter: tuple(int(course) for course in COURSES if letter in letters_at_home(_going(course, "")))
    for letter in Letter
}
COURSES_OF_INCOMING: Mapping[Letter, tuple[int, ...]] = {
    letter: tuple(
        int(course)
        for course in COURSES
        if (going := _going(course, "")) is not None and letter in letters_of_incoming(going)
    )
    for letter in Letter
}
"""Which courses count for a letter, so that the members behind it can be asked for."""
