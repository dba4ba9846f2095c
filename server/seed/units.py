"""A unit: an organisation with the people who administer it and the members that it is to have."""

from dataclasses import dataclass

from domain.instants import Month
from domain.organisations import (
    Category,
    Contact,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
)
from server.search_text import organisation_search
from server.seed.chance import identifier
from server.seed.people import Born, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Who is in a branch: serial numbers from ``first`` on, ``size`` of them unless scaled."""

    size: int
    born: Born
    months: tuple[Month, ...] = ()
    """Of the members of a mixed branch, in turn."""
    first: int = 0
    secretary: bool = True
    """Whether the first member is the branch's secretary and administers it."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    organisation: Organisation
    administrators: tuple[Person, ...]
    above: "Unit | None" = None
    roll: Roll | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What an organisation is founded with; what is None is as in the one above."""

    segment: str
    """Its part of the path, which no sibling has."""
    full_name: str
    short_name: str
    kind: OrganisationKind
    category: Category = Category.ORDINARY
    industry: Field | None = None
    school_level: SchoolLevel | None = None
    division: str | None = None
    system: System | None = None
    whole_school: bool = False
    graduation_month: Month | None = None
    mixed: bool = False
    graduate_year: int | None = None


def found(
    seed: int,
    order: int,
    above: Unit | None,
    charter: Charter,
    administrators: tuple[Person, ...],
    roll: Roll | None = None,
) -> Unit:
    """``order``: a number that no other organisation has."""
    parent = above.organisation if above else None
    stem = parent.code if parent and parent.parent_id else ""
    code = stem + charter.segment.upper()
    organisation = Organisation(
        id=identifier(seed, "organisation", order),
        version=1,
        parent_id=parent.id if parent else None,
        path=f"{parent.path if parent else '/'}{charter.segment}/",
        full_name=charter.full_name,
        short_name=charter.short_name,
        code=code,
        kind=charter.kind,
        category=charter.category,
        field=charter.industry or (parent.field if parent else None),
        school_level=charter.school_level or (parent.school_level if parent else None),
        division=charter.division or (parent.division if parent else ""),
        system=charter.system or (parent.system if parent else System.NATIONAL),
        administrators=tuple(Contact(name=person.name, phone=person.phone) for person in administrators),
        whole_school=charter.whole_school,
        graduation_month=charter.graduation_month,
        mixed=charter.mixed,
        graduate_year=charter.graduate_year,
        active=True,
        search=organisation_search(charter.full_name, charter.short_name),
    )
    return Unit(organisation, administrators, above, roll)
