"""The members of a branch as they are before anything happens to them."""

from datetime import date

from domain.identity import Gender, age_on
from domain.instants import Month
from domain.members import EmergencyContact, Member, Standing
from domain.organisations import Category, Field, Organisation
from server.search_text import member_search
from server.seed.chance import Draw, identifier
from server.seed.people import People, Person, phone
from server.seed.places import Places
from server.seed.units import Roll, Unit

POSTS = ("团支部书记", "组织委员", "宣传委员")
_JOINING_DAYS = ((5, 4), (12, 9), (3, 12), (6, 18), (10, 23))
_PARENTS = (("父亲", Gender.MALE), ("母亲", Gender.FEMALE))
_PARTY_AGE = 20


class Enrolment:
    """Makes members, each a function of the seed, their branch and their serial number."""

    def __init__(self, people: People, places: Places, today: date) -> None:
        self._people = people
        self._places = places
        self._today = today

    def member(self, unit: Unit, roll: Roll, index: int) -> tuple[Person, Member]:
        serial = roll.first + index
        person = self._people.person(serial, roll.born)
        draw = Draw(self._people.seed, f"member/{serial}")
        organisation = unit.organisation
        household = self._places.home(draw, organisation.division)
        member = Member(
            id=identifier(self._people.seed, "member", serial),
            version=1,
            organisation_id=organisation.id,
            name=person.name,
            identity_number=person.identity_number,
            gender=person.gender,
            birth_date=person.birth_date,
            phone=person.phone,
            joined_on=_joined_on(draw, person.birth_date),
            emergency=None if draw.one_in(40) else self._parent(draw, person),
            household=household,
            origin=None if draw.one_in(12) else household[:6],
            residence=self._residence(draw, organisation, household),
            party_member=age_on(person.birth_date, self._today) >= _PARTY_AGE and draw.one_in(9),
            league_post=POSTS[index] if roll.secretary and index < len(POSTS) else None,
            standing=Standing.SUSPENDED if index >= len(POSTS) and draw.one_in(150) else Standing.GOOD,
            graduation_month=_own_month(roll, index),
            mark=None,
            expected_month=None,
            delay_reason=None,
            marked_from=None,
            marked_by=None,
            marked_at=None,
            mark_version=0,
            search=member_search(person.name),
        )
        return person, member

    def _parent(self, draw: Draw, person: Person) -> EmergencyContact:
        """A father bears the same surname, where there are surnames."""
        relation, gender = draw.choice(_PARENTS)
        names = self._people.names
        name = names.full(draw, gender)
        if relation == "父亲" and "·" not in person.name:
            name = names.surname_of(person.name) + names.given(draw, gender)
        return EmergencyContact(name=name, relation=relation, phone=phone(2 * person.serial + 1))

    def _residence(self, draw: Draw, organisation: Organisation, household: str) -> str | None:
        """Students live at home when they do not live at school; whoever works lives where they work."""
        if organisation.category is Category.FLOATING or organisation.field is not Field.EDUCATION:
            return self._places.township(draw, organisation.division)
        chance = draw.below(100)
        if chance < 20:
            return None
        return household if chance < 80 else self._places.township(draw, organisation.division[:4])


def _joined_on(draw: Draw, birth: date) -> date:
    """At fourteen at the earliest."""
    month, day = draw.choice(_JOINING_DAYS)
    return date(birth.year + 15 + draw.below(2), month, day)


def _own_month(roll: Roll, index: int) -> Month | None:
    return roll.months[index % len(roll.months)] if roll.months else None
