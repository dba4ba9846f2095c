"""A small country for the tests: a university with its colleges, a township, an employer, Beijing.

Names of organisations that are used in tests are the keys of ``PLACES``; so are the accounts'.
"""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from domain.identity import Gender, check_digit
from domain.members import EmergencyContact, Member, Standing
from domain.organisations import (
    Category,
    Contact,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
)
from server.search_text import member_search, organisation_search
from server.sessions.accounts import NewAccount

PASSWORD = "lawn-otter-9-cobalt"
SPACE = uuid.UUID("5d6e6f1c-0000-4000-8000-000000000000")

K, C, F = OrganisationKind, Category, Field


def id_of(*words: object) -> str:
    """The same id for the same words in every run."""
    return str(uuid.uuid5(SPACE, "/".join(map(str, words))))


class Place(NamedTuple):
    full_name: str
    above: str | None
    kind: OrganisationKind
    field: Field | None
    division: str
    more: Mapping[str, Any] = MappingProxyType({})
    members: int = 0


GRADUATES = {"category": C.GRADUATE, "graduate_year": 2020, "graduation_month": "2020-06"}
UNIVERSITY = {"school_level": SchoolLevel.UNIVERSITY}
FINISHING = UNIVERSITY | GRADUATES

PLACES: dict[str, Place] = {
    "country": Place("全国团组织", None, K.COMMITTEE, F.PARTY_GOVERNMENT, ""),
    "province": Place("陕西团省委", "country", K.COMMITTEE, F.PARTY_GOVERNMENT, "61"),
    "municipal": Place("西安团市委", "province", K.COMMITTEE, F.PARTY_GOVERNMENT, "6101"),
    "university": Place("示例大学团委", "municipal", K.COMMITTEE, F.EDUCATION, "6101", UNIVERSITY),
    "college": Place("示例大学计算机学院团委", "university", K.COMMITTEE, F.EDUCATION, "6101", UNIVERSITY),
    "class": Place("计算机2016级1班团支部", "college", K.BRANCH, F.EDUCATION, "6101", FINISHING, 8),
    "mixed": Place(
        "计算机研究生混合团支部", "college", K.BRANCH, F.EDUCATION, "6101", UNIVERSITY | {"mixed": True}, 3
    ),
    "younger": Place("计算机2018级1班团支部", "college", K.BRANCH, F.EDUCATION, "6101", UNIVERSITY, 2),
    "delayed": Place(
        "计算机延迟毕业团支部", "college", K.BRANCH, F.EDUCATION, "6101",
        UNIVERSITY | {"category": C.DELAYED_GRADUATE},
    ),
    "college_other": Place(
        "示例大学外国语学院团委", "university", K.COMMITTEE, F.EDUCATION, "6101", UNIVERSITY
    ),
    "class_other": Place(
        "英语2016级1班团支部", "college_other", K.BRANCH, F.EDUCATION, "6101", FINISHING, 4
    ),
    "township": Place("碑林区长乐坊街道团工委", "municipal", K.WORKING_COMMITTEE, F.TOWNSHIP, "610103001"),
    "floating": Place(
        "长乐坊街道流动团员团支部", "township", K.BRANCH, F.TOWNSHIP, "610103001", {"category": C.FLOATING}
    ),
    "employer": Place("示例科技公司团委", "municipal", K.COMMITTEE, F.ENTERPRISE, "610103"),
    "workshop": Place("示例科技公司第一团支部", "employer", K.BRANCH, F.ENTERPRISE, "610103", {}, 2),
    "vocational": Place("西安市教育局团工委", "municipal", K.WORKING_COMMITTEE, F.EDUCATION, "6101"),
    "school": Place(
        "示例职业学校团支部", "vocational", K.BRANCH, F.EDUCATION, "6101",
        {"school_level": SchoolLevel.VOCATIONAL, "whole_school": True} | GRADUATES, 3,
    ),
    "register": Place(
        "特殊单位专属库", "country", K.BRANCH, F.SPECIAL, "", {"category": C.SPECIAL_UNIT}
    ),
    "beijing": Place(
        "北京团市委", "country", K.COMMITTEE, F.PARTY_GOVERNMENT, "11", {"system": System.BEIJING}
    ),
    "beijing_branch": Place(
        "北京示例公司团支部", "beijing", K.BRANCH, F.ENTERPRISE, "110101", {"system": System.BEIJING}, 2
    ),
    "gone": Place("已撤销的公司团委", "municipal", K.COMMITTEE, F.ENTERPRISE, "610103", {"active": False}),
}  # fmt: skip


def organisations() -> Iterator[Organisation]:
    paths: dict[str, str] = {}
    for number, (key, place) in enumerate(PLACES.items(), 1):
        paths[key] = f"{paths[place.above] if place.above else '/'}{number}/"
        yield _organisation(key, place, paths[key])


def _organisation(key: str, place: Place, path: str) -> Organisation:
    values: dict[str, Any] = {
        "id": id_of(key),
        "version": 1,
        "parent_id": id_of(place.above) if place.above else None,
        "path": path,
        "full_name": place.full_name,
        "short_name": place.full_name,
        "code": f"61{len(path):06d}",
        "kind": place.kind,
        "category": C.ORDINARY,
        "field": place.field,
        "school_level": None,
        "division": place.division,
        "system": System.NATIONAL,
        "administrators": (Contact(name=f"{key}管理员", phone="19900000000"),),
        "whole_school": False,
        "graduation_month": None,
        "mixed": False,
        "graduate_year": None,
        "active": True,
        "search": organisation_search(place.full_name, place.full_name),
    }
    return Organisation(**values | dict(place.more))


def members() -> Iterator[Member]:
    number = 0
    for key, place in PLACES.items():
        for each in range(place.members):
            number += 1
            yield _member(key, each, number)


def identity_number(number: int) -> str:
    seventeen = f"61010319980101{number % 1000:03d}"
    return seventeen + check_digit(seventeen)


def member_name(key: str, each: int) -> str:
    """Unlike anything else in an answer, so that it is found wherever it should not be."""
    return f"金丝雀{key}{each}"


def _member(key: str, each: int, number: int) -> Member:
    return Member(
        id=id_of(key, each),
        version=1,
        organisation_id=id_of(key),
        name=member_name(key, each),
        identity_number=identity_number(number),
        gender=Gender.FEMALE,
        birth_date=date(1998, 1, 1),
        phone=f"199{number:08d}",
        joined_on=date(2013, 5, 4),
        emergency=EmergencyContact(name="家长", relation="父", phone="19911111111"),
        household="610103001",
        origin="610103001",
        residence="610103001",
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
        mark_version=0,
        search=member_search(member_name(key, each)),
    )


ADMINISTRATORS = (
    "country", "province", "municipal", "university", "college", "college_other", "class", "township",
    "employer", "workshop", "vocational", "school", "beijing",
)  # fmt: skip


def login_of(key: str) -> str:
    return identity_number(500 + list(ACCOUNT_KEYS).index(key))


ACCOUNT_KEYS = (*ADMINISTRATORS, "university_second", "two_places", "first_login", "member", "both", "nobody")


def accounts() -> Iterator[NewAccount]:
    for key in ADMINISTRATORS:
        yield _account(key, organisation_ids=(id_of(key),))
    yield _account("university_second", organisation_ids=(id_of("university"),))
    yield _account("two_places", organisation_ids=(id_of("college"), id_of("township")))
    yield _account(
        "first_login",
        organisation_ids=(id_of("college"),),
        password=login_of("first_login")[-8:],
        must_change_password=True,
    )
    yield _account("member", member_id=id_of("class", 0))
    yield _account("both", organisation_ids=(id_of("college_other"),), member_id=id_of("class", 1))
    yield _account("nobody")


def _account(key: str, **more: Any) -> NewAccount:
    values: dict[str, Any] = {
        "id": id_of("account", key),
        "login": login_of(key),
        "name": f"王{key}",
        "password": PASSWORD,
    }
    return NewAccount(**values | more)
