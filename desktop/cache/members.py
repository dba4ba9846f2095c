"""The member lists (SPEC R111): ids first, rows by page."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Join, Select, Table, case, select

from desktop.cache.filtering import filtered
from desktop.cache.selecting import (
    CrossJoin,
    documents,
    ids_below,
    ordered_ids,
    organisation,
    path_of,
)
from desktop.cache.tables import LIVE, overlay_member
from desktop.documents import MEMBERS
from desktop.values import MemberList, MemberOrder, MemberQuery
from domain.members import Mark, Member

_MARK_ORDER = (Mark.DELAYED_GRADUATE, Mark.TEACHER, Mark.FLOATING_GRADUATE)
_GRADUATE, _NOTHING = len(_MARK_ORDER), None


def member_ids(connection: Connection, query: MemberQuery, limit: int | None = None) -> list[str]:
    """With a limit the first ones."""
    path = None
    if query.organisation_id is not None:
        path = path_of(connection, query.organisation_id)
        if path is None:
            return []
    return ordered_ids(
        connection,
        lambda table: _listed(table, query, path),
        LIVE.member,
        overlay_member,
        descending=query.descending,
        limit=limit,
    )


def _listed(table: Table, query: MemberQuery, path: str | None) -> Select[tuple[str, ...]]:
    key = _key(table, query.order)
    statement = select(table.c.id, key.label("key"), table.c.sort_name)
    if query.order is not MemberOrder.NAME:
        branch = organisation.c.id == table.c.organisation_id
        # Everybody branch by branch; of few, found by a text or predicted, only their own branches.
        everybody = table is LIVE.member and not query.text
        joined = (CrossJoin if everybody else Join)(organisation, table, branch)
        statement = statement.select_from(joined)
    statement = statement.where(table.c.delayed == (query.list is MemberList.DELAYED))
    if path is not None:
        statement = statement.where(table.c.organisation_id.in_(ids_below(path)))
    found = filtered(table, query.text)
    return statement if found is None else statement.where(found)


def _key(table: Table, order: MemberOrder) -> ColumnElement[object]:
    match order:
        case MemberOrder.NAME:
            return table.c.sort_name
        case MemberOrder.ORGANISATION:
            return organisation.c.sort_name
        case MemberOrder.MARK:
            return _mark_rank(table)
        case MemberOrder.GRADUATION_MONTH:
            return _month(table)


def _month(table: Table) -> ColumnElement[object]:
    """As domain.members.graduation_month_of."""
    return case((organisation.c.mixed, table.c.graduation_month), else_=organisation.c.graduation_month)


def _mark_rank(table: Table) -> ColumnElement[object]:
    """Marks in their order, then graduates without one (domain.members.is_graduate), then nothing."""
    graduate = organisation.c.graduates_until.is_not(None) & (
        ~organisation.c.mixed | (table.c.graduation_month <= organisation.c.graduates_until)
    )
    marks = [(table.c.mark == mark.value, rank) for rank, mark in enumerate(_MARK_ORDER)]
    return case(*marks, (graduate, _GRADUATE), else_=_NOTHING)


def members_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Member]:
    found = documents(connection, LIVE.member, overlay_member, ids)
    return {member_id: MEMBERS.read(document) for member_id, document in found.items()}


def predicted_members(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those whose row is not as the server said."""
    return set(documents(connection, overlay_member, None, ids))
