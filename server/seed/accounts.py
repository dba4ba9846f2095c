"""The accounts of administrators, and those of the sample that people are told to sign in with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.actors import Role
from domain.members import Member
from server.seed.committees import Committees
from server.seed.fiction import TOWNSHIP, Fiction
from server.seed.people import People, Person
from server.seed.units import Unit
from server.sessions.accounts import NewAccount

PASSWORD = "Qingsong-2020"  # noqa: S105
"""Of all accounts of the sample but those that have not signed in yet."""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """As the accounts file has it, which tests and the demo read."""

    key: str
    account: str
    password: str
    name: str
    organisation: str
    role: str


def initial_password(person: Person) -> str:
    """SPEC R10."""
    return person.identity_number[-8:]


class Accounts:
    """Makes the account of whoever comes by. Everyone has one (SPEC R10)."""

    def __init__(self, newcomers: frozenset[int]) -> None:
        """``newcomers``: the serial numbers of those who have not signed in yet."""
        self._newcomers = newcomers

    def of_member(self, unit: Unit, person: Person, member: Member, index: int) -> NewAccount:
        secretary = unit.roll is not None and unit.roll.secretary and index == 0
        return self._account(person, (unit.organisation.id,) if secretary else (), member.id)

    def of_staff(self, units: Iterable[Unit]) -> Iterator[NewAccount]:
        """One for each person, who may administer several of the units."""
        places: dict[str, tuple[Person, list[str]]] = {}
        for unit in units:
            for person in unit.administrators:
                if unit.roll is None or not unit.roll.secretary or person.serial != unit.roll.first:
                    places.setdefault(person.account_id, (person, []))[1].append(unit.organisation.id)
        for person, organisation_ids in places.values():
            yield self._account(person, tuple(organisation_ids), None)

    def _account(
        self, person: Person, organisation_ids: tuple[str, ...], member_id: str | None
    ) -> NewAccount:
        new = person.serial in self._newcomers
        return NewAccount(
            id=person.account_id,
            login=person.identity_number,
            name=person.name,
            password=initial_password(person) if new else PASSWORD,
            organisation_ids=organisation_ids,
            member_id=member_id,
            must_change_password=new,
        )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays which key of the accounts file."""

    key: str
    person: Person
    unit: Unit
    role: Role = Role.ADMINISTRATOR
    newcomer: bool = False

    @property
    def account(self) -> SampleAccount:
        return SampleAccount(
            key=self.key,
            account=self.person.identity_number,
            password=initial_password(self.person) if self.newcomer else PASSWORD,
            name=self.person.name,
            organisation=self.unit.organisation.full_name,
            role=self.role.value,
        )


def cast(fiction: Fiction, committees: Committees, people: People) -> tuple[Cast, ...]:
    university = fiction.university
    first, second = university.colleges[0], university.colleges[1]
    graduates, floating = first.classes[0], fiction.township_branches[0]
    assert graduates.roll is not None
    officer = people.person(graduates.roll.first + 1, graduates.roll.born)
    led = [
        ("university", university.unit), ("college", first.unit), ("college_other", second.unit),
        ("class", graduates), ("counsellor", first.years[0]), ("municipal", university.unit.above),
        ("province", committees.unit(TOWNSHIP[:2])), ("township", fiction.township),
        ("township_branch", floating), ("employer", fiction.company.unit), ("beijing", committees.unit("11")),
        ("new_school", fiction.new_school.unit), ("vocational", fiction.vocational.unit.above),
    ]  # fmt: skip
    return (
        *(Cast(key, unit.administrators[0], unit) for key, unit in led if unit is not None),
        Cast("university_second", university.unit.administrators[1], university.unit),
        Cast(
            "first_login",
            university.colleges[6].unit.administrators[1],
            university.colleges[6].unit,
            newcomer=True,
        ),
        Cast("member", officer, graduates, Role.MEMBER),
    )
