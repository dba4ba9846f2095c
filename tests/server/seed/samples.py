"""A sample as lists, made once for all tests that look at its values."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from domain.entries import AnyEntry
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer
from server.policies.files import read_edition
from server.seed.sample import Options, Sample, Value
from server.sessions.accounts import NewAccount

TODAY = date(2020, 6, 30)
EDITIONS = Path(__file__).parents[3] / "resources" / "editions"


@cache
def edition() -> Edition:
    return read_edition(EDITIONS / "2020.toml")


@dataclass
class Contents:
    sample: Sample
    organisations: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    accounts: dict[str, NewAccount] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    entries: dict[str, AnyEntry] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)

    def under(self, full_name: str) -> str:
        """The path of the organisation with this name."""
        return next(o.path for o in self.organisations.values() if o.full_name == full_name)

    def pending(self, full_name: str) -> list[Transfer]:
        path = self.under(full_name)
        return [t for t in self.transfers.values() if t.acting and t.acting.path.startswith(path)]


def sample_of(members: int = 6000, seed: int = 1, today: date = TODAY, small: bool = True) -> Sample:
    return Sample(Options(members=members, seed=seed, today=today, small=small), edition())


def contents_of(sample: Sample) -> Contents:
    contents = Contents(sample)
    for value in sample:
        contents.values.append(value)
        match value:
            case Organisation():
                contents.organisations[value.id] = value
            case Member():
                contents.members[value.id] = value
            case NewAccount():
                contents.accounts[value.id] = value
            case Transfer():
                contents.transfers[value.id] = value
            case _:
                contents.entries[value.id] = value
    return contents
