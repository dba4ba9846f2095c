"""The figures of a province of 10,000, 100,000 and 1,000,000 members, all graduates, over HTTP on SQLite.

Each request is measured against the same one in the smallest of the provinces, with which it takes turns;
a ratio of 1 says that the number of members does not matter. The rows, those of the figures too, are put
straight into the tables; in the smallest province a recount says that they are right.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.destinations import TransferKind
from domain.organisations import Category, OrganisationKind, card_of
from domain.transfers import TransferState
from server.administration.figures import compare
from server.contract.values import BRANCH, MEMBER, TRANSFER
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.documents import MEMBERS, TRANSFERS
from server.figures.cases import Course, Kept
from server.figures.counting import add, by_organisation, counted
from server.figures.renewing import cells_of
from server.sessions.accounts import NewAccount
from tests.benchmarks.devices import Device
from tests.benchmarks.figures import compared
from tests.benchmarks.raw import connected
from tests.sync.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from domain.organisations import Organisation
    from domain.transfers import Transfer
    from tests.benchmarks.figures import Figure, Scale

BRANCHES_EACH, MEMBERS_EACH = 20, 50
LEAST = 2 * BRANCHES_EACH * MEMBERS_EACH
"""Two universities, so that some go from one to the other."""
LOGIN, PASSWORD = "110105194912310021", "lawn-otter-9-cobalt"
ROOT = "00000001-0000-4000-8000-000000000000"
TURNS = 30


@dataclass
class Province:
    members: int
    device: Device
    folder: Path

    def recount(self) -> None:
        database = Database(f"sqlite:///{self.folder / 'server.sqlite3'}")
        assert not compare(database)
        database.close()

    def figures(self) -> bytes:
        return self.device.get(f"/v1/figures/{ROOT}?year=2020")

    def children(self) -> bytes:
        return self.device.get(f"/v1/figures/{_id(2)}/children?year=2020")

    def course(self) -> bytes:
        return self.device.get(f"/v1/figures/{ROOT}/course?year=2020")

    def page(self) -> bytes:
        return self.device.get(f"/v1/figures/{ROOT}/members?year=2020&letter=E&limit=100")


def figures(scale: Scale, folder: Path) -> Iterator[Figure]:
    most = scale.members_of(1_000_000, LEAST)
    with ExitStack() as stack:
        provinces = [
            stack.enter_context(_served(folder / str(size), size))
            for size in sorted({max(LEAST, most // 100), max(LEAST, most // 10), most})
        ]
        smallest = provinces[0]
        yield from compared(
            f"figures, {smallest.members:,} members", smallest.figures, {"a recount": smallest.recount}, 1
        )
        for province in provinces[1:] or provinces:
            for name in ("figures", "children", "course", "page"):
                yield from compared(
                    f"{_NAMES[name]}, {province.members:,} members",
                    getattr(province, name),
                    {f"with {smallest.members:,} members": getattr(smallest, name)},
                    scale.times(TURNS),
                )


_NAMES = {
    "figures": "figures of the province",
    "children": "of a city's universities",
    "course": "course of the province",
    "page": "first 100 behind a letter",
}


@contextmanager
def _served(folder: Path, members: int) -> Iterator[Province]:
    folder.mkdir()
    fill(folder, members)
    server = ServerProcess(folder)
    server.start()
    try:
        with closing(Device(server.port, LOGIN, PASSWORD)) as device:
            yield Province(members, device, folder)
    finally:
        server.stop()


def fill(folder: Path, members: int) -> None:
    file = folder / "server.sqlite3"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    organisations = list(_organisations(members // MEMBERS_EACH))
    account = NewAccount(id=_id(1), login=LOGIN, name="省管理员", password=PASSWORD, organisation_ids=(ROOT,))
    load_rows(database, [*organisations, account])
    branches = [each for each in organisations if each.kind is OrganisationKind.BRANCH]
    with closing(connected(file)) as raw:
        raw.executemany(
            "INSERT INTO member (id, version, organisation_id, document) VALUES (?, 2, ?, ?)",
            _members(branches),
        )
        raw.executemany(
            "INSERT INTO transfer (id, version, member_id, state, open, document) VALUES (?, 2, ?, ?, ?, ?)",
            _transfers(branches),
        )
        raw.executemany("INSERT INTO figure_case VALUES (?, ?, ?, ?, ?, ?, ?)", _cases(branches))
        raw.commit()
    paths = {each.id: each.path for each in organisations}
    cells = cells_of(_cases(branches), paths)
    with database.writing() as connection:
        ids = {path: key for key, path in paths.items()}
        add(connection, by_organisation(counted(cells), ids), "2020-06-18")
    database.close()


def _id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def _member_id(branch: Organisation, each: int) -> str:
    return f"{branch.id[:8]}-0000-4000-8000-{each + 1:012x}"


def _organisations(branches: int) -> Iterator[Organisation]:
    """Province, cities, universities, branches."""
    root = _organisation(1, None)
    yield root
    universities = branches // BRANCHES_EACH
    number = 2
    cities = [_organisation(number + each, root) for each in range(min(10, universities))]
    yield from cities
    number += len(cities)
    for each in range(universities):
        university = _organisation(number, cities[each % len(cities)])
        yield university
        number += 1
        for _ in range(BRANCHES_EACH):
            yield _organisation(number, university, OrganisationKind.BRANCH)
            number += 1


def _organisation(
    number: int, above: Organisation | None, kind: OrganisationKind = OrganisationKind.COMMITTEE
) -> Organisation:
    branch = kind is OrganisationKind.BRANCH
    return replace(
        BRANCH,
        id=_id(number),
        version=1,
        parent_id=above.id if above else None,
        path=f"{above.path if above else '/'}{number}/",
        full_name=f"示例组织{number}",
        kind=kind,
        category=Category.GRADUATE if branch else Category.ORDINARY,
        graduate_year=2020 if branch else None,
    )


def _members(branches: list[Organisation]) -> Iterator[tuple[str, str, str]]:
    """By text, because a million values take their time to be written one by one."""
    document = MEMBERS.write(MEMBER)
    for branch in branches:
        here = document.replace(MEMBER.organisation_id, branch.id)
        for each in range(MEMBERS_EACH):
            member_id = _member_id(branch, each)
            yield member_id, branch.id, here.replace(MEMBER.id, member_id)


def _transfers(branches: list[Organisation]) -> Iterator[tuple[str, str, str, bool, str]]:
    """One member in ten: to a branch of a neighbour, half of them for further study, half of them refused."""
    for place, branch in enumerate(branches):
        there = branches[(place + BRANCHES_EACH) % len(branches)]
        shown = replace(TRANSFER, version=2, source=card_of(branch), destination=card_of(there), acting=None)
        for each in range(0, MEMBERS_EACH, 10):
            yield _transfer(shown, _member_id(branch, each), each // 10)


def _cases(branches: list[Organisation]) -> Iterator[Kept]:
    for place, branch in enumerate(branches):
        there = branches[(place + BRANCHES_EACH) % len(branches)].id
        for each in range(MEMBERS_EACH):
            member_id = _member_id(branch, each)
            if each % 10:
                yield Kept(member_id, branch.id, 2020, 2020, None, None, int(Course.NOTHING))
            else:
                yield Kept(
                    member_id, branch.id, 2020, 2020, _transfer_id(member_id), there, _course(each // 10)
                )


def _course(turn: int) -> int:
    study = Course.STUDYING if turn < 2 else Course.NOTHING
    return int(Course.STARTED | study | (Course.REFUSED if turn % 2 else Course.NOTHING))


def _transfer_id(member_id: str) -> str:
    return f"f{member_id[1:]}"


def _transfer(shown: Transfer, member_id: str, turn: int) -> tuple[str, str, str, bool, str]:
    state = TransferState.REFUSED if turn % 2 else TransferState.AWAITING_DESTINATION
    kind = TransferKind.FURTHER_STUDY if turn < 2 else TransferKind.EMPLOYED
    value = replace(shown, id=_transfer_id(member_id), member_id=member_id, state=state, kind=kind)
    return value.id, member_id, state.value, state is not TransferState.REFUSED, TRANSFERS.write(value)
