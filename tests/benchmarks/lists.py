"""Lists and the tree upon a cache of 100,000 members.

Against the same on a file that is not encrypted, and against a model of the naive kind (QSqlTableModel
with a proxy), which reads every row that it might show.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.reading.members import list_members, read_members
from desktop.reading.organisations import read_children
from desktop.values import MemberOrder, MemberQuery
from domain.members import Member
from tests.benchmarks.cache import filled_workspace, plain_workspace, raw_connection
from tests.benchmarks.country import sample_country
from tests.benchmarks.figures import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.workspace import Workspace
    from tests.benchmarks.figures import Figure, Scale

SCREEN = 40
"""Rows on the screen."""
TIMES = 5
_NAIVE = "SELECT m.* FROM member m JOIN organisation o ON o.id = m.organisation_id WHERE NOT m.delayed"


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    country = sample_country(scale.members_of(100_000, 1_000))
    members = [each for each in country.values if isinstance(each, Member)]
    with filled_workspace(country, folder) as ours, plain_workspace(ours, folder) as plain:
        naive = raw_connection(ours.cache)
        bench = _Lists(ours, plain, naive, scale.times(TIMES))
        yield from bench.open()
        yield from bench.jump()
        yield from bench.sort()
        yield from bench.search(members[len(members) // 2])
        yield from bench.expand(country.root.id)
        naive.close()


class _Lists:
    def __init__(self, ours: Workspace, plain: Workspace, naive: Any, times: int) -> None:
        self._ours, self._plain, self._naive, self._times = ours, plain, naive, times
        self._ids = list_members(ours, MemberQuery())

    def open(self) -> list[Figure]:
        name = f"list of {len(self._ids):,}: open"
        return self._figures(name, partial(list_members, query=MemberQuery()), self._read_all)

    def jump(self) -> list[Figure]:
        middle = len(self._ids) // 2
        page = self._ids[middle : middle + SCREEN]
        naive = partial(self._read_all, count=middle + SCREEN)
        return self._figures("list: jump to the middle", partial(read_members, ids=page), naive)

    def sort(self) -> list[Figure]:
        query = MemberQuery(order=MemberOrder.ORGANISATION)
        naive = partial(self._read_all, order="o.sort_name, m.sort_name")
        return self._figures("list: sort by organisation", partial(list_members, query=query), naive)

    def search(self, someone: Member) -> Iterator[Figure]:
        words = someone.search.split()
        initials = next(word for word in words if word.isascii() and len(word) == len(someone.name))
        texts = {
            "2 characters": someone.name[:2],
            "initials": initials,
            "last 4 digits": someone.phone[-4:],
        }
        for what, text in texts.items():
            naive = partial(self._read_all, text=text)
            yield from self._figures(f"list: keystroke, {what}", partial(_first_rows, text=text), naive)

    def expand(self, organisation_id: str) -> list[Figure]:
        ours = partial(read_children, organisation_id=organisation_id)
        return self._figures("tree: expand the root", ours, self._read_tree)

    def _figures(
        self, name: str, work: Callable[[Workspace], object], naive: Callable[[], object]
    ) -> list[Figure]:
        baselines: dict[str, Callable[[], object]] = {
            "the same on plain SQLite": partial(work, self._plain),
            "reading all rows": naive,
        }
        return compared(name, partial(work, self._ours), baselines, self._times)

    def _read_all(self, *, order: str = "m.sort_name", text: str = "", count: int = -1) -> list[Any]:
        """From the encrypted file, and without turning rows into anything, which favours the baseline."""
        found = "AND (m.search LIKE :text OR m.numbers LIKE :text)" if text else ""
        statement = f"{_NAIVE} {found} ORDER BY {order} LIMIT {count}"
        return list(self._naive.execute(statement, {"text": f"%{text}%"}).fetchall())

    def _read_tree(self) -> dict[str, list[Any]]:
        """All organisations with the number of their members, put together in memory."""
        counts = dict(
            self._naive.execute("SELECT organisation_id, count(*) FROM member GROUP BY 1").fetchall()
        )
        below: dict[str, int] = {}
        children: dict[str, list[Any]] = {}
        for row in self._naive.execute("SELECT id, parent_id, path, document FROM organisation"):
            children.setdefault(row[1] or "", []).append(row)
            for step in row[2].split("/"):
                below[step] = below.get(step, 0) + counts.get(row[0], 0)
        return children


def _first_rows(workspace: Workspace, text: str) -> object:
    """What one keystroke makes a list do: which rows there are, and those that the screen shows."""
    ids = list_members(workspace, MemberQuery(text=text))
    return read_members(workspace, ids[:SCREEN])
