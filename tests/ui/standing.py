"""How things stand, for tests of the frame: a session and a status, as the client would tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.values import Connection, Session, Status
from domain.actors import Role
from domain.organisations import Card, Category, Field, OrganisationKind, SchoolLevel, System

if TYPE_CHECKING:
    from typing import Any

STATUS = Status(
    connection=Connection.ONLINE,
    syncing=False,
    progress=None,
    synced_at=datetime(2020, 6, 18, 1, 41, tzinfo=UTC),
    waiting=0,
    attention=0,
    problem="",
    problem_en="",
    edition_name="2020 版",
    edition_year=2020,
)


def a_status(**changes: Any) -> Status:
    return replace(STATUS, **changes)


def a_card(identifier: str, name: str) -> Card:
    return Card(
        id=identifier,
        full_name=name,
        short_name=name,
        kind=OrganisationKind.COMMITTEE,
        category=Category.ORDINARY,
        field=Field.EDUCATION,
        school_level=SchoolLevel.UNIVERSITY,
        division="110108",
        system=System.NATIONAL,
        path=f"/{identifier}/",
        administrators=(),
    )


UNIVERSITY = a_card("university", "示例大学团委")
COLLEGE = a_card("college", "示例大学计算机学院团委")


def a_session(*organisations: Card, offline: bool = False) -> Session:
    known = organisations or (UNIVERSITY,)
    return Session(
        key="key",
        server="https://xianjie.example.edu.cn",
        user_id="user",
        user_name="张老师",
        account_masked="999101********1234",
        role=Role.ADMINISTRATOR,
        organisation=known[0],
        organisations=known,
        must_change_password=False,
        offline=offline,
    )
