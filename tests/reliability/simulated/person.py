"""An administrator at a machine: real files, real sync; the process and the disk under it may fail."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, true

from desktop import actions
from desktop.actions import Wish
from desktop.api import Api, Tokens
from desktop.api.api import opened
from desktop.cache import Cache, Viewer
from desktop.entry_values import EntryQuery
from desktop.errors import ClientError
from desktop.message_values import MessageQuery
from desktop.outbox import Op, Outbox
from desktop.outbox.outbox import _ops
from desktop.reading import entries, members, messages, transfers
from desktop.sync.cycle import Cycle
from desktop.values import MemberQuery, OpState, Seen, Session, Tab, TransferQuery
from desktop.workspace import Workspace
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    MarkMember,
    RefuseTransfer,
    RevokeMark,
    StartTransfer,
    WithdrawTransfer,
)
from domain.destinations import Particulars, TransferKind
from domain.members import Mark
from domain.organisations import System
from domain.register_commands import EndRetention, RetainMember
from domain.transfers import TransferState
from tests.desktop.keychains import MemoryKeychain
from tests.reliability.simulated.network import SimulatedNetwork
from tests.server.sample import PASSWORD, id_of, login_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop.api import NewSession
    from tests.reliability.simulated.server import SimulatedServer

KEY = b"k" * 32


class KilledError(BaseException):
    """The client's process is gone, with whatever it had not committed."""


class Person:
    def __init__(self, folder: Path, name: str, server: SimulatedServer) -> None:
        self.folder = folder / name
        self.name = name
        self.device_id = id_of("device", name)
        self.saved: set[str] = set()
        self.kills = 0
        self._server = server
        self.session = self._signed_in(SimulatedNetwork(server, random.Random(0)))
        self.folder.mkdir()
        Outbox.create(self.folder / "outbox.db", KEY)

    def _signed_in(self, network: SimulatedNetwork) -> NewSession:
        return opened(network, login_of(self.name), PASSWORD, None, self.device_id)

    # A run begins

    def begin(self, chance: random.Random) -> None:
        self.chance = chance
        self.network = SimulatedNetwork(self._server, chance)
        self.keychain = MemoryKeychain()
        self.tokens = Tokens(self.keychain, "refresh")
        self.tokens.accept(self.session)
        self.saved = set()
        self.skew = timedelta(
            seconds=chance.choice((0, 0, 1, -30, 3600)), days=chance.choice((0, 0, 730, -730))
        )
        self._left: int | None = None
        self.start()

    def clock(self) -> datetime:
        """Right, or years off, and jumping (RELIABILITY I12)."""
        return self._server.clock() + self.skew

    def start(self) -> None:
        cache = Cache(
            self.folder / "cache.db", KEY, Viewer(self.session.user.id, self.session.organisation.id)
        )
        outbox = Outbox.open(self.folder / "outbox.db", KEY)
        for database in (cache._database, outbox._database):
            event.listen(database._engine, "before_cursor_execute", self._step)
            event.listen(database._engine, "commit", self._step)
        self.space = Workspace(cache=cache, outbox=outbox, session=self._as_told(), machine_clock=self.clock)
        self.space.begin()
        api = Api(
            self.network,
            self.tokens,
            instance_id=self.session.instance_id,
            organisation_id=self.session.organisation.id,
            on_renewed=lambda _: None,
        )
        self.cycle = Cycle(self.space, api, self.device_id)

    def _as_told(self) -> Session:
        told = self.session
        return Session(
            key="k",
            server="s",
            user_id=told.user.id,
            user_name=told.user.name,
            account_masked="",
            role=told.role,
            organisation=told.organisation,
            organisations=told.organisations,
            must_change_password=False,
            offline=False,
        )

    def stop(self) -> None:
        self.space.close()

    # Dying

    def _step(self, *_: Any) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                raise KilledError

    def killed_in(self, deed: Any) -> None:
        """At a statement that the chance chooses; started again, perhaps with a cache that the disk has
        put back, since only the outbox is written with full sync."""
        earlier = self._copy_of_cache() if self.chance.random() < 0.3 else None
        self._left = self.chance.randint(1, 80)
        with suppress(KilledError):
            deed()
        self._left = None
        self.kills += 1
        self.stop()
        if earlier is not None:
            self._put_back(earlier)
        self.start()
        assert self.saved <= self.ops().keys(), "what was said to be saved is gone"

    def ops(self) -> dict[str, Op]:
        """Whatever the outbox holds."""
        with self.space.outbox._database.read() as connection:
            return {op.op_id: op for op in _ops(connection, true())}

    def _copy_of_cache(self) -> dict[str, bytes]:
        self.space.cache._database._engine.dispose()
        return {each.name: each.read_bytes() for each in self.folder.glob("cache.db*")}

    def _put_back(self, earlier: dict[str, bytes]) -> None:
        for each in self.folder.glob("cache.db*"):
            each.unlink()
        for name, content in earlier.items():
            (self.folder / name).write_bytes(content)

    # Deeds

    def sync(self) -> None:
        try:
            self._synced()
        except ClientError:
            if not self.network.is_troubled:
                raise

    def _synced(self) -> None:
        try:
            self.cycle.run()
        except ClientError as error:
            if error.code != "SIGN_IN_AGAIN":
                raise
            self.tokens.accept(self._signed_in(self.network))
            self.cycle.run()

    def mark(self) -> None:
        rows = self._members()
        if not rows:
            return
        row = self.chance.choice(rows)
        command = RevokeMark() if row.member.mark else MarkMember(mark=self.chance.choice(MARKS))
        self._act(command, Seen(id=row.member.id, version=row.member.version))

    def start_transfer(self) -> None:
        rows = [row for row in self._members() if row.open_transfer is None]
        if not rows:
            return
        command = StartTransfer(
            member_id=self.chance.choice(rows).member.id,
            kind=TransferKind.EMPLOYED,
            system=System.NATIONAL,
            reason="已落实工作单位",
            destination_id=id_of("employer"),
            particulars=Particulars(employer="示例科技公司", workplace="610103"),
        )
        self._act(command, Seen(id=id_of(self.chance.random()), version=0))

    def decide(self) -> None:
        ids = transfers.list_transfers(self.space, TransferQuery(tab=self.chance.choice(TABS)))
        rows = transfers.read_transfers(self.space, ids)
        if rows:
            transfer = self.chance.choice(rows).transfer
            is_mine = transfer.acting is not None and transfer.acting.id == self.session.organisation.id
            to_allocate = transfer.state is TransferState.AWAITING_ALLOCATION
            command = self.chance.choice(DECISIONS) if is_mine else WithdrawTransfer()
            allocate = AllocateTransfer(branch_id=id_of("workshop"))
            self._act(
                allocate if is_mine and to_allocate else command,
                Seen(id=transfer.id, version=transfer.version),
            )

    def enter(self) -> None:
        """Into the register of who is kept, and out of it again."""
        rows = entries.read_entries(self.space, entries.list_entries(self.space, EntryQuery()))
        if rows and self.chance.random() < 0.5:
            entry = self.chance.choice(rows).entry
            self._act(EndRetention(outcome="已就业"), Seen(id=entry.id, version=entry.version))
            return
        for row in self._members()[:1]:
            command = RetainMember(member_id=row.member.id, months=6, reason="正在求职")
            self._act(command, Seen(id=id_of(self.chance.random()), version=0))

    def read(self) -> None:
        ids = messages.list_messages(self.space, MessageQuery())
        if self.chance.random() < 0.2:
            messages.mark_all_messages_read(self.space)
        else:
            messages.mark_messages_read(self.space, self.chance.sample(ids, min(3, len(ids))))

    def take_back(self) -> None:
        waiting = [op for op in self.space.outbox.pending() if op.state is OpState.WAITING]
        if waiting:
            chosen = self.chance.choice(waiting)
            # Killed in the middle, nobody has been told whether they are still there.
            doubtful = {op.op_id for op in waiting if op.subject_id == chosen.subject_id} & self.saved
            self.saved -= doubtful
            self.saved |= doubtful - set(actions.take_back(self.space, [chosen.op_id]))

    def jump_the_clock(self) -> None:
        self.skew += timedelta(hours=self.chance.choice((-9000, -1, 1, 9000)))

    def _members(self) -> list[Any]:
        ids = members.list_members(self.space, MemberQuery())
        return members.read_members(self.space, self.chance.sample(ids, min(4, len(ids))))

    def _act(self, command: Any, seen: Seen) -> None:
        for outcome in actions.act_each(self.space, [Wish(command, seen)]):
            if outcome.op_id is not None:
                self.saved.add(outcome.op_id)

    # The folder

    def keep(self, to: Path) -> None:
        shutil.copytree(self.folder, to / self.name)

    def put_back(self, kept: Path) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(kept / self.name, self.folder)


MARKS = (Mark.TEACHER, Mark.FLOATING_GRADUATE)
DECISIONS = (
    ApproveTransfer(remark="同意"),
    ApproveTransfer(remark="同意"),
    RefuseTransfer(reason="材料不全，请补充"),
)
TABS = (Tab.PENDING, Tab.PENDING, Tab.STARTED)
