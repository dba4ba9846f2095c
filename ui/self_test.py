"""Drives the real window without a person and asks the server what arrived (``main.py --self-test``).

One JSON object per step on standard output: ``step``, ``ok``, ``ms``, and why not. What is asked of the
server goes through a session of its own, so that the client's cache cannot testify for itself.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from desktop.values import Connection, Delivery, Status, TransferRow
from domain.members import Mark
from domain.transfers import APPROVABLE_STATES, Action, Transfer
from ui.application import make_application
from ui.list_view import ListView
from ui.login_window import LoginWindow
from ui.paged_model import PagedModel
from ui.shell import Shell

if TYPE_CHECKING:
    from desktop.client import Client
    from desktop.witness import Witness
    from ui.main_window import MainWindow

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
MARKED = 3
PATIENCE = 30.0
"""Seconds that something may take to become true."""
FIRST_SYNC_PATIENCE = 300.0


class StepError(AssertionError):
    """What a step expected did not happen; the text says what."""


def run_self_test(profiles: Path, server: str, account: str, password: str) -> int:
    _, theme = make_application(profiles)
    run = SelfTest(Shell(theme, profiles), server, account, password)
    try:
        return 0 if run.all_steps() else 1
    finally:
        run.close()


class SelfTest:
    """What the first window does not need is loaded after it, as for a person."""

    def __init__(self, shell: Shell, server: str, account: str, password: str) -> None:
        self._shell = shell
        self._who = (server, account, password)
        self._marked: list[str] = []
        self._painted_at: float | None = None

    def all_steps(self) -> bool:
        steps: list[tuple[str, Callable[[], None]]] = [
            ("open_window", self._open_window),
            ("sign_in", self._sign_in),
            ("first_sync", self._first_sync),
            ("open_screens", self._open_screens),
            ("mark_delayed", self._mark_delayed),
            ("revoke_marks", self._revoke_marks),
            ("approve_online", self._approve_online),
            ("approve_offline", self._approve_offline),
        ]
        # Each step stands on the one before it.
        return all(self._told(name, step) for name, step in steps)

    def close(self) -> None:
        self._shell.close()
        if "_witness" in self.__dict__:
            self._witness.close()

    def _told(self, name: str, step: Callable[[], None]) -> bool:
        started = time.monotonic()
        told: dict[str, object] = {"step": name, "ok": True}
        try:
            step()
        except Exception as error:
            # Whatever went wrong is this step's outcome, told with the others.
            told |= {"ok": False, "why": f"{type(error).__name__}: {error}", "window": self._sight()}
        if name == "open_window":
            # What comes after the first picture would count as well, were the end of the step taken for it.
            told["painted_at"] = self._painted_at
        told["ms"] = round((time.monotonic() - started) * 1000)
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        return bool(told["ok"])

    def _sight(self) -> str:
        """What a person in front of the window would read of the trouble."""
        main, login = self._shell.main, self._shell.login
        if main is not None:
            return f"{main.message_bar.sentence} {self._status.problem}".strip()
        return "" if login is None else " ".join(each.text() for each in login.findChildren(QLabel))

    # The steps

    def _open_window(self) -> None:
        self._shell.open(*self._who[:2])
        login = self._login
        painted: list[float] = []
        login.painted.connect(lambda: painted.append(time.time()))
        wait_for("a painted window", lambda: painted)
        self._painted_at = painted[0]

    def _sign_in(self) -> None:
        login = self._login
        ready: list[bool] = []
        login.ready.connect(lambda: ready.append(True))
        wait_for("the accounts of this machine", lambda: ready)
        _child(login, QLineEdit, "login.password").setText(self._who[2])
        _child(login, QPushButton, "login.submit").click()
        wait_for("the main window", lambda: self._shell.main is not None and self._shell.main.isVisible())

    def _first_sync(self) -> None:
        wait_for("a first sync", self._is_synced, FIRST_SYNC_PATIENCE)

    def _open_screens(self) -> None:
        for screen in self._main.verbs.screens:
            screen.trigger()
            _expect(screen.isChecked(), f"{screen.objectName()} did not come to the front")
        verbs = self._main.verbs
        for screen, name in ((verbs.show_inbox, "inbox.pending"), (verbs.show_members, "member.ordinary")):
            # Whoever is not looked at does not read.
            screen.trigger()
            self._filled(name)

    def _mark_delayed(self) -> None:
        self._main.verbs.show_members.trigger()
        members = self._filled("member.ordinary")
        self._marked = self._markable(members)
        _select(members, self._marked)
        self._main.verbs.mark.trigger()
        dialogue = wait_for("the marking dialogue", self._dialogue)
        _child(dialogue, QRadioButton, f"mark.kind.{Mark.DELAYED_GRADUATE}").click()
        _child(dialogue, QComboBox, "mark.month").setCurrentIndex(0)
        _child(dialogue, QLineEdit, "mark.reason").setText("学分未修满")
        confirm = _child(dialogue, QPushButton, "mark.confirm")
        wait_for("the marking plan", confirm.isEnabled)
        confirm.click()
        wait_for("the marks", lambda: self._marks() == {Mark.DELAYED_GRADUATE})
        self._until_settled()
        for member_id in self._marked:
            _expect(self._witness.member(member_id).mark is Mark.DELAYED_GRADUATE, "the mark did not arrive")

    def _revoke_marks(self) -> None:
        _child(self._main, QTabBar, "member.tabs").setCurrentIndex(1)
        delayed = self._shown_list("member.delayed")
        wait_for(
            "the marked members",
            lambda: all(_rows(delayed).row_of(each) is not None for each in self._marked),
        )
        _select(delayed, self._marked)
        self._main.verbs.revoke_mark.trigger()
        wait_for("the marks to go", lambda: self._marks() == {None})
        self._until_settled()
        for member_id in self._marked:
            _expect(self._witness.member(member_id).mark is None, "the mark was not revoked")

    def _approve_online(self) -> None:
        before = self._approve_next()
        self._until_settled()
        self._check_approved_once(before)

    def _approve_offline(self) -> None:
        self._main.verbs.work_offline.trigger()
        wait_for("working offline", lambda: self._status.connection is Connection.WORKING_OFFLINE)
        before = self._approve_next()
        wait_for("the decision in the outbox", lambda: self._status.waiting == 1)
        _expect(self._witness.transfer(before.id) == before, "the server knew it while we were offline")
        wait_for("the switch", self._main.verbs.work_offline.isChecked)
        self._main.verbs.work_offline.trigger()
        self._until_settled()
        self._check_approved_once(before)

    # What the steps are made of

    @cached_property
    def _witness(self) -> "Witness":
        from desktop.witness import Witness

        return Witness(*self._who)

    @property
    def _client(self) -> "Client":
        client = self._shell.client
        if client is None:
            raise StepError("there is no client")
        return client

    @property
    def _login(self) -> LoginWindow:
        login = self._shell.login
        if login is None:
            raise StepError("there is no login window")
        return login

    @property
    def _main(self) -> "MainWindow":
        main = self._shell.main
        if main is None:
            raise StepError("there is no main window")
        return main

    @property
    def _status(self) -> Status:
        return self._client.status()

    def _is_synced(self) -> bool:
        status = self._status
        return status.synced_at is not None and not status.syncing

    def _until_settled(self) -> None:
        # As F5 does: what was decided just now need not wait for its grace to be over.
        self._main.verbs.sync.trigger()
        wait_for("an empty outbox", lambda: self._status.waiting == 0 and self._is_synced())
        _expect(self._status.attention == 0, "the server did not accept what was decided")

    def _filled(self, name: str) -> ListView:
        view = self._shown_list(name)
        wait_for(f"rows in {name}", lambda: view.model().rowCount() > 0)
        return view

    def _shown_list(self, name: str) -> ListView:
        return _child(self._main, ListView, name)

    def _dialogue(self) -> QDialog | None:
        return self._main.findChild(QDialog, "mark")

    def _markable(self, members: ListView) -> list[str]:
        ids = _rows(members).ids(0, 1999)
        rows = self._client.members(ids)
        free = (row for row in rows if row.graduate and not row.member.mark and not row.open_transfer)
        return [row.member.id for row in islice(free, MARKED)]

    def _marks(self) -> set[Mark | None]:
        return {row.member.mark for row in self._client.members(self._marked)}

    def _approve_next(self) -> Transfer:
        """Approves what is on top of the inbox and can be approved; answers how the server had it."""
        self._main.verbs.show_inbox.trigger()
        inbox = self._filled("inbox.pending")
        transfer_id = wait_for("a row to approve", lambda: self._approvable(inbox))
        before = self._witness.transfer(transfer_id)
        _select(inbox, [transfer_id])
        wait_for("the verb", self._main.verbs.approve.isEnabled)
        self._main.verbs.approve.trigger()
        wait_for("the decision", lambda: self._has_moved_on(before))
        return before

    def _approvable(self, inbox: ListView) -> str | None:
        """As the screen shows it, and the screen as the client has it: what is decided upon must be seen."""
        lines = (_rows(inbox).line(each) for each in _rows(inbox).ids(0, 99))
        shown = {line.row.transfer.id: line.row for line in lines if line is not None}
        known = self._client.transfers(list(shown))
        same = (row for row in known if row == shown[row.transfer.id] and _is_approvable(row))
        return next((row.transfer.id for row in same), None)

    def _has_moved_on(self, before: Transfer) -> bool:
        rows = self._client.transfers([before.id])
        return not rows or rows[0].transfer.state is not before.state

    def _check_approved_once(self, before: Transfer) -> None:
        after = self._witness.transfer(before.id)
        new = after.history[len(before.history) :]
        mine = [event for event in new if event.by.user_id == self._client.session.user_id]
        _expect(len(new) == len(mine) == 1, f"{len(mine)} decisions of ours arrived, {len(new)} in all")
        _expect(mine[0].action is Action.APPROVED, "what arrived is no approval")
        _expect(after.version == before.version + 1, "the transfer's version did not go up by one")
        _expect(after.state is not before.state, "the transfer stayed in its step")


def _is_approvable(row: TransferRow) -> bool:
    return row.transfer.state in APPROVABLE_STATES and row.delivery is Delivery.CONFIRMED


def _expect(fact: bool, otherwise: str) -> None:
    if not fact:
        raise StepError(otherwise)


def wait_for(what: str, happened: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """Lets the window live until ``happened`` answers something true, and answers it."""
    latest = time.monotonic() + patience
    while not (answer := happened()):
        if time.monotonic() > latest:
            raise StepError(f"waited in vain for {what}")
        _live_for(20)
    return answer


def _live_for(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _child(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    if found is None:
        raise StepError(f"there is no {name} in {parent.objectName()}")
    return found


def _rows(view: ListView) -> PagedModel[Any, Any]:
    model = view.model()
    assert isinstance(model, PagedModel)
    return model


def _select(view: ListView, ids: Sequence[str]) -> None:
    view.setFocus()
    view.go_to(ids[0])
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for identifier in ids[1:]:
        row = _rows(view).row_of(identifier)
        if row is not None:
            view.selectionModel().select(_rows(view).index(row, 0), flags)
    _expect(sorted(view.selected_ids()) == sorted(ids), "other rows are selected than were meant")
