"""Who is meant by a row of a list from elsewhere: by the identity number, else by name and branch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.cache import Snapshot
from desktop.cache.finding import members_named, members_numbered
from desktop.cache.members import members_by_id
from desktop.cache.organisations import organisations_by_id
from desktop.workspace import Workspace
from domain.identity import is_identity_number
from domain.members import Member

_DOTS = str.maketrans("", "", "·•．. \u3000")
_ENDINGS = ("团支部", "支部", "团委", "团总支")


class Wanted(NamedTuple):
    identity_number: str = ""
    name: str = ""
    branch: str = ""


class Doubt(StrEnum):
    NUMBER_WRONG = "number_wrong"
    """The number cannot be one, and nobody was found by the name either."""
    NOT_FOUND = "not_found"
    SEVERAL = "several"
    """Several are called so."""
    NAME_DIFFERS = "name_differs"
    """The number is known, under another name."""
    NUMBER_DIFFERS = "number_differs"
    """Found by name and branch, with another number."""


MISSES = frozenset({Doubt.NUMBER_WRONG, Doubt.NOT_FOUND, Doubt.SEVERAL})


class Match(NamedTuple):
    """``member`` None: nobody, for the reason of ``doubt``. With both, somebody has to look at it."""

    wanted: Wanted
    member: Member | None
    branch_name: str
    doubt: Doubt | None


def match_members(workspace: Workspace, wanted: Sequence[Wanted]) -> list[Match]:
    """In the order asked."""
    tidied = [_tidied(each) for each in wanted]
    with workspace.cache.read() as snapshot:
        known = _Known(snapshot, tidied)
    return [known.match(each) for each in tidied]


def _tidied(wanted: Wanted) -> Wanted:
    number = wanted.identity_number.strip().upper().removeprefix("'").replace(" ", "")
    return Wanted(number, wanted.name.strip(), wanted.branch.strip())


class _Known:
    """Everybody whom the rows may mean, read at once."""

    def __init__(self, snapshot: Snapshot, wanted: Iterable[Wanted]) -> None:
        rows = list(wanted)
        numbers = {row.identity_number for row in rows if row.identity_number}
        words = {_first_word(row.name) for row in rows if row.name}
        found = [*members_numbered(snapshot, numbers), *members_named(snapshot, words)]
        self._members = members_by_id(snapshot, list({each.id for each in found}))
        branches = {member.organisation_id for member in self._members.values()}
        self._branches = {
            known.id: known.full_name for known in organisations_by_id(snapshot, list(branches)).values()
        }
        self._by_number = {member.identity_number.upper(): member for member in self._members.values()}
        self._by_name: Mapping[str, list[Member]] = defaultdict(list)
        for member in self._members.values():
            self._by_name[plain_name(member.name)].append(member)

    def match(self, wanted: Wanted) -> Match:
        member = self._by_number.get(wanted.identity_number)
        if member is None:
            return self._by_name_and_branch(wanted)
        differs = wanted.name and plain_name(wanted.name) != plain_name(member.name)
        return self._answer(wanted, member, Doubt.NAME_DIFFERS if differs else None)

    def _by_name_and_branch(self, wanted: Wanted) -> Match:
        called = self._by_name.get(plain_name(wanted.name), []) if wanted.name else []
        here = [each for each in called if self._is_in(each, wanted.branch)]
        number = wanted.identity_number
        if len(here) == 1:
            return self._answer(wanted, here[0], Doubt.NUMBER_DIFFERS if number else None)
        if here:
            return self._answer(wanted, None, Doubt.SEVERAL)
        wrong = number and not is_identity_number(number)
        return self._answer(wanted, None, Doubt.NUMBER_WRONG if wrong else Doubt.NOT_FOUND)

    def _is_in(self, member: Member, branch: str) -> bool:
        return is_same_branch(branch, self._branches.get(member.organisation_id, ""))

    def _answer(self, wanted: Wanted, member: Member | None, doubt: Doubt | None) -> Match:
        name = self._branches.get(member.organisation_id, "") if member is not None else ""
        return Match(wanted, member, name, doubt)


def plain_name(name: str) -> str:
    """As names are compared: 买买提·艾力 is written with several dots, and without."""
    return name.translate(_DOTS).lower()


def _first_word(name: str) -> str:
    """How the search text of who is called so begins."""
    return next(iter(name.translate(dict.fromkeys(map(ord, "·•．."), " ")).split()), "")


def is_same_branch(said: str, full_name: str) -> bool:
    """Lists from elsewhere leave out the school, or «团支部» at the end; nothing said is no contradiction."""
    short, full = _without_ending(said), _without_ending(full_name)
    return not short or short in full or full in short


def _without_ending(name: str) -> str:
    flat = name.translate(_DOTS).lower()
    return next((flat.removesuffix(ending) for ending in _ENDINGS if flat.endswith(ending)), flat)
