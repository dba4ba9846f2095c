"""The whole sample as a stream of values; nothing of it but the fictional organisations is held in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.entries import AnyEntry
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.divisions import Divisions, read_divisions
from server.seed import fiction as fictional
from server.seed.accounts import Accounts, SampleAccount, cast
from server.seed.committees import Committees
from server.seed.fates import Fates
from server.seed.fiction import found_fiction
from server.seed.founder import Founder
from server.seed.members import Enrolment
from server.seed.names import read_names
from server.seed.people import People
from server.seed.places import Places
from server.seed.registers import Registrar
from server.seed.scene import Scene, graduate_year
from server.seed.schools import School
from server.seed.sizes import scaled, shares
from server.seed.storyteller import Mover
from server.seed.units import Unit
from server.seed.universities import Plan, found_university
from server.sessions.accounts import NewAccount

Value = Organisation | NewAccount | Member | Transfer | AnyEntry

LEAST_MEMBERS, MOST_MEMBERS = 1_000, 1_000_000
DEFAULT_MEMBERS = 6_000
"""As many as the fictional organisations are made for; more go to further schools."""
SCHOOL_MEMBERS = 4_500
_LEAST_SCHOOL = 1_000
_SCHOOL_TITLES = ("学院", "师范学院", "工学院", "财经学院", "职业技术学院", "医学院", "科技学院")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    members: int = DEFAULT_MEMBERS
    seed: int = 1
    today: date
    small: bool = False


class Sample:
    def __init__(self, options: Options, edition: Edition) -> None:
        self._options = options
        year = graduate_year(edition, options.today)
        divisions = _divisions(options.small)
        people = People(options.seed, read_names())
        self.committees = Committees(divisions, people, year, fictional.TOWNSHIP)
        self.fiction = found_fiction(Founder(people, year), self.committees)
        self._more = Founder(people, year, fictional.BLOCKS)
        self._enrolment = Enrolment(people, Places(divisions), options.today)
        roles = cast(self.fiction, self.committees, people)
        self.accounts: tuple[SampleAccount, ...] = tuple(role.account for role in roles)
        self._accounts = Accounts(frozenset(role.person.serial for role in roles if role.newcomer))
        self._cities = [d.code for d in divisions if d.level == 1 and not d.is_placeholder]
        scene = Scene(
            seed=options.seed,
            today=options.today,
            edition=edition,
            year=year,
            fiction=self.fiction,
            committees=self.committees,
        )
        self._fates = Fates(scene)
        self._registrar = Registrar(scene)

    def __iter__(self) -> Iterator[Value]:
        """Organisations after those above them, and everything else after what it refers to."""
        for group in self.committees.groups():
            yield from (unit.organisation for unit in group)
            yield from self._accounts.of_staff(group)
        further = self._options.members - DEFAULT_MEMBERS
        further = further if further >= _LEAST_SCHOOL else 0
        yield from self._fiction(self._options.members - further)
        for number, size in enumerate(shares(further, SCHOOL_MEMBERS)):
            yield from self._further_school(number, size)

    def _fiction(self, members: int) -> Iterator[Value]:
        fiction = self.fiction
        placed = [(unit, school) for school in fiction.schools for unit in school]
        placed += [(unit, fiction.university) for unit in fiction.others]
        real = fiction.township_branches[0]
        yield from self._organisations([unit for unit, _ in placed if unit is not real])
        yield from self._people_of(placed, members)

    def _further_school(self, number: int, members: int) -> Iterator[Value]:
        cities = self._cities
        city, turn = cities[number % len(cities)], number // len(cities)
        title = _SCHOOL_TITLES[turn] if turn < len(_SCHOOL_TITLES) else f"第{turn + 1}学院"
        name = self.committees.divisions[city].name.removesuffix("市")
        plan = Plan(name=f"{name}示例{title}", segment=f"u{turn + 2}", division=city)
        school = found_university(self._more, self.committees.unit(city), plan)
        yield from self._organisations(list(school))
        yield from self._people_of([(unit, school) for unit in school], members)

    def _organisations(self, units: list[Unit]) -> Iterator[Value]:
        yield from (unit.organisation for unit in units)
        yield from self._accounts.of_staff(units)

    def _people_of(self, placed: list[tuple[Unit, School]], members: int) -> Iterator[Value]:
        branches = [(unit, school, unit.roll) for unit, school in placed if unit.roll is not None]
        sizes = scaled([roll.size for _, _, roll in branches], members)
        for (unit, school, roll), size in zip(branches, sizes, strict=True):
            for index in range(size):
                person, member = self._enrolment.member(unit, roll, index)
                after, transfers = self._fates.of(Mover(person, member, unit), index, school)
                yield after
                yield self._accounts.of_member(unit, person, after, index)
                yield from transfers
                yield from self._registrar.of(unit, after, person.serial, transfers)


def _divisions(small: bool) -> Divisions:
    divisions = read_divisions()
    return divisions.with_townships_in(*fictional.TOWNSHIPS_KEPT) if small else divisions
