"""The figures of organisations in the scope (SPEC R100–R105), from what is kept of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from domain.actors import Role
from domain.figures import figures as rates_of
from domain.figures import ranks
from domain.formulas import Rate
from domain.instants import china_date
from domain.organisations import Organisation
from domain.policy import Edition, Figure, Letter
from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.figures import repository, wire
from server.figures.counting import Count
from server.figures.members import page_behind, read_place, write_place
from server.figures.targets import set_targets
from server.organisations.repository import find_organisation
from server.policies.repository import find_edition
from server.problems import Problem
from server.scope import Scope
from server.sessions.callers import Caller
from server.state import State
from server.trail import record_view


@dataclass(frozen=True, slots=True)
class _Asked:
    """An organisation of the scope, a year, and the rules by which its figures are worked out."""

    connection: Connection
    organisation: Organisation
    year: int
    edition: Edition
    at: str

    def head(self) -> dict[str, object]:
        return {
            "year": self.year,
            "edition": self.edition.year,
            "formulas": dict(self.edition.formulas),
            "at": self.at,
        }

    def rows(self, organisations: Sequence[Organisation], *, ranked: bool = False) -> list[wire.FigureRow]:
        ids = [each.id for each in organisations]
        counts = repository.counts_of(self.connection, ids, self.year)
        targets = repository.targets_of(self.connection, ids, self.year)
        nothing = repository.Counted("", Count())
        rates = {key: rates_of(counts.get(key, nothing).letters, self.edition) for key in ids}
        places = {figure: _ranks(rates, figure) if ranked else {} for figure in Figure}
        return [
            wire.FigureRow(
                organisation_id=each.id,
                full_name=each.full_name,
                short_name=each.short_name,
                kind=each.kind,
                active=each.active,
                changed_on=counts.get(each.id, nothing).day or None,
                letters=_letters(counts.get(each.id, nothing).letters),
                rates={
                    figure: _rate(rate, targets.get((each.id, figure)), places[figure].get(each.id))
                    for figure, rate in rates[each.id].items()
                },
            )
            for each in organisations
        ]


def _ranks(rates: Mapping[str, Mapping[Figure, Rate]], figure: Figure) -> Mapping[str, int]:
    return ranks({key: found[figure].value for key, found in rates.items()})


def _rate(rate: Rate, target: float | None = None, rank: int | None = None) -> wire.FigureRate:
    value = None if rate.value is None else float(rate.value)
    return wire.FigureRate(rate.numerator, rate.denominator, value, target, rank)


def _letters(count: Count) -> dict[str, int]:
    return {letter.value: count[letter] for letter in Letter}


def _within(connection: Connection, caller: Caller, organisation_id: str) -> Organisation:
    """Raises Problem."""
    if caller.actor.role is not Role.ADMINISTRATOR:
        raise Problem("NO_ROLE")
    found = find_organisation(connection, caller.scope, organisation_id)
    if found is None:
        raise Problem("NOT_FOUND")
    return found


def _asked(
    state: State, connection: Connection, caller: Caller, organisation_id: str, year: int | None
) -> _Asked:
    """Without a year it is the newest in which somebody counts."""
    now = state.clock()
    organisation = _within(connection, caller, organisation_id)
    if year is None:
        years = repository.years_of(connection, organisation.id)
        year = years[0] if years else china_date(now).year
    # A year without rules of its own goes by those in force.
    edition = find_edition(connection, year) or find_edition(connection, state.settings.edition)
    assert edition is not None  # Without one the server does not start.
    return _Asked(connection, organisation, year, edition, instant_text(now))


def figures(state: State, caller: Caller, organisation_id: str, year: int | None) -> bytes:
    with state.database.reading() as connection:
        asked = _asked(state, connection, caller, organisation_id, year)
        (row,) = asked.rows([asked.organisation])
    return msgspec.json.encode(asked.head() | msgspec.structs.asdict(row))


def children(state: State, caller: Caller, organisation_id: str, year: int | None) -> bytes:
    """Dissolved ones too, as long as there is somebody who graduated there."""
    with state.database.reading() as connection:
        asked = _asked(state, connection, caller, organisation_id, year)
        below = repository.children_of(connection, caller.scope, organisation_id)
        items = [row for row in asked.rows(below, ranked=True) if row.active or any(row.letters.values())]
    return msgspec.json.encode(asked.head() | {"organisation_id": organisation_id, "items": items})


def years(state: State, caller: Caller, organisation_id: str) -> bytes:
    with state.database.reading() as connection:
        found = repository.years_of(connection, _within(connection, caller, organisation_id).id)
    return msgspec.json.encode(wire.FigureYears(found))


def course(
    state: State,
    caller: Caller,
    organisation_id: str,
    year: int | None,
    first: str | None,
    last: str | None,
) -> bytes:
    with state.database.reading() as connection:
        asked = _asked(state, connection, caller, organisation_id, year)
        days = repository.days_of(connection, organisation_id, asked.year)
        present = repository.counts_of(connection, [organisation_id], asked.year)
    ended = {each.day: each.letters for each in [*days, *present.values()]}
    points = [_point(day, ended[day], asked.edition) for day in _between(sorted(ended), first, last)]
    return msgspec.json.encode(asked.head() | {"organisation_id": organisation_id, "points": points})


def _between(days: Sequence[str], first: str | None, last: str | None) -> list[str]:
    """With the day before ``first`` that says how ``first`` began."""
    begin = first or ""
    earlier = [day for day in days if day < begin][-1:]
    end = last or "9999-12-31"
    return [day for day in [*earlier, *(day for day in days if day >= begin)] if day <= end]


def _point(day: str, count: Count, edition: Edition) -> wire.FigurePoint:
    rates = {figure.value: _rate(rate) for figure, rate in rates_of(count, edition).items()}
    return wire.FigurePoint(day, _letters(count), rates)


def members(
    state: State,
    caller: Caller,
    organisation_id: str,
    letter: Letter,
    year: int | None,
    after: str,
    limit: int,
) -> bytes:
    place = read_place(after)
    with state.database.reading() as connection:
        asked = _asked(state, connection, caller, organisation_id, year)
        area = Scope(asked.organisation.path)
        items, last = page_behind(connection, area, asked.year, letter, place, limit)
    if items:
        detail = {"letter": letter.value, "year": asked.year, "first": items[0].member_id, "n": len(items)}
        record_view(state, caller, "figure_members_listed", organisation_id, **detail)
    return msgspec.json.encode(wire.FigureMembers(items, None if last is None else write_place(last)))


def put_targets(state: State, caller: Caller, organisation_id: str, wish: wire.SetTargets) -> bytes:
    """SPEC R105. The last one holds; who set what and when is in the audit trail."""
    with state.database.writing() as connection:
        organisation = _within(connection, caller, organisation_id)
        unit = UnitOfWork(connection, state.clock())
        set_targets(unit, caller, organisation.id, wish)
        unit.finish()
    return figures(state, caller, organisation_id, wish.year)
