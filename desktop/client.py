"""The one object that the window talks to. Works without Qt and without a network."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desktop import actions
from desktop.actions import Wish
from desktop.api import server_address
from desktop.api.transport import InterruptedCallError
from desktop.chasing import Chasing
from desktop.clock import Clock, now
from desktop.errors import ClientError, client_error
from desktop.exchanging import Exchanging
from desktop.figuring import Figuring
from desktop.finding import Finding
from desktop.keychain import LONGEST, Keychain, SystemKeychain
from desktop.messaging import Messaging
from desktop.organising import Organising
from desktop.reading import members, organisations, outbox, transfers
from desktop.registering import Registering
from desktop.session import Doorkeeper, Opened
from desktop.sync.worker import Worker
from desktop.undoing import Undoing
from desktop.values import (
    Changes,
    Counts,
    MarkPlan,
    MemberQuery,
    MemberRow,
    OrganisationNode,
    OutboxItem,
    Outcome,
    Remembered,
    RevokePlan,
    Seen,
    Session,
    Status,
    TransferDetail,
    TransferQuery,
    TransferRow,
)
from desktop.viewing import Viewing
from desktop.watching import Watching
from desktop.workspace import Workspace
from domain.commands import (
    AllocateTransfer,
    ApproveTransfer,
    Command,
    MarkMember,
    RefuseTransfer,
    RevokeMark,
    WithdrawTransfer,
)
from domain.members import Mark
from domain.policy import Edition

T = TypeVar("T")


class Client(
    Exchanging, Chasing, Organising, Registering, Messaging, Figuring, Finding, Watching, Undoing, Viewing
):
    """Every method blocks and may be called from any thread. Raises ClientError for what fails.

    ``profiles`` holds one folder per server, account and organisation. ``keychain`` None: the system's.
    ``grace``: seconds in which what was decided can still be taken back, also when online.
    """

    def __init__(
        self, profiles: Path, *, keychain: Keychain | None = None, clock: Clock = now, grace: float = 0.0
    ) -> None:
        self._folder = profiles
        self._keychain = keychain
        self._clock = clock
        self._on_changes: Callable[[Changes], None] | None = None
        self._opened: Opened | None = None
        self._worker: Worker | None = None
        self._grace = grace
        self._gate = threading.RLock()
        """Held while signing in or out, so that only one of them is under way."""

    # Signing in

    def remembered(self) -> tuple[Remembered, ...]:
        """Accounts that have signed in on this machine, the last one first."""
        profiles = self._doorkeeper().profiles
        return tuple(profiles.remembered(profile) for profile in profiles.all())

    def sign_in(
        self,
        server: str,
        account: str,
        password: str,
        organisation_id: str | None = None,
        *,
        code: str | None = None,
    ) -> Session:
        """With the server if it answers; else offline, where the password opens data on this machine.

        Raises TOTP_REQUIRED where the account wants a one-time ``code`` too, TOTP_WRONG for another one."""
        address, account = server_address(server), account.strip().upper()
        if len(account) > LONGEST:
            raise client_error("WRONG_CREDENTIALS")
        with self._gate:
            self._leave()
            return self._enter(self._doorkeeper().sign_in(address, account, password, organisation_id, code))

    def sign_in_remembered(self, key: str, password: str, *, code: str | None = None) -> Session:
        profiles = self._doorkeeper().profiles
        profile = profiles.by_key(key)
        account = profiles.account_of(profile)
        if account is None:
            raise client_error("PROFILE_UNKNOWN")
        record = profile.record
        return self.sign_in(record.server, account, password, record.organisation_id, code=code)

    def change_password(self, old: str, new: str) -> Session:
        with self._gate:
            opened = self._now_open()
            self._doorkeeper().change_password(opened, old, new)
            self.sync_now()
            return opened.workspace.session

    def switch_organisation(self, organisation_id: str) -> Session:
        with self._gate:
            former = self._now_open()
            if organisation_id == former.workspace.session.organisation.id:
                return former.workspace.session
            entered = self._doorkeeper().switch(former, organisation_id)
            self._leave()
            if not entered.workspace.session.offline:
                # Its successor lies with the other profile; used once more it would end both.
                former.tokens.forget()
            return self._enter(entered)

    def sign_out(self, *, wipe: bool = False) -> None:
        """``wipe`` deletes the cache and its key, never the outbox."""
        with self._gate:
            opened = self._now_open()
            if not opened.profile.record.working_offline:
                self._now_worker().send_the_last()
                # Signing out works without the server; there the session then ends by itself.
                with suppress(ClientError, InterruptedCallError):
                    opened.api.end_session()
            self._leave()
            opened.tokens.forget()
            if wipe:
                self._doorkeeper().vault.wipe(opened.profile)

    def lock(self) -> str:
        """Closes everything and forgets the keys, without leaving the server; what waits stays in the outbox.
        Answers the key for ``sign_in_remembered``, which opens it again, offline too (SPEC R114)."""
        with self._gate:
            key = self._now_open().workspace.session.key
            self._leave()
            return key

    @property
    def session(self) -> Session:
        return self._space().session

    # Running

    def start(self, on_changes: Callable[[Changes], None]) -> None:
        """Starts the sync's thread. ``on_changes`` is called from it and from acting threads."""
        with self._gate:
            self._on_changes = on_changes
            self._space().on_changes = on_changes
            self._now_worker().start()

    def close(self) -> None:
        """Sends what was decided just now, stops the thread and closes the files; may take some seconds.
        Closing twice is no error."""
        with self._gate:
            if self._worker is not None:
                self._worker.send_the_last()
            self._leave()

    def sync_now(self) -> None:
        """Wakes the sync; does not wait for it."""
        self._now_worker().retry()

    def sync_once(self) -> None:
        """Pushes and pulls to the end, here and now."""
        self._now_worker().run_once()

    def set_working_offline(self, offline: bool) -> None:
        """Remembered for this account on this machine, until it is switched off again."""
        opened = self._now_open()
        self._now_worker().set_working_offline(offline)
        opened.profile = opened.profile.rewritten(replace(opened.profile.record, working_offline=offline))

    def accept_deletion(self) -> None:
        """After the problem MASS_DELETION, when the user has said that it is right: syncs once without the
        stop (RELIABILITY F54)."""
        self._now_worker().accept_deletion()

    def cancel_sync(self) -> None:
        self._now_worker().cancel()

    def status(self) -> Status:
        return self._read(self._now_worker().status_of)

    # Reading

    def counts(self) -> Counts:
        return self._read(transfers.read_counts)

    def member_ids(self, query: MemberQuery, limit: int | None = None) -> list[str]:
        """With a limit only the first ones, which cost the same in a list of any length."""
        return self._read(lambda space: members.list_members(space, query, limit))

    def members(self, ids: Sequence[str]) -> list[MemberRow]:
        """In the order asked; ids that are gone are left out."""
        return self._read(lambda space: members.read_members(space, ids))

    def transfer_ids(self, query: TransferQuery) -> list[str]:
        return self._read(lambda space: transfers.list_transfers(space, query))

    def transfers(self, ids: Sequence[str]) -> list[TransferRow]:
        """In the order asked; ids that are gone are left out."""
        return self._read(lambda space: transfers.read_transfers(space, ids))

    def transfer_detail(self, transfer_id: str) -> TransferDetail | None:
        return self._read(lambda space: transfers.read_transfer_detail(space, transfer_id))

    def organisation_roots(self) -> list[OrganisationNode]:
        return self._read(organisations.read_roots)

    def organisation_children(self, organisation_id: str) -> list[OrganisationNode]:
        return self._read(lambda space: organisations.read_children(space, organisation_id))

    def organisation_path(self, organisation_id: str) -> list[str]:
        """Ids from the root down to it."""
        return self._read(lambda space: organisations.read_path(space, organisation_id))

    def find_organisations(self, text: str, limit: int = 50) -> list[OrganisationNode]:
        return self._read(lambda space: organisations.search_organisations(space, text, limit))

    def outbox(self) -> list[OutboxItem]:
        """Not dismissed: unsettled and attention first, then what was applied within a day."""
        return self._read(outbox.read_outbox)

    def recent_reasons(self) -> list[str]:
        """The user's own reasons for refusing, newest first."""
        return self._read(outbox.read_recent_reasons)

    def policy(self) -> Edition | None:
        return self._read(organisations.read_policy)

    # Acting

    def approve_transfers(self, seen: Sequence[Seen], remark: str = "") -> list[Outcome]:
        return self._act(ApproveTransfer(remark=remark), seen)

    def refuse_transfers(self, seen: Sequence[Seen], reason: str) -> list[Outcome]:
        return self._act(RefuseTransfer(reason=reason), seen)

    def allocate_transfers(self, seen: Sequence[Seen], branch_id: str) -> list[Outcome]:
        return self._act(AllocateTransfer(branch_id=branch_id), seen)

    def withdraw_transfers(self, seen: Sequence[Seen]) -> list[Outcome]:
        return self._act(WithdrawTransfer(), seen)

    def plan_marks(self, seen: Sequence[Seen]) -> MarkPlan:
        return self._read(lambda space: members.plan_marks(space, seen))

    def mark_members(
        self,
        seen: Sequence[Seen],
        mark: Mark,
        *,
        expected_month: str | None = None,
        delay_reason: str | None = None,
        move_to: str | None = None,
    ) -> list[Outcome]:
        command = MarkMember(
            mark=mark, expected_month=expected_month, delay_reason=delay_reason, move_to=move_to
        )
        return self._act(command, seen)

    def plan_revocations(self, seen: Sequence[Seen]) -> RevokePlan:
        return self._read(lambda space: members.plan_revocations(space, seen))

    def revoke_marks(self, seen: Sequence[Seen]) -> list[Outcome]:
        return self._act(RevokeMark(), seen)

    def take_back(self, op_ids: Sequence[str]) -> list[str]:
        """Ids really taken back: not sent yet. Later ops on the same subject go with it."""
        return actions.take_back(self._space(), op_ids)

    def dismiss(self, op_ids: Sequence[str]) -> None:
        """Rejected or conflicting items that the user has read."""
        actions.dismiss(self._space(), op_ids)

    # What is open

    def _act_each(self, wishes: Sequence[Wish]) -> list[Outcome]:
        outcomes = self._read(lambda space: actions.act_each(space, wishes))
        self._now_worker().ops_added(each.op_id for each in outcomes if each.op_id is not None)
        return outcomes

    def _act(self, command: Command, seen: Sequence[Seen]) -> list[Outcome]:
        return self._act_each([Wish(command, each) for each in seen])

    def _read(self, work: Callable[[Workspace], T]) -> T:
        """A cache that turns out to be damaged is made anew, and is soon filled again."""
        space = self._space()
        generation = space.cache.generation
        answer = space.healed(work)
        if space.cache.generation != generation:
            self.sync_now()
        return answer

    def _doorkeeper(self) -> Doorkeeper:
        if self._keychain is None:
            self._keychain = SystemKeychain()
        return Doorkeeper(self._folder, self._keychain, self._clock)

    def _enter(self, opened: Opened) -> Session:
        self._opened = opened
        self._worker = Worker(opened, self._grace)
        self._worker.set_working_offline(opened.profile.record.working_offline)
        if self._on_changes is not None:
            opened.workspace.on_changes = self._on_changes
            self._worker.start()
            self._on_changes(Changes(everything=True, outbox=True, status=True))
        return opened.workspace.session

    def _leave(self) -> None:
        self._stop_worker()
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def _stop_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def _now_open(self) -> Opened:
        if self._opened is None:
            raise client_error("NOT_SIGNED_IN")
        return self._opened

    def _now_worker(self) -> Worker:
        if self._worker is None:
            raise client_error("NOT_SIGNED_IN")
        return self._worker

    def _send_soon(self) -> None:
        self._now_worker().reads_added()

    def _space(self) -> Workspace:
        return self._now_open().workspace
