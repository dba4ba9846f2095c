"""The figures 监测指标 (SPEC R100–R104): who counts for which letter, and the rates made of them.

A graduate counts in every area that they leave or that they ask to enter, so an area's tally is the
sum of what single cases add to it: it can be kept as cases change, whatever the number of members.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from domain.conditions import is_employer
from domain.destinations import TransferKind
from domain.formulas import Rate, rate
from domain.instants import year_of
from domain.members import Member, graduation_month_of, is_counted_graduate
from domain.organisations import Organisation, is_below
from domain.policy import Edition, Figure, Letter
from domain.transfers import Transfer, TransferState

Tally = Counter[Letter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """The transfer that counts for a graduate."""

    to: str
    """Path of the destination."""
    studying: bool
    completed: bool
    refused: bool
    employer: bool
    """Placed in an organisation of their employer (SPEC R102)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A graduate of the year and what has become of them; ``going`` None: nothing was started."""

    home: str
    """Path of the branch that they graduated from."""
    going: Going | None = None


class Share(NamedTuple):
    """What a case adds to the area at ``path``."""

    path: str
    letters: frozenset[Letter]


def year_of_graduate(member: Member, branch: Organisation) -> int | None:
    """Of which year a member of ``branch`` is a graduate; None: they are no case there."""
    if not is_counted_graduate(member, branch):
        return None
    month = graduation_month_of(member, branch)
    return year_of(month) if branch.mixed and month is not None else branch.graduate_year


def year_of_departed(branch: Organisation, remembered: int | None) -> int | None:
    """Of whom a completed transfer has taken away: a branch of one year says it for all of them, so that
    a corrected month (SPEC R22) holds for them too; of a mixed one it is what they left with."""
    return (remembered if branch.mixed else None) or branch.graduate_year


def case_of(home: str, transfers: Iterable[Transfer]) -> Case:
    """``transfers``: all of the member's."""
    transfer = decisive(transfers)
    return Case(home=home, going=None if transfer is None else _going(transfer))


def decisive(transfers: Iterable[Transfer]) -> Transfer | None:
    """Which of a graduate's 学社衔接 transfers counts: the one that was carried through, else the latest
    that was not withdrawn. Ordinary transfers do not count (SPEC R34)."""
    standing = [each for each in transfers if each.counted and each.state is not TransferState.WITHDRAWN]
    done = [each for each in standing if each.state is TransferState.COMPLETED]
    return max(done or standing, key=lambda each: each.started_at, default=None)


def _going(transfer: Transfer) -> Going:
    return Going(
        to=transfer.destination.path,
        studying=transfer.kind is TransferKind.FURTHER_STUDY,
        completed=transfer.state is TransferState.COMPLETED,
        refused=transfer.state is TransferState.REFUSED,
        employer=transfer.placed_in is not None and is_employer(transfer.placed_in),
    )


def letters_in(case: Case, area: str) -> frozenset[Letter]:
    """For which letters the case counts in the area; the members behind a letter are found by it."""
    if is_below(case.home, area):
        return letters_at_home(case.going)
    if case.going is not None and is_below(case.going.to, area):
        return letters_of_incoming(case.going)
    return frozenset()


def shares(case: Case) -> Iterator[Share]:
    """One for each area, from the root down to the branch, that the case counts in."""
    areas = [*_areas(case.home), *(_areas(case.going.to) if case.going else ())]
    for area in dict.fromkeys(areas):
        letters = letters_in(case, area)
        if letters:
            yield Share(area, letters)


def tally(cases: Iterable[Case], area: str) -> Tally:
    """Counted from scratch: what the ``shares`` of the cases add up to."""
    return Counter(letter for case in cases for letter in letters_in(case, area))


def figures(counted: Mapping[Letter, int], edition: Edition) -> Mapping[Figure, Rate]:
    """SPEC R100–R104, by the formulas of the edition."""
    counts = {letter.value: counted.get(letter, 0) for letter in Letter}
    return {figure: rate(edition.formulas[figure], counts) for figure in Figure}


def ranks(values: Mapping[str, Fraction | None]) -> Mapping[str, int]:
    """SPEC R105: who is how many-th; equals share a place, and who has no value has none."""
    known = sorted((value for value in values.values() if value is not None), reverse=True)
    return {name: 1 + known.index(value) for name, value in values.items() if value is not None}


def _areas(path: str) -> Iterator[str]:
    steps = path.strip("/").split("/")
    return ("/" + "/".join(steps[:length]) + "/" for length in range(1, len(steps) + 1))


def letters_at_home(going: Going | None) -> frozenset[Letter]:
    """Who has started nothing is counted among those going into society (the guide's second note)."""
    if going is None:
        return frozenset({Letter.GRADUATES, Letter.SOCIETY})
    letters = {Letter.GRADUATES, Letter.STARTED}
    letters |= {Letter.STUDY, Letter.FURTHER_STUDY} if going.studying else {Letter.SOCIETY}
    letters |= {Letter.EMPLOYER} if going.employer else set()
    return frozenset(letters | _letters_of_completion(going))


def letters_of_incoming(going: Going) -> frozenset[Letter]:
    """An application that was returned has not entered the area, and is not held against it."""
    if going.refused:
        return frozenset()
    applied = Letter.STUDY_INCOMING if going.studying else Letter.SOCIETY_INCOMING
    return frozenset({applied} | (_letters_of_completion(going) - {Letter.COMPLETED}))


def _letters_of_completion(going: Going) -> set[Letter]:
    if not going.completed:
        return set()
    return {Letter.COMPLETED, Letter.STUDY_DONE if going.studying else Letter.SOCIETY_DONE}
