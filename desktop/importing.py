"""A school's employment sheet as transfers to be started (SPEC R116): who, what kind, where to.

Nothing is started here. Every row says what keeps it from being started, and every doubt about it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from desktop.exchange.columns import Meaning
from desktop.exchange.pace import Pace
from desktop.matching import MISSES, Match, Wanted
from desktop.nearness import Nearness, Proposal
from desktop.values import StartTarget
from domain.commands import StartTransfer
from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import Particulars, TransferKind
from domain.employment import is_agency_worker, kind_of_situation
from domain.organisations import Card
from domain.refusals import Refusal
from domain.terms import term

FIELDS = tuple(Meaning)


class Trouble(StrEnum):
    """What keeps a row from being started, until somebody has corrected it."""

    NUMBER_WRONG = "number_wrong"
    NOT_FOUND = "not_found"
    SEVERAL = "several"
    TWICE = "twice"
    KIND_UNKNOWN = "kind_unknown"
    DESTINATION_MISSING = "destination_missing"
    DESTINATION_DOUBTFUL = "destination_doubtful"
    NAME_DIFFERS = "name_differs"
    NUMBER_DIFFERS = "number_differs"
    REFUSED = "refused"


DOUBTS = frozenset({Trouble.DESTINATION_DOUBTFUL, Trouble.NAME_DIFFERS, Trouble.NUMBER_DIFFERS})
"""Of these it is enough that somebody looks at the row and says that it is right."""

Cells = Mapping[Meaning, str]


class SheetRow(NamedTuple):
    """``number``: as Excel counts. ``destination``: what somebody chose, over what is proposed.
    ``confirmed``: somebody has looked at the doubts."""

    number: int
    cells: Cells
    destination: Card | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    row: SheetRow
    match: Match
    kind: TransferKind | None
    proposal: Proposal
    troubles: tuple[Trouble, ...] = ()
    refusal: Refusal | None = None

    @property
    def wish(self) -> StartTransfer | None:
        """What is started for it; None as long as it has troubles."""
        if self.troubles or self.match.member is None or self.kind is None or self.destination is None:
            return None
        return _wish(self.row, self.match.member.id, self.kind, self.destination)

    @property
    def destination(self) -> Card | None:
        return self.row.destination or self.proposal.card


class Helpers(NamedTuple):
    """What planning asks of the client."""

    match: Callable[[Sequence[Wanted]], list[Match]]
    search: Callable[[str], tuple[Card, ...]]
    """Organisations by a name: the server's when it answers, else those of this machine."""
    plan: Callable[[Sequence[StartTransfer], Sequence[Card]], list[StartTarget]]
    place_name: Callable[[str], str]
    own: Callable[[TransferKind], tuple[Card, ...]]
    """Organisations of the scope that a kind goes to, such as the school's branch for study abroad."""


def plan_import(helpers: Helpers, rows: Sequence[SheetRow], pace: Pace | None = None) -> list[PlannedRow]:
    """Raises StoppedError. The rows' order is kept."""
    pace = pace or Pace()
    matches = helpers.match([_wanted(row.cells) for row in rows])
    nearness = Nearness(helpers.search, helpers.place_name, helpers.own)
    planned = [
        _planned(row, match, nearness)
        for row, match in pace.through(zip(rows, matches, strict=True), len(rows))
    ]
    return list(_with_refusals(helpers, _with_doubles(planned)))


def _wanted(cells: Cells) -> Wanted:
    return Wanted(*(cells.get(each, "") for each in (Meaning.IDENTITY_NUMBER, Meaning.NAME, Meaning.BRANCH)))


def _planned(row: SheetRow, match: Match, nearness: Nearness) -> PlannedRow:
    kind = kind_of_situation(row.cells.get(Meaning.SITUATION, ""))
    proposal = Proposal(None, (), True)
    if kind is not None and match.member is not None and row.destination is None:
        proposal = nearness.propose(kind, row.cells, match.member)
    planned = PlannedRow(row=row, match=match, kind=kind, proposal=proposal)
    return replace(planned, troubles=tuple(_troubles(planned)))


def _troubles(planned: PlannedRow) -> Iterator[Trouble]:
    doubt, sure = planned.match.doubt, planned.row.confirmed
    if doubt in MISSES:
        yield Trouble(doubt.value)
        return
    if doubt is not None and not sure:
        yield Trouble(doubt.value)
    if planned.kind is None:
        yield Trouble.KIND_UNKNOWN
    elif planned.destination is None and planned.kind is not TransferKind.DELAYED:
        yield Trouble.DESTINATION_MISSING
    elif not planned.proposal.sure and not sure:
        yield Trouble.DESTINATION_DOUBTFUL


def _with_doubles(planned: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Nobody goes twice: none of two rows about one person is started."""
    times = Counter(each.match.member.id for each in planned if each.match.member is not None)
    return [
        replace(each, troubles=(Trouble.TWICE, *each.troubles))
        if each.match.member is not None and times[each.match.member.id] > 1
        else each
        for each in planned
    ]


def _with_refusals(helpers: Helpers, planned: Sequence[PlannedRow]) -> Iterator[PlannedRow]:
    """What the rules say to those that have no other trouble; delayed graduates go by a mark (SPEC R66)."""
    wishes = {place: wish for place, each in enumerate(planned) if (wish := each.wish) is not None}
    cards = {each.destination.id: each.destination for each in planned if each.destination is not None}
    targets = helpers.plan(list(wishes.values()), list(cards.values())) if wishes else []
    refusals = dict(zip(wishes, (target.refusal for target in targets), strict=True))
    for place, each in enumerate(planned):
        refusal = refusals.get(place)
        if each.kind is TransferKind.DELAYED and not each.troubles:
            refusal = _by_mark()
        yield each if refusal is None else replace(each, troubles=(Trouble.REFUSED,), refusal=refusal)


def _by_mark() -> Refusal:
    from domain.destinations import RULES_BY_ID

    rule = RULES_BY_ID["R66.by_mark"]
    facts = {"rule": rule.number, "kind": TransferKind.DELAYED, "missed": rule.sentence}
    return Refusal("RULE_MISSED", {**facts, "missed_en": rule.sentence_en})


def _wish(row: SheetRow, member_id: str, kind: TransferKind, destination: Card) -> StartTransfer:
    cells, special = row.cells, kind is TransferKind.SPECIAL_UNIT
    remark = cells.get(Meaning.REMARK, "")
    return StartTransfer(
        member_id=member_id,
        kind=kind,
        system=destination.system,
        reason=SPECIAL_UNIT_REASON if special else term(kind),
        destination_id=destination.id,
        remark=(remark or cells.get(Meaning.UNIT, "")) if special else remark,
        particulars=_particulars(cells, kind, destination),
    )


def _particulars(cells: Cells, kind: TransferKind, destination: Card) -> Particulars:
    stated = Particulars(
        country=cells.get(Meaning.COUNTRY, ""),
        period=cells.get(Meaning.PERIOD, ""),
        purpose=cells.get(Meaning.PURPOSE, ""),
        home_contact=cells.get(Meaning.HOME_CONTACT, ""),
        home_phone=cells.get(Meaning.HOME_PHONE, ""),
        enrolled_on=cells.get(Meaning.ENROLLED_ON, ""),
    )
    if kind is not TransferKind.EMPLOYED:
        return stated
    # Where the unit has no organisation of its own, the place that was chosen is that of its work.
    return replace(
        stated,
        employer=cells.get(Meaning.UNIT, ""),
        workplace=destination.division,
        agency_worker=is_agency_worker(cells.get(Meaning.SITUATION, "")),
    )


def rows_of(
    headings: Mapping[Meaning, int], rows: Iterable[Sequence[str]], numbers: Sequence[int]
) -> list[SheetRow]:
    return [
        SheetRow(number, {meaning: row[place] for meaning, place in headings.items()})
        for number, row in zip(numbers, rows, strict=True)
    ]


def replan(
    helpers: Helpers, planned: Sequence[PlannedRow], place: int, row: SheetRow
) -> dict[int, PlannedRow]:
    """What changes when a row is corrected: it, and those that are about the same people as it was or is."""
    [alone] = plan_import(helpers, [row])
    about = {_member_id(alone), _member_id(planned[place])} - {None}
    affected = [each for each, known in enumerate(planned) if each == place or _member_id(known) in about]
    rows = [row if each == place else planned[each].row for each in affected]
    return dict(zip(affected, plan_import(helpers, rows), strict=True))


def _member_id(planned: PlannedRow) -> str | None:
    return None if planned.match.member is None else planned.match.member.id
