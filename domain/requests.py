"""What the rules about destinations look at: who moves, from where to where, and what was stated."""

from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple, Protocol

from domain.organisations import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a kind asks for beside reason, destination and remark (SPEC R42). Empty: not stated."""

    employer: str = ""
    workplace: str = ""
    """Division code of the place of work."""
    agency_worker: bool = False
    sent_by_employer: bool = False
    enrolled_on: str = ""
    country: str = ""
    period: str = ""
    purpose: str = ""
    home_contact: str = ""
    home_phone: str = ""
    parents_residence: str = ""
    """Division code; stated where the destination is the parents' place (question 14)."""


class Person(Protocol):
    """A member, or what a transfer keeps of one."""

    @property
    def household(self) -> str | None: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def residence(self) -> str | None: ...
    @property
    def party_member(self) -> bool: ...


class Request(NamedTuple):
    member: Person
    source: Card
    destination: Card
    particulars: Particulars
    remark: str
    reason: str
    today: date


def stated(particulars: Particulars) -> tuple[tuple[str, str | bool], ...]:
    """The particulars that were given, by name, for showing."""
    pairs = ((field.name, getattr(particulars, field.name)) for field in fields(particulars))
    return tuple((name, value) for name, value in pairs if value)
