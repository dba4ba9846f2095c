"""The sample country of server/seed, and the administrator at its root, whose scope is all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.instants import china_date
from domain.organisations import Organisation
from server.policies.files import read_edition
from server.seed.accounts import PASSWORD
from server.seed.sample import Options, Sample
from server.seed.writer import write_sample
from server.sessions.accounts import NewAccount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.seed.sample import Value

ROOT = Path(__file__).resolve().parents[2]
LEAST_MEMBERS = 1000


@dataclass(frozen=True, slots=True)
class Country:
    members: int
    root: Organisation
    login: str
    """Of the root's administrator."""
    school: Organisation
    school_login: str
    """Of the administrator of a university, where members can be marked."""
    values: tuple[Value, ...]
    """Organisations after those above them; of accounts only the two."""
    password: str = PASSWORD


def sample_country(members: int) -> Country:
    options = Options(members=members, today=china_date(datetime.now(UTC)), small=True)
    sample = Sample(options, read_edition(ROOT / "resources" / "editions" / "2020.toml"))
    root, school = sample.committees.root, sample.fiction.university.unit
    logins = [unit.administrators[0].identity_number for unit in (root, school)]
    values = tuple(_values(sample, logins))
    return Country(members, root.organisation, logins[0], school.organisation, logins[1], values)


def _values(sample: Sample, logins: list[str]) -> Iterator[Value]:
    # Hashing the passwords of everybody else would take most of the time.
    return (each for each in sample if not isinstance(each, NewAccount) or each.login in logins)


def store(country: Country, folder: Path) -> None:
    """Where tests/sync/processes.py looks for it."""
    write_sample(f"sqlite:///{folder / 'server.sqlite3'}", country.values)
