"""Organisations of the League: one tree, its kinds and who may give a branch its graduation month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.instants import ImpossibleMonthError, Month, parse_month, year_of
from domain.refusals import RefusedError

if TYPE_CHECKING:
    from domain.actors import Actor


class OrganisationKind(StrEnum):
    COMMITTEE = "committee"
    WORKING_COMMITTEE = "working_committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"


class Category(StrEnum):
    """SPEC R3."""

    ORDINARY = "ordinary"
    GRADUATE = "graduate"
    DELAYED_GRADUATE = "delayed_graduate"
    FLOATING = "floating"
    ABROAD_STUDY = "abroad_study"
    NEW_STUDENT = "new_student"
    YOUTH_CENTRE = "youth_centre"
    ONLINE = "online"
    TEMPORARY = "temporary"
    SPECIAL_UNIT = "special_unit"


class System(StrEnum):
    """SPEC R4: the national system and the three provinces that run their own."""

    NATIONAL = "national"
    BEIJING = "beijing"
    GUANGDONG = "guangdong"
    FUJIAN = "fujian"


class Field(StrEnum):
    """单位所属行业类别."""

    EDUCATION = "education"
    PARTY_GOVERNMENT = "party_government"
    TOWNSHIP = "township"
    ENTERPRISE = "enterprise"
    PUBLIC_INSTITUTION = "public_institution"
    SOCIAL_ORGANISATION = "social_organisation"
    SPECIAL = "special"


class SchoolLevel(StrEnum):
    PRIMARY = "primary"
    MIDDLE = "middle"
    VOCATIONAL = "vocational"
    UNIVERSITY = "university"


PROVINCE_DIGITS, CITY_DIGITS = 2, 4
"""How long a division code is; each level's code begins with that of the level above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What may be known of an organisation outside one's scope (SPEC R5), and what a transfer keeps of it.

    ``path`` is the materialised path ``/1/12/340/``; below means that a path starts with it.
    """

    id: str
    full_name: str
    short_name: str
    kind: OrganisationKind
    category: Category
    field: Field | None
    school_level: SchoolLevel | None
    division: str
    system: System
    path: str
    administrators: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: str
    version: int
    parent_id: str | None
    path: str
    full_name: str
    short_name: str
    code: str
    kind: OrganisationKind
    category: Category
    field: Field | None
    school_level: SchoolLevel | None
    division: str
    system: System
    administrators: tuple[Contact, ...]
    whole_school: bool
    """The school is as a whole this one branch (SPEC R21, R32)."""
    graduation_month: Month | None
    mixed: bool
    graduate_year: int | None
    """The year whose graduates it holds since the yearly change (SPEC R24)."""
    active: bool
    search: str
    """Names, pinyin and initials, made by the server, that a search runs over."""


def card_of(organisation: Organisation) -> Card:
    return Card(
        id=organisation.id,
        full_name=organisation.full_name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        category=organisation.category,
        field=organisation.field,
        school_level=organisation.school_level,
        division=organisation.division,
        system=organisation.system,
        path=organisation.path,
        administrators=organisation.administrators,
    )


def is_below(path: str, scope: str) -> bool:
    """Whether ``path`` is ``scope`` itself or below it. No scope covers nothing, and a path that lost its
    closing slash is read with it, so that ``/1/1`` never covers ``/1/12/``."""
    return bool(scope) and _slashed(path).startswith(_slashed(scope))


def _slashed(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"


def municipal_committee(above: Iterable[Organisation]) -> Card | None:
    """The 团市委 above a school (SPEC R52): its city's or, for a school of a municipality or directly below
    its province, the province's."""
    committees = [
        organisation
        for organisation in above
        if is_area_committee(organisation) and len(organisation.division) in (CITY_DIGITS, PROVINCE_DIGITS)
    ]
    nearest = max(committees, key=lambda organisation: len(organisation.division), default=None)
    return None if nearest is None else card_of(nearest)


def is_area_committee(organisation: Organisation | Card) -> bool:
    """The committee of a county, city, province or the whole country, whose division has no digits."""
    return organisation.kind is OrganisationKind.COMMITTEE and organisation.field is Field.PARTY_GOVERNMENT


def check_active(organisation: Organisation) -> None:
    if not organisation.active:
        raise RefusedError("ORGANISATION_DISSOLVED", organisation=organisation.full_name)


def check_month_possible(organisation: Organisation) -> None:
    """SPEC R20: names the condition that fails, as the guide's question 24 does."""
    name = organisation.full_name
    check_active(organisation)
    if organisation.kind is not OrganisationKind.BRANCH:
        raise RefusedError("NOT_A_BRANCH", organisation=name, kind=organisation.kind)
    if organisation.field is None:
        raise RefusedError("FIELD_EMPTY", organisation=name)
    if organisation.field is not Field.EDUCATION:
        raise RefusedError("NOT_EDUCATION", organisation=name)
    if organisation.school_level is SchoolLevel.PRIMARY:
        raise RefusedError("PRIMARY_SCHOOL", organisation=name)


def check_month_permitted(organisation: Organisation, actor: "Actor") -> None:
    """SPEC R21."""
    actor.check_covers(organisation.path, f"“{organisation.full_name}”")
    acting = actor.organisation
    if organisation.whole_school:
        permitted = acting.id == organisation.parent_id
    else:
        permitted = acting.field is Field.EDUCATION and acting.kind is not OrganisationKind.BRANCH
    if not permitted:
        raise RefusedError("MONTH_NOT_YOURS")


def set_graduation_month(organisation: Organisation, month: str, mixed: bool, actor: "Actor") -> Organisation:
    """SPEC R20–R23; the same call corrects an earlier month (R22)."""
    check_month_permitted(organisation, actor)
    check_month_possible(organisation)
    marked = replace(
        organisation,
        version=organisation.version + 1,
        graduation_month=checked_month(month),
        mixed=mixed,
    )
    return _graduating_in_its_year(marked)


def _graduating_in_its_year(branch: Organisation) -> Organisation:
    """SPEC R22, R24: a graduate organisation whose month was wrong takes the right year, and when that is
    still to come, is none. In a mixed branch the members' own months say who has graduated."""
    if branch.graduation_month is None or branch.graduate_year is None or branch.mixed:
        return branch
    year = year_of(branch.graduation_month)
    if year <= branch.graduate_year:
        return replace(branch, graduate_year=year)
    return replace(branch, category=Category.ORDINARY, graduate_year=None)


def checked_month(text: str) -> Month:
    try:
        return parse_month(text)
    except ImpossibleMonthError:
        raise RefusedError("MONTH_IMPOSSIBLE", month=text) from None
