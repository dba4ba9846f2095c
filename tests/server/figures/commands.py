"""Commands as chance would have it, carried out by the server's own code, without HTTP and sessions.

Most of them are meant to be carried out, some are refused, and all of them come in units of work of one or
of several, of which some are given up in the middle.
"""

import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from domain.actors import Actor, Role
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    MarkMember,
    RefuseTransfer,
    RevokeMark,
    SetGraduationMonth,
    SetMemberMonth,
    StartTransfer,
    WithdrawTransfer,
)
from domain.deletion import DeleteMember, DeletionReason, RestoreMember
from domain.destinations import Particulars, TransferKind
from domain.members import Mark
from domain.organisation_commands import CreateOrganisation, DissolveOrganisation, MoveOrganisation
from domain.organisations import Category, Organisation, OrganisationKind, System, card_of, is_below
from domain.refusals import RefusedError
from domain.transfers import TransferState
from server.database.unit_of_work import UnitOfWork
from server.documents import ORGANISATIONS
from server.members.tables import deletion, member
from server.organisations.tables import organisation
from server.scope import NATIONWIDE
from server.sessions.callers import Caller
from server.state import State
from server.sync.executing import decide
from server.sync.kinds import AnyCommand
from server.sync.rejections import RejectedError
from server.sync.wire import Op
from server.transfers.repository import find_transfer
from server.transfers.tables import transfer
from tests.server.sample import PLACES, id_of, members

KINDS = (TransferKind.EMPLOYED, TransferKind.FURTHER_STUDY, TransferKind.UNEMPLOYED, TransferKind.ORDINARY)
MONTHS = ("2019-06", "2020-06", "2020-07", "2021-06")
LEAST_MEMBERS = 20
MOVED = ("college", "college_other", "class", "class_other")
ABOVE = ("university", "vocational", "municipal")
HOMES = ("class", "mixed", "school", "class_other", "younger")
_EXAMPLE = next(members())
Wish = tuple[str, str, int, AnyCommand]
"""Whose organisation acts, upon what, seen at which version."""


class GivenUpError(Exception):
    """As when a later part of the same unit of work fails."""


class Chance:
    def __init__(self, state: State, seed: int) -> None:
        self._state = state
        self._random = random.Random(seed)
        self.done = self.refused = 0
        self.gives_up = 0.05
        """How often what was done is taken back."""

    def unit(self) -> None:
        """One transaction."""
        with self._state.database.writing() as connection:
            unit = UnitOfWork(connection, self._state.clock())
            self._enrol(unit)
            for _ in range(self._random.choice((1, 1, 1, 2, 5))):
                self._attempt(unit)
            unit.finish()

    def _enrol(self, unit: UnitOfWork) -> None:
        """So that there is always somebody, as when members are loaded from a file."""
        rows = unit.connection.execute(select(member.c.id).where(member.c.deleted_at.is_(None))).all()
        for number in range(len(rows), LEAST_MEMBERS):
            branch = id_of(self._random.choice(HOMES))
            newcomer = replace(_EXAMPLE, id=str(uuid.uuid4()), organisation_id=branch, name=f"新{number}")
            unit.save_member(newcomer)

    def _attempt(self, unit: UnitOfWork) -> None:
        try:
            with unit.attempt(self._state.clock()):
                wish = self._random.choices(*zip(*self._wishes(), strict=True))[0](unit.connection)
                if wish is None:
                    return
                self._carry_out(unit, *wish)
                if self._random.random() < self.gives_up:
                    raise GivenUpError
                self.done += 1
        except (RefusedError, RejectedError, GivenUpError):
            self.refused += 1

    def _carry_out(
        self, unit: UnitOfWork, actor_id: str, subject_id: str, version: int, command: AnyCommand
    ) -> None:
        acting = _organisation(unit.connection, actor_id)
        actor = Actor(
            user_id=id_of("account", "country"),
            name="管理员",
            role=Role.ADMINISTRATOR,
            organisation=card_of(acting),
        )
        caller = Caller(session_id="", login="", must_change_password=False, actor=actor)
        op = Op(
            op_id=str(uuid.uuid4()), device_seq=1, kind="", subject_id=subject_id, seen_version=version,
            payload={}, decided_at="", schema=1, user_id="", body_sha256="", after=None,
        )  # fmt: skip
        decide(self._state, unit, caller, command, op)(unit)

    def _wishes(self) -> list[tuple[Callable[[Connection], Wish | None], int]]:
        return [
            (self._start, 30),
            (self._decide, 45),
            (self._mark, 10),
            (self._revoke, 8),
            (self._set_month, 3),
            (self._set_member_month, 6),
            (self._delete, 4),
            (self._restore, 4),
            (self._move, 3),
            (self._create, 2),
            (self._dissolve, 2),
        ]

    # Picking

    def _pick(self, connection: Connection, ids: Any) -> str | None:
        found = list(connection.scalars(ids))
        return self._random.choice(found) if found else None

    def _organisations(
        self, connection: Connection, kind: OrganisationKind | None = None
    ) -> list[Organisation]:
        query = select(organisation.c.document).where(organisation.c.active)
        if kind is not None:
            query = query.where(organisation.c.kind == kind.value)
        return [
            ORGANISATIONS.read(document) for document in connection.scalars(query.order_by(organisation.c.id))
        ]

    def _any(self, connection: Connection, kind: OrganisationKind | None = None) -> Organisation:
        return self._random.choice(self._organisations(connection, kind))

    def _member(self, connection: Connection) -> tuple[str, int, str]:
        query = select(member.c.id, member.c.version, member.c.organisation_id)
        present = query.where(member.c.deleted_at.is_(None)).order_by(member.c.id)
        rows = connection.execute(present.where(member.c.organisation_id.in_(map(id_of, HOMES)))).all()
        if not rows or self._random.random() < 0.2:
            rows = connection.execute(present).all()
        row = self._random.choice(rows)
        return row.id, row.version, row.organisation_id

    # Transfers

    def _start(self, connection: Connection) -> Wish:
        member_id, _, home = self._member(connection)
        graduates = _organisation(connection, home).category is Category.GRADUATE
        kind = self._random.choice(KINDS) if graduates else TransferKind.ORDINARY
        places = {
            TransferKind.EMPLOYED: ("employer", "workshop"),
            TransferKind.FURTHER_STUDY: ("college", "college_other", "vocational", "younger"),
            TransferKind.UNEMPLOYED: ("township", "floating"),
            TransferKind.ORDINARY: ("employer", "workshop", "younger", "class", "college_other"),
        }
        destination = id_of(self._random.choice(places[kind]))
        command = StartTransfer(
            member_id=member_id,
            kind=kind,
            system=System.NATIONAL,
            reason="毕业",
            destination_id=destination,
            particulars=Particulars(workplace="610103", enrolled_on="2020-09-01"),
        )
        return self._random.choice([home, home, destination]), str(uuid.uuid4()), 0, command

    def _decide(self, connection: Connection) -> Wish | None:
        found = self._pick(connection, select(transfer.c.id).where(transfer.c.open).order_by(transfer.c.id))
        present = find_transfer(connection, NATIONWIDE, found) if found else None
        if present is None or present.acting is None:
            return None
        area = _organisation(connection, present.acting.id).path
        below = self._organisations(connection, OrganisationKind.BRANCH)
        branches = [each.id for each in below if is_below(each.path, area)]
        commands: list[AnyCommand] = [ApproveTransfer()] * 5
        if present.state is TransferState.AWAITING_ALLOCATION and branches:
            commands = [AllocateTransfer(branch_id=self._random.choice(branches))] * 5
        commands += [RefuseTransfer(reason="不符"), WithdrawTransfer()]
        command = self._random.choice(commands)
        acting = present.acting.id
        if isinstance(command, WithdrawTransfer):
            acting = present.started_by.organisation_id or acting
        return acting, present.id, present.version, command

    # Members

    def _mark(self, connection: Connection) -> Wish:
        member_id, version, home = self._member(connection)
        mark = self._random.choice(list(Mark))
        command = MarkMember(
            mark=mark,
            expected_month="2022-06",
            delay_reason="科研",
            move_to=self._random.choice([None, id_of("delayed")]) if mark is Mark.DELAYED_GRADUATE else None,
        )
        return _above(connection, home), member_id, version, command

    def _revoke(self, connection: Connection) -> Wish:
        member_id, version, home = self._member(connection)
        query = select(member.c.id, member.c.version).where(member.c.organisation_id == id_of("delayed"))
        if self._random.random() < 0.7 and (row := connection.execute(query).first()):
            return "university", row.id, row.version, RevokeMark()
        return _above(connection, home), member_id, version, RevokeMark()

    def _set_month(self, connection: Connection) -> Wish:
        branch = _organisation(connection, self._random.choice(HOMES))
        month, mixed = self._random.choice(MONTHS), self._random.random() < 0.4
        command = SetGraduationMonth(month=month, mixed=mixed)
        return _above(connection, branch.id), branch.id, branch.version, command

    def _set_member_month(self, connection: Connection) -> Wish:
        mixed = [each.id for each in self._organisations(connection, OrganisationKind.BRANCH) if each.mixed]
        query = select(member.c.id, member.c.version, member.c.organisation_id)
        rows = connection.execute(
            query.where(member.c.organisation_id.in_(mixed)).order_by(member.c.id)
        ).all()
        member_id, version, home = self._random.choice(rows) if rows else self._member(connection)
        command = SetMemberMonth(month=self._random.choice(MONTHS))
        return _above(connection, home), member_id, version, command

    def _delete(self, connection: Connection) -> Wish:
        member_id, version, _ = self._member(connection)
        command = DeleteMember(reason=DeletionReason.DECEASED, remark="因病去世")
        return "country", member_id, version, command

    def _restore(self, connection: Connection) -> Wish | None:
        found = self._pick(connection, select(deletion.c.member_id).order_by(deletion.c.member_id))
        return None if found is None else ("country", found, 0, RestoreMember())

    # Organisations

    def _move(self, connection: Connection) -> Wish:
        moved, parent = self._any(connection), self._any(connection)
        if self._random.random() < 0.7:
            moved = _organisation(connection, self._random.choice(MOVED))
            parent = _organisation(connection, self._random.choice((*MOVED, *ABOVE)))
        return "country", moved.id, moved.version, MoveOrganisation(parent_id=parent.id)

    def _create(self, connection: Connection) -> Wish:
        name = f"新建团支部{self._random.random()}"
        parent = self._any(connection)
        command = CreateOrganisation(
            parent_id=parent.id, full_name=name, short_name=name, kind=OrganisationKind.BRANCH
        )
        return "country", str(uuid.uuid4()), 0, command

    def _dissolve(self, connection: Connection) -> Wish:
        lasting = set(map(id_of, PLACES))
        branches = self._organisations(connection, OrganisationKind.BRANCH)
        made = [each for each in branches if each.id not in lasting]
        found = self._random.choice(made or branches)
        return "country", found.id, found.version, DissolveOrganisation()


def _above(connection: Connection, branch_id: str) -> str:
    parent_id = _organisation(connection, branch_id).parent_id
    assert parent_id is not None
    return parent_id


def _organisation(connection: Connection, organisation_id: str) -> Organisation:
    key = id_of(organisation_id) if organisation_id in PLACES else organisation_id
    query = select(organisation.c.document).where(organisation.c.id == key)
    return ORGANISATIONS.read(connection.execute(query).scalar_one())
