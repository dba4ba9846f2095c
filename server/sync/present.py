"""The subjects of ops as they are now, where the caller may see them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from server.documents import LAYOUTS, Entity, instant_text
from server.members import repository as members
from server.organisations import repository as organisations
from server.problems import Problem
from server.registers.repository import document_finders
from server.scope import Scope
from server.sessions.callers import Caller, PresentCallers
from server.sync.batch import Draft
from server.sync.kinds import ENTITIES
from server.transfers import repository as transfers

Rows = dict[str, dict[str, msgspec.Raw]]

_Finder = Callable[[Connection, Scope, Sequence[str]], dict[str, str]]


def _one_by_one(find: Callable[[Connection, Scope, str], str | None]) -> _Finder:
    def found(connection: Connection, scope: Scope, ids: Sequence[str]) -> dict[str, str]:
        pairs = ((row_id, find(connection, scope, row_id)) for row_id in ids)
        return {row_id: document for row_id, document in pairs if document is not None}

    return found


_FINDERS: Mapping[Entity, _Finder] = {
    Entity.ORGANISATION: _one_by_one(organisations.find_document),
    Entity.MEMBER: members.find_documents,
    Entity.TRANSFER: transfers.find_documents,
    **{entity: _one_by_one(find) for entity, find in document_finders().items()},
}


def add_rows(connection: Connection, callers: PresentCallers, drafts: Sequence[Draft], now: datetime) -> None:
    """The same result may be another's answer as well, who sees another part of the country."""
    by_scope: defaultdict[Scope | None, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_scope[_present_scope(callers, draft.batch.caller, now)].append(draft)
    for scope, several in by_scope.items():
        subjects = [(op.kind, op.subject_id) for draft in several for op in draft.done]
        rows = iter(present_rows(connection, scope, subjects))
        for draft in several:
            draft.results = [msgspec.structs.replace(result, rows=next(rows)) for result in draft.results]


def _present_scope(callers: PresentCallers, caller: Caller, now: datetime) -> Scope | None:
    try:
        return callers.find(caller.session_id, instant_text(now)).scope
    except Problem:
        return None


def present_rows(
    connection: Connection, scope: Scope | None, subjects: Sequence[tuple[str, str]]
) -> list[Rows]:
    """``subjects``: a kind of op each, and what it was about."""
    if scope is None:
        return [{} for _ in subjects]
    places = [(Entity(ENTITIES[kind]), row_id) for kind, row_id in subjects if kind in ENTITIES]
    documents = {
        entity: _FINDERS[entity](connection, scope, [row_id for each, row_id in places if each is entity])
        for entity in {entity for entity, _ in places}
    }
    return [_named(documents, ENTITIES.get(kind), row_id) for kind, row_id in subjects]


def _named(documents: Mapping[Entity, Mapping[str, str]], entity: str | None, row_id: str) -> Rows:
    document = None if entity is None else documents[Entity(entity)].get(row_id)
    if entity is None or document is None:
        return {}
    return {entity: LAYOUTS[Entity(entity)].named(document)}
