"""Who saw data of minors in a year: a line for each look (RELIABILITY, Security; SPEC R14).

From the audit trail, which names the member of every look at one, every page of a list with minors in it, and
every full identity number that was shown. What clients hold of their scope by syncing is no look.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from domain.identity import MAJORITY, age_on
from domain.instants import CHINA_STANDARD_TIME, china_date, china_minute
from server.administration.loading.lists import NewList
from server.administration.places import record
from server.database.engine import Database
from server.database.tables import audit
from server.documents import MEMBERS, instant_text
from server.members.tables import member
from server.organisations.tables import organisation
from server.sessions.tables import account

HEADER = ("时间", "查看人", "以哪个组织的身份", "查看了什么", "团员", "当时年龄", "团员编号")
_LOOKS = {"member_viewed": "团员资料", "members_listed": "团员名单", "identity_shown": "完整身份证号"}
_AT_ONCE = 500


class _Look(NamedTuple):
    at: datetime
    user_id: str
    organisation_id: str
    what: str
    member_id: str


def report_minors(database: Database, year: int, file: Path) -> int:
    """How many lines; they are in ``file``, which is for the operator's eyes only."""
    lines = NewList(file, HEADER, "--to")
    with database.writing() as connection:
        record(connection, "minors_reported", str(year))
    try:
        with database.reading() as connection:
            named = _Names(connection)
            for look in _looks(connection, year):
                lines.add(_line(named, look))
    finally:
        lines.close()
    return lines.count


def _looks(connection: Connection, year: int) -> Iterator[_Look]:
    begin, end = (instant_text(datetime(each, 1, 1, tzinfo=CHINA_STANDARD_TIME)) for each in (year, year + 1))
    query = select(audit).where(audit.c.action.in_(_LOOKS), audit.c.at >= begin, audit.c.at < end)
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(query.order_by(audit.c.number))
    for row in rows:
        yield from _looks_of(row)


def _looks_of(row: Row[*tuple[Any, ...]]) -> Iterator[_Look]:
    detail = json.loads(row.detail)
    ids = detail.get("minors", []) if row.action == "members_listed" else [row.subject]
    at = datetime.fromisoformat(row.at).astimezone(UTC)
    for member_id in ids:
        yield _Look(at, row.actor, detail.get("organisation", ""), _LOOKS[row.action], member_id)


class _Names:
    """What people and organisations are called now, looked up once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def person(self, user_id: str) -> str:
        return self._name(user_id, select(account.c.name).where(account.c.id == user_id))

    def organisation(self, organisation_id: str) -> str:
        query = select(organisation.c.full_name).where(organisation.c.id == organisation_id)
        return self._name(organisation_id, query)

    def _name(self, key: str, query: Select[str]) -> str:
        if key not in self._known:
            self._known[key] = self._connection.scalar(query) or key
        return self._known[key]

    def member(self, member_id: str) -> tuple[str, date] | None:
        document = self._connection.scalar(select(member.c.document).where(member.c.id == member_id))
        if document is None:
            return None
        found = MEMBERS.read(document)
        return found.name, found.birth_date


def _line(named: _Names, look: _Look) -> list[tuple[str, ...]]:
    """None for who was of age."""
    found = named.member(look.member_id)
    if found is None:
        return []
    name, birth = found
    age = age_on(birth, china_date(look.at))
    if age >= MAJORITY:
        return []
    who, where = named.person(look.user_id), named.organisation(look.organisation_id)
    return [(china_minute(look.at), who, where, look.what, name, str(age), look.member_id)]
