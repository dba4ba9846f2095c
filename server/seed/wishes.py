"""Where graduates go: for every kind of SPEC R60–R67 the destinations that it allows.

Whoever leaves a school takes the wishes of a table in turn, so that all of them occur.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.destinations import Particulars, TransferKind
from domain.organisations import SchoolLevel
from server.seed.chance import Draw
from server.seed.employers import Employer
from server.seed.fiction import TOWNSHIP, Fiction
from server.seed.people import phone
from server.seed.phrases import COUNTRIES, REASONS_AND_REMARKS, SCHOOL_LEAVERS, WORKSHOPS
from server.seed.scene import Scene
from server.seed.schools import College, School
from server.seed.storyteller import Mover, Wish
from server.seed.units import Unit

_K = TransferKind


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves which school, and what is to be found around it."""

    mover: Mover
    draw: Draw
    school: School
    scene: Scene

    @property
    def home(self) -> str:
        """Everyone in the sample has a household, known down to the township."""
        assert self.mover.member.household is not None
        return self.mover.member.household

    @property
    def fiction(self) -> Fiction:
        return self.scene.fiction

    @property
    def from_university(self) -> bool:
        return self.school.unit.organisation.school_level is SchoolLevel.UNIVERSITY


WishMaker = Callable[[Leaver], Wish]


def _wish(kind: TransferKind, destination: Unit, draw: Draw, *branches: Unit) -> Wish:
    reason, remark = draw.choice(REASONS_AND_REMARKS[kind])
    return Wish(kind=kind, destination=destination, branches=branches, reason=reason, remark=remark)


# Employed (R60)


def _at_employer(employer: Employer, destination: Unit, draw: Draw, agency: bool = False) -> Wish:
    branches = employer.branches if destination is employer.unit else ()
    workplace = employer.unit.organisation.division
    stated = Particulars(employer=employer.name, workplace=workplace, agency_worker=agency)
    return replace(_wish(_K.EMPLOYED, destination, draw, *branches), particulars=stated)


def to_company(leaver: Leaver) -> Wish:
    return _at_employer(leaver.fiction.company, leaver.fiction.company.unit, leaver.draw)


def to_company_branch(leaver: Leaver) -> Wish:
    return _at_employer(
        leaver.fiction.company,
        leaver.draw.choice(leaver.fiction.company.branches[:-1]),
        leaver.draw,
    )


def to_temporary_branch(leaver: Leaver) -> Wish:
    return _at_employer(leaver.fiction.company, leaver.fiction.company.branches[-1], leaver.draw)


def to_hospital(leaver: Leaver) -> Wish:
    return _at_employer(leaver.fiction.hospital, leaver.fiction.hospital.unit, leaver.draw)


def to_other_system(leaver: Leaver) -> Wish:
    employer = leaver.draw.choice(leaver.fiction.other_systems)
    return _at_employer(employer, employer.unit, leaver.draw)


def to_agency(leaver: Leaver) -> Wish:
    return _at_employer(leaver.fiction.agency, leaver.fiction.agency.unit, leaver.draw, agency=True)


def home_as_agency_worker(leaver: Leaver) -> Wish:
    destination = leaver.scene.committees.floating_branch(leaver.home)
    return _at_employer(leaver.fiction.agency, destination, leaver.draw, agency=True)


def _without_organisation(destination: Unit, draw: Draw, *branches: Unit) -> Wish:
    """The employer has none; so to the place of work."""
    stated = Particulars(employer=draw.choice(WORKSHOPS), workplace=destination.organisation.division)
    return replace(_wish(_K.EMPLOYED, destination, draw, *branches), particulars=stated)


def to_workplace_township(leaver: Leaver) -> Wish:
    return _without_organisation(leaver.fiction.township, leaver.draw, *leaver.fiction.township_branches)


def to_youth_centre(leaver: Leaver) -> Wish:
    return _without_organisation(leaver.fiction.youth_centre, leaver.draw)


def to_park(leaver: Leaver) -> Wish:
    return _without_organisation(leaver.fiction.park_branch, leaver.draw)


def to_charity(leaver: Leaver) -> Wish:
    wish = _without_organisation(leaver.fiction.charity, leaver.draw)
    return replace(wish, particulars=replace(wish.particulars, employer="示例公益服务中心"))


# Further study (R61)


def _enrolled(leaver: Leaver, destination: Unit, *branches: Unit) -> Wish:
    draw = leaver.draw
    day = "" if draw.one_in(4) else f"{leaver.scene.year}-09-{1 + draw.below(12):02d}"
    wish = replace(
        _wish(_K.FURTHER_STUDY, destination, draw, *branches), particulars=Particulars(enrolled_on=day)
    )
    if leaver.from_university:
        return wish
    reason, remark = draw.choice(SCHOOL_LEAVERS)
    return replace(wish, reason=reason, remark=remark)


def _new_students(leaver: Leaver, college: College) -> Unit:
    """Graduates go on to the graduate students."""
    undergraduates, graduate_students = college.new_students
    return graduate_students if leaver.from_university else undergraduates


def _enrolled_at(leaver: Leaver, school: School) -> Wish:
    return _enrolled(leaver, _new_students(leaver, leaver.draw.choice(school.colleges)))


def _enrolled_at_college(leaver: Leaver, school: School) -> Wish:
    """Allowed, but with a warning, since the college is no organisation for new students."""
    college = leaver.draw.choice(school.colleges)
    return _enrolled(leaver, college.unit, _new_students(leaver, college))


def to_new_school(leaver: Leaver) -> Wish:
    return _enrolled_at(leaver, leaver.fiction.new_school)


def to_new_college(leaver: Leaver) -> Wish:
    return _enrolled_at_college(leaver, leaver.fiction.new_school)


def to_capital(leaver: Leaver) -> Wish:
    return _enrolled_at(leaver, leaver.fiction.capital_university)


def to_graduate_school(leaver: Leaver) -> Wish:
    """Of the same university."""
    return _enrolled_at(leaver, leaver.school)


def to_university(leaver: Leaver) -> Wish:
    return _enrolled_at(leaver, leaver.fiction.university)


def to_university_college(leaver: Leaver) -> Wish:
    return _enrolled_at_college(leaver, leaver.fiction.university)


# Special units (R62)


def to_special_unit(leaver: Leaver) -> Wish:
    division = leaver.school.unit.organisation.division
    register = leaver.scene.committees.special_register(division[:2])
    municipal = leaver.scene.committees.unit(division[:4])
    wish = _wish(_K.SPECIAL_UNIT, register, leaver.draw)
    place = leaver.scene.committees.divisions[leaver.home[:6]].name
    return replace(wish, special=municipal, remark=wish.remark.format(place=place))


# No employment yet (R63), to a township (R67)


def unemployed_nearby(leaver: Leaver) -> Wish:
    return replace(_wish(_K.UNEMPLOYED, leaver.fiction.township_branches[0], leaver.draw), residence=TOWNSHIP)


def unemployed_to_township(leaver: Leaver) -> Wish:
    """To its committee, which allocates to the branch for floating members."""
    floating = leaver.fiction.township_branches[0]
    return replace(_wish(_K.UNEMPLOYED, leaver.fiction.township, leaver.draw, floating), residence=TOWNSHIP)


def unemployed_home(leaver: Leaver) -> Wish:
    return _wish(_K.UNEMPLOYED, leaver.scene.committees.floating_branch(leaver.home), leaver.draw)


def unemployed_to_home_committee(leaver: Leaver) -> Wish:
    home = leaver.home
    floating = leaver.scene.committees.floating_branch(home)
    return _wish(_K.UNEMPLOYED, leaver.scene.committees.unit(home), leaver.draw, floating)


def to_township(leaver: Leaver) -> Wish:
    branches = leaver.fiction.township_branches
    return replace(_wish(_K.TOWNSHIP, leaver.fiction.township, leaver.draw, *branches), residence=TOWNSHIP)


def to_home_township(leaver: Leaver) -> Wish:
    return _wish(_K.TOWNSHIP, leaver.scene.committees.floating_branch(leaver.home), leaver.draw)


# Abroad (R64, R65)


def to_study_abroad(leaver: Leaver) -> Wish:
    abroad, emergency = leaver.school.abroad, leaver.mover.member.emergency
    if abroad is None:
        return to_home_township(leaver)
    country, school = leaver.draw.choice(COUNTRIES)
    stated = Particulars(
        country=country,
        period=f"{leaver.scene.year}-09 至 {leaver.scene.year + 1 + leaver.draw.below(2)}-09",
        purpose=f"在{school}攻读硕士学位",
        home_contact=emergency.name if emergency else leaver.mover.member.name,
        home_phone=emergency.phone if emergency else phone(2 * leaver.mover.person.serial),
    )
    return replace(_wish(_K.STUDY_ABROAD, abroad, leaver.draw), particulars=stated)


def sent_abroad(leaver: Leaver) -> Wish:
    company = leaver.fiction.company
    stated = Particulars(
        employer=company.name,
        sent_by_employer=True,
        country=leaver.draw.choice(COUNTRIES)[0],
        purpose="公司外派",
    )
    wish = _wish(_K.WORK_ABROAD, company.unit, leaver.draw, *company.branches)
    return replace(wish, particulars=stated)


def abroad_on_ones_own(leaver: Leaver) -> Wish:
    destination = leaver.scene.committees.floating_branch(leaver.home)
    stated = Particulars(country=leaver.draw.choice(COUNTRIES)[0], purpose="应聘境外企业")
    return replace(_wish(_K.WORK_ABROAD, destination, leaver.draw), particulars=stated)


LEAVING_UNIVERSITY: tuple[WishMaker, ...] = (
    to_company, unemployed_nearby, to_new_school, to_special_unit, to_company_branch, to_study_abroad,
    unemployed_home, to_workplace_township, to_graduate_school, sent_abroad, to_temporary_branch, to_township,
    to_other_system, unemployed_to_township, to_hospital, to_new_college, to_agency, abroad_on_ones_own,
    to_park, home_as_agency_worker, to_capital, unemployed_to_home_committee, to_youth_centre, to_company,
    to_home_township, to_charity, to_graduate_school,
)  # fmt: skip
LEAVING_SCHOOL: tuple[WishMaker, ...] = (
    to_university, to_university_college, to_new_school, to_university, unemployed_home, to_university,
    to_capital, to_special_unit, to_university,
)  # fmt: skip
LEAVING_VOCATIONAL: tuple[WishMaker, ...] = (
    to_company, to_university, unemployed_nearby, to_workplace_township, to_special_unit, to_hospital,
    unemployed_home, to_agency,
)  # fmt: skip
LEAVING_NEIGHBOUR: tuple[WishMaker, ...] = (*LEAVING_VOCATIONAL, to_study_abroad, to_university_college)
LEAVING_ELSEWHERE: tuple[WishMaker, ...] = (
    unemployed_home, to_graduate_school, to_home_township, to_study_abroad, unemployed_to_home_committee,
    to_special_unit, abroad_on_ones_own, home_as_agency_worker,
)  # fmt: skip
"""Of schools far from the fictional organisations: home, abroad or on at the same school."""


# Ordinary transfers, of whoever is no unmarked graduate (R34)


def to_new_job(leaver: Leaver) -> Wish:
    """Of the employers one that they do not work for."""
    path = leaver.mover.source.organisation.path
    others = [e for e in leaver.fiction.employers if not path.startswith(e.unit.organisation.path)]
    employer = leaver.draw.choice(others)
    return _wish(_K.ORDINARY, employer.unit, leaver.draw, *employer.branches)


def to_first_job(leaver: Leaver) -> Wish:
    """Question 6: floating members go on to their employer's organisation within a month."""
    company = leaver.fiction.company
    return _wish(_K.ORDINARY, company.unit, leaver.draw, *company.branches)


def to_other_college(leaver: Leaver) -> Wish:
    """A change of subject, into the class of the same year."""
    source = leaver.mover.source
    own = leaver.school.college_of(source)
    others = [college for college in leaver.school.colleges if college is not own]
    if own is None or not others:
        return to_first_job(leaver)
    destination = leaver.draw.choice(others).classes[own.classes.index(source)]
    return replace(
        _wish(_K.ORDINARY, destination, leaver.draw), reason="转专业", remark="教务处已批准转专业。"
    )


def to_teachers(leaver: Leaver) -> Wish:
    return replace(_wish(_K.ORDINARY, leaver.school.branches[-1], leaver.draw), reason="毕业留校任教")
