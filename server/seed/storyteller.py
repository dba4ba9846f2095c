"""Tells a transfer from its start to where its course leads, by the domain's own functions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.deciding import (
    allocate_transfer,
    approve_transfer,
    lapse_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from domain.destinations import Particulars, TransferKind
from domain.instants import china_date, end_of_day
from domain.members import Member
from domain.nudges import nudge_transfer
from domain.organisations import card_of
from domain.starting import start_transfer
from domain.transfers import OPEN_STATES, Action, Side, Transfer, TransferState
from server.seed.calendar import ages, lapsing_event, moment
from server.seed.chance import Draw
from server.seed.courses import Course, route
from server.seed.people import Person
from server.seed.phrases import APPROVALS, refusals
from server.seed.scene import Scene
from server.seed.units import Unit


@dataclass(frozen=True, slots=True)
class Mover:
    person: Person
    member: Member
    source: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Where somebody is to go and what they say about it."""

    kind: TransferKind
    destination: Unit
    branches: tuple[Unit, ...] = ()
    """Where the destination allocates to, if it is no branch."""
    special: Unit | None = None
    """The municipal committee that approves for special units."""
    reason: str
    remark: str = ""
    particulars: Particulars = field(default_factory=Particulars)
    residence: str | None = None
    """Where the mover must live for this, if not where they do."""


def administrator(unit: Unit, person: Person) -> Actor:
    return Actor(
        user_id=person.account_id,
        name=person.name,
        role=Role.ADMINISTRATOR,
        organisation=card_of(unit.organisation),
    )


def superiors(unit: Unit) -> list[Unit]:
    """The unit and those above it that belong to the same school, employer or township."""
    chain = [unit]
    while chain[-1].above is not None and chain[-1].above.organisation.field is unit.organisation.field:
        chain.append(chain[-1].above)
    return chain


def someone_of(units: list[Unit], draw: Draw) -> Actor:
    """Most units decide for themselves, some are decided for from above."""
    unit = units[0] if draw.below(100) < 50 else draw.choice(units)
    return administrator(unit, draw.choice(unit.administrators))


class Story:
    """One transfer. ``longest``: how many days ago it may have begun."""

    def __init__(
        self, scene: Scene, mover: Mover, wish: Wish, course: Course, longest: int, draw: Draw
    ) -> None:
        self._mover = mover
        self._wish = wish
        self._course = course
        self._scene = scene
        self._draw = draw
        self._steps = route(course.side, wish.kind, wish.destination.organisation.kind)
        self._ages = ages(course, self._steps, longest, draw)
        self._starter = self._started_by()

    def told(self, transfer_id: str) -> Transfer:
        transfer = self._start(transfer_id)
        lapsing = lapsing_event(self._course, self._steps)
        for number in range(1, 1 + self._steps.index(self._course.state)):
            transfer = self._lapse(transfer) if number == lapsing else self._decide(transfer, number)
        return self._nudged(transfer) if self._course.ending is None else self._close(transfer)

    def _nudged(self, transfer: Transfer) -> Transfer:
        """SPEC R83: by whoever started it, a day after the step has opened."""
        age = (self._scene.today - china_date(transfer.opened_at)).days - 1
        draw = Draw(self._scene.seed, f"nudge/{transfer.id}")
        if transfer.state not in OPEN_STATES or age < 1 or not draw.one_in(8):
            return transfer
        return nudge_transfer(transfer, self._starter, moment(self._scene.today, [age], 0, draw))

    def _started_by(self) -> Actor:
        mover, draw = self._mover, self._draw
        if self._course.side is Side.SOURCE:
            return someone_of(superiors(mover.source), draw)
        if self._course.side is Side.DESTINATION:
            return someone_of([self._wish.destination], draw)
        return Actor(
            user_id=mover.person.account_id,
            name=mover.person.name,
            role=Role.MEMBER,
            organisation=card_of(mover.source.organisation),
            member_id=mover.member.id,
        )

    def _start(self, transfer_id: str) -> Transfer:
        wish = self._wish
        destination = wish.destination.organisation
        return start_transfer(
            transfer_id,
            self._mover.member,
            self._mover.source.organisation,
            card_of(destination),
            kind=wish.kind,
            system=destination.system,
            reason=wish.reason,
            remark=wish.remark,
            particulars=wish.particulars,
            special=card_of(wish.special.organisation) if wish.special else None,
            open_transfer=None,
            edition=self._scene.edition,
            actor=self._starter,
            now=self._moment(0),
        )

    def _moment(self, number: int) -> datetime:
        return moment(self._scene.today, self._ages, number, self._draw)

    def _lapse(self, transfer: Transfer) -> Transfer:
        """The timed job comes by within minutes after the last day."""
        assert transfer.deadline is not None
        delay = timedelta(seconds=self._draw.below(300))
        return lapse_transfer(transfer, self._scene.edition, end_of_day(transfer.deadline) + delay)

    def _decide(self, transfer: Transfer, number: int) -> Transfer:
        actor = self._decider(transfer.state)
        now = self._moment(number)
        if transfer.state is TransferState.AWAITING_ALLOCATION:
            branch = self._draw.choice(self._wish.branches).organisation
            return allocate_transfer(
                transfer, seen_version=transfer.version, branch=branch, actor=actor, now=now
            )
        return approve_transfer(
            transfer,
            seen_version=transfer.version,
            remark=self._draw.choice(APPROVALS[transfer.state]),
            edition=self._scene.edition,
            actor=actor,
            now=now,
        )

    def _decider(self, state: TransferState) -> Actor:
        if state is TransferState.AWAITING_SOURCE:
            return someone_of(superiors(self._mover.source), self._draw)
        if state is TransferState.AWAITING_SPECIAL and self._wish.special is not None:
            return someone_of([self._wish.special], self._draw)
        return someone_of(superiors(self._wish.destination), self._draw)

    def _close(self, transfer: Transfer) -> Transfer:
        now = self._moment(len(self._ages) - 1)
        if self._course.ending is Action.WITHDRAWN:
            return withdraw_transfer(transfer, seen_version=transfer.version, actor=self._starter, now=now)
        return refuse_transfer(
            transfer,
            seen_version=transfer.version,
            reason=self._draw.choice(refusals(transfer)),
            actor=self._decider(transfer.state),
            now=now,
        )
