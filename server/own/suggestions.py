"""Where a member probably goes: what can be told from their kind, their places and their school.

Nothing is decided here. What is proposed is found as a search would find it, and misses no rule.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from domain.destinations import Check, Outcome, TransferKind, evaluate, missed_musts
from domain.members import Member
from domain.organisations import Card, Organisation, card_of
from domain.requests import Request
from server.organisations.repository import search_organisations
from server.own.fields import field_of_rule
from server.own.places import names_of_place
from server.own.wire import Wish
from server.scope import NATIONWIDE, Scope

_TOWNSHIP_DIGITS = 9
_MOST = 4


class _Query(NamedTuple):
    scope: Scope
    words: list[str]


def suggested(
    connection: Connection, member: Member, branch: Organisation, wish: Wish, today: date
) -> list[Card]:
    """The most fitting first."""
    cards: dict[str, tuple[int, Card]] = {}
    for query in _queries(member, branch, wish.kind):
        for found in search_organisations(connection, query.scope, query.words, wish.system, None, 2 * _MOST):
            card = card_of(found)
            given = (wish.particulars, wish.remark, wish.reason, today)
            checks = evaluate(wish.kind, Request(member, card_of(branch), card, *given))
            if not _missed(checks) and card.id != branch.id:
                cards[card.id] = (_met(checks), card)
    ranked = sorted(cards.values(), key=lambda each: -each[0])
    return [card for _, card in ranked[:_MOST]]


def _queries(member: Member, branch: Organisation, kind: TransferKind) -> Iterator[_Query]:
    if kind is TransferKind.SPECIAL_UNIT:
        yield _Query(NATIONWIDE, ["特殊单位"])
    elif kind is TransferKind.STUDY_ABROAD:
        yield from (_Query(Scope(path), ["出国"]) for path in _paths_above(branch.path))
    elif kind in (TransferKind.UNEMPLOYED, TransferKind.TOWNSHIP, TransferKind.WORK_ABROAD):
        for code in dict.fromkeys((member.residence, member.household, member.origin)):
            if code and len(code) == _TOWNSHIP_DIGITS:
                yield _Query(NATIONWIDE, names_of_place(code)[-2:])


def _paths_above(path: str) -> list[str]:
    """The nearest ones; the school's is among them."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:-depth]) + "/" for depth in (1, 2, 3) if len(parts) > depth + 1]


def _missed(checks: tuple[Check, ...]) -> bool:
    """Of what speaks about the destination; the rest may still be filled in."""
    return any(field_of_rule(rule.id) == "destination" for rule in missed_musts(checks))


def _met(checks: tuple[Check, ...]) -> int:
    return sum(check.outcome is Outcome.MET for check in checks)
