"""The figures as they are sent. What a client keeps of them is one answer by organisation and year."""

from typing import Annotated

import msgspec

from domain.destinations import TransferKind
from domain.organisations import OrganisationKind
from domain.policy import Figure
from domain.transfers import TransferState

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
FIRST_YEAR, LAST_YEAR = 1900, 2199


class FigureRate(msgspec.Struct):
    """``value`` is null where the denominator is 0, and shown as «—». ``target``: what the administrator has
    set, else null. ``rank``: among the children of one answer, the best being 1; elsewhere null."""

    numerator: int
    denominator: int
    value: float | None
    target: Share | None = None
    rank: int | None = None


class FigureRow(msgspec.Struct, kw_only=True):
    """An organisation and everything below it. ``letters``: how many count for each letter of the formulas;
    ``changed_on``: the day in China since which it is so, null when nothing has ever been counted."""

    organisation_id: str
    full_name: str
    short_name: str
    kind: OrganisationKind
    active: bool
    changed_on: str | None
    letters: dict[str, int]
    rates: dict[str, FigureRate]


class Figures(FigureRow, kw_only=True):
    """``edition``: the year of the rules that the formulas are from; ``at``: when it was so."""

    year: int
    edition: int
    formulas: dict[str, str]
    at: str


class FiguresOfChildren(msgspec.Struct, kw_only=True):
    """In the order of the tree."""

    organisation_id: str
    year: int
    edition: int
    formulas: dict[str, str]
    at: str
    items: list[FigureRow]


class FigurePoint(msgspec.Struct):
    """How a day in China ended; the days up to the next point ended the same. Today's has not ended yet."""

    day: str
    letters: dict[str, int]
    rates: dict[str, FigureRate]


class FigureCourse(msgspec.Struct, kw_only=True):
    """The first point may lie before the first day that was asked for, and says how that day ended."""

    organisation_id: str
    year: int
    edition: int
    formulas: dict[str, str]
    at: str
    points: list[FigurePoint]


class FigureYears(msgspec.Struct):
    """The newest first."""

    years: list[int]


class FigureMember(msgspec.Struct, kw_only=True):
    """``home``: the branch that they graduated from; ``incoming``: from elsewhere, and applied to enter.
    What follows ``transfer_id`` is null when nothing was started."""

    member_id: str
    name: str
    home_id: str
    home_name: str
    incoming: bool
    transfer_id: str | None = None
    kind: TransferKind | None = None
    state: TransferState | None = None
    destination_id: str | None = None
    destination_name: str | None = None


class FigureMembers(msgspec.Struct):
    items: list[FigureMember]
    after: str | None


Target = Share | None | msgspec.UnsetType


class Targets(msgspec.Struct):
    """Those that are named are set, or with null taken away; the others stay."""

    study: Target = msgspec.UNSET
    society: Target = msgspec.UNSET
    employer: Target = msgspec.UNSET
    started: Target = msgspec.UNSET
    completed: Target = msgspec.UNSET

    def named(self) -> dict[Figure, float | None]:
        values = ((figure, getattr(self, figure.value)) for figure in Figure)
        return {figure: value for figure, value in values if value is not msgspec.UNSET}


class SetTargets(msgspec.Struct):
    year: Annotated[int, msgspec.Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
    targets: Targets


SET_TARGETS = msgspec.json.Decoder(SetTargets)
