"""A request as the rules about destinations see it, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.destinations import (
    RULES_BY_ID,
    Outcome,
    Particulars,
    Request,
    TransferKind,
    evaluate,
)
from domain.members import Member
from domain.organisations import Card, card_of
from tests.domain.examples import TODAY, country, member

MET, MISSED, UNCONFIRMED = Outcome.MET, Outcome.MISSED, Outcome.UNCONFIRMED
CARDS = {name: card_of(organisation) for name, organisation in country().items()}
# Household and origin: 家乡镇; residence: 甲街道.
GRADUATE = member("zhang", "class")
NOWHERE = replace(GRADUATE, household=None, origin=None, residence=None)
WORKS_HERE = Particulars(employer="示例公司", workplace="420111001")
WORKS_AT_HOME = Particulars(employer="家乡厂", workplace="420205103")


def request(
    destination: str | Card,
    person: Member = GRADUATE,
    given: Particulars | None = None,
    *,
    source: str = "class",
    remark: str = "",
    reason: str = "毕业",
    today: date = TODAY,
) -> Request:
    card = CARDS[destination] if isinstance(destination, str) else destination
    return Request(person, CARDS[source], card, given or Particulars(), remark, reason, today)


def outcome(rule_id: str, asked: Request) -> Outcome:
    rule = RULES_BY_ID[rule_id]
    (answer,) = [
        each for each in evaluate(rule.kind or TransferKind.ORDINARY, asked) if each.rule_id == rule_id
    ]
    return answer.outcome


def card(name: str, **changes: object) -> Card:
    return replace(CARDS[name], **changes)  # type: ignore[arg-type]
