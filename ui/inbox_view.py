"""The inbox 组织关系转接审批: what waits for me, what I decided, what I started (SPEC R112)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.values import Changes, Delivery, DueRange, Outcome, Tab, TransferDetail, TransferRow
from domain.organisations import Card
from domain.transfers import APPROVABLE_STATES, OPEN_STATES, TransferState
from ui.allocate_dialogue import AllocateDialogue
from ui.bridge import Bridge
from ui.bulk_bar import BulkBar
from ui.bulk_run import Act, BulkRun
from ui.copying import copy_rows
from ui.folding_detail import FoldingDetail
from ui.inbox_lists import InboxLists
from ui.job_bar import JobBar
from ui.letters import letters_of_transfers
from ui.list_desk import ListDesk
from ui.narrow_bar import NarrowBar
from ui.refuse_bar import RefuseBar
from ui.taking_back import take_back
from ui.transfer_detail import TransferPane
from ui.transfer_model import TransferModel
from ui.verbs import Verbs
from ui.why_not import why_not_transfer

if TYPE_CHECKING:
    from desktop.client import Client

LOOKED_AT = 200
"""How many of the selected rows are asked what can be done with them; the client answers for each anyway."""


class _Chosen:
    """What a verb is about, as it stood on the screen when the verb was called."""

    def __init__(self, ids: Sequence[str], versions: Mapping[str, int], name: str) -> None:
        self.ids = ids
        self.versions = versions
        self.name = name


class InboxView(QWidget):
    """
    Signals
        acted: the outcomes of a decision, one for each of its items.
        hinted: a sentence about what was, or could not be, done.
    """

    acted = Signal(list)
    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox")
        self.title = self.tr("审批")
        self._client = client
        self._bridge = bridge
        self._verbs = verbs
        self._refusing: _Chosen | None = None
        self._revealing: str | None = None
        self._lists = InboxLists(client, bridge, verbs.sync)
        self._detail = TransferPane(client, bridge, verbs)
        deciding = (verbs.approve, verbs.refuse, verbs.allocate, verbs.withdraw, verbs.take_back)
        self._bulk = BulkBar("inbox.bulk", deciding)
        self._desk = ListDesk(client, bridge, self._lists, self)
        self._desk.hinted.connect(self.hinted)
        self._refuse_bar = RefuseBar()
        self._narrow_bar = NarrowBar("inbox.narrow")
        self._folding = FoldingDetail("inbox", self._lists, self._detail)
        self._arrange()
        self._connect()
        self._bind()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        job_bar = JobBar(self._desk.labour, "inbox.job")
        for part in (self._narrow_bar, self._folding, self._bulk, job_bar, self._refuse_bar):
            layout.addWidget(part)
        layout.setStretchFactor(self._folding, 1)

    def _connect(self) -> None:
        self._lists.current_changed.connect(self._detail.show_item)
        self._lists.current_changed.connect(lambda _: self._on_selection_changed())
        self._lists.selection_changed.connect(self._on_selection_changed)
        self._lists.opened.connect(lambda _: self._folding.open_detail())
        self._lists.ready.connect(self._reveal)
        self._folding.closed.connect(lambda: self._lists.view.setFocus())
        self._folding.arranged.connect(self._on_selection_changed)
        self._bulk.open_wanted.connect(self._folding.open_detail)
        self._detail.shown.connect(lambda _: self._offer())
        self._detail.dismissed.connect(self._dismiss)
        self._narrow_bar.widened.connect(lambda: self.narrow(None, unallocated=False, words=""))
        self._refuse_bar.confirmed.connect(self._on_refuse_confirmed)
        self._refuse_bar.cancelled.connect(self._on_refuse_cancelled)

    def _bind(self) -> None:
        verbs = self._verbs
        slots = {
            verbs.approve: lambda: self._act(self._client.approve_transfers),
            verbs.refuse: self._ask_reason,
            verbs.allocate: self._ask_branch,
            verbs.withdraw: lambda: self._act(self._client.withdraw_transfers),
            verbs.take_back: self._take_back,
            verbs.dismiss: self._dismiss_shown,
            verbs.next_row: lambda: self._lists.view.step(1),
            verbs.previous_row: lambda: self._lists.view.step(-1),
            verbs.select_all: lambda: self._lists.view.selectAll(),
            verbs.copy: lambda: copy_rows(self._lists.view, self._lists.model, self._bridge),
            verbs.export: self._desk.export,
            verbs.print_list: self._desk.print_list,
            verbs.print_letters: self._print_letters,
        }
        for action, slot in slots.items():
            verbs.bind(self, action, slot)
        for view in self._lists.views:
            deciding = (verbs.approve, verbs.refuse, verbs.allocate, verbs.withdraw)
            view.menu.addActions([*deciding, verbs.take_back, verbs.dismiss])
            view.menu.addSeparator()
            view.menu.addActions([verbs.copy, verbs.select_all])

    # The main window's side

    def activate(self) -> None:
        self._lists.load()
        self._read_status()
        self._lists.view.setFocus()
        self._offer()

    def refresh(self, changes: Changes) -> None:
        self._lists.refresh(None if changes.everything else changes.transfers)
        self._detail.refresh(None if changes.everything else changes.transfers)
        if changes.status or changes.everything:
            self._read_status()

    def select_organisation(self, organisation_id: str | None) -> None:
        self._lists.select_organisation(organisation_id)

    def look_for(self, text: str) -> None:
        self._lists.look_for(text)

    def narrow(self, due: DueRange | None, unallocated: bool, words: str) -> None:
        """Only what is due then, or waits for an allocation; ``words`` say so. Without either all of it."""
        self._lists.narrow(due, unallocated)
        self._narrow_bar.say(words)
        self._lists.view.setFocus()

    def show_started(self) -> None:
        self._lists.show_tab(Tab.STARTED)

    def open_transfer(self, transfer_id: str) -> None:
        """Wherever it is; as soon as the lists are there, if they are not yet."""
        self.narrow(None, unallocated=False, words="")
        self._revealing = transfer_id
        self._reveal()
        self._folding.open_detail()

    def _reveal(self) -> None:
        wanted = self._revealing
        if wanted is None:
            return
        if self._lists.reveal(wanted):
            self._revealing = None
        elif self._lists.all_ready:
            # In none of the lists, but perhaps in the cache. What is shown and what the verbs are about
            # must not be two different things, so nothing stays selected.
            self._revealing = None
            self._lists.view.selectionModel().clear()
            self._detail.show_item(wanted)

    def _read_status(self) -> None:
        self._bridge.run(self, self._client.status, self._lists.show_status)

    # What can be done

    def _on_selection_changed(self) -> None:
        view, refusing = self._lists.view, self._refusing is not None
        self._bulk.show_selection(view, alone=not self._folding.is_detail_open)
        if refusing:
            self._bulk.hide()
        self._detail.offer_verbs(view.acts_on_current and not refusing)
        self._offer()

    def _offer(self) -> None:
        verbs = self._verbs
        tables = (verbs.export, verbs.print_list, verbs.print_letters)
        verbs.offer(self, *self._possible(), *tables, *verbs.list_verbs)

    def _possible(self) -> set[QAction]:
        ids = self._lists.view.selected_ids()
        shown = self._detail.detail
        if shown is not None and ids == [shown.id]:
            return self._possible_by_detail(shown.detail)
        lines = map(self._lists.model.line, ids[:LOOKED_AT])
        return {verb for line in lines if line is not None for verb in self._possible_by_row(line.row)}

    def _possible_by_detail(self, detail: TransferDetail) -> set[QAction]:
        verbs = self._verbs
        able = {
            verbs.approve: detail.may_approve,
            verbs.refuse: detail.may_refuse,
            verbs.allocate: detail.may_allocate,
            verbs.withdraw: detail.may_withdraw,
            verbs.take_back: detail.row.delivery is Delivery.WAITING,
            verbs.dismiss: detail.attention is not None,
        }
        return {verb for verb, may in able.items() if may}

    def _possible_by_row(self, row: TransferRow) -> set[QAction]:
        """What the list alone tells, at once, so that whoever is quick need not wait for the detail."""
        verbs, tab, state = self._verbs, self._lists.tab, row.transfer.state
        if row.delivery is Delivery.WAITING:
            return {verbs.take_back}
        if tab is Tab.PENDING and state in APPROVABLE_STATES:
            return {verbs.approve, verbs.refuse}
        if tab is Tab.PENDING and state is TransferState.AWAITING_ALLOCATION:
            return {verbs.allocate}
        return {verbs.withdraw} if tab is Tab.STARTED and state in OPEN_STATES else set()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only keys that nothing has answered arrive here."""
        verb = self._verbs.of_key(event)
        if verb is None:
            super().keyPressEvent(event)
            return
        ids = self._lists.view.selected_ids()
        line = self._lists.model.line(ids[0]) if ids else None
        self.hinted.emit(why_not_transfer(self._verbs, verb, line and line.row, self._lists.tab))

    # Doing it

    def _choose(self) -> _Chosen:
        model, ids = self._lists.model, self._lists.view.selected_ids()
        line = model.line(ids[0]) if ids else None
        name = line.row.transfer.subject.name if line is not None else ""
        return _Chosen(ids, model.versions(ids), name)

    def _act(self, act: Act, chosen: _Chosen | None = None) -> None:
        """The next row is selected at once; the answer comes by itself, as a change."""
        chosen = chosen or self._choose()
        if not chosen.ids:
            return
        run = BulkRun(self._bridge, chosen.ids, chosen.versions, self._versions, act, self)
        run.finished.connect(partial(self._on_acted, self._lists.model))
        self._bulk.show_run(run)
        self._go_on()
        run.start()

    def _on_acted(self, model: TransferModel, outcomes: list[Outcome]) -> None:
        model.hold(outcome.id for outcome in outcomes if outcome.op_id is not None)
        self.acted.emit(outcomes)

    def _versions(self, ids: Sequence[str]) -> Mapping[str, int]:
        return {row.transfer.id: row.transfer.version for row in self._client.transfers(ids)}

    def _go_on(self) -> None:
        view = self._lists.view
        if not view.go_to(view.after_selection()):
            view.end_picking()

    def _ask_reason(self) -> None:
        self._refusing = self._choose()
        self._refuse_bar.ask(self._refusing.name, len(self._refusing.ids))
        self._on_selection_changed()
        self._bridge.run(self, self._client.recent_reasons, self._refuse_bar.suggest)

    def _on_refuse_confirmed(self, reason: str) -> None:
        chosen, self._refusing = self._refusing, None
        if chosen is not None:
            self._act(partial(self._client.refuse_transfers, reason=reason), chosen)
        self._back_to_work()

    def _on_refuse_cancelled(self) -> None:
        self._refusing = None
        self._back_to_work()

    def _back_to_work(self) -> None:
        self._on_selection_changed()
        if self._folding.is_folded and self._folding.is_detail_open:
            self._detail.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._lists.view.setFocus()

    def _ask_branch(self) -> None:
        chosen = self._choose()
        work = partial(_common_branches, self._client, chosen.ids[:LOOKED_AT])
        self._bridge.run(self, work, partial(self._show_branches, chosen))

    def _show_branches(self, chosen: _Chosen, branches: list[Card]) -> None:
        many = self.tr("这 %n 人", "", len(chosen.ids))
        dialogue = AllocateDialogue(chosen.name if len(chosen.ids) == 1 else many, branches, self)
        dialogue.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialogue.accepted.connect(lambda: self._allocate(chosen, dialogue.branch_id))
        dialogue.open()

    def _allocate(self, chosen: _Chosen, branch_id: str | None) -> None:
        if branch_id is not None:
            self._act(partial(self._client.allocate_transfers, branch_id=branch_id), chosen)

    def _take_back(self) -> None:
        ids = self._lists.view.selected_ids()
        take_back(self, self._client, self._bridge, ids, self.hinted.emit)

    def _print_letters(self) -> None:
        """Also of what is completed, which the members' list does not hold any longer."""
        ids, scope = self._lists.view.selected_ids(), self._client.session.organisation.id
        self._desk.print_letters(partial(letters_of_transfers, self._client, ids, scope))

    def _dismiss_shown(self) -> None:
        shown = self._detail.detail
        if shown is not None and shown.detail.attention is not None:
            self._dismiss(shown.detail.attention.op_id)

    def _dismiss(self, op_id: str) -> None:
        self._bridge.act(self, lambda: self._client.dismiss([op_id]), lambda _: None)


def _common_branches(client: "Client", ids: Sequence[str]) -> list[Card]:
    """The branches that all of these can be allocated to, in the order of the first one's."""
    details = [detail for detail in map(client.transfer_detail, ids) if detail is not None]
    if not details:
        return []
    common = set.intersection(*({card.id for card in detail.branches} for detail in details))
    return [card for card in details[0].branches if card.id in common]
