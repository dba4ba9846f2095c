"""Names deputies and takes it back (SPEC R84)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from domain.actors import Actor
from domain.deputies import Deputation, NameDeputy, end_deputation, name_deputy
from domain.refusals import RefusedError
from server.database.unit_of_work import UnitOfWork
from server.deputies import repository
from server.organisations.repository import find_organisation
from server.scope import NATIONWIDE

Storing = Callable[[UnitOfWork], None]


def name(unit: UnitOfWork, actor: Actor, command: NameDeputy, deputation_id: str) -> Storing:
    near = find_organisation(unit.connection, NATIONWIDE, actor.organisation.id)
    found = near and repository.candidates(unit.connection, near, command.deputy_user_id)
    if not found:
        raise RefusedError("NOT_FOUND", what="这位受托人", what_en="This deputy")
    deputation = name_deputy(
        deputation_id,
        deputy_user_id=found[0].user_id,
        deputy_name=found[0].name,
        first_day=command.first_day,
        last_day=command.last_day,
        actor=actor,
        now=unit.now,
    )
    return lambda unit: repository.insert_deputation(unit.connection, deputation)


def revoke(unit: UnitOfWork, actor: Actor, deputation_id: str) -> Storing:
    """Who is no side of it and not above it does not learn that it is there."""
    found = repository.find_deputation(unit.connection, deputation_id)
    if found is None:
        raise _not_found()
    present = replace(found.deputation, organisation=found.organisation)
    sides = (present.principal.user_id, present.deputy_user_id)
    if actor.user_id not in sides and not actor.covers(found.organisation.path):
        raise _not_found()
    ended = end_deputation(present, actor, unit.now)
    return partial(_store_end, ended=ended)


def _store_end(unit: UnitOfWork, ended: Deputation) -> None:
    repository.update_deputation(unit.connection, ended)


def _not_found() -> RefusedError:
    return RefusedError("NOT_FOUND", what="这项委托", what_en="This deputation")
