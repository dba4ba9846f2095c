"""From a row of the wire to the columns that lists filter and sort by."""

import re
from typing import Any, NamedTuple

from desktop.clock import instant_text
from desktop.documents import ENTRIES, Row
from domain.destinations import TransferKind
from domain.instants import china_date
from domain.members import Mark
from domain.organisations import Category, OrganisationKind
from domain.registers import Entry
from domain.transfers import Action, TransferState

Columns = dict[str, Any]

KINDS = tuple(TransferKind)
STATES = tuple(TransferState)
"""Kinds and states are sorted in the order in which the rules name them."""

_DECISIONS = frozenset({Action.APPROVED, Action.REFUSED, Action.ALLOCATED})
_DIGITS = re.compile(r"\d+")


class Viewer(NamedTuple):
    """Whose cache it is: «decided by me» and «started by us» are told from these."""

    user_id: str
    organisation_id: str


def sort_name(name: str, search: str) -> str:
    """Pinyin first, as a Chinese list is sorted; numbers by their value: 2班 before 10班."""
    pinyin = next((word for word in search.split() if word.isascii()), "")
    return _DIGITS.sub(lambda digits: digits[0].zfill(8), f"{pinyin} {name}".lower())


def numbers(identity_number: str, phone: str) -> str:
    """Each number is closed by a bar, so that «ends with» is one search."""
    return f"{identity_number}|{phone}|".lower()


def _organisation(row: Row) -> Columns:
    is_branch = row.kind is OrganisationKind.BRANCH
    holds_graduates = row.category is Category.GRADUATE and row.graduate_year is not None
    return {
        "parent_id": row.parent_id,
        "path": row.path,
        "active": row.active,
        "mixed": row.mixed,
        "graduation_month": row.graduation_month,
        "graduates_until": f"{row.graduate_year}-12" if holds_graduates else None,
        "takes_delayed": is_branch and row.category is Category.DELAYED_GRADUATE,
        "is_branch": is_branch,
        "sort_name": sort_name(row.full_name, row.search),
        "search": row.search.lower(),
    }


def _member(row: Row) -> Columns:
    return {
        "organisation_id": row.organisation_id,
        "mark": row.mark,
        "delayed": row.mark is Mark.DELAYED_GRADUATE,
        "graduation_month": row.graduation_month,
        "sort_name": sort_name(row.name, row.search),
        "search": row.search.lower(),
        "numbers": numbers(row.identity_number, row.phone),
    }


def _transfer(row: Row, viewer: Viewer) -> Columns:
    subject, names = row.subject, (row.source.full_name, row.destination.full_name)
    return {
        "member_id": row.member_id,
        "acting_id": row.acting.id if row.acting else None,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "kind": KINDS.index(row.kind),
        "state": STATES.index(row.state),
        "edition": row.edition,
        "opened_on": china_date(row.opened_at).isoformat(),
        "started_at": instant_text(row.started_at),
        "started_here": row.started_by.user_id == viewer.user_id
        or row.started_by.organisation_id == viewer.organisation_id,
        "decided_at": _decided_at(row, viewer),
        "sort_name": sort_name(subject.name, subject.search),
        "source": sort_name(names[0], ""),
        "destination": sort_name(names[1], ""),
        "search": f"{subject.search} {' '.join(names)}".lower(),
        "numbers": numbers(subject.identity_number, subject.phone),
    }


def _entry(entity: str, row: Row) -> Columns:
    # When it is due only the rules know, and they know entries, not rows.
    entry = row if isinstance(row, Entry) else ENTRIES[entity].value(row)
    return {
        "register": entity,
        "member_id": row.member_id,
        "organisation_id": row.organisation_id,
        "due_on": entry.due_on.isoformat(),
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "sort_name": sort_name(row.member_name, row.search),
        "search": row.search.lower(),
    }


def _decided_at(row: Row, viewer: Viewer) -> str | None:
    mine = [
        event.at for event in row.history if event.by.user_id == viewer.user_id and event.action in _DECISIONS
    ]
    return instant_text(mine[-1]) if mine else None


def columns_of(entity: str, row: Row, document: str, viewer: Viewer) -> Columns:
    columns = _listed(entity, row, viewer)
    columns["id"] = row.id
    columns["version"] = row.version
    columns["document"] = document
    return columns


def _listed(entity: str, row: Row, viewer: Viewer) -> Columns:
    match entity:
        case "organisation":
            return _organisation(row)
        case "member":
            return _member(row)
        case "transfer":
            return _transfer(row, viewer)
        case "edition":
            return {"year": row.year}
        case _:
            return _entry(entity, row)
