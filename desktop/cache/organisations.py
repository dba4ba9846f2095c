"""The tree (SPEC R110): a node's children when it is opened, with what lies below each."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, text

from desktop.cache.selecting import documents, matches, organisation
from desktop.cache.tables import LIVE
from desktop.documents import EDITIONS, ORGANISATIONS
from domain.organisations import Category, Organisation, System
from domain.policy import Edition

_EDITION = select(LIVE.edition.c.document).where(LIVE.edition.c.year == bindparam("year"))


class Below(NamedTuple):
    """What an organisation and everything below it have."""

    members: int
    pending: int
    has_children: bool


def organisations_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Organisation]:
    found = documents(connection, LIVE.organisation, None, ids)
    return {each: ORGANISATIONS.read(document) for each, document in found.items()}


def children_of(connection: Connection, organisation_id: str) -> list[Organisation]:
    c = organisation.c
    statement = select(c.document).where((c.parent_id == organisation_id) & c.active).order_by(c.sort_name)
    return _read(connection.execute(statement).scalars())


def branches_below(connection: Connection, path: str) -> list[Organisation]:
    """Active ones, in the order of their names."""
    c = organisation.c
    here = (c.path >= path) & (c.path < f"{path[:-1]}0")
    statement = select(c.document).where(here & c.is_branch & c.active).order_by(c.sort_name)
    return _read(connection.execute(statement).scalars())


def delayed_branches(connection: Connection) -> list[Organisation]:
    c = organisation.c
    statement = select(c.document).where(c.takes_delayed & c.active).order_by(c.sort_name)
    return _read(connection.execute(statement).scalars())


def branches_of(connection: Connection, category: Category) -> list[Organisation]:
    """Active ones, in the order of their names."""
    c = organisation.c
    kept = func.json_extract(c.document, f"$[{ORGANISATIONS.columns.index('category')}]")
    statement = select(c.document).where(c.is_branch & c.active, kept == category.value).order_by(c.sort_name)
    return _read(connection.execute(statement).scalars())


def find_organisations(connection: Connection, words: str, limit: int) -> list[Organisation]:
    c = organisation.c
    found = matches(organisation, words)
    if found is None:
        return []
    ids = select(c.id).where(found & c.active).order_by(c.sort_name).limit(limit)
    in_order = list(connection.execute(ids).scalars())
    by_id = organisations_by_id(connection, in_order)
    return [by_id[each] for each in in_order]


def organisation_named(connection: Connection, full_name: str) -> Organisation | None:
    c = organisation.c
    statement = select(c.document).where(
        func.instr(c.search, full_name.lower()) > 0, func.length(full_name) > 0, c.active
    )
    named = [each for each in _read(connection.execute(statement).scalars()) if each.full_name == full_name]
    return named[0] if len(named) == 1 else None


def is_named(connection: Connection, full_name: str, system: System, without: Collection[str]) -> bool:
    """Whether an active one of the scope has this full name; what is predicted is looked at elsewhere."""
    c = organisation.c
    statement = select(c.document).where(
        func.instr(c.search, full_name.lower()) > 0, func.length(full_name) > 0, c.active
    )
    return any(
        each.full_name == full_name and each.system is system and each.id not in without
        for each in _read(connection.execute(statement).scalars())
    )


def path_to(connection: Connection, organisation_id: str) -> list[str]:
    """Ids from the root of the scope down to it; empty when it is not in the scope."""
    ids: list[str] = []
    here: str | None = organisation_id
    while here is not None:
        statement = select(organisation.c.parent_id).where(organisation.c.id == here)
        row = connection.execute(statement).one_or_none()
        if row is None:
            break
        ids.append(here)
        here = row.parent_id
    return ids[::-1]


_BELOW = text("""
    SELECT
      (SELECT count(*) FROM organisation o CROSS JOIN member m
        WHERE o.path >= :first AND o.path < :last AND m.organisation_id = o.id)
      + (SELECT count(*) FROM overlay_member v CROSS JOIN organisation o
        WHERE o.id = v.organisation_id AND o.path >= :first AND o.path < :last)
      - (SELECT count(*) FROM overlay_member v CROSS JOIN member m CROSS JOIN organisation o
        WHERE m.id = v.id AND o.id = m.organisation_id AND o.path >= :first AND o.path < :last),
      (SELECT count(*) FROM organisation o CROSS JOIN transfer t
        WHERE o.path >= :first AND o.path < :last AND t.acting_id = o.id)
      + (SELECT count(*) FROM overlay_transfer v CROSS JOIN organisation o
        WHERE o.id = v.acting_id AND o.path >= :first AND o.path < :last)
      - (SELECT count(*) FROM overlay_transfer v CROSS JOIN transfer t CROSS JOIN organisation o
        WHERE t.id = v.id AND o.id = t.acting_id AND o.path >= :first AND o.path < :last),
      EXISTS (SELECT 1 FROM organisation o WHERE o.parent_id = :id AND o.active)
""")
"""CROSS JOIN keeps the order: by the range of paths first, then an index range for each organisation."""


def count_below(connection: Connection, each: Organisation) -> Below:
    bounds = {"first": each.path, "last": f"{each.path[:-1]}0", "id": each.id}
    members, pending, has_children = connection.execute(_BELOW, bounds).one()
    return Below(members, pending, bool(has_children))


def edition_of(connection: Connection, year: int) -> Edition | None:
    document = connection.execute(_EDITION, {"year": year}).scalars().first()
    return None if document is None else EDITIONS.read(document)


def _read(documents_: Iterable[str]) -> list[Organisation]:
    return [ORGANISATIONS.read(document) for document in documents_]
