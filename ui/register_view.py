"""The registers 登记: retained for study abroad, kept without employment, floating members (SPEC R70–R72)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entry_values import EntryDetail, EntryRow
from desktop.values import Changes, Delivery, Outcome
from domain.registers import Due, Register
from ui.bridge import Bridge
from ui.bulk_bar import BulkBar
from ui.bulk_run import Act, BulkRun
from ui.copying import copy_rows
from ui.entry_dialogue import EntryAct, EntryDialogue, EntryWish
from ui.entry_lists import EntryLists
from ui.entry_pane import EntryPane
from ui.folding_detail import FoldingDetail
from ui.job_bar import JobBar
from ui.list_desk import ListDesk
from ui.taking_back import take_back
from ui.verbs import Verbs
from ui.why_not import why_not_row

if TYPE_CHECKING:
    from desktop.client import Client

LOOKED_AT = 200


class RegisterView(QWidget):
    """
    Signals
        acted: the outcomes of an act, one for each of its entries.
        hinted: a sentence about what was, or could not be, done.
    """

    acted = Signal(list)
    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registers")
        self.title = self.tr("登记")
        self._client, self._bridge, self._verbs = client, bridge, verbs
        self._revealing: str | None = None
        self._lists = EntryLists(client, bridge, verbs.sync)
        self._detail = EntryPane(client, bridge, verbs)
        self._folding = FoldingDetail("entries", self._lists, self._detail)
        self._bulk = BulkBar("entry.bulk", (*verbs.entry_verbs, verbs.take_back))
        self._desk = ListDesk(client, bridge, self._lists, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._folding, 1)
        layout.addWidget(self._bulk)
        layout.addWidget(JobBar(self._desk.labour, "entry.job"))
        self._connect()
        self._bind()

    def _connect(self) -> None:
        self._desk.hinted.connect(self.hinted)
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

    def _bind(self) -> None:
        verbs, lists = self._verbs, self._lists
        slots = {
            verbs.record_entry: self._begin_record,
            verbs.prolong_retention: self._begin_prolong,
            verbs.end_entry: lambda: self._ask(EntryAct.END),
            verbs.take_back: lambda: take_back(
                self, self._client, self._bridge, lists.view.selected_ids(), self.hinted.emit
            ),
            verbs.dismiss: self._dismiss_shown,
            verbs.next_row: lambda: lists.view.step(1),
            verbs.previous_row: lambda: lists.view.step(-1),
            verbs.select_all: lambda: lists.view.selectAll(),
            verbs.copy: lambda: copy_rows(lists.view, lists.model, self._bridge),
            verbs.export: self._desk.export,
            verbs.print_list: self._desk.print_list,
        }
        for action, slot in slots.items():
            verbs.bind(self, action, slot)
        for view in lists.views:
            view.menu.addActions([*verbs.entry_verbs, verbs.take_back, verbs.dismiss])
            view.menu.addSeparator()
            view.menu.addActions([verbs.copy, verbs.select_all])

    # The main window's side

    def activate(self) -> None:
        self._lists.load()
        self._read_status()
        self._lists.view.setFocus()
        self._offer()

    def refresh(self, changes: Changes) -> None:
        changed = None if changes.everything or changes.organisations else changes.entries
        self._lists.refresh(changed)
        self._detail.refresh(changed)
        if changes.status or changes.everything:
            self._read_status()

    def select_organisation(self, organisation_id: str | None) -> None:
        self._lists.select_organisation(organisation_id)

    def look_for(self, text: str) -> None:
        self._lists.look_for(text)

    def open_entry(self, entry_id: str) -> None:
        """As soon as the lists are there."""
        self._revealing = entry_id
        self._lists.show_all()
        self._reveal()

    def _reveal(self) -> None:
        if self._revealing is not None and self._lists.reveal(self._revealing):
            self._revealing = None
            self._folding.open_detail()

    def _read_status(self) -> None:
        self._bridge.run(self, self._client.status, self._lists.show_status)

    # What can be done

    def _on_selection_changed(self) -> None:
        view = self._lists.view
        self._bulk.show_selection(view, alone=not self._folding.is_detail_open)
        self._detail.offer_verbs(view.acts_on_current)
        self._offer()

    def _offer(self) -> None:
        verbs = self._verbs
        verbs.offer(self, *self._possible(), verbs.export, verbs.print_list, *verbs.list_verbs)

    def _possible(self) -> set[QAction]:
        ids, shown = self._lists.view.selected_ids(), self._detail.detail
        if shown is not None and ids == [shown.row.entry.id]:
            return self._possible_by_detail(shown)
        lines = map(self._lists.model.line, ids[:LOOKED_AT])
        return {verb for line in lines if line is not None for verb in self._possible_by_row(line.row)}

    def _possible_by_detail(self, detail: EntryDetail) -> set[QAction]:
        verbs = self._verbs
        able = {
            verbs.record_entry: detail.may_record,
            verbs.prolong_retention: detail.may_prolong,
            verbs.end_entry: detail.may_end,
            verbs.take_back: detail.row.delivery is Delivery.WAITING,
            verbs.dismiss: detail.attention is not None,
        }
        return {verb for verb, may in able.items() if may}

    def _possible_by_row(self, row: EntryRow) -> set[QAction]:
        verbs = self._verbs
        if row.delivery is Delivery.WAITING:
            return {verbs.take_back}
        if row.due is Due.CLOSED:
            return set()
        return (
            {verbs.end_entry} if row.register is Register.RETENTION else {verbs.record_entry, verbs.end_entry}
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only keys that nothing has answered arrive here."""
        verb = self._verbs.of_key(event)
        if verb is None:
            super().keyPressEvent(event)
        else:
            self.hinted.emit(why_not_row(verb, bool(self._lists.view.selected_count)))

    # Doing it

    def _begin_record(self) -> None:
        studying = self._lists.register is Register.STUDY_ABROAD
        self._ask(EntryAct.REPORT if studying else EntryAct.FOLLOW_UP)

    def _begin_prolong(self) -> None:
        shown = self._detail.detail
        if shown is not None:
            self._ask(EntryAct.PROLONG, shown.longest_months)

    def _ask(self, act: EntryAct, months: int = 0) -> None:
        ids, model = self._lists.view.selected_ids(), self._lists.model
        line = model.line(ids[0]) if ids else None
        if line is None:
            return
        many = self.tr("所选的 %n 人", "", len(ids))
        dialogue = EntryDialogue(
            act, line.row.entry.member_name if len(ids) == 1 else many, months, None, self
        )
        dialogue.chosen.connect(partial(self._carry_out, act, model.versions(ids), ids))
        dialogue.finished.connect(lambda _: self._lists.view.setFocus())
        self._desk.open(dialogue)

    def _carry_out(
        self, act: EntryAct, known: Mapping[str, int], ids: Sequence[str], wish: EntryWish
    ) -> None:
        client = self._client
        acts: dict[EntryAct, Act] = {
            EntryAct.REPORT: partial(client.record_reports, text=wish.text),
            EntryAct.FOLLOW_UP: partial(
                client.record_follow_ups, outcome=wish.text, found_work_on=wish.found_work_on
            ),
            EntryAct.PROLONG: partial(client.prolong_retentions, months=wish.months),
            EntryAct.END: partial(client.end_entries, outcome=wish.text),
        }
        run = BulkRun(self._bridge, ids, known, self._versions, acts[act], self)
        run.finished.connect(self._on_acted)
        self._bulk.show_run(run)
        run.start()

    def _versions(self, ids: Sequence[str]) -> Mapping[str, int]:
        return {row.entry.id: row.entry.version for row in self._client.entries(ids)}

    def _on_acted(self, outcomes: list[Outcome]) -> None:
        self._lists.model.hold(outcome.id for outcome in outcomes if outcome.op_id is not None)
        self.acted.emit(outcomes)

    def _dismiss_shown(self) -> None:
        shown = self._detail.detail
        if shown is not None and shown.attention is not None:
            self._dismiss(shown.attention.op_id)

    def _dismiss(self, op_id: str) -> None:
        self._bridge.act(self, lambda: self._client.dismiss([op_id]), lambda _: None)
