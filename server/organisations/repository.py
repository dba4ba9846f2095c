"""Organisations by scope."""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, Select, bindparam, func, select, union_all

from domain.organisations import Organisation, OrganisationKind, System
from server.database.prepared import Prepared, one_of
from server.documents import ORGANISATIONS
from server.members.tables import member
from server.organisations.tables import organisation
from server.scope import Scope

_TREE = 0x78696174
"""Any number but that of migrations, the same in every process of this product."""


def find_organisation(
    connection: Connection, scope: Scope, organisation_id: str, *, lock: bool = False
) -> Organisation | None:
    document = find_document(connection, scope, organisation_id, lock=lock)
    return None if document is None else ORGANISATIONS.read(document)


def find_document(
    connection: Connection, scope: Scope, organisation_id: str, *, lock: bool = False
) -> str | None:
    """``lock``: nobody changes it before the commit; it may still be referred to."""
    query = _one_locked(scope.form) if lock else _one(scope.form)
    document: str | None = query.value(connection, {"id": organisation_id, **scope.blanks})
    return document


def _selected(form: Scope) -> Select[str]:
    where = (organisation.c.id == bindparam("id"), form.holds_organisation())
    return select(organisation.c.document).where(*where)


@cache
def _one(form: Scope) -> Prepared:
    return Prepared(_selected(form))


@cache
def _one_locked(form: Scope) -> Prepared:
    return Prepared(_selected(form).with_for_update(key_share=True))


@cache
def _one_shared(form: Scope) -> Prepared:
    return Prepared(_selected(form).with_for_update(read=True))


def share_organisation(connection: Connection, scope: Scope, organisation_id: str) -> Organisation | None:
    """Read, and kept from changing before the commit, though others may read it so too."""
    document = _one_shared(scope.form).value(connection, {"id": organisation_id, **scope.blanks})
    return None if document is None else ORGANISATIONS.read(document)


def paths(connection: Connection, ids: Iterable[str], *, share: bool) -> dict[str, str]:
    """By id. ``share``: kept from changing before the commit, as ``share_organisation`` does."""
    query = _SHARED_PATHS if share else _PATHS
    return dict(query.rows(connection, {"ids": sorted(ids)}))


_SELECT_PATHS = select(organisation.c.id, organisation.c.path).where(one_of(organisation.c.id, "ids"))
_PATHS = Prepared(_SELECT_PATHS, "ids")
_SHARED_PATHS = Prepared(_SELECT_PATHS.with_for_update(read=True), "ids")


def organisations_by_name(
    connection: Connection, scope: Scope, full_name: str, system: System
) -> list[Organisation]:
    """At most two: one is the answer, two are one too many."""
    query = (
        select(organisation.c.document)
        .where(
            organisation.c.full_name == full_name,
            organisation.c.system == system.value,
            organisation.c.active,
            scope.holds_organisation(),
        )
        .limit(2)
    )
    return [ORGANISATIONS.read(document) for document in connection.scalars(query)]


def ancestors(connection: Connection, scope: Scope, path: str) -> list[Organisation]:
    """From the nearest above ``path`` up to the root."""
    parts = path.strip("/").split("/")
    paths = ["/" + "/".join(parts[:length]) + "/" for length in range(1, len(parts))]
    query = select(organisation.c.document).where(organisation.c.path.in_(paths), scope.holds_organisation())
    found = [ORGANISATIONS.read(document) for document in connection.scalars(query)]
    return sorted(found, key=lambda above: -len(above.path))


def search_organisations(
    connection: Connection,
    scope: Scope,
    words: list[str],
    system: System | None,
    kind: OrganisationKind | None,
    limit: int,
) -> list[Organisation]:
    """Active ones that contain every word; shorter names, which are nearer to what was typed, first."""
    conditions = [organisation.c.search.contains(word, autoescape=True) for word in words]
    conditions += [organisation.c.system == system.value] if system else []
    conditions += [organisation.c.kind == kind.value] if kind else []
    query = (
        select(organisation.c.document)
        .where(organisation.c.active, scope.holds_organisation(), *conditions)
        .order_by(func.length(organisation.c.full_name), organisation.c.path)
        .limit(limit)
    )
    return [ORGANISATIONS.read(document) for document in connection.scalars(query)]


def lock_tree(connection: Connection) -> None:
    """Until the commit nobody else changes who stands below whom. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_TREE)))


def lock_below(connection: Connection, scope: Scope) -> list[Organisation]:
    """Whatever lies in the scope, from above to below, its own organisation first."""
    query = (
        select(organisation.c.document)
        .where(scope.holds_organisation())
        .order_by(organisation.c.path)
        .with_for_update(key_share=True)
    )
    return [ORGANISATIONS.read(document) for document in connection.scalars(query)]


def is_taken(connection: Connection, organisation_id: str) -> bool:
    """Whether an id is in use anywhere, which is all that may be told of it."""
    query = select(organisation.c.id).where(organisation.c.id == organisation_id)
    return connection.scalar(query) is not None


def count_below(connection: Connection, scope: Scope, organisation_id: str) -> int:
    """Active ones directly below."""
    below = (organisation.c.parent_id == organisation_id, organisation.c.active)
    return _count(connection, select(organisation.c.id).where(*below, scope.holds_organisation()))


def count_members(connection: Connection, scope: Scope, organisation_id: str) -> int:
    here = member.c.organisation_id == organisation_id
    return _count(connection, select(member.c.id).where(here, scope.holds_member()))


def count_returning(connection: Connection, scope: Scope, organisation_id: str) -> int:
    """Delayed graduates who come back when their mark is revoked (SPEC R33)."""
    from_here = member.c.marked_from == organisation_id
    return _count(connection, select(member.c.id).where(from_here, scope.holds_member()))


def _count(connection: Connection, rows: Select[str]) -> int:
    return connection.scalar(select(func.count()).select_from(rows.subquery())) or 0


def graduating_ids(connection: Connection, scope: Scope, year: int) -> list[str]:
    """Branches that the yearly change of ``year``, or one before it, is still to reach (SPEC R24)."""
    their_own = select(member.c.id).where(
        member.c.organisation_id == organisation.c.id,
        member.c.graduates_in > organisation.c.mixed_after,
        member.c.graduates_in <= year,
        member.c.deleted_at.is_(None),
    )
    ids = select(organisation.c.id).where(scope.holds_organisation())
    query = union_all(
        ids.where(organisation.c.graduates_in <= year),
        ids.where(organisation.c.mixed_after < year, their_own.exists()),
    )
    return list(connection.scalars(query))


def claim_organisations(connection: Connection, scope: Scope, ids: Sequence[str]) -> list[Organisation]:
    """Locked; without those that somebody else holds, for whoever need not wait."""
    query = (
        select(organisation.c.document)
        .where(organisation.c.id.in_(ids), scope.holds_organisation())
        .with_for_update(key_share=True, skip_locked=True)
    )
    return [ORGANISATIONS.read(document) for document in connection.scalars(query)]
