"""What a fictional school consists of, and the charters of its branches."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.instants import Month
from domain.organisations import Category, Field, OrganisationKind, SchoolLevel
from server.seed.founder import Founder, pupils
from server.seed.units import Charter, Unit


@dataclass(frozen=True, slots=True, eq=False)
class College:
    unit: Unit
    years: tuple[Unit, ...]
    classes: tuple[Unit, ...]
    """Those that have just graduated first, the mixed one of graduate students last."""
    delayed: Unit
    new_students: tuple[Unit, Unit]
    """Undergraduates and graduate students."""

    def __iter__(self) -> Iterator[Unit]:
        return iter((self.unit, *self.years, *self.classes, self.delayed, *self.new_students))


@dataclass(frozen=True, slots=True, eq=False)
class School:
    unit: Unit
    colleges: tuple[College, ...] = ()
    branches: tuple[Unit, ...] = ()
    """Directly below the school's committee."""

    def __iter__(self) -> Iterator[Unit]:
        yield self.unit
        for college in self.colleges:
            yield from college
        yield from self.branches

    @property
    def abroad(self) -> Unit | None:
        found = (b for b in self.branches if b.organisation.category is Category.ABROAD_STUDY)
        return next(found, None)

    def college_of(self, unit: Unit) -> College | None:
        path = unit.organisation.path
        return next((c for c in self.colleges if path.startswith(c.unit.organisation.path)), None)


def month(year: int, number: int = 6) -> Month:
    return Month(f"{year:04d}-{number:02d}")


def school_charter(segment: str, name: str, level: SchoolLevel, division: str | None) -> Charter:
    return Charter(
        segment=segment,
        full_name=f"共青团{name}委员会",
        short_name=f"{name}团委",
        kind=OrganisationKind.COMMITTEE,
        industry=Field.EDUCATION,
        school_level=level,
        division=division,
    )


def branch_charter(
    segment: str, school: str, name: str, category: Category = Category.ORDINARY, leaves: Month | None = None
) -> Charter:
    return Charter(
        segment=segment,
        full_name=f"{school}{name}团支部",
        short_name=f"{name}团支部",
        kind=OrganisationKind.BRANCH,
        category=category,
        graduation_month=leaves,
    )


def class_charter(
    segment: str, school: str, name: str, leaves: int, this_year: int, mixed: bool = False
) -> Charter:
    """A class whose year has come was made a graduate organisation on the day of the change (SPEC R24)."""
    graduated = leaves <= this_year
    return Charter(
        segment=segment,
        full_name=f"{school}{name}团支部",
        short_name=f"{name}团支部",
        kind=OrganisationKind.BRANCH,
        category=Category.GRADUATE if graduated else Category.ORDINARY,
        graduation_month=month(leaves),
        mixed=mixed,
        graduate_year=leaves if graduated else None,
    )


def found_middle_school(founder: Founder, above: Unit, name: str) -> School:
    """Three classes that have just left, most of them for universities, and two that have not."""
    unit = founder.found(above, school_charter("m1", name, SchoolLevel.MIDDLE, None), staff=2)
    classes = tuple(
        _found_form(founder, unit, name, number, leaves)
        for number, leaves in enumerate((founder.year, founder.year, founder.year, founder.year + 1), start=1)
    )
    return School(unit, branches=classes)


def _found_form(founder: Founder, school: Unit, name: str, number: int, leaves: int) -> Unit:
    charter = class_charter(f"{number:02d}", name, f"{leaves}届{number}班", leaves, founder.year)
    return founder.found(school, charter, roll=pupils(30, leaves - 3, age=15))


def found_vocational_school(founder: Founder, above: Unit, name: str) -> School:
    """As a whole one single mixed branch (SPEC R21, R32), whose superior marks for it."""
    this_year = founder.year
    charter = Charter(
        segment="v1",
        full_name=f"{name}团支部",
        short_name=f"{name}团支部",
        kind=OrganisationKind.BRANCH,
        category=Category.GRADUATE,
        industry=Field.EDUCATION,
        school_level=SchoolLevel.VOCATIONAL,
        whole_school=True,
        graduation_month=month(this_year),
        mixed=True,
        graduate_year=this_year,
    )
    months = (month(this_year), month(this_year), month(this_year + 1))
    return School(founder.found(above, charter, roll=pupils(40, this_year - 3, age=15, months=months)))
