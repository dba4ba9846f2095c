"""The figures 监测指标 (SPEC R100–R105) as the server answers them and the screens show them."""

from datetime import datetime

import msgspec

from domain.destinations import TransferKind
from domain.organisations import OrganisationKind
from domain.policy import Figure, Letter
from domain.transfers import TransferState


class FigureRate(msgspec.Struct, frozen=True):
    """``value`` None: there is nobody to count, shown as «—»."""

    numerator: int
    denominator: int
    value: float | None = None
    target: float | None = None
    rank: int | None = None


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    organisation_id: str
    full_name: str
    short_name: str
    kind: OrganisationKind
    active: bool
    letters: dict[Letter, int]
    rates: dict[Figure, FigureRate]


class Figures(FigureRow, frozen=True, kw_only=True):
    """``at``: when it was so."""

    year: int
    edition: int
    formulas: dict[Figure, str]
    at: datetime


class FiguresOfChildren(msgspec.Struct, frozen=True):
    items: tuple[FigureRow, ...]


class FigurePoint(msgspec.Struct, frozen=True):
    """How a day ended; the days up to the next point ended the same."""

    day: str
    rates: dict[Figure, FigureRate]


class FigureCourse(msgspec.Struct, frozen=True):
    points: tuple[FigurePoint, ...]


class FigureYears(msgspec.Struct, frozen=True):
    years: tuple[int, ...]


class FigureMember(msgspec.Struct, frozen=True, kw_only=True):
    member_id: str
    name: str
    home_name: str
    incoming: bool
    transfer_id: str | None = None
    kind: TransferKind | None = None
    state: TransferState | None = None
    destination_name: str | None = None


class FigureMembers(msgspec.Struct, frozen=True):
    items: tuple[FigureMember, ...]
    after: str | None


class FigureBoard(msgspec.Struct, frozen=True, kw_only=True):
    """All that is shown of one organisation and year; kept on this machine as it was answered last."""

    figures: Figures
    children: tuple[FigureRow, ...]
    points: tuple[FigurePoint, ...]
    years: tuple[int, ...]


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """The members behind a number. ``complete``: False when only the first were read."""

    items: tuple[FigureMember, ...]
    complete: bool


class Lifting(msgspec.Struct, frozen=True, kw_only=True):
    """What would bring a figure to its target: how many must be completed, and which are open."""

    needed: int
    cases: tuple[FigureMember, ...]
    complete: bool
