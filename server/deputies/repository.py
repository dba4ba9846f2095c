"""Deputations, and who may be named."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, or_, select, update

from domain.deputies import Deputation
from domain.organisations import Card, Organisation, card_of
from server.deputies.tables import deputation
from server.documents import ORGANISATIONS, Layout, instant_text
from server.organisations.tables import organisation
from server.sessions.tables import account, administrator

_DEPUTATIONS = Layout(Deputation)
_MOST = 200


class Candidate(NamedTuple):
    user_id: str
    name: str
    organisation_name: str


class Held(NamedTuple):
    """``organisation`` is as it is now, because rights never come from a copy."""

    deputation: Deputation
    organisation: Card


def candidates(connection: Connection, near: Organisation, user_id: str | None = None) -> list[Candidate]:
    """Administrators of the organisation, of the one directly above and of those directly below it."""
    here = or_(
        organisation.c.id.in_([near.id, near.parent_id or near.id]), organisation.c.parent_id == near.id
    )
    query = (
        select(account.c.id, account.c.name, organisation.c.full_name)
        .join(administrator, administrator.c.account_id == account.c.id)
        .join(organisation, organisation.c.id == administrator.c.organisation_id)
        .where(here, organisation.c.active, ~account.c.disabled)
        .order_by(organisation.c.path, account.c.id)
        .limit(_MOST)
    )
    if user_id is not None:
        query = query.where(account.c.id == user_id)
    return [Candidate(*row) for row in connection.execute(query)]


def held(connection: Connection, deputy_id: str, day: str, organisation_id: str | None = None) -> list[Held]:
    """What the person may act for on that day, as long as whoever named them may do so themselves."""
    query = (
        _with_organisation()
        .join(
            administrator,
            (administrator.c.account_id == deputation.c.principal_id)
            & (administrator.c.organisation_id == deputation.c.organisation_id),
        )
        .join(account, account.c.id == deputation.c.principal_id)
        .where(
            deputation.c.deputy_id == deputy_id,
            deputation.c.first_day <= day,
            deputation.c.last_day >= day,
            deputation.c.ended_at.is_(None),
            ~account.c.disabled,
        )
        .order_by(deputation.c.id)
    )
    if organisation_id is not None:
        query = query.where(deputation.c.organisation_id == organisation_id)
    return [_held(row) for row in connection.execute(query)]


def find_deputation(connection: Connection, deputation_id: str) -> Held | None:
    """Locked."""
    query = _with_organisation().where(deputation.c.id == deputation_id).with_for_update(of=deputation)
    row = connection.execute(query).first()
    return None if row is None else _held(row)


def list_deputations(connection: Connection, user_id: str) -> list[Deputation]:
    """Of which the person is one side, the newest day first."""
    query = (
        select(deputation.c.document)
        .where(_is_involved(user_id))
        .order_by(deputation.c.last_day.desc(), deputation.c.id)
        .limit(_MOST)
    )
    return [_DEPUTATIONS.read(document) for document in connection.scalars(query)]


def is_taken(connection: Connection, deputation_id: str) -> bool:
    return connection.scalar(select(deputation.c.id).where(deputation.c.id == deputation_id)) is not None


def insert_deputation(connection: Connection, value: Deputation) -> None:
    connection.execute(
        insert(deputation).values(
            id=value.id,
            principal_id=value.principal.user_id,
            deputy_id=value.deputy_user_id,
            organisation_id=value.organisation.id,
            first_day=value.first_day.isoformat(),
            last_day=value.last_day.isoformat(),
            document=_DEPUTATIONS.write(value),
        )
    )


def update_deputation(connection: Connection, value: Deputation) -> None:
    ended = None if value.ended_at is None else instant_text(value.ended_at)
    connection.execute(
        update(deputation)
        .where(deputation.c.id == value.id)
        .values(ended_at=ended, document=_DEPUTATIONS.write(value))
    )


def _with_organisation() -> Select[str, str]:
    return select(deputation.c.document.label("document"), organisation.c.document.label("place")).join(
        organisation, organisation.c.id == deputation.c.organisation_id
    )


def _held(row: Row[str, str]) -> Held:
    return Held(_DEPUTATIONS.read(row.document), card_of(ORGANISATIONS.read(row.place)))


def _is_involved(user_id: str) -> ColumnElement[bool]:
    return or_(deputation.c.principal_id == user_id, deputation.c.deputy_id == user_id)
