"""The members 团员: the list, the delayed graduates, marking and revoking (SPEC R30–R35, R111)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.values import Changes, Delivery, MarkPlan, MarkTarget, MemberRow, Outcome, RevokePlan, Seen
from ui.bridge import Bridge
from ui.bulk_bar import BulkBar
from ui.bulk_run import Act, BulkRun
from ui.copying import copy_rows
from ui.folding_detail import FoldingDetail
from ui.job_bar import JobBar
from ui.mark_dialogue import ChosenMark, MarkDialogue
from ui.member_desk import MemberDesk
from ui.member_detail import MemberPane
from ui.member_lists import MemberLists
from ui.member_model import MemberModel
from ui.revoke_dialogue import RevokeDialogue
from ui.table_desk import TableDesk
from ui.taking_back import take_back
from ui.theme import GRID
from ui.verbs import Verbs
from ui.why_not import why_not_member

if TYPE_CHECKING:
    from desktop.client import Client

T = TypeVar("T")
LOOKED_AT = 200
ROOM_FOR_BOTH = 180 * GRID
"""Its columns are many, so the detail stands beside them on a large screen only."""


class MemberView(QWidget):
    """
    Signals
        acted: the outcomes of marking or revoking, one for each member.
        hinted: a sentence about what was, or could not be, done.
        open_transfer_requested: the id of a member's transfer.
        search_wanted: a text for the search field.
    """

    acted = Signal(list)
    hinted = Signal(str)
    open_transfer_requested = Signal(str)
    search_wanted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("members")
        self.title = self.tr("团员")
        self._client = client
        self._bridge = bridge
        self._verbs = verbs
        self._revealing: str | None = None
        self._lists = MemberLists(client, bridge, verbs.sync)
        self._detail = MemberPane(client, bridge, verbs)
        self._folding = FoldingDetail("members", self._lists, self._detail, ROOM_FOR_BOTH)
        self._bulk = BulkBar(
            "member.bulk", (verbs.start_transfer, verbs.mark, verbs.revoke_mark, verbs.take_back)
        )
        self._desk = MemberDesk(client, bridge, self)
        self._tables = TableDesk(client, bridge, verbs, self._lists, self)
        self._lists.add_beside_tabs(self._tables.filter_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._folding, 1)
        layout.addWidget(self._bulk)
        layout.addWidget(JobBar(self._tables.desk.labour, "member.job"))
        self._connect()
        self._bind()

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
        self._detail.transfer_wanted.connect(self.open_transfer_requested)
        self._desk.act_wanted.connect(self._act)
        self._desk.marking_wanted.connect(self._plan)
        self._desk.hinted.connect(self.hinted)
        self._tables.hinted.connect(self.hinted)
        self._tables.act_wanted.connect(self._act)
        self._tables.search_wanted.connect(self.search_wanted)

    def _bind(self) -> None:
        verbs = self._verbs
        slots = {
            verbs.start_transfer: lambda: self.begin_transfers(self._lists.view.selected_ids()),
            verbs.set_member_month: self._begin_months,
            verbs.retain_member: lambda: self._desk.begin_retention(self._lists.view.selected_ids()),
            verbs.reset_code: lambda: self._desk.begin_reset_code(self._lists.view.selected_ids()),
            verbs.mark: self._plan,
            verbs.revoke_mark: self._plan_revoking,
            verbs.take_back: lambda: take_back(
                self, self._client, self._bridge, self._lists.view.selected_ids(), self.hinted.emit
            ),
            verbs.next_row: lambda: self._lists.view.step(1),
            verbs.previous_row: lambda: self._lists.view.step(-1),
            verbs.select_all: lambda: self._lists.view.selectAll(),
            verbs.copy: lambda: copy_rows(self._lists.view, self._lists.model, self._bridge),
            **self._tables.slots(verbs),
        }
        for action, slot in slots.items():
            verbs.bind(self, action, slot)
        for view in self._lists.views:
            view.menu.addActions([*verbs.member_verbs, verbs.take_back])
            view.menu.addSeparator()
            view.menu.addActions([verbs.copy, verbs.select_all])

    # The main window's side

    def activate(self) -> None:
        self._lists.load()
        self._read_status()
        self._tables.activate()
        self._lists.view.setFocus()
        self._offer()

    def refresh(self, changes: Changes) -> None:
        changed = None if changes.everything or changes.organisations else changes.members
        self._lists.refresh(changed)
        self._detail.refresh(changed)
        if changes.status or changes.everything:
            self._read_status()

    def select_organisation(self, organisation_id: str | None) -> None:
        self._lists.select_organisation(organisation_id)

    def look_for(self, text: str) -> None:
        self._lists.look_for(text)

    def open_member(self, member_id: str) -> None:
        """As soon as a list holds them: the organisation in the tree may still be another one."""
        self._revealing = member_id
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
        self._verbs.offer(self, *self._possible(), *self._verbs.table_verbs, *self._verbs.list_verbs)

    def _possible(self) -> set[QAction]:
        """Rows that were selected without being seen may be anything; the plan will tell."""
        ids = self._lists.view.selected_ids()
        lines = [self._lists.model.line(each) for each in ids[:LOOKED_AT]]
        possible = {verb for line in lines if line is not None for verb in self._possible_by_row(line.row)}
        unseen = len(ids) > LOOKED_AT or None in lines
        return possible | set(self._verbs.member_verbs) if unseen else possible

    def _possible_by_row(self, row: MemberRow) -> set[QAction]:
        verbs, possible = self._verbs, {self._verbs.set_member_month, self._verbs.reset_code}
        if row.open_transfer is None:
            possible.add(verbs.start_transfer)
        if row.delivery is Delivery.WAITING:
            possible.add(verbs.take_back)
        if row.member.mark is not None:
            possible.add(verbs.revoke_mark)
        elif row.graduate:
            possible |= {verbs.mark, verbs.retain_member}
        return possible

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only keys that nothing has answered arrive here."""
        verb = self._verbs.of_key(event)
        if verb is None:
            super().keyPressEvent(event)
            return
        ids = self._lists.view.selected_ids()
        line = self._lists.model.line(ids[0]) if ids else None
        self.hinted.emit(why_not_member(self._verbs, verb, line and line.row))

    # Doing it

    def begin_transfers(self, ids: Sequence[str], destination_id: str | None = None) -> None:
        """``destination_id``: they were dragged onto this organisation."""
        self._desk.begin_transfers(ids, destination_id)

    def _begin_months(self) -> None:
        ids = self._lists.view.selected_ids()
        self._desk.begin_months(ids, self._lists.model.versions(ids))

    def _plan(self) -> None:
        self._ask_plan(self._client.plan_marks, self._show_plan)

    def _ask_plan(self, plan: Callable[[list[Seen]], T], show: Callable[[T], None]) -> None:
        ids = self._lists.view.selected_ids()
        known = self._lists.model.versions(ids)
        self._bridge.run(self, lambda: plan(self._seen(ids, known)), show)

    def _seen(self, ids: Sequence[str], known: Mapping[str, int]) -> list[Seen]:
        unseen = [each for each in ids if each not in known]
        versions = {**(self._versions(unseen) if unseen else {}), **known}
        return [Seen(id=each, version=versions[each]) for each in ids if each in versions]

    def _versions(self, ids: Sequence[str]) -> Mapping[str, int]:
        return {row.member.id: row.member.version for row in self._client.members(ids)}

    def _show_plan(self, plan: MarkPlan) -> None:
        dialogue = MarkDialogue(plan, self)
        dialogue.chosen.connect(partial(self._mark, plan))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _mark(self, plan: MarkPlan, chosen: ChosenMark) -> None:
        act = partial(
            self._client.mark_members,
            mark=chosen.mark,
            expected_month=chosen.expected_month,
            delay_reason=chosen.delay_reason,
            move_to=chosen.move_to,
        )
        self._act(act, _versions_of(plan.markable))

    def _plan_revoking(self) -> None:
        """One alone needs no plan: the verb is offered only where there is a mark."""
        if self._lists.view.selected_count > 1:
            self._ask_plan(self._client.plan_revocations, self._show_revoking)
        else:
            self._act(self._client.revoke_marks)

    def _show_revoking(self, plan: RevokePlan) -> None:
        if not plan.left_out:
            self._revoke(plan)
            return
        dialogue = RevokeDialogue(plan, self)
        dialogue.chosen.connect(partial(self._revoke, plan))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _revoke(self, plan: RevokePlan) -> None:
        self._act(self._client.revoke_marks, _versions_of(plan.revocable))

    def _act(self, act: Act, seen: Mapping[str, int] | None = None) -> None:
        """``seen`` is what was planned; else what is selected now."""
        view, model = self._lists.view, self._lists.model
        ids = view.selected_ids() if seen is None else list(seen)
        if not ids:
            return
        run = BulkRun(
            self._bridge, ids, model.versions(ids) if seen is None else seen, self._versions, act, self
        )
        run.finished.connect(partial(self._on_acted, model))
        self._bulk.show_run(run)
        if not view.go_to(view.after_selection()):
            view.end_picking()
        run.start()

    def _on_acted(self, model: MemberModel, outcomes: list[Outcome]) -> None:
        model.hold(outcome.id for outcome in outcomes if outcome.op_id is not None)
        self.acted.emit(outcomes)


def _versions_of(targets: Sequence[MarkTarget]) -> dict[str, int]:
    return {each.seen.id: each.seen.version for each in targets}
