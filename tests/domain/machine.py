"""Anyone does anything at any time: the state machine that ``test_any_sequence`` and ``test_planted`` run."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain import commands
from domain.actors import Actor
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    MarkMember,
    RefuseTransfer,
    RevokeMark,
    SetGraduationMonth,
    SetMemberMonth,
    StartTransfer,
    WithdrawTransfer,
)
from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import Particulars, TransferKind
from domain.graduation import convert
from domain.instants import china_date, end_of_day
from domain.members import Mark
from domain.nudges import nudge_transfer
from domain.organisations import OrganisationKind, System
from domain.refusals import RefusedError
from domain.standstill import give_days_back
from domain.transfers import Transfer, TransferState
from tests.domain.examples import NOON, administrator, member, oneself, small_world
from tests.domain.laws import CLOSED, check_change, check_lapse, check_moved, check_world

PEOPLE = ("zhang", "li", "wang", "qian", "wu")
OFFICES = (
    *("class", "class_two", "mixed", "college", "university", "languages", "delayed", "vocational"),
    *("employer", "workshop", "township", "floating", "home_township", "home_floating", "register"),
    *("academy", "academy_freshers", "county", "city", "province", "elsewhere", "country"),
)
LIKELY = (
    (TransferKind.EMPLOYED, "employer"),
    (TransferKind.EMPLOYED, "workshop"),
    (TransferKind.FURTHER_STUDY, "academy"),
    (TransferKind.SPECIAL_UNIT, "register"),
    (TransferKind.SPECIAL_UNIT, "register"),
    (TransferKind.UNEMPLOYED, "home_township"),
    (TransferKind.STUDY_ABROAD, "abroad"),
    (TransferKind.ORDINARY, "employer"),
    (TransferKind.ORDINARY, "college"),
)
MONTHS = ("2019-06", "2020-06", "2020-07", "2021-01", "六月")
APPLICATION = Particulars(country="某国", period="两年", purpose="读研", home_contact="家长", home_phone="1")

DELAY = MarkMember(
    mark=Mark.DELAYED_GRADUATE, expected_month="2021-01", delay_reason="休学", move_to="delayed"
)

anyone = st.sampled_from(OFFICES + PEOPLE)
sides = st.sampled_from(["the leaving", "the leaving", "themselves", "the entering", "anyone"])
behind = st.sampled_from([0, 0, 0, 0, 1, 2])
waits = st.sampled_from([1, 24, 24 * 10, 24 * 16]).map(lambda hours: timedelta(hours=hours))
decisions: st.SearchStrategy[Command] = st.one_of(
    st.just(ApproveTransfer()),
    st.just(ApproveTransfer(remark="属实")),
    st.builds(RefuseTransfer, reason=st.sampled_from(["不符", " "])),
    st.just(WithdrawTransfer()),
)
markings: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        MarkMember,
        mark=st.sampled_from([Mark.DELAYED_GRADUATE, *Mark]),
        expected_month=st.sampled_from(MONTHS),
        delay_reason=st.sampled_from(["休学", "休学", " "]),
        move_to=st.sampled_from(["delayed", "delayed", None, "juniors"]),
    ),
    st.just(RevokeMark()),
    st.just(RevokeMark()),
    st.builds(SetMemberMonth, month=st.sampled_from(MONTHS)),
)


class AnySequence(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = small_world()
        self.world.members["he"] = member("he", "delayed")
        self.now = NOON
        self.closed: dict[str, Transfer] = {}

    # What anyone may try

    @rule(who=st.sampled_from(PEOPLE), request=st.sampled_from(LIKELY), side=sides, other=anyone)
    def start(self, who: str, request: tuple[TransferKind, str], side: str, other: str) -> None:
        """Of the kind that is theirs, by one of the three sides or by whoever comes along."""
        kind, destination = request
        leaving = self.world.members[who].organisation_id
        if self.world.members[who].mark:
            kind, destination = TransferKind.ORDINARY, "workshop"
        sides = {"the leaving": leaving, "themselves": who, "the entering": destination, "anyone": other}
        self.start_as(sides[side], who, kind, destination, SPECIAL_UNIT_REASON)

    @rule(
        who=st.sampled_from(PEOPLE),
        kind=st.sampled_from(list(TransferKind)),
        destination=st.sampled_from(OFFICES),
        reason=st.sampled_from(["毕业", SPECIAL_UNIT_REASON, " "]),
        by=anyone,
    )
    def start_anything(self, who: str, kind: TransferKind, destination: str, reason: str, by: str) -> None:
        self.start_as(by, who, kind, destination, reason)

    def start_as(self, by: str, who: str, kind: TransferKind, destination: str, reason: str) -> None:
        command = StartTransfer(
            member_id=who,
            kind=kind,
            system=System.NATIONAL,
            reason=reason,
            destination_id=destination,
            remark="具体信息",
            particulars=APPLICATION,
        )
        self.perform(command, f"transfer-{len(self.world.transfers) + 1}", self.actor(by), 0)

    @precondition(lambda self: self.world.transfers)
    @rule(data=st.data(), command=decisions, by=st.none() | st.none() | anyone, behind=behind)
    def decide(self, data: st.DataObject, command: Command, by: str | None, behind: int) -> None:
        """By who must act next, or by whoever comes along."""
        transfer = self.any_transfer(data)
        due = transfer.acting.id if transfer.acting else "country"
        if isinstance(command, WithdrawTransfer):
            due = transfer.started_by.user_id.removeprefix("user-")
        self.perform(command, transfer.id, self.actor(by or due), transfer.version - behind)

    @precondition(lambda self: self.world.transfers)
    @rule(data=st.data(), by=st.none() | st.none() | anyone, behind=behind)
    def allocate(self, data: st.DataObject, by: str | None, behind: int) -> None:
        transfer = self.any_transfer(data)
        branch = data.draw(st.sampled_from([*self.branches_of(transfer), "class", "workshop"]))
        actor = self.actor(by or transfer.destination.id)
        self.perform(AllocateTransfer(branch_id=branch), transfer.id, actor, transfer.version - behind)

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data())
    def move_on(self, data: st.DataObject) -> None:
        """Whoever must act next does so."""
        transfer = data.draw(st.sampled_from(self.open_ones()))
        assert transfer.acting is not None
        command: Command = ApproveTransfer()
        if transfer.state is TransferState.AWAITING_ALLOCATION:
            command = AllocateTransfer(
                branch_id=data.draw(st.sampled_from(self.branches_of(transfer) or ["class"]))
            )
        self.perform(command, transfer.id, self.actor(transfer.acting.id), transfer.version)

    @rule(
        who=st.sampled_from(PEOPLE),
        command=markings,
        by=st.just("university") | st.just("university") | anyone,
    )
    def mark_anything(self, who: str, command: Command, by: str) -> None:
        self.perform(command, who, self.actor(by), self.world.members[who].version)

    @rule(
        who=st.sampled_from(["zhang", "li"]),
        command=st.sampled_from([DELAY, MarkMember(mark=Mark.TEACHER), RevokeMark()]),
    )
    def mark_sensibly(self, who: str, command: Command) -> None:
        self.perform(command, who, self.actor("university"), self.world.members[who].version)

    @rule(
        branch=st.sampled_from(["class", "mixed", "juniors"]),
        month=st.sampled_from(MONTHS),
        mixed=st.booleans(),
        by=st.just("college") | anyone,
    )
    def set_month(self, branch: str, month: str, mixed: bool, by: str) -> None:
        command = SetGraduationMonth(month=month, mixed=mixed)
        self.perform(command, branch, self.actor(by), self.world.organisations[branch].version)

    # What time does

    @rule(wait=waits)
    def wait(self, wait: timedelta) -> None:
        self.now += wait

    @precondition(lambda self: self.open_ones())
    @rule(data=st.data(), early=st.booleans())
    def wait_for_a_deadline(self, data: st.DataObject, early: bool) -> None:
        transfer = data.draw(st.sampled_from(self.open_ones()))
        assert transfer.deadline is not None
        end = end_of_day(transfer.deadline)
        self.now = max(self.now, end - timedelta(microseconds=1) if early else end)

    @rule()
    def run_out(self) -> None:
        before = self.world.copy()
        for lapsed in self.world.lapse(self.now):
            deadline = before.transfers[lapsed.id].deadline
            assert deadline is not None
            check_lapse(before, lapsed, self.now, end_of_day(deadline))
            moved = self.world.members[lapsed.member_id]
            check_moved(before, lapsed, None if moved == before.members[moved.id] else moved)

    # What must hold after each step

    @precondition(lambda self: self.world.transfers)
    @rule(data=st.data(), by=anyone)
    def nudge(self, data: st.DataObject, by: str) -> None:
        transfer = self.any_transfer(data)
        with suppress(RefusedError):
            self.world.transfers[transfer.id] = nudge_transfer(transfer, self.actor(by), self.now)

    @rule(days=st.integers(1, 20))
    def stand_still(self, days: int) -> None:
        """And get the days back, twice as if the job had been run twice."""
        stopped, self.now = self.now, self.now + timedelta(days=days)
        for _ in range(2):
            for transfer in self.open_ones():
                edition = self.world.edition(transfer.edition)
                after = give_days_back(transfer, edition, stopped, self.now, self.now)
                assert after.deadline is not None
                assert transfer.deadline is not None
                assert timedelta(0) <= after.deadline - transfer.deadline <= timedelta(days=days)
                self.world.transfers[after.id] = after

    @rule()
    def change_of_the_year(self) -> None:
        for branch in self.world.organisations.values():
            people = [each for each in self.world.members.values() if each.organisation_id == branch.id]
            months = [each.graduation_month for each in people if each.graduation_month]
            self.world.organisations[branch.id] = convert(
                branch, self.world.edition(None), china_date(self.now), months
            )

    @invariant()
    def world_is_lawful(self) -> None:
        check_world(self.world)

    @invariant()
    def closed_stays_closed(self) -> None:
        for transfer in self.world.transfers.values():
            if transfer.state in CLOSED:
                assert self.closed.setdefault(transfer.id, transfer) == transfer, "a change past the end"
        for transfer_id in self.closed:
            assert self.world.transfers[transfer_id] == self.closed[transfer_id], "a change past the end"

    # Doing

    def actor(self, name: str) -> Actor:
        return oneself(self.world, name) if name in self.world.members else administrator(self.world, name)

    def open_ones(self) -> list[Transfer]:
        return [each for each in self.world.transfers.values() if each.state not in CLOSED]

    def branches_of(self, transfer: Transfer) -> list[str]:
        below = self.world.organisations.values()
        return [
            each.id
            for each in below
            if each.path.startswith(transfer.destination.path) and each.kind is OrganisationKind.BRANCH
        ]

    def any_transfer(self, data: st.DataObject) -> Transfer:
        """An open one more often than not."""
        chosen = self.open_ones() if data.draw(st.integers(0, 3)) else []
        return data.draw(st.sampled_from(chosen or list(self.world.transfers.values())))

    def perform(self, command: Command, subject_id: str, actor: Actor, seen_version: int) -> None:
        before = self.world.copy()
        try:
            changed = commands.execute(self.world, command, subject_id, seen_version, actor, self.now)
        except RefusedError:
            assert self.world == before, "a refused command has changed something"
            return
        assert self.world == before, "only what is answered may change"
        check_change(before, command, subject_id, seen_version, actor, changed)
        self.world.store(changed)
