"""Members of the scope."""

from collections.abc import Sequence

from domain.identity import MAJORITY, age_on
from domain.instants import china_date
from server.documents import MEMBERS
from server.lookups import Found, one_row, page_of_rows
from server.members.repository import find_document, list_documents
from server.organisations.repository import find_organisation
from server.problems import Problem
from server.scope import Scope
from server.sessions.callers import Caller
from server.state import State
from server.trail import record_view


def member(state: State, caller: Caller, member_id: str) -> bytes:
    with state.database.reading() as connection:
        answer = one_row(MEMBERS, find_document(connection, caller.scope, member_id))
    record_view(state, caller, "member_viewed", member_id)
    return answer


def _minors(state: State, found: Sequence[Found]) -> list[str]:
    """Named one by one, since who saw their data is reported by the year (RELIABILITY, Security)."""
    today = china_date(state.clock())
    read = (MEMBERS.read(row.document) for row in found)
    return [each.id for each in read if age_on(each.birth_date, today) < MAJORITY]


def members(state: State, caller: Caller, organisation_id: str | None, after: str, limit: int) -> bytes:
    with state.database.reading() as connection:
        scope = caller.scope
        if organisation_id is not None:
            within = find_organisation(connection, scope, organisation_id)
            if within is None:
                raise Problem("NOT_FOUND")
            scope = Scope(within.path, scope.member_id)
        found = list_documents(connection, scope, after, limit)
    if found:
        detail = {"first": found[0].id, "n": len(found), "minors": _minors(state, found)}
        record_view(state, caller, "members_listed", organisation_id or "", **detail)
    return page_of_rows(MEMBERS, found, limit)
