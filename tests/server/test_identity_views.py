"""Who saw full identity numbers, and data of minors (SPEC R14; RELIABILITY, Security)."""

import csv
import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from server.database.tables import audit
from tests.server.changes import change_member
from tests.server.client import Country
from tests.server.sample import id_of
from tests.server.test_sessions import code as code_of

MEMBER = id_of("class", 0)


def view(number: int, member_id: str = MEMBER, seen_at: str = "2020-06-19T22:00:00+08:00") -> dict[str, str]:
    return {"id": id_of("view", number), "member_id": member_id, "seen_at": seen_at}


def shown(country: Country) -> list[tuple[str, str, str, str]]:
    with country.state.database.reading() as connection:
        rows = connection.execute(select(audit).where(audit.c.action == "identity_shown")).all()
    details = [json.loads(row.detail) for row in rows]
    return [
        (row.actor, row.subject, each["view"], each["seen_at"])
        for row, each in zip(rows, details, strict=True)
    ]


def test_R14_every_full_number_that_was_shown_is_in_the_trail(country: Country) -> None:
    college = country.sign_in("college")
    body = {"views": [view(1), view(2, id_of("class", 1)), view(3, id_of("no such member"))]}
    assert college.post("/v1/members/identity-views", body).status_code == 204
    actor = id_of("account", "college")
    at = "2020-06-19T14:00:00.000000Z"
    assert shown(country) == [
        (actor, MEMBER, id_of("view", 1), at),
        (actor, id_of("class", 1), id_of("view", 2), at),
        (actor, id_of("no such member"), id_of("view", 3), at),
    ]


def test_views_that_cannot_be_read_are_refused_as_a_whole(country: Country) -> None:
    college = country.sign_in("college")
    for views in (
        [view(1), view(2, "x")],
        [view(1, seen_at="yesterday")],
        [view(1, seen_at="0001-01-01T00:00:00+14:00")],
        [view(1) | {"seen_at": 0}],
        [view(n) for n in range(501)],
        None,
    ):
        answer = college.post("/v1/members/identity-views", {"views": views})
        assert code_of(answer) == "422 BODY_INVALID"
    assert shown(country) == []


def test_list_names_the_minors_on_it(country: Country) -> None:
    minor = id_of("younger", 1)
    change_member(country.state, minor, birth_date=date(2002, 6, 21))
    change_member(country.state, id_of("younger", 0), birth_date=date(2002, 6, 20))
    college = country.sign_in("college")
    assert college.get("/v1/members", organisation_id=id_of("college")).status_code == 200
    with country.state.database.reading() as connection:
        query = select(audit.c.detail).where(audit.c.action == "members_listed")
        (detail,) = [json.loads(each) for each in connection.scalars(query)]
    assert detail["minors"] == [minor]


def report_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))[1:]
