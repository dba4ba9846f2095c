"""A small country for the tests: readable ids, one of everything that a rule asks about.

全团 → 省 42 → 市 4201 → 示例大学 (学院 → 班级), 县 → 乡镇街道 → 流动团员团支部, 单位, 中职; another
city, another province, 北京. Every id is a word.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from domain.actors import Actor, Role
from domain.identity import Gender
from domain.instants import Month
from domain.members import EmergencyContact, Member, Standing
from domain.organisations import (
    Category,
    Contact,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
    card_of,
)
from tests.domain.world import World

if TYPE_CHECKING:
    from domain.commands import Changed, Command

NOON = datetime(2020, 6, 18, 4, 0, tzinfo=UTC)
"""18 June 2020, noon in China: after the yearly change."""
TODAY = date(2020, 6, 18)

COMMITTEE = OrganisationKind.COMMITTEE
WORKING = OrganisationKind.WORKING_COMMITTEE
GENERAL = OrganisationKind.GENERAL_BRANCH
BRANCH = OrganisationKind.BRANCH

PLACES: tuple[tuple[str, str | None, str, OrganisationKind, Category, Field | None, str], ...] = (
    ("country", None, "共青团中央", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, ""),
    ("province", "country", "示例省团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "42"),
    ("city", "province", "示例市团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "4201"),
    ("register", "province", "特殊单位专属库", BRANCH, Category.SPECIAL_UNIT, Field.SPECIAL, "42"),
    ("university", "city", "示例大学团委", COMMITTEE, Category.ORDINARY, Field.EDUCATION, "420111"),
    ("college", "university", "计算机学院团委", COMMITTEE, Category.ORDINARY, Field.EDUCATION, "420111"),
    ("class", "college", "计算机2020届1班", BRANCH, Category.GRADUATE, Field.EDUCATION, "420111"),
    ("class_two", "college", "计算机2020届2班", BRANCH, Category.GRADUATE, Field.EDUCATION, "420111"),
    ("mixed", "college", "计算机混合支部", BRANCH, Category.GRADUATE, Field.EDUCATION, "420111"),
    ("juniors", "college", "计算机2022届1班", BRANCH, Category.ORDINARY, Field.EDUCATION, "420111"),
    ("languages", "university", "外国语学院团总支", GENERAL, Category.ORDINARY, Field.EDUCATION, "420111"),
    ("delayed", "university", "延迟毕业团支部", BRANCH, Category.DELAYED_GRADUATE, Field.EDUCATION, "420111"),
    ("abroad", "university", "出国学习团支部", BRANCH, Category.ABROAD_STUDY, Field.EDUCATION, "420111"),
    ("freshers", "university", "2020级新生团支部", BRANCH, Category.NEW_STUDENT, Field.EDUCATION, "420111"),
    ("county", "city", "示例区团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "420111"),
    ("township", "county", "甲街道团工委", WORKING, Category.ORDINARY, Field.TOWNSHIP, "420111001"),
    ("floating", "township", "甲街道流动团支部", BRANCH, Category.FLOATING, Field.TOWNSHIP, "420111001"),
    ("village", "township", "甲街道一社区团支部", BRANCH, Category.ORDINARY, Field.TOWNSHIP, "420111001"),
    ("township_two", "county", "乙街道团工委", WORKING, Category.ORDINARY, Field.TOWNSHIP, "420111002"),
    (
        "floating_two",
        "township_two",
        "乙街道流动团支部",
        BRANCH,
        Category.FLOATING,
        Field.TOWNSHIP,
        "420111002",
    ),
    (
        "youth_centre",
        "county",
        "示例区青年中心",
        BRANCH,
        Category.YOUTH_CENTRE,
        Field.SOCIAL_ORGANISATION,
        "420111",
    ),
    ("employer", "city", "示例公司团委", COMMITTEE, Category.ORDINARY, Field.ENTERPRISE, "420111"),
    ("workshop", "employer", "示例公司一车间团支部", BRANCH, Category.ORDINARY, Field.ENTERPRISE, "420111"),
    ("probation", "employer", "示例公司临时团支部", BRANCH, Category.TEMPORARY, Field.ENTERPRISE, "420111"),
    ("park", "city", "示例产业园团工委", WORKING, Category.ORDINARY, Field.ENTERPRISE, "420111"),
    ("park_floating", "park", "示例产业园流动团支部", BRANCH, Category.FLOATING, Field.ENTERPRISE, "420111"),
    ("vocational", "county", "示例职业学校团支部", BRANCH, Category.GRADUATE, Field.EDUCATION, "420111"),
    ("primary", "county", "示例小学教师团支部", BRANCH, Category.ORDINARY, Field.EDUCATION, "420111"),
    ("unstated", "county", "行业未填团支部", BRANCH, Category.ORDINARY, None, "420111"),
    ("city_two", "province", "另一市团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "4202"),
    ("county_two", "city_two", "另一县团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "420205"),
    ("home_township", "county_two", "家乡镇团委", COMMITTEE, Category.ORDINARY, Field.TOWNSHIP, "420205103"),
    (
        "home_floating",
        "home_township",
        "家乡镇流动团支部",
        BRANCH,
        Category.FLOATING,
        Field.TOWNSHIP,
        "420205103",
    ),
    (
        "home_village",
        "home_township",
        "家乡镇一村团支部",
        BRANCH,
        Category.ORDINARY,
        Field.TOWNSHIP,
        "420205103",
    ),
    ("elsewhere", "country", "别省团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "33"),
    ("academy", "elsewhere", "别省学院团委", COMMITTEE, Category.ORDINARY, Field.EDUCATION, "330102"),
    (
        "academy_freshers",
        "academy",
        "别省学院新生团支部",
        BRANCH,
        Category.NEW_STUDENT,
        Field.EDUCATION,
        "330102",
    ),
    (
        "academy_abroad",
        "academy",
        "别省学院出国团支部",
        BRANCH,
        Category.ABROAD_STUDY,
        Field.EDUCATION,
        "330102",
    ),
    ("beijing", "country", "北京市团委", COMMITTEE, Category.ORDINARY, Field.PARTY_GOVERNMENT, "11"),
    (
        "beijing_company",
        "beijing",
        "北京示例公司团支部",
        BRANCH,
        Category.ORDINARY,
        Field.ENTERPRISE,
        "110108",
    ),
    (
        "beijing_school",
        "beijing",
        "北京示例大学团委",
        COMMITTEE,
        Category.ORDINARY,
        Field.EDUCATION,
        "110108",
    ),
    (
        "beijing_class",
        "beijing_school",
        "北京示例大学1班",
        BRANCH,
        Category.GRADUATE,
        Field.EDUCATION,
        "110108",
    ),
    ("beijing_register", "beijing", "北京特殊单位专属库", BRANCH, Category.SPECIAL_UNIT, Field.SPECIAL, "11"),
)

LEVELS = {
    "vocational": SchoolLevel.VOCATIONAL,
    "primary": SchoolLevel.PRIMARY,
}
GRADUATING = {"class", "class_two", "vocational", "beijing_class"}


def organisation(organisation_id: str, path: str = "/", **changes: object) -> Organisation:
    plain = Organisation(
        id=organisation_id,
        version=1,
        parent_id=None,
        path=f"{path}{organisation_id}/",
        full_name=organisation_id,
        short_name=organisation_id,
        code=organisation_id,
        kind=OrganisationKind.BRANCH,
        category=Category.ORDINARY,
        field=Field.EDUCATION,
        school_level=None,
        division="420111",
        system=System.NATIONAL,
        administrators=(Contact(name=f"{organisation_id}管理员", phone="15400000000"),),
        whole_school=False,
        graduation_month=None,
        mixed=False,
        graduate_year=None,
        active=True,
        search=organisation_id,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def country() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for organisation_id, parent, name, kind, category, industry, division in PLACES:
        is_school = industry is Field.EDUCATION
        found[organisation_id] = organisation(
            organisation_id,
            found[parent].path if parent else "/",
            parent_id=parent,
            full_name=name,
            short_name=name,
            kind=kind,
            category=category,
            field=industry,
            division=division,
            school_level=LEVELS.get(organisation_id, SchoolLevel.UNIVERSITY) if is_school else None,
            system=System.BEIJING if organisation_id.startswith("beijing") else System.NATIONAL,
            whole_school=organisation_id == "vocational",
            graduation_month=Month("2020-06") if organisation_id in GRADUATING else None,
            graduate_year=2020 if category is Category.GRADUATE else None,
            mixed=organisation_id == "mixed",
        )
    found["mixed"] = replace(found["mixed"], graduation_month=Month("2020-06"))
    found["juniors"] = replace(found["juniors"], graduation_month=Month("2022-06"))
    return found


def member(member_id: str, branch: str, **changes: object) -> Member:
    plain = Member(
        id=member_id,
        version=1,
        organisation_id=branch,
        name=f"团员{member_id}",
        identity_number="99900119980307001X",
        gender=Gender.MALE,
        birth_date=date(1998, 3, 7),
        phone="15400000001",
        joined_on=date(2014, 5, 4),
        emergency=EmergencyContact(name="家长", relation="父亲", phone="15400000002"),
        household="420205103",
        origin="420205103",
        residence="420111001",
        party_member=False,
        league_post=None,
        standing=Standing.GOOD,
        graduation_month=None,
        mark=None,
        expected_month=None,
        delay_reason=None,
        marked_from=None,
        marked_by=None,
        marked_at=None,
        mark_version=1,
        search=member_id,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def small_world() -> World:
    people = [
        member("zhang", "class"),
        member("li", "class_two"),
        member("wang", "mixed", graduation_month=Month("2020-06")),
        member("zhao", "mixed", graduation_month=Month("2021-06")),
        member("qian", "juniors"),
        member("sun", "vocational"),
        member("zhou", "village"),
        member("wu", "register"),
        member("zheng", "beijing_class"),
    ]
    return World(organisations=country(), members={person.id: person for person in people})


def administrator(world: World, organisation_id: str, user_id: str | None = None) -> Actor:
    """The second of an organisation has another ``user_id``."""
    name = user_id or organisation_id
    return Actor(
        user_id=f"user-{name}",
        name=f"{name}老师",
        role=Role.ADMINISTRATOR,
        organisation=card_of(world.organisations[organisation_id]),
    )


def oneself(world: World, member_id: str) -> Actor:
    person = world.members[member_id]
    return Actor(
        user_id=f"user-{member_id}",
        name=person.name,
        role=Role.MEMBER,
        organisation=card_of(world.organisations[person.organisation_id]),
        member_id=member_id,
    )


def act(
    world: World,
    command: Command,
    subject_id: str,
    by: str,
    *,
    days: float = 0,
    seen_version: int | None = None,
) -> Changed:
    """Carries it out ``days`` after ``NOON``; ``by`` is a member, or an organisation's administrator."""
    actor = administrator(world, by) if by in world.organisations else oneself(world, by)
    return world.execute(command, subject_id, actor, NOON + timedelta(days=days), seen_version)
