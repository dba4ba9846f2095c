"""Another system's export held against the members that are here (SPEC R123): a list of things to do."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.cache.members import member_ids, members_by_id
from desktop.cache.organisations import organisations_by_id
from desktop.exchange.columns import Meaning
from desktop.matching import MISSES, Doubt, Match, Wanted, is_same_branch, match_members
from desktop.values import MemberList, MemberQuery
from desktop.workspace import Workspace
from domain.members import Member


class Finding(StrEnum):
    NEW = "new"
    """There, and not here."""
    GONE = "gone"
    """Here, and not there."""
    CHANGED = "changed"
    DOUBTFUL = "doubtful"


class ForeignRow(NamedTuple):
    """A row of the other system; ``number`` as Excel counts."""

    number: int
    cells: Mapping[Meaning, str]


class Difference(NamedTuple):
    meaning: Meaning
    here: str
    there: str


class Todo(NamedTuple):
    finding: Finding
    number: int | None
    """Of the row; None for who is not in the file."""
    member: Member | None
    branch_name: str
    wanted: Wanted
    doubt: Doubt | None = None
    differences: tuple[Difference, ...] = ()


class Comparison(NamedTuple):
    todos: tuple[Todo, ...]
    same: int
    """Rows about which nothing is to be done."""


def reconcile(workspace: Workspace, rows: Sequence[ForeignRow], organisation_id: str | None) -> Comparison:
    wanted = [_wanted(row) for row in rows]
    matches = match_members(workspace, wanted)
    judged = [_judged(row, match) for row, match in zip(rows, matches, strict=True)]
    met = {match.member.id for match in matches if match.member is not None}
    todos = [todo for todo in judged if todo is not None]
    return Comparison((*todos, *_gone(workspace, met, organisation_id)), len(rows) - len(todos))


def _wanted(row: ForeignRow) -> Wanted:
    keys = (Meaning.IDENTITY_NUMBER, Meaning.NAME, Meaning.BRANCH)
    return Wanted(*(row.cells.get(each, "") for each in keys))


def _judged(row: ForeignRow, match: Match) -> Todo | None:
    if match.doubt in MISSES:
        # Nobody with this number or name is here: new there, unless the row cannot tell who is meant.
        finding = Finding.NEW if match.doubt is Doubt.NOT_FOUND else Finding.DOUBTFUL
        return Todo(finding, row.number, None, "", match.wanted, match.doubt)
    if match.doubt is not None:
        return Todo(Finding.DOUBTFUL, row.number, match.member, match.branch_name, match.wanted, match.doubt)
    differences = tuple(_differences(row, match))
    if not differences:
        return None
    return Todo(Finding.CHANGED, row.number, match.member, match.branch_name, match.wanted, None, differences)


def _differences(row: ForeignRow, match: Match) -> Iterator[Difference]:
    branch, phone = row.cells.get(Meaning.BRANCH, ""), row.cells.get(Meaning.PHONE, "")
    if branch and not is_same_branch(branch, match.branch_name):
        yield Difference(Meaning.BRANCH, match.branch_name, branch)
    if phone and match.member is not None and phone != match.member.phone:
        yield Difference(Meaning.PHONE, match.member.phone, phone)


def _gone(workspace: Workspace, met: set[str], organisation_id: str | None) -> Iterator[Todo]:
    with workspace.cache.read() as snapshot:
        ids = [
            each
            for which in MemberList
            for each in member_ids(snapshot, MemberQuery(list=which, organisation_id=organisation_id))
            if each not in met
        ]
        members = members_by_id(snapshot, ids)
        branches = organisations_by_id(snapshot, list({each.organisation_id for each in members.values()}))
    for each in ids:
        member = members[each]
        branch = branches.get(member.organisation_id)
        name = branch.full_name if branch is not None else ""
        yield Todo(Finding.GONE, None, member, name, Wanted(member.identity_number, member.name, name))
