"""Members by scope."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.deletion import Deletion
from domain.instants import Month
from domain.members import Member
from server.database.prepared import Prepared, one_of
from server.documents import MEMBERS, Layout
from server.lookups import Found
from server.members.tables import deletion, member
from server.scope import Scope

_DELETIONS = Layout(Deletion)


def find_member(connection: Connection, scope: Scope, member_id: str, *, lock: bool = False) -> Member | None:
    document = find_document(connection, scope, member_id, lock=lock)
    return None if document is None else MEMBERS.read(document)


def find_document(connection: Connection, scope: Scope, member_id: str, *, lock: bool = False) -> str | None:
    document: str | None = _one(scope.form, lock).value(connection, {"id": member_id, **scope.blanks})
    return document


def find_documents(connection: Connection, scope: Scope, ids: Sequence[str]) -> dict[str, str]:
    return dict(_several(scope.form).rows(connection, {"ids": ids, **scope.blanks}))


@cache
def _several(form: Scope) -> Prepared:
    where = (one_of(member.c.id, "ids"), form.holds_member())
    return Prepared(select(member.c.id, member.c.document).where(*where), "ids")


@cache
def _one(form: Scope, lock: bool) -> Prepared:
    query = select(member.c.document).where(member.c.id == bindparam("id"), form.holds_member())
    return Prepared(query.with_for_update(key_share=True) if lock else query)


def list_documents(connection: Connection, scope: Scope, after: str, limit: int) -> list[Found]:
    """In the order of ids."""
    where = [member.c.id > after]
    if scope.member_id is None:
        # Not the condition per row: that would read members of the whole country until enough are found.
        where += [member.c.organisation_id.in_(scope.organisation_ids()), member.c.deleted_at.is_(None)]
    else:
        where.append(scope.holds_member())
    query = select(member.c.id, member.c.document).where(*where).order_by(member.c.id).limit(limit)
    return [Found(*row) for row in connection.execute(query)]


def own_months(connection: Connection, scope: Scope, organisation_id: str) -> list[Month]:
    """When the members of a mixed branch graduate, as far as it is known (SPEC R23)."""
    query = select(member.c.document).where(
        member.c.organisation_id == organisation_id, member.c.graduates_in.is_not(None), scope.holds_member()
    )
    found = (MEMBERS.read(document).graduation_month for document in connection.scalars(query))
    return [month for month in found if month is not None]


def find_deletion(connection: Connection, scope: Scope, member_id: str) -> Deletion | None:
    """Locked."""
    document = connection.scalar(
        select(deletion.c.document)
        .where(deletion.c.member_id == member_id, scope.holds_deleted_member())
        .with_for_update()
    )
    return None if document is None else _DELETIONS.read(document)


def keep_deletion(connection: Connection, kept: Deletion) -> None:
    values = {"member_id": kept.member.id, "document": _DELETIONS.write(kept)}
    connection.execute(insert(deletion).values(**values))


def forget_deletion(connection: Connection, member_id: str) -> None:
    connection.execute(delete(deletion).where(deletion.c.member_id == member_id))
