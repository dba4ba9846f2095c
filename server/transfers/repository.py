"""Transfers by scope: those that lie in an organisation of it (docs/sync.md), or a member's own."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, and_, bindparam, func, select

from domain.transfers import Transfer, TransferState
from server.database.prepared import Prepared, one_of
from server.database.tables import feed
from server.documents import TRANSFERS, Entity
from server.lookups import Found
from server.organisations.tables import organisation
from server.scope import Scope
from server.transfers.tables import transfer


def find_transfer(
    connection: Connection, scope: Scope, transfer_id: str, *, lock: bool = False
) -> Transfer | None:
    document = find_document(connection, scope, transfer_id, lock=lock)
    return None if document is None else TRANSFERS.read(document)


def find_document(
    connection: Connection, scope: Scope, transfer_id: str, *, lock: bool = False
) -> str | None:
    document: str | None = _one(scope.form, lock).value(connection, {"id": transfer_id, **scope.blanks})
    return document


def find_documents(connection: Connection, scope: Scope, ids: Sequence[str]) -> dict[str, str]:
    return dict(_several(scope.form).rows(connection, {"ids": ids, **scope.blanks}))


@cache
def _several(form: Scope) -> Prepared:
    where = (one_of(transfer.c.id, "ids"), form.holds_transfer())
    return Prepared(select(transfer.c.id, transfer.c.document).where(*where), "ids")


@cache
def _one(form: Scope, lock: bool) -> Prepared:
    query = select(transfer.c.document).where(transfer.c.id == bindparam("id"), form.holds_transfer())
    return Prepared(query.with_for_update(key_share=True) if lock else query)


_OPEN = Prepared(
    select(transfer.c.document).where(transfer.c.member_id == bindparam("member_id"), transfer.c.open)
)
_TAKEN = Prepared(select(transfer.c.id).where(transfer.c.id == bindparam("id")))


def open_transfer_of(connection: Connection, member_id: str) -> Transfer | None:
    """Of a member whom the caller holds locked: opening one takes the member's lock as well."""
    document = _OPEN.value(connection, {"member_id": member_id})
    return None if document is None else TRANSFERS.read(document)


def is_taken(connection: Connection, transfer_id: str) -> bool:
    """Whether an id is in use anywhere, which is all that may be told of it."""
    return _TAKEN.value(connection, {"id": transfer_id}) is not None


def list_documents(
    connection: Connection, scope: Scope, state: TransferState | None, after: str, limit: int
) -> list[Found]:
    """In the order of ids."""
    where = [transfer.c.id > after]
    if state is not None:
        where.append(transfer.c.state == state.value)
    if scope.member_id is None:
        here = and_(feed.c.entity == Entity.TRANSFER.value, feed.c.left_at.is_(None))
        lying = select(feed.c.id).join(organisation, organisation.c.id == feed.c.bucket)
        where.append(transfer.c.id.in_(lying.where(here, scope.holds_organisation())))
    else:
        where.append(scope.holds_transfer())
    query = select(transfer.c.id, transfer.c.document).where(*where).order_by(transfer.c.id).limit(limit)
    return [Found(*row) for row in connection.execute(query)]


def due_ids(connection: Connection, scope: Scope, day: str) -> list[str]:
    """Of the open transfers whose last day lies before ``day``, the oldest first."""
    query = (
        select(transfer.c.id)
        .where(transfer.c.open, transfer.c.deadline < day, scope.holds_transfer())
        .order_by(transfer.c.deadline, transfer.c.id)
    )
    return list(connection.scalars(query))


def open_until(connection: Connection, scope: Scope, day: str) -> list[str]:
    """Open transfers whose last day is ``day`` or later, in the order in which they will lapse."""
    query = (
        select(transfer.c.id)
        .where(transfer.c.open, transfer.c.deadline >= day, scope.holds_transfer())
        .order_by(transfer.c.deadline, transfer.c.id)
    )
    return list(connection.scalars(query))


def claim_transfer(connection: Connection, scope: Scope, transfer_id: str) -> Transfer | None:
    """Locked; None also when somebody else holds it, for whoever need not wait."""
    document = connection.scalar(
        select(transfer.c.document)
        .where(transfer.c.id == transfer_id, scope.holds_transfer())
        .with_for_update(key_share=True, skip_locked=True)
    )
    return None if document is None else TRANSFERS.read(document)


def lock_open_in(connection: Connection, scope: Scope, organisation_ids: Sequence[str]) -> list[Transfer]:
    """Open transfers that lie in one of the organisations, always in the same order."""
    lying = select(feed.c.id).where(
        feed.c.bucket.in_(organisation_ids),
        feed.c.entity == Entity.TRANSFER.value,
        feed.c.left_at.is_(None),
    )
    query = (
        select(transfer.c.document)
        .where(transfer.c.open, transfer.c.id.in_(lying), scope.holds_transfer())
        .order_by(transfer.c.id)
        .with_for_update(key_share=True)
    )
    return [TRANSFERS.read(document) for document in connection.scalars(query)]


def count_open_in(connection: Connection, scope: Scope, organisation_id: str) -> int:
    """From it, to it, or waiting for it."""
    lying = select(feed.c.id).where(
        feed.c.bucket == organisation_id,
        feed.c.entity == Entity.TRANSFER.value,
        feed.c.left_at.is_(None),
    )
    here = (transfer.c.open, transfer.c.id.in_(lying), scope.holds_transfer())
    return connection.scalar(select(func.count()).select_from(transfer).where(*here)) or 0
